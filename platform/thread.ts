/** Work in a thread of its own: questions go there, answers and typed errors come back. Only plain values cross. */

import { Worker, parentPort } from 'node:worker_threads';
import { ExchangeError, isExchangeError, type ErrorCode, type ErrorParams } from '#contracts/errors.ts';

interface Question<Q> {
  readonly id: number;
  readonly question: Q;
}

/** An answer, or the typed error in its place, to the question of that number. */
export type Reply<A> =
  | { readonly id: number; readonly ok: true; readonly value: A }
  | {
      readonly id: number;
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      readonly params: ErrorParams;
    };

/** What a thread is made of. */
export interface ThreadOptions {
  /** Module that calls {@link serveThread}. */
  readonly module: URL;
  /** What it does, for messages to people: "the match engine". */
  readonly name: string;
  /** What the module finds as `workerData`. */
  readonly setting?: unknown;
  /** Questions that wait for an answer at most. */
  readonly maxWaiting: number;
  /** Told once when the thread ended by itself. */
  readonly onDeath?: (error: ExchangeError) => void;
}

interface Waiting<A> {
  readonly resolve: (value: A) => void;
  readonly reject: (error: ExchangeError) => void;
}

/** One running thread. It keeps the process alive only while somebody waits for its answer. */
export class ThreadClient<Q, A> {
  readonly #worker: Worker;
  readonly #options: ThreadOptions;
  readonly #waiting = new Map<number, Waiting<A>>();
  #lastId = 0;
  #ended: ExchangeError | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.#worker = new Worker(options.module, {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      workerData: options.setting,
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: Reply<A>) => this.#take(reply));
    const died = (cause: unknown): void => {
      if (this.#ended !== undefined) return;
      const error = new ExchangeError('interrupted', `${options.name} has died.`, { cause });
      this.#end(error);
      options.onDeath?.(error);
    };
    this.#worker.on('error', died);
    this.#worker.on('exit', died);
  }

  /** Whether the thread has ended, by itself or because it was closed. */
  get ended(): boolean {
    return this.#ended !== undefined;
  }

  /**
   * Asks the thread. Throws its errors, `rate-limited` when too many wait, `interrupted` when it has ended.
   * @param handOver bytes of the question that go to the thread instead of a copy: they are empty here afterwards
   */
  ask(question: Q, handOver: readonly Uint8Array[] = []): Promise<A> {
    const { maxWaiting, name } = this.#options;
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    if (this.#waiting.size >= maxWaiting) {
      return Promise.reject(new ExchangeError('rate-limited', `${name} is busy; try again soon.`));
    }
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, question } satisfies Question<Q>, buffersOf(handOver));
    });
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    this.#end(new ExchangeError('interrupted', `${this.#options.name} is stopping.`));
    await this.#worker.terminate();
  }

  #take(reply: Reply<A>): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (reply.ok) waiting?.resolve(reply.value);
    else waiting?.reject(new ExchangeError(reply.code, reply.message, { params: reply.params }));
  }

  #end(error: ExchangeError): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#worker.unref();
  }
}

/** A thread that is started when it is first asked, and again when it is asked after a death. */
export class LazyThread<Q, A> {
  readonly #options: Omit<ThreadOptions, 'onDeath'>;
  #thread: ThreadClient<Q, A> | undefined;
  #closed = false;

  constructor(options: Omit<ThreadOptions, 'onDeath'>) {
    this.#options = options;
  }

  /**
   * Asks the thread. Throws its errors, `rate-limited` when too many wait, `internal` when it dies of the question (which must not be asked
   * again at once), `interrupted` when it was closed.
   * @param handOver as for {@link ThreadClient.ask}
   */
  async ask<T extends A = A>(question: Q, handOver: readonly Uint8Array[] = []): Promise<T> {
    const { name } = this.#options;
    if (this.#closed) throw new ExchangeError('interrupted', `${name} is stopping.`);
    if (this.#thread === undefined || this.#thread.ended) this.#thread = new ThreadClient(this.#options);
    try {
      // Each question has one kind of answer; the caller knows which.
      return (await this.#thread.ask(question, handOver)) as T;
    } catch (error) {
      if (this.#closed || !isExchangeError(error, 'interrupted')) throw error;
      throw new ExchangeError('internal', `${name} has died.`, { cause: error });
    }
  }

  /** Ends the thread; what waits for it throws `interrupted`. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread?.close();
  }
}

/**
 * In the thread: answers every question. What is no typed error becomes `internal`.
 * @param handOver bytes of an answer that go to who asked instead of a copy: they are empty in the thread afterwards
 */
export function serveThread<A>(
  answer: (question: never) => A | Promise<A>,
  handOver: (answered: A) => readonly Uint8Array[] = () => [],
): void {
  const reply = async ({ id, question }: Question<never>): Promise<Reply<A>> => {
    try {
      return { id, ok: true, value: await answer(question) };
    } catch (error) {
      if (!isExchangeError(error))
        return { id, ok: false, code: 'internal', message: 'The thread failed.', params: {} };
      return { id, ok: false, code: error.code, message: error.message, params: error.params };
    }
  };
  parentPort?.on('message', (asked: Question<never>) => {
    void reply(asked).then((made) =>
      parentPort?.postMessage(made, made.ok ? buffersOf(handOver(made.value)) : []),
    );
  });
}

/** What can go as it is: a view of something larger, such as Node's pool of small buffers, is copied. */
function buffersOf(bytes: readonly Uint8Array[]): ArrayBuffer[] {
  return bytes
    .filter((view) => view.byteLength === view.buffer.byteLength)
    .map(({ buffer }) => buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
}
