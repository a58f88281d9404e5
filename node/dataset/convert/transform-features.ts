/** Renames features, leaves some out, converts units: what a person asked for beyond the format. */

import type { ConversionOptions } from '#contracts/dataset/conversions.ts';
import { unitFactor } from '#contracts/dataset/unit-scales.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column, NumberColumn } from '../dataset-reader.ts';
import type { ConversionRecord } from './conversion-record.ts';
import type { FrameEpisode } from './frame-episode.ts';

/** Changes an episode; applied to each in turn. */
export type EpisodeTransform = (episode: FrameEpisode) => FrameEpisode;

/**
 * The transform that options ask for. Throws `usage` for units that do not fit, and, for an episode, `not-found` when a named feature is not
 * there or `usage` when two features would have one name.
 */
export function featureTransform(
  options: Pick<ConversionOptions, 'rename' | 'without' | 'units'>,
  record: ConversionRecord,
): EpisodeTransform {
  const without = new Set(options.without);
  const rename = new Map(Object.entries(options.rename));
  const factors = new Map(
    Object.entries(options.units).map(([name, { from, to }]) => [
      name,
      { from, to, factor: unitFactor(from, to) },
    ]),
  );
  if (without.size + rename.size + factors.size === 0) return (episode) => episode;
  for (const name of rename.values()) requireName(name);
  const nameOf = (name: string): string => rename.get(name) ?? name;
  return (episode) => {
    requireKnown(episode, [...without, ...rename.keys(), ...factors.keys()]);
    const kept = episode.features.filter(({ name }) => !without.has(name));
    const names = kept.map(({ name }) => nameOf(name));
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw new ExchangeError('usage', `Two features would be called "${twice}".`);
    note(episode, { without, rename, factors }, record);
    const select = <T>(map: ReadonlyMap<string, T>): Map<string, T> =>
      new Map([...map].filter(([name]) => !without.has(name)).map(([name, value]) => [nameOf(name), value]));
    const columns = new Map<string, Column>(
      [...episode.columns].map(([name, column]) => {
        const unit = factors.get(name);
        return [name, unit === undefined ? column : scaled(column, unit.factor, name)];
      }),
    );
    return {
      ...episode,
      features: kept.map((feature) => ({ ...feature, name: nameOf(feature.name) })),
      columns: select(columns),
      pictures: select(episode.pictures),
      videos: select(episode.videos),
    };
  };
}

function requireKnown(episode: FrameEpisode, wanted: readonly string[]): void {
  const known = new Set(episode.features.map(({ name }) => name));
  const unknown = wanted.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new ExchangeError(
    'not-found',
    `There is no feature ${unknown.map((name) => `"${name}"`).join(', ')}; there are ${[...known].join(', ')}.`.slice(
      0,
      900,
    ),
    { params: { episode: episode.index } },
  );
}

function requireName(name: string): void {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,159}$/.test(name)) return;
  throw new ExchangeError('usage', `"${name.slice(0, 60)}" cannot be the name of a feature.`);
}

function note(
  episode: FrameEpisode,
  asked: {
    without: ReadonlySet<string>;
    rename: ReadonlyMap<string, string>;
    factors: ReadonlyMap<string, { from: string; to: string; factor: number }>;
  },
  record: ConversionRecord,
): void {
  for (const name of asked.without)
    record.step('feature-left-out', { feature: name, lossy: true, params: { reason: 'asked for' } });
  for (const [name, to] of asked.rename) record.step('feature-renamed', { feature: name, params: { to } });
  for (const [name, { from, to, factor }] of asked.factors) {
    const column = episode.columns.get(name);
    const type = column?.kind === 'numbers' ? column.type : 'none';
    record.step('unit-converted', {
      feature: name,
      lossy: true,
      params: { from, to, factor, rounded: type },
    });
  }
}

/** Values times a factor, computed in float64 and rounded to the column's own type. Throws `usage` for whole numbers. */
export function scaled(column: Column, factor: number, name: string): NumberColumn {
  if (
    column.kind !== 'numbers' ||
    !(column.values instanceof Float32Array || column.values instanceof Float64Array)
  ) {
    throw new ExchangeError('usage', `"${name}" holds no real numbers: its unit cannot be converted.`);
  }
  return { ...column, values: column.values.map((value) => value * factor) };
}
