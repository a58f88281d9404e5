/** Trying again what may pass by itself, for as long as the person wants to wait. */

import { setTimeout as sleep } from 'node:timers/promises';
import { ExchangeError, isExchangeError, type ErrorCode } from '#contracts/errors.ts';

/** A silent counterparty is asked again for this long, milliseconds; then the command ends and can be resumed. */
export const DEFAULT_PATIENCE_MS = 60_000;

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 3_000;
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'peer-unreachable',
  'peer-misbehaved',
  'rate-limited',
  'log-unavailable',
  'interrupted',
  'internal',
]);

/** How long and with whom to be patient. */
export interface Patience {
  readonly signal: AbortSignal;
  readonly patienceMs: number;
  /** Told the error before each further attempt. */
  readonly onTrouble?: ((error: ExchangeError) => void) | undefined;
}

/** Repeats `work` while it fails for a reason that may pass. Throws its last error, or `interrupted` when the signal aborts. */
export async function patiently<T>(options: Patience, work: () => Promise<T>): Promise<T> {
  const { signal, patienceMs } = options;
  const startedAt = performance.now();
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    requireWanted(signal);
    try {
      return await work();
    } catch (error) {
      requireWanted(signal);
      if (!isExchangeError(error) || !PASSING.has(error.code)) throw error;
      if (performance.now() - startedAt > patienceMs) throw error;
      options.onTrouble?.(error);
    }
    await pauseFor(waitMs, signal);
  }
}

/** Waits; throws `interrupted` when the signal aborts. */
export async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    requireWanted(signal);
  }
}

/** Throws the signal's own error, or `interrupted`, when it has aborted. */
export function requireWanted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  const reason: unknown = signal.reason;
  if (isExchangeError(reason)) throw reason;
  throw new ExchangeError('interrupted', 'The transfer was interrupted; run it again to go on.', {
    cause: reason,
  });
}
