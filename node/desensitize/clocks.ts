/** Absolute clocks in numeric columns: recognises them by size and moves them all by one shift, leaving every interval as it is. */

import type { NumberColumn } from './ports.ts';

// Ticks per second, and the years 1990 to 2100 in seconds: an absolute time lies there in one of the units. The largest shift is shorter than
// the time from 1970 to 1990, so nothing underflows.
const UNITS = [1, 1e3, 1e6, 1e9] as const;
const EARLIEST = 631_152_000;
const LATEST = 4_102_444_800;

/** Ticks per second when the value is an absolute time, else undefined. */
export function clockUnit(value: number): number | undefined {
  return UNITS.find((unit) => value >= EARLIEST * unit && value <= LATEST * unit);
}

/** True when every value of a one-wide column is an absolute time and none runs backwards. */
export function looksLikeClock(column: NumberColumn): boolean {
  if (column.width !== 1 || column.rows === 0 || column.missing !== null) return false;
  let before = -Infinity;
  for (let row = 0; row < column.rows; row++) {
    const value = Number(column.values[row]);
    if (clockUnit(value) === undefined || value < before) return false;
    before = value;
  }
  return true;
}

/** True when any value of the column is an absolute time. */
export function holdsClock(column: NumberColumn): boolean {
  for (let i = 0; i < column.values.length; i++)
    if (clockUnit(Number(column.values[i])) !== undefined) return true;
  return false;
}

/** True when absolute times of this element type can be moved without loss; a float32 steps by minutes there. */
export function canShift(column: NumberColumn): boolean {
  return !(column.values instanceof Float32Array);
}

/**
 * The column with every absolute time moved back by `seconds`; other values stay. Where the element type cannot hold the result exactly
 * ({@link canShift}) the time becomes NaN.
 */
export function shiftClock(column: NumberColumn, seconds: number): NumberColumn {
  const { values } = column;
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    const shifted = values.slice();
    for (let i = 0; i < shifted.length; i++) {
      const unit = clockUnit(Number(shifted[i]));
      if (unit !== undefined) shifted[i] = (shifted[i] as bigint) - BigInt(seconds) * BigInt(unit);
    }
    return { ...column, values: shifted };
  }
  const shifted = values.slice();
  const exact = canShift(column);
  for (let i = 0; i < shifted.length; i++) {
    const value = shifted[i] as number;
    const unit = clockUnit(value);
    // Whole seconds: the result is a multiple of the same binary step, so nothing is rounded.
    if (unit !== undefined) shifted[i] = exact ? value - seconds * unit : Number.NaN;
  }
  return { ...column, values: shifted };
}
