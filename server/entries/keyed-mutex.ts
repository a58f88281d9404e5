/** Mutual exclusion per key. */

import { createMutex, type Mutex } from '#platform/database/mutex.ts';

/** Runs tasks of one key one after the other; tasks of different keys do not wait for each other. */
export class KeyedMutex {
  readonly #busy = new Map<string, { mutex: Mutex; tasks: number }>();

  /** Resolves or rejects as `task` does. */
  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const slot = this.#busy.get(key) ?? { mutex: createMutex(), tasks: 0 };
    slot.tasks += 1;
    this.#busy.set(key, slot);
    try {
      return await slot.mutex.run(task);
    } finally {
      slot.tasks -= 1;
      if (slot.tasks === 0) this.#busy.delete(key);
    }
  }
}
