/**
 * A signal that aborts with its parent or after a time, and is gone when its work is done.
 *
 * Not `AbortSignal.any` with `AbortSignal.timeout`: such a signal lives until its time is over, so a busy host would hold
 * minutes of finished requests in memory.
 */

/** A disposable signal. */
export interface Deadline {
  readonly signal: AbortSignal;
  [Symbol.dispose](): void;
}

/**
 * Starts a deadline. When the time is over the signal's reason is a `TimeoutError`; otherwise it is the parent's.
 * @example using deadline = startDeadline(30_000, signal);
 */
export function startDeadline(milliseconds: number, ...parents: readonly AbortSignal[]): Deadline {
  const controller = new AbortController();
  const inherit = (): void => {
    const aborted = parents.find((parent) => parent.aborted);
    controller.abort(aborted?.reason);
  };
  const timer = setTimeout(() => {
    controller.abort(new DOMException('The time is over.', 'TimeoutError'));
  }, milliseconds);
  timer.unref();
  for (const parent of parents) {
    if (parent.aborted) inherit();
    else parent.addEventListener('abort', inherit);
  }
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      for (const parent of parents) parent.removeEventListener('abort', inherit);
    },
  };
}
