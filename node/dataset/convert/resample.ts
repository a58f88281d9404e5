/** Takes values of one clock at the times of another. */

import type { ResampleMethod } from '#contracts/dataset/conversions.ts';
import type { Column, NumberArray, NumberColumn } from '../dataset-reader.ts';

/** For each wanted row: the source row at or before its time, the nearest one, and how far its time is towards the next row (0 to 1). */
export interface RowPick {
  readonly before: Int32Array;
  readonly nearest: Int32Array;
  readonly share: Float64Array;
}

/**
 * Finds for each of `wanted` (ascending, any unit) the rows of `times` (ascending, same unit). Times before the first row give the first row,
 * times after the last give the last.
 */
export function pickRows(times: Float64Array, wanted: Float64Array): RowPick {
  const before = new Int32Array(wanted.length);
  const nearest = new Int32Array(wanted.length);
  const share = new Float64Array(wanted.length);
  let at = 0;
  for (let row = 0; row < wanted.length; row++) {
    const time = wanted[row] ?? 0;
    while (at + 1 < times.length && (times[at + 1] ?? 0) <= time) at++;
    const here = times[at] ?? 0;
    const next = times[at + 1];
    const span = next === undefined ? 0 : next - here;
    before[row] = at;
    share[row] = span > 0 ? Math.min(1, Math.max(0, (time - here) / span)) : 0;
    nearest[row] = (share[row] ?? 0) > 0.5 ? at + 1 : at;
  }
  return { before, nearest, share };
}

/** A column at the picked rows. Only real numbers are interpolated; whatever else `linear` meets is held. */
export function resampleColumn(column: Column, pick: RowPick, method: ResampleMethod): Column {
  const rows = method === 'nearest' ? pick.nearest : pick.before;
  if (column.kind !== 'numbers') {
    return { ...column, rows: rows.length, values: Array.from(rows, (row) => column.values[row]) } as Column;
  }
  const real = column.values instanceof Float32Array || column.values instanceof Float64Array;
  return method === 'linear' && real ? interpolated(column, pick) : picked(column, rows);
}

function picked(column: NumberColumn, rows: Int32Array): NumberColumn {
  const { width, values, missing } = column;
  const out = new (values.constructor as Float64ArrayConstructor)(rows.length * width) as NumberArray;
  rows.forEach((row, at) => out.set(values.subarray(row * width, (row + 1) * width) as never, at * width));
  return {
    ...column,
    rows: rows.length,
    values: out,
    missing: missing === null ? null : Uint8Array.from(rows, (row) => missing[row] ?? 0),
  };
}

function interpolated(column: NumberColumn, { before, share }: RowPick): NumberColumn {
  const { width, rows, missing } = column;
  const values = column.values as Float32Array | Float64Array;
  const out = new (values.constructor as Float64ArrayConstructor)(before.length * width);
  before.forEach((row, at) => {
    const next = Math.min(rows - 1, row + 1);
    const part = share[at] ?? 0;
    for (let i = 0; i < width; i++) {
      const a = values[row * width + i] ?? Number.NaN;
      const b = values[next * width + i] ?? a;
      out[at * width + i] = part === 0 ? a : a + (b - a) * part;
    }
  });
  return {
    ...column,
    rows: before.length,
    values: out,
    missing: missing === null ? null : Uint8Array.from(before, (row) => missing[row] ?? 0),
  };
}
