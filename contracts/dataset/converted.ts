/** What a conversion makes of the facts and the joint map of a dataset: the same statements about other names, units and extents. */

import type { ConversionOptions, Conversions } from './conversions.ts';
import type { DatasetFacts, FeatureFacts } from './facts.ts';
import type { JointColumn, JointMap } from './joint-map.ts';
import { unitFactor } from './unit-scales.ts';
import { unitSchema, type Unit } from './vocabulary.ts';

/** Options that change what columns are called and measured in. */
export type ColumnChanges = Pick<ConversionOptions, 'rename' | 'without' | 'units'>;

/**
 * Facts as they hold after a conversion, as far as they follow from its record: features under their new names and in their new units, extents, rate,
 * layout. Quality and findings stay those of the source.
 */
export function convertedFacts(
  facts: DatasetFacts,
  conversions: Pick<Conversions, 'options' | 'episodes' | 'frames'>,
): DatasetFacts {
  const { options, episodes, frames } = conversions;
  const fps = options.fps ?? facts.fps;
  const rateHz = options.fps;
  const seconds = fps === null ? facts.seconds : frames / fps;
  const { without } = options;
  const nameOf = (name: string): string => options.rename[name] ?? name;
  return {
    ...facts,
    episodes,
    frames,
    fps,
    seconds,
    hours: seconds / 3600,
    features: facts.features
      .filter(({ name }) => !without.includes(name))
      .map((feature) => convertedFeature(feature, options))
      .map((feature) => (rateHz === null ? feature : { ...feature, rateHz })),
    modalities: facts.modalities.map((modality) => ({
      ...modality,
      features: modality.features.filter((name) => !without.includes(name)).map(nameOf),
    })),
    cameras: facts.cameras
      .filter(({ name }) => !without.includes(name))
      .map((camera) => ({ ...camera, name: nameOf(camera.name) })),
  };
}

function convertedFeature(feature: FeatureFacts, options: ColumnChanges): FeatureFacts {
  const name = options.rename[feature.name] ?? feature.name;
  const change = options.units[feature.name];
  if (change === undefined) return { ...feature, name };
  const factor = unitFactor(change.from, change.to);
  const scaled = (values: FeatureFacts['min']): FeatureFacts['min'] =>
    values?.map((value) => (value === null ? null : value * factor)) ?? null;
  return { ...feature, name, unit: unitOf(change.to), min: scaled(feature.min), max: scaled(feature.max) };
}

/** The joint map of the converted columns: what was left out is gone, factors take the new units into account. */
export function convertedJointMap(map: JointMap, options: ColumnChanges): JointMap {
  return {
    ...map,
    columns: map.columns
      .filter(({ feature }) => !options.without.includes(feature))
      .map((column) => convertedColumn(column, options)),
  };
}

function convertedColumn(column: JointColumn, options: ColumnChanges): JointColumn {
  const feature = options.rename[column.feature] ?? column.feature;
  const change = options.units[column.feature];
  if (change === undefined) return { ...column, feature };
  const scale = unitFactor(change.from, change.to);
  const elements = column.elements.map((element) => ({
    ...element,
    unit: unitOf(change.to),
    factor: element.factor / scale,
  }));
  return { ...column, feature, elements };
}

/** The unit in the words of facts, which know fewer. */
function unitOf(unit: string): Unit {
  const known = unitSchema.safeParse(unit);
  return known.success ? known.data : 'unknown';
}
