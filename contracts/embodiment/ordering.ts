/** Order by numbers that carry noise: places on a grid, compared one after the other. */

/** Grid (m, parts of unit vectors) on which places are compared, with its boundaries between round figures. */
export const ORDER_GRID = 1e-3;

/** Step of the grid in which a value lies. */
export function orderStep(value: number): number {
  return Math.floor(value / ORDER_GRID + 0.45);
}

/** Lexicographic order of number lists; a list that ends comes first. */
export function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (x !== y) return x - y;
  }
  return 0;
}
