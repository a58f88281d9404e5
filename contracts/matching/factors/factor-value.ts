/** The value of one factor before it is weighted. */

import type { MatchReason } from '../schema.ts';

/** A value in [0, 1] with its interval, or null when it is not known. */
export interface FactorValue {
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
  readonly reason: MatchReason;
}

/** A known value; `spread` is how far it may be off to either side. */
export function known(value: number, reason: MatchReason, spread = 0): FactorValue {
  const clamped = Math.max(0, Math.min(1, value));
  return {
    value: clamped,
    low: Math.max(0, clamped - spread),
    high: Math.min(1, clamped + spread),
    reason,
  };
}

/** A factor whose input is missing: neither zero nor one, it may lie anywhere in the interval. */
export function unknown(interval: readonly [number, number], reason: MatchReason): FactorValue {
  return { value: null, low: interval[0], high: interval[1], reason };
}

/** The value, or the geometric middle of its interval when it is not known. */
export function middle(value: FactorValue): number {
  return value.value ?? Math.sqrt(value.low * value.high);
}
