/** Gathers what a conversion does, for `exchange/conversions.json`. */

import {
  MAX_CONVERSION_ROWS,
  type ConversionCode,
  type ConversionStep,
  type Conversions,
} from '#contracts/dataset/conversions.ts';
import { MAX_NAME_LENGTH } from '#contracts/dataset/limits.ts';
import { ExchangeError } from '#contracts/errors.ts';

/** What is said about a step. */
export interface StepNote {
  readonly feature?: string | null;
  readonly lossy?: boolean;
  readonly params?: ConversionStep['params'];
}

/** A growing record. The same step of the same feature is noted once. */
export class ConversionRecord {
  readonly #steps = new Map<string, ConversionStep>();
  readonly #leftOut: { episode: number; reason: string }[] = [];
  readonly #runs: { from: number; to: number; count: number }[] = [];
  readonly #kept: number[] = [];
  frames = 0;

  /** Numbers of the source's episodes that were written, in order. */
  get kept(): readonly number[] {
    return this.#kept;
  }

  /** Everything but what only the finished folder tells. */
  get content(): Pick<Conversions, 'episodes' | 'frames' | 'runs' | 'leftOut' | 'steps'> {
    return {
      episodes: this.#kept.length,
      frames: this.frames,
      runs: this.#runs,
      leftOut: this.#leftOut,
      steps: [...this.#steps.values()],
    };
  }

  /** Notes a step. Throws `limit-exceeded` beyond {@link MAX_CONVERSION_ROWS}. */
  step(code: ConversionCode, { feature = null, lossy = false, params = {} }: StepNote = {}): void {
    const named = feature?.slice(0, MAX_NAME_LENGTH).toWellFormed() ?? null;
    const key = `${code} ${named ?? ''}`;
    if (this.#steps.has(key)) return;
    if (this.#steps.size >= MAX_CONVERSION_ROWS) throw tooMuch();
    this.#steps.set(key, { code, feature: named, lossy, params: shortened(params) });
  }

  /** Notes an episode that was written. */
  wrote(episode: number, frames: number): void {
    const to = this.#kept.length;
    this.#kept.push(episode);
    this.frames += frames;
    const last = this.#runs.at(-1);
    if (last !== undefined && last.from + last.count === episode) last.count++;
    else if (this.#runs.length >= MAX_CONVERSION_ROWS) throw tooMuch();
    else this.#runs.push({ from: episode, to, count: 1 });
  }

  /** Notes an episode that could not be written, and why. */
  leaveOut(episode: number, error: unknown): void {
    if (this.#leftOut.length >= MAX_CONVERSION_ROWS) throw tooMuch();
    // Writers name an episode by the number that it would have had.
    const reason = (error instanceof Error ? error.message : String(error)).replace(/^Episode \d+: /, '');
    this.#leftOut.push({ episode, reason: reason.slice(0, 500).toWellFormed() });
  }
}

function shortened(params: ConversionStep['params']): ConversionStep['params'] {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.slice(0, 500).toWellFormed() : value,
    ]),
  );
}

function tooMuch(): ExchangeError {
  return new ExchangeError('limit-exceeded', 'The conversion would have too much to report.', {
    params: { limit: MAX_CONVERSION_ROWS },
  });
}
