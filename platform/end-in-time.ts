/**
 * Ends the parts of a program, whatever they do: a part that hangs or fails is named in the log and left behind. What it had not finished is
 * as after a kill, which the stores are made for.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './logger.ts';

/** How long a part may take to end, in milliseconds; longer than the peer host gives its handlers. */
const END_WITHIN_MS = 8_000;

/** Ends a part. */
export type EndOfPart = () => unknown;

/** What a program has opened. Without an order of its own, the parts end in the reverse order in which they came. */
export class Ending implements AsyncDisposable {
  readonly #logger: Logger;
  readonly #withinMs: number;
  readonly #parts: { readonly name: string; readonly end: EndOfPart }[] = [];
  #leftBehind = 0;

  constructor(logger: Logger, withinMs = END_WITHIN_MS) {
    this.#logger = logger;
    this.#withinMs = withinMs;
  }

  /** False once a part was left behind that may still write: the home stays locked until the process ends. */
  get complete(): boolean {
    return this.#leftBehind === 0;
  }

  /** Takes a part that is ended later. */
  defer(name: string, end: EndOfPart): void {
    this.#parts.push({ name, end });
  }

  /** Ends a part now; resolves when it has ended, or after a time. Never throws. */
  async end(name: string, end: EndOfPart): Promise<void> {
    const late = new AbortController();
    try {
      const ending = (async () => end())().then(() => true);
      const ended = await Promise.race([ending, sleep(this.#withinMs, false, { signal: late.signal })]);
      if (ended) return;
      this.#leftBehind += 1;
      this.#logger.error({ part: name, withinMs: this.#withinMs }, 'a part of the program does not end');
    } catch (error) {
      this.#logger.error({ part: name, error }, 'a part of the program did not end in good order');
    } finally {
      late.abort();
    }
  }

  /** Ends everything. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      await this.end(part.name, part.end);
    }
  }
}
