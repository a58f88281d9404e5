/** Counts of things that happen, by a closed list of names, for metrics and tests. */

/** Counters that start at zero. */
export interface Counts<Name extends string> {
  add(name: Name): void;
  snapshot(): Record<Name, number>;
}

/** Creates counters of these names. */
export function createCounts<Name extends string>(names: readonly Name[]): Counts<Name> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  return {
    add: (name) => {
      counts[name] += 1;
    },
    snapshot: () => ({ ...counts }),
  };
}
