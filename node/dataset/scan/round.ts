/** A number to six significant digits: enough for every metric, short in a manifest. */
export function significant(value: number): number {
  return Number(value.toPrecision(6));
}

/** A rate to six significant digits; null where it is not positive or has no form in canonical JSON. */
export function rateOrNull(value: number): number | null {
  const rounded = representable(value);
  return rounded !== null && rounded > 0 ? rounded : null;
}

/** A number to six significant digits, or null where canonical JSON has no form for it: NaN, infinities, integers beyond 2^53 - 1. */
export function representable(value: number): number | null {
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? significant(value) : null;
}
