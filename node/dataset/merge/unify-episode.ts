/** Makes the episodes of a source into episodes of the merged dataset. */

import { unitFactor } from '#contracts/dataset/unit-scales.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column, NumberArray, NumberColumn, NumberType } from '../dataset-reader.ts';
import type { ConversionRecord } from '../convert/conversion-record.ts';
import { scaled, type EpisodeTransform } from '../convert/transform-features.ts';
import type { MergePlan } from './merge-plan.ts';

/** The transform of a source. An episode that lacks a feature throws `bad-dataset`. */
export function unifyTransform(
  { plan, source }: { plan: MergePlan; source: number },
  record: ConversionRecord,
): EpisodeTransform {
  const changes = plan.changes[source];
  const wanted = new Set(plan.features.map(({ name }) => name));
  return (episode) => {
    const columns = new Map<string, Column>();
    for (const [name, column] of episode.columns) {
      if (name === 'timestamp') columns.set(name, column);
      if (!wanted.has(name)) continue;
      let changed = column;
      const { type = null, order = null, unit = null } = changes?.get(name) ?? {};
      if (order !== null) {
        changed = reordered(changed, order);
        record.step('columns-reordered', { feature: name });
      }
      if (type !== null) {
        record.step('type-widened', { feature: name, params: { from: typeName(column), to: type } });
        changed = widened(changed, type, name);
      }
      if (unit !== null) {
        const factor = unitFactor(unit.from, unit.to);
        changed = scaled(changed, factor, name);
        record.step('unit-converted', { feature: name, lossy: true, params: { ...unit, factor } });
      }
      columns.set(name, changed);
    }
    for (const { name } of episode.features)
      if (!wanted.has(name))
        record.step('feature-left-out', {
          feature: name,
          lossy: true,
          params: { reason: 'not in every source alike' },
        });
    const own = new Map(episode.features.map((feature) => [feature.name, feature]));
    return {
      ...episode,
      // What a camera says of its own stream stays with the first source: files tell the rest.
      features: plan.features.filter(({ name }) => own.has(name)),
      columns,
      pictures: new Map([...episode.pictures].filter(([name]) => wanted.has(name))),
      videos: new Map([...episode.videos].filter(([name]) => wanted.has(name))),
    };
  };
}

function typeName(column: Column): string {
  return column.kind === 'numbers' ? column.type : column.kind;
}

function reordered(column: Column, order: readonly number[]): NumberColumn {
  if (column.kind !== 'numbers' || column.width !== order.length)
    throw new ExchangeError('bad-dataset', 'A column is not as wide as in the first episode.');
  const { values, width } = column;
  const out = new (values.constructor as Float64ArrayConstructor)(values.length) as NumberArray;
  for (let row = 0; row < column.rows; row++) {
    order.forEach((from, to) => (out[row * width + to] = values[row * width + from] ?? 0));
  }
  return { ...column, values: out };
}

const ARRAYS: Readonly<Partial<Record<NumberType, { from(values: ArrayLike<number>): NumberArray }>>> = {
  float64: Float64Array,
  int16: Int16Array,
  int32: Int32Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
};

/** The same values in a wider type. */
function widened(column: Column, type: NumberType, name: string): NumberColumn {
  if (column.kind !== 'numbers') throw new ExchangeError('bad-dataset', `"${name}" holds no numbers.`);
  const values = column.values as ArrayLike<number | bigint>;
  if (type === 'int64') return { ...column, type, values: BigInt64Array.from(values, BigInt) };
  if (type === 'uint64') return { ...column, type, values: BigUint64Array.from(values, BigInt) };
  const array = ARRAYS[type];
  if (
    array === undefined ||
    column.values instanceof BigInt64Array ||
    column.values instanceof BigUint64Array
  )
    throw new ExchangeError('bad-dataset', `"${name}" cannot become ${type}.`);
  return { ...column, type, values: array.from(column.values) };
}
