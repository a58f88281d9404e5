/** Has pictures decoded and measured, one job after the other, in a confined child that is started again when a picture ends it. */

import { ExchangeError } from '#contracts/errors.ts';
import { runConfined, type ConfinedLimits } from '#platform/confined/run-confined.ts';
import type { PictureAnswer, PictureJob } from './confined-pictures.ts';

/** A decoder may work this long on one frame, milliseconds. */
const FRAME_PATIENCE_MS = 30_000;
/** Decoders that may end before nothing further is decoded: then it is the machine, not the pictures. */
const MAX_ENDINGS = 8;
/** Native decoders keep frames outside of the JavaScript heap. */
const LIMITS: Partial<ConfinedLimits> = { heapMiB: 256, residentMiB: 900, silenceMs: FRAME_PATIENCE_MS };

/** Decodes pictures of the dataset at `root`. Dispose it to end its child. */
export class PictureDecoder implements AsyncDisposable {
  readonly #root: string;
  readonly #signal: AbortSignal | undefined;
  #child: Promise<void> | null = null;
  #next = Promise.withResolvers<PictureJob | null>();
  #current: PromiseWithResolvers<PictureAnswer> | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  #endings = 0;

  constructor(root: string, signal?: AbortSignal) {
    this.#root = root;
    this.#signal = signal;
  }

  /** Does a job after those before it. What cannot be decoded, and what ends the decoder, is an answer with a reason. */
  measure(job: PictureJob): Promise<PictureAnswer> {
    const answer = this.#tail.then(() => this.#one(job));
    this.#tail = answer.catch(() => undefined);
    return answer;
  }

  #one(job: PictureJob): Promise<PictureAnswer> {
    if (this.#endings >= MAX_ENDINGS)
      return Promise.resolve({ ok: false, reason: 'the decoder does not run here' });
    const current = Promise.withResolvers<PictureAnswer>();
    this.#current = current;
    this.#child ??= this.#start();
    this.#next.resolve(job);
    return current.promise;
  }

  #start(): Promise<void> {
    this.#next = Promise.withResolvers();
    return runConfined<null>({
      module: new URL('./confined-pictures.ts', import.meta.url),
      input: { root: this.#root },
      readable: [this.#root],
      addons: true,
      limits: LIMITS,
      ...(this.#signal === undefined ? {} : { signal: this.#signal }),
      onQuestion: (last) => {
        if (last !== null) this.#settle(last as PictureAnswer);
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
    this.#settle({ ok: false, reason: `the decoder ended (${reason.slice(0, 150)})` });
  }

  #settle(answer: PictureAnswer): void {
    this.#current?.resolve(answer);
    this.#current = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tail;
    this.#next.resolve(null);
    await this.#child;
  }
}
