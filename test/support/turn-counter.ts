import type { TestContext } from 'node:test';
import { PIECE_MS } from '#platform/give-way.ts';

/** Counts turns of the event loop until the test ends. */
export function turnCounter(t: TestContext): () => number {
  let turns = 0;
  let running = true;
  const next = (): void => {
    turns += 1;
    if (running) setImmediate(next);
  };
  setImmediate(next);
  t.after(() => (running = false));
  return () => turns;
}

/** A clock on which more than a piece passes between any two looks: everything that gives way when it is due, does. */
export function everyStepIsLong(t: TestContext): void {
  let now = 0;
  t.mock.method(performance, 'now', () => (now += PIECE_MS + 1));
}
