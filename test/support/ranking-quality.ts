/** Measures of how well a predicted order agrees with a measured one. */

/** Ranks with ties at their mean. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((value, i) => ({ value, i })).toSorted((a, b) => a.value - b.value);
  const out = values.map(() => 0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && order[to]!.value === order[from]!.value) to++;
    for (let k = from; k < to; k++) out[order[k]!.i] = (from + to - 1) / 2;
    from = to;
  }
  return out;
}

export function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((x, i) => {
    ab += (x - meanA) * (b[i]! - meanB);
    aa += (x - meanA) ** 2;
    bb += (b[i]! - meanB) ** 2;
  });
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

/** Spearman's rank correlation. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  return pearson(ranks(a), ranks(b));
}

/** Normalised discounted cumulative gain of the first ten, gains as measured. */
export function ndcg10(predicted: readonly number[], measured: readonly number[]): number {
  const gain = (order: readonly number[]): number =>
    order.slice(0, 10).reduce((sum, value, i) => sum + value / Math.log2(i + 2), 0);
  const order = predicted.map((_, i) => i).toSorted((i, j) => predicted[j]! - predicted[i]!);
  const ideal = gain(measured.toSorted((x, y) => y - x));
  return ideal === 0 ? 1 : gain(order.map((i) => measured[i]!)) / ideal;
}
