/** A bound on how many tasks run at once. */

/** Hands out slots, first come first served. */
export interface Semaphore {
  /** Resolves when a slot is free; the returned function gives it back. Rejects with the signal's reason when aborted before. */
  acquire(signal: AbortSignal): Promise<() => void>;
}

/** Creates a semaphore with `slots` free slots. */
export function createSemaphore(slots: number): Semaphore {
  const waiting: (() => void)[] = [];
  let free = slots;
  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const once = (): (() => void) => {
    let held = true;
    return () => {
      if (held) release();
      held = false;
    };
  };
  return {
    acquire: async (signal) => {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return once();
      }
      await new Promise<void>((resolve, reject) => {
        const take = (): void => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        };
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(take), 1);
          reject(signal.reason as Error);
        };
        waiting.push(take);
        signal.addEventListener('abort', giveUp, { once: true });
      });
      return once();
    },
  };
}
