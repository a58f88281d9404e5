/** Has native codecs do one job after the other in a confined child, which is started again when a job ends it. */

import { ExchangeError } from '#contracts/errors.ts';
import { runConfined, type ConfinedLimits } from '#platform/confined/run-confined.ts';

/** A codec may work this long on one frame, milliseconds. */
const FRAME_PATIENCE_MS = 30_000;
/** Children that may end before nothing further is done: then it is the machine, not the pictures. */
const MAX_ENDINGS = 8;
/** Native codecs keep frames outside of the JavaScript heap. */
const LIMITS: Partial<ConfinedLimits> = { heapMiB: 256, residentMiB: 900, silenceMs: FRAME_PATIENCE_MS };

/** A job that came to nothing, and why. */
export interface Failed {
  readonly ok: false;
  readonly reason: string;
}

/** Where the child works. */
export interface NativeTask {
  /** File URL of its module: `run` asks for one job after the other, and says with each question what the last one gave. */
  readonly module: URL;
  readonly input: unknown;
  readonly readable: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Does jobs in a child. Dispose it to end the child. */
export class NativeChild<Job, Answer> implements AsyncDisposable {
  readonly #task: NativeTask;
  #child: Promise<void> | null = null;
  #next = Promise.withResolvers<Job | null>();
  #current: PromiseWithResolvers<Answer | Failed> | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  #endings = 0;

  constructor(task: NativeTask) {
    this.#task = task;
  }

  /** Does a job after those before it. What cannot be done, and what ends the child, is an answer with a reason. */
  protected ask(job: Job): Promise<Answer | Failed> {
    const answer = this.#tail.then(() => this.#one(job));
    this.#tail = answer.catch(() => undefined);
    return answer;
  }

  #one(job: Job): Promise<Answer | Failed> {
    if (this.#endings >= MAX_ENDINGS)
      return Promise.resolve({ ok: false, reason: 'the codec does not run here' });
    const current = Promise.withResolvers<Answer | Failed>();
    this.#current = current;
    this.#child ??= this.#start();
    this.#next.resolve(job);
    return current.promise;
  }

  #start(): Promise<void> {
    this.#next = Promise.withResolvers();
    const { module, input, readable, signal } = this.#task;
    return runConfined<null>({
      module,
      input,
      readable,
      addons: true,
      limits: LIMITS,
      ...(signal === undefined ? {} : { signal }),
      onQuestion: (last) => {
        if (last !== null) this.#settle(last as Answer);
        const next = this.#next;
        return next.promise.finally(() => {
          if (this.#next === next) this.#next = Promise.withResolvers();
        });
      },
    }).then(
      (outcome) => this.#ended(outcome.ok ? 'end' : outcome.death),
      (error: unknown) => this.#ended(error instanceof ExchangeError ? error.message : String(error)),
    );
  }

  #ended(reason: string): void {
    this.#child = null;
    this.#endings++;
    this.#settle({ ok: false, reason: `the codec ended (${reason.slice(0, 150)})` });
  }

  #settle(answer: Answer | Failed): void {
    this.#current?.resolve(answer);
    this.#current = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tail;
    this.#next.resolve(null);
    await this.#child;
  }
}
