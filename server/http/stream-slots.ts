/** Bounds how many event streams one caller may hold open: they cost a connection each for as long as they last. */

import { ExchangeError } from '#contracts/errors.ts';

/** Event streams of one caller at a time. */
export const MAX_STREAMS = 16;

/** Gives out places for streams. */
export interface StreamSlots {
  /** Takes a place until `signal` aborts. Throws `rate-limited` when the caller holds too many. */
  take(caller: string, signal: AbortSignal): void;
}

/** Creates the places of one API. */
export function createStreamSlots(): StreamSlots {
  const held = new Map<string, number>();
  return {
    take: (caller, signal) => {
      // The end that would give the place back has come already.
      if (signal.aborted) return;
      const count = held.get(caller) ?? 0;
      if (count >= MAX_STREAMS) {
        throw new ExchangeError('rate-limited', 'Too many event streams are open; close one first.', {
          params: { limit: MAX_STREAMS },
        });
      }
      held.set(caller, count + 1);
      const release = (): void => {
        const left = (held.get(caller) ?? 1) - 1;
        if (left === 0) held.delete(caller);
        else held.set(caller, left);
      };
      signal.addEventListener('abort', release, { once: true });
    },
  };
}
