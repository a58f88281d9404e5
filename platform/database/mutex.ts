/** Mutual exclusion between asynchronous tasks, first come first served. */

/** Runs tasks one after the other. */
export interface Mutex {
  /** Resolves or rejects as `task` does, after all tasks given earlier have ended. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** Creates a free mutex. */
export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (task) => {
      const result = last.then(task);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
