/** Costly answers that are the same for everybody: computed once in a while, however many ask. */

import type { Clock } from '#contracts/crypto.ts';

/** Answers with what `compute` gave within the last `ageMs` milliseconds. A failure is not kept. */
export function sharedFor<T>(ageMs: number, clock: Clock, compute: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: number; readonly value: Promise<T> } | undefined;
  return () => {
    const now = clock();
    if (kept === undefined || now - kept.at >= ageMs) {
      const value = compute();
      kept = { at: now, value };
      value.catch(() => (kept = undefined));
    }
    return kept.value;
  };
}
