/** Largest difference of all numbers in two documents of one shape; infinite when the shapes differ. */
export function worstDifference(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b);
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const [x, y] = [Object.entries(a), Object.entries(b)];
    if (x.length !== y.length) return Infinity;
    return Math.max(
      0,
      ...x.map(([key, value], i) => (key === y[i]![0] ? worstDifference(value, y[i]![1]) : Infinity)),
    );
  }
  return a === b ? 0 : Infinity;
}
