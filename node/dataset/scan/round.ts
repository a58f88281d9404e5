/** A number to six significant digits: enough for every metric, short in a manifest. */
export function significant(value: number): number {
  return Number(value.toPrecision(6));
}
