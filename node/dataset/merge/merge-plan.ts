/** Decides how the features of several datasets become one set of features, and names what does not fit. */

import { CONVERTED_UNITS, type ConvertedUnit } from '#contracts/dataset/conversions.ts';
import type { MergeConflict, MergeOptions } from '#contracts/dataset/merge.ts';
import { unitFactor } from '#contracts/dataset/unit-scales.ts';
import type { NumberType } from '../dataset-reader.ts';

import type { WriterFeature } from '../write/lerobot-spec.ts';

/** What is known of a source before anything is written; names are those after renaming. */
export interface SourceShape {
  readonly fps: number;
  readonly features: readonly WriterFeature[];
  /** Unit by feature, where one is known. */
  readonly units: ReadonlyMap<string, string>;
}

/** What is done to a feature of one source. */
export interface FeatureChange {
  /** Type of the values in the result. */
  readonly type: NumberType | null;
  /** Place in the source of each dimension of the result; null where they stand alike. */
  readonly order: readonly number[] | null;
  readonly unit: { readonly from: ConvertedUnit; readonly to: ConvertedUnit } | null;
}

/** The features of the result, and for each source what makes them. */
export interface MergePlan {
  readonly fps: number;
  readonly features: readonly WriterFeature[];
  readonly changes: readonly ReadonlyMap<string, FeatureChange>[];
  /** What was left out, and why. */
  readonly dropped: readonly MergeConflict[];
}

/** A plan, or the conflicts that stand in its way. */
export type MergeOutcome =
  | { readonly ok: true; readonly plan: MergePlan }
  | { readonly ok: false; readonly conflicts: readonly MergeConflict[] };

/** Plans a merge. */
export function planMerge(
  sources: readonly SourceShape[],
  options: Pick<MergeOptions, 'fps' | 'dropUnshared' | 'onConflict' | 'ignoreNames'>,
): MergeOutcome {
  const names = [...new Set(sources.flatMap(({ features }) => features.map(({ name }) => name)))];
  const features: WriterFeature[] = [];
  const changes = sources.map(() => new Map<string, FeatureChange>());
  const dropped: MergeConflict[] = [];
  const conflicts: MergeConflict[] = [];
  for (const name of names) {
    const joined = joinFeature(name, sources, options.ignoreNames);
    if ('code' in joined) {
      const isUnshared = joined.code === 'feature-not-shared';
      const isLeftOut = options.onConflict === 'drop' || (isUnshared && options.dropUnshared);
      (isLeftOut ? dropped : conflicts).push(joined);
      continue;
    }
    features.push(joined.feature);
    joined.changes.forEach((change, source) => changes[source]?.set(name, change));
  }
  const fps = options.fps ?? Math.min(...sources.map((source) => source.fps));
  const rates = rateConflict(sources, features, fps);
  if (rates !== null) conflicts.push(rates);
  if (conflicts.length > 0) return { ok: false, conflicts };
  return { ok: true, plan: { fps, features, changes, dropped } };
}

interface JoinedFeature {
  readonly feature: WriterFeature;
  readonly changes: readonly FeatureChange[];
}

function joinFeature(
  name: string,
  sources: readonly SourceShape[],
  ignoreNames: boolean,
): JoinedFeature | MergeConflict {
  const found = sources.map(({ features }) => features.find((feature) => feature.name === name));
  const all = found.filter((feature) => feature !== undefined);
  const [first] = all;
  const conflict = (
    code: MergeConflict['code'],
    say: (feature: WriterFeature, source: number) => string,
  ): MergeConflict => ({
    code,
    feature: name,
    sources: found.map((feature, source) =>
      feature === undefined ? 'absent' : say(feature, source).slice(0, 500),
    ),
  });
  if (first === undefined || all.length < sources.length)
    return conflict('feature-not-shared', ({ dtype }) => dtype);
  const type = commonType(all.map(({ dtype }) => dtype));
  if (type === null) return conflict('type-differs', ({ dtype }) => dtype);
  const shape = (feature: WriterFeature): string => feature.shape.join(' × ');
  if (all.some((feature) => shape(feature) !== shape(first))) return conflict('shape-differs', shape);
  const orders = all.map((feature) => (ignoreNames ? null : orderOf(feature, first)));
  if (orders.includes('differs'))
    return conflict('names-differ', ({ names }) => names?.join(' ') ?? 'no names');
  const units = unitsOf(name, sources);
  if (units === null)
    return conflict('unit-differs', (_, source) => sources[source]?.units.get(name) ?? 'unknown');
  const names = all.find((feature) => feature.names !== null)?.names ?? null;
  return {
    feature: { ...first, dtype: type, names },
    changes: all.map((feature, source) => ({
      type: feature.dtype === type || !isNumeric(type) ? null : (type as NumberType),
      order: orders[source] as readonly number[] | null,
      unit: units[source] ?? null,
    })),
  };
}

/** Types that hold every value of the ones before them in their row. */
const WIDER: readonly (readonly string[])[] = [
  ['float32', 'float64'],
  ['int8', 'int16', 'int32', 'int64'],
  ['uint8', 'uint16', 'uint32', 'int64'],
  ['uint8', 'uint16', 'uint32', 'uint64'],
  ['uint8', 'int16', 'int32', 'int64'],
  ['uint16', 'int32', 'int64'],
];

function isNumeric(type: string): boolean {
  return type !== 'string' && type !== 'image' && type !== 'video';
}

/** The narrowest type that holds the values of all without loss; null when there is none. */
function commonType(types: readonly string[]): string | null {
  const [first] = types;
  if (first !== undefined && types.every((type) => type === first)) return first;
  const fitting = WIDER.filter((row) => types.every((type) => row.includes(type)));
  const widest = fitting.map((row) => row[Math.max(...types.map((type) => row.indexOf(type)))] ?? '');
  return widest[0] ?? null;
}

/** Where each dimension of `first` stands in `feature`; null where they stand alike or one has no names. */
function orderOf(feature: WriterFeature, first: WriterFeature): readonly number[] | null | 'differs' {
  const [own, wanted] = [feature.names, first.names];
  if (own === null || wanted === null || !isNumeric(feature.dtype)) return null;
  if (own.length === wanted.length && own.every((name, i) => name === wanted[i])) return null;
  const isFlat = feature.shape.length === 1 && feature.shape[0] === own.length;
  const order = wanted.map((name) => own.indexOf(name));
  const isWhole = own.length === wanted.length && new Set(order).size === own.length && !order.includes(-1);
  return isFlat && isWhole ? order : 'differs';
}

/** The conversion of each source to the first known unit; null when a known one cannot be converted. */
function unitsOf(name: string, sources: readonly SourceShape[]): FeatureChange['unit'][] | null {
  const known = sources.map(({ units }) => units.get(name) ?? null);
  const target = known.find((unit) => unit !== null) ?? null;
  const out: FeatureChange['unit'][] = [];
  for (const unit of known) {
    if (unit === null || target === null || unit === target) out.push(null);
    else if (!isConverted(unit) || !isConverted(target) || !isOneQuantity(unit, target)) return null;
    else out.push({ from: unit, to: target });
  }
  return out;
}

function isConverted(unit: string): unit is ConvertedUnit {
  return (CONVERTED_UNITS as readonly string[]).includes(unit);
}

function isOneQuantity(a: ConvertedUnit, b: ConvertedUnit): boolean {
  try {
    unitFactor(a, b);
    return true;
  } catch {
    return false;
  }
}

/** Videos are not encoded again: each source's rate has to be a whole multiple of the result's. */
function rateConflict(
  sources: readonly SourceShape[],
  features: readonly WriterFeature[],
  fps: number,
): MergeConflict | null {
  if (!features.some(({ dtype }) => dtype === 'video')) return null;
  if (sources.every((source) => Number.isInteger(source.fps / fps))) return null;
  return {
    code: 'rate-differs',
    feature: null,
    sources: sources.map((source) => `${source.fps} Hz into ${fps} Hz`),
  };
}
