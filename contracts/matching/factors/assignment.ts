/** The best way to give each row a column of its own. */

/**
 * Greatest total of a matrix when every row takes at most one column and every column serves at most one row (the Hungarian method with
 * potentials, Kuhn 1955). Values at least 0; rows of equal length.
 */
export function greatestAssignment(values: readonly (readonly number[])[]): number {
  const [rows, columns] = [values.length, values[0]?.length ?? 0];
  if (rows === 0 || columns === 0) return 0;
  if (rows === 1) return Math.max(...values[0]!);
  if (rows > columns) return greatestAssignment(values[0]!.map((_, j) => values.map((row) => row[j]!)));
  // Numbers from 1; entry 0 stands for none.
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    const way = pathFrom(row, { values, rowPotential, columnPotential, rowOf });
    for (let column = way.end; column !== 0; ) {
      const before = way.before[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    }
  }
  let total = 0;
  for (let column = 1; column <= columns; column++) {
    if (rowOf[column]! > 0) total += values[rowOf[column]! - 1]![column - 1]!;
  }
  return total;
}

interface Matching {
  readonly values: readonly (readonly number[])[];
  readonly rowPotential: Float64Array;
  readonly columnPotential: Float64Array;
  readonly rowOf: Int32Array;
}

/** The shortest way from a row without a column to a column without a row; potentials are brought up to date. */
function pathFrom(
  row: number,
  { values, rowPotential, columnPotential, rowOf }: Matching,
): { readonly end: number; readonly before: Int32Array } {
  const columns = rowOf.length - 1;
  const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(columns + 1);
  const used = new Uint8Array(columns + 1);
  rowOf[0] = row;
  let end = 0;
  do {
    used[end] = 1;
    const at = rowOf[end]!;
    let delta = Number.POSITIVE_INFINITY;
    let next = 0;
    for (let column = 1; column <= columns; column++) {
      if (used[column] === 1) continue;
      const cost = -values[at - 1]![column - 1]! - rowPotential[at]! - columnPotential[column]!;
      if (cost < least[column]!) {
        least[column] = cost;
        before[column] = end;
      }
      if (least[column]! < delta) {
        delta = least[column]!;
        next = column;
      }
    }
    for (let column = 0; column <= columns; column++) {
      if (used[column] === 1) {
        rowPotential[rowOf[column]!]! += delta;
        columnPotential[column]! -= delta;
      } else least[column]! -= delta;
    }
    end = next;
  } while (rowOf[end] !== 0);
  return { end, before };
}
