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

/**
 * Resolves or rejects as `work` does, or rejects with the signal's reason as soon as it aborts: for work that may not listen to the signal
 * itself. Such work goes on unheard, so it must bear being done twice.
 */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
