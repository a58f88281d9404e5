/** What measured programs are given in place of a test: things to clean up when the measurement is over. */

import type { TestContext } from 'node:test';

/** Takes one figure. */
export type Emit = (line: { name: string; value: number; unit: string }) => void;

/** Runs a measurement with a context whose `after` hooks run at its end, newest first. */
export async function withScope<T>(work: (scope: TestContext) => Promise<T>): Promise<T> {
  const cleanups: (() => unknown)[] = [];
  // The worlds of the tests use nothing of their context but `after`.
  const scope = { after: (cleanup: () => unknown) => void cleanups.push(cleanup) } as unknown as TestContext;
  try {
    return await work(scope);
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
  }
}

/** The value below which the given share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
