/** What a conversion makes of the facts and the maps of a dataset: the same statements about other names, units and extents. */

import type { ConversionOptions, Conversions } from './conversions.ts';
import type { DatasetFacts, FeatureFacts } from './facts.ts';
import type { JointColumn, JointMap } from './joint-map.ts';
import { poseColumns, type PoseElement, type PoseMap, type PoseTrack } from './pose-map.ts';
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

/** The pose map of the converted columns: tracks of which a column was left out are gone, factors take the new units into account. */
export function convertedPoseMap(map: PoseMap, options: ColumnChanges): PoseMap {
  const { without } = options;
  return {
    ...map,
    tracks: map.tracks
      .filter((track) => !poseColumns(track).some((feature) => without.includes(feature)))
      .map((track) => convertedTrack(track, options)),
    unread: map.unread
      .filter(({ feature }) => !without.includes(feature))
      .map((unread) => ({ ...unread, feature: options.rename[unread.feature] ?? unread.feature })),
  };
}

function convertedTrack(track: PoseTrack, { rename, units }: ColumnChanges): PoseTrack {
  const renamed = <T extends PoseElement>(element: T): T => ({
    ...element,
    feature: rename[element.feature] ?? element.feature,
  });
  const scaleOf = ({ feature }: PoseElement): number => {
    const change = units[feature];
    return change === undefined ? 1 : unitFactor(change.from, change.to);
  };
  const { position, rotation, opening } = track;
  const scale = opening === undefined ? 1 : scaleOf(opening);
  return {
    ...track,
    position: position.map(renamed),
    factor: track.factor / scaleOf(position[0]!),
    rotation: {
      ...rotation,
      elements: rotation.elements.map(renamed),
      factor: rotation.factor / scaleOf(rotation.elements[0]!),
    },
    ...(opening === undefined
      ? {}
      : { opening: { ...renamed(opening), open: opening.open * scale, closed: opening.closed * scale } }),
  };
}

/** The unit in the words of facts, which know fewer. */
function unitOf(unit: string): Unit {
  const known = unitSchema.safeParse(unit);
  return known.success ? known.data : 'unknown';
}
