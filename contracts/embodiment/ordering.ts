/**
 * Order by numbers that carry noise. Values are told apart where there is a gap between them, never by the step of a grid that they
 * fall into: the last digits of a file then decide nothing, wherever a value lies.
 */

/**
 * Gaps (m, rad, parts of unit vectors) that count, the wide one over all columns first: files of one robot agree within the wide one, files
 * with few digits within the next, re-packs of one file far within the narrow one. No round figures, lest a difference lie on one.
 */
export const ORDER_GAPS = [1.013e-3, 2.71e-5, 2.3e-7] as const;

/**
 * Indices of `keys` in lexicographic order, in groups: members of one group agree in all columns. A list that ends comes first. Members
 * of a group keep the order in which they came.
 */
export function groupsInOrder(
  keys: readonly (readonly number[])[],
  gaps: readonly number[] = ORDER_GAPS,
): number[][] {
  const columns = Math.max(0, ...keys.map((key) => key.length));
  let groups = keys.length === 0 ? [] : [keys.map((_, i) => i)];
  for (const gap of gaps) {
    for (let column = 0; column < columns && groups.length < keys.length; column++) {
      const value = (i: number): number => keys[i]![column] ?? Number.NEGATIVE_INFINITY;
      groups = groups.flatMap((group) => split(group, { value, gap }));
    }
  }
  return groups;
}

/** Indices of `keys` in order; equal ones as they came. */
export function inOrder(keys: readonly (readonly number[])[]): number[] {
  return groupsInOrder(keys).flat();
}

function split(group: number[], by: { value: (i: number) => number; gap: number }): number[][] {
  if (group.length === 1) return [group];
  const sorted = group.toSorted((a, b) => compare(by.value(a), by.value(b)));
  const groups: number[][] = [];
  sorted.forEach((i, k) => {
    const apart = k === 0 || compare(by.value(i), by.value(sorted[k - 1]!) + by.gap) > 0;
    if (apart) groups.push([i]);
    else groups.at(-1)!.push(i);
  });
  return groups.map((members) => members.sort((a, b) => a - b));
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Lexicographic order of lists of whole numbers; a list that ends comes first. */
export function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (x !== y) return x - y;
  }
  return 0;
}

/**
 * The item with the least document of numbers, words and flags, the first of several: the first gap between two of them decides, wide gaps
 * before narrow ones. There is at least one item.
 */
export function leastBy<T>(items: readonly T[], documentOf: (item: T) => unknown): T {
  if (items.length === 1) return items[0]!;
  const flat = items.map((item) => flatten(documentOf(item)));
  let best = 0;
  for (let i = 1; i < flat.length; i++) if (compareFlat(flat[i]!, flat[best]!) < 0) best = i;
  return items[best]!;
}

/** True when no gap tells two documents apart. */
export function areAlike(a: unknown, b: unknown): boolean {
  return compareFlat(flatten(a), flatten(b)) === 0;
}

function compareFlat(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const gap of ORDER_GAPS) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const [x, y] = [a[i]!, b[i]!];
      if (typeof x === 'number' && typeof y === 'number') {
        if (Math.abs(x - y) > gap) return x - y;
      } else if (x !== y) return String(x) < String(y) ? -1 : 1;
    }
  }
  return a.length - b.length;
}

function flatten(value: unknown, into: (number | string)[] = []): (number | string)[] {
  if (typeof value === 'number') into.push(value);
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) flatten(inner, into);
  } else into.push(String(value));
  return into;
}
