/** Deadlines expire by themselves, on both sides, whether or not anybody is there. */

import type { Logger } from '#platform/logger.ts';
import { listOverdue, requireNegotiation } from './negotiation-store.ts';
import { beginClosing, type NegotiationContext } from './negotiation-steps.ts';

/** Reason code of a negotiation that ran out of time. */
export const DEADLINE_PASSED = 'deadline-passed';
/** The clock is looked at this often, milliseconds. */
const SWEEP_MS = 5_000;

/**
 * Begins to end every negotiation whose deadline has passed. One that both have signed is left alone: the provider's entry is
 * on its way to the log, and only the log decides. Returns how many were ended.
 */
export async function expireOverdue(context: NegotiationContext): Promise<number> {
  const { database, clock } = context.deps;
  const overdue = await database.read((db) => listOverdue(db, clock()));
  let count = 0;
  for (const { exchange } of overdue) {
    await database.write((tx) => {
      const row = requireNegotiation(tx, exchange);
      if (row.closing !== null || row.state === 'VERIFIED' || row.state === 'FINALIZED') return;
      if (row.state === 'TERMINATED') return;
      beginClosing(context, tx, { row, code: DEADLINE_PASSED, note: null });
      count += 1;
    });
  }
  return count;
}

/** Runs `work` now and again at intervals until the returned function is called. Failures are logged, never thrown. */
export function everySweep(work: () => Promise<unknown>, logger: Logger): () => Promise<void> {
  let running: Promise<unknown> | undefined;
  const turn = (): void => {
    // A turn that takes long is not followed by all those that it has outlasted.
    running ??= Promise.resolve()
      .then(work)
      .catch((error: unknown) => logger.warn({ error }, 'upkeep of exchanges failed and is tried again'))
      .finally(() => (running = undefined));
  };
  turn();
  const timer = setInterval(turn, SWEEP_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
