/** Talks to the worker thread of the match engine, and says so when it dies. */

import { Worker } from 'node:worker_threads';
import { ExchangeError } from '#contracts/errors.ts';
import type { MatchAnswer } from '#contracts/matching/schema.ts';
import type { IndexSize, WorkerReply, WorkerRequest, WorkerSetting } from './worker-messages.ts';

/** Questions that wait for the worker at most. */
const MAX_WAITING = 64;

type Question = WorkerRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

interface Waiting {
  readonly resolve: (value: MatchAnswer | IndexSize) => void;
  readonly reject: (error: ExchangeError) => void;
}

/** One running worker. */
export class MatchWorkerClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #ended: ExchangeError | undefined;

  /** @param onDeath told once when the thread ended by itself */
  constructor(setting: WorkerSetting, onDeath: (error: ExchangeError) => void) {
    this.#worker = new Worker(new URL('./match-worker.ts', import.meta.url), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      workerData: setting,
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: WorkerReply) => this.#take(reply));
    const died = (cause: unknown): void => {
      if (this.#ended !== undefined) return;
      const error = new ExchangeError('interrupted', 'The match engine has died; it starts anew.', { cause });
      this.#end(error);
      onDeath(error);
    };
    this.#worker.on('error', died);
    this.#worker.on('exit', died);
  }

  /** Asks the worker. Throws its errors, `rate-limited` when too many wait, `interrupted` when it has died. */
  ask(question: Extract<Question, { op: 'sync' }>): Promise<IndexSize>;
  ask(question: Exclude<Question, { op: 'sync' }>): Promise<MatchAnswer>;
  ask(question: Question): Promise<MatchAnswer | IndexSize> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    if (this.#waiting.size >= MAX_WAITING) {
      return Promise.reject(new ExchangeError('rate-limited', 'The match engine is busy; try again soon.'));
    }
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      this.#worker.postMessage({ ...question, id } satisfies WorkerRequest);
    });
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    this.#end(new ExchangeError('interrupted', 'The match engine is stopping.'));
    await this.#worker.terminate();
  }

  #take(reply: WorkerReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.value);
    else waiting?.reject(new ExchangeError(reply.code, reply.message, { params: reply.params }));
  }

  #end(error: ExchangeError): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
