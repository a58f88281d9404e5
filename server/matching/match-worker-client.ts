/** Talks to the thread of the match engine. */

import type { ExchangeError } from '#contracts/errors.ts';
import { ThreadClient } from '#platform/thread.ts';
import type { FoundMatches, IndexSize, WorkerQuestion, WorkerSetting } from './worker-messages.ts';

/** Questions that wait for the worker at most. */
const MAX_WAITING = 64;

/** One running worker. */
export class MatchWorkerClient {
  readonly #thread: ThreadClient<WorkerQuestion, FoundMatches | IndexSize>;

  /** @param onDeath told once when the thread ended by itself */
  constructor(setting: WorkerSetting, onDeath: (error: ExchangeError) => void) {
    this.#thread = new ThreadClient({
      module: new URL('./match-worker.ts', import.meta.url),
      name: 'The match engine',
      setting,
      maxWaiting: MAX_WAITING,
      onDeath,
    });
  }

  /** Asks the worker. Throws its errors, `rate-limited` when too many wait, `interrupted` when it has died. */
  ask(question: Extract<WorkerQuestion, { op: 'sync' }>): Promise<IndexSize>;
  ask(question: Exclude<WorkerQuestion, { op: 'sync' }>): Promise<FoundMatches>;
  ask(question: WorkerQuestion): Promise<FoundMatches | IndexSize> {
    return this.#thread.ask(question);
  }

  /** Ends the thread. */
  close(): Promise<void> {
    return this.#thread.close();
  }
}
