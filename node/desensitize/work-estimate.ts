/** How long a job still takes, from what it has measured so far; before it has measured, from figures of a two-core machine. */

import type { Clock } from '#contracts/crypto.ts';

/** The steps of a job, in order. */
export const WORK_STEPS = ['hash-input', 'clean-video', 'rebuild', 'hash-output', 'inspect'] as const;

/** One of {@link WORK_STEPS}. */
export type WorkStep = (typeof WORK_STEPS)[number];

/** Bytes a second on two cores; replaced by what the job measures. */
const FIRST_RATES: Readonly<Record<WorkStep, number>> = {
  'hash-input': 600e6,
  'clean-video': 40e6,
  rebuild: 5e6,
  'hash-output': 600e6,
  inspect: 60e6,
};
/** A rate is believed after this long, milliseconds. */
const SETTLED_MS = 1000;

/** Work in bytes of input, by step. */
export type Workload = Readonly<Record<WorkStep, number>>;

/** Seconds that a job over this work takes on the machine of the first figures. */
export function firstEstimateSeconds(work: Workload): number {
  return WORK_STEPS.reduce((sum, step) => sum + work[step] / FIRST_RATES[step], 0);
}

/** Follows a job. Steps that have not begun are scaled by how the finished ones compared with the first figures. */
export class WorkEstimate {
  readonly #clock: Clock;
  readonly #work: Workload;
  #step: WorkStep = 'hash-input';
  #began: number;
  #done = 0;
  /** Measured over expected milliseconds of finished steps. */
  #spent = 0;
  #expected = 0;

  constructor(clock: Clock, work: Workload) {
    this.#clock = clock;
    this.#work = work;
    this.#began = clock();
  }

  /** Begins a step; the one before it is finished. */
  begin(step: WorkStep): void {
    this.#spent += this.#clock() - this.#began;
    this.#expected += (1000 * this.#done) / FIRST_RATES[this.#step];
    this.#step = step;
    this.#began = this.#clock();
    this.#done = 0;
  }

  /** Bytes of the current step that are done. */
  advance(bytes: number): void {
    this.#done = bytes;
  }

  /** Seconds left, rounded up. */
  secondsLeft(): number {
    const elapsed = this.#clock() - this.#began;
    const settled = elapsed >= SETTLED_MS && this.#done > 0;
    const factor = this.#expected >= SETTLED_MS ? this.#spent / this.#expected : 1;
    let seconds = 0;
    for (const step of WORK_STEPS.slice(WORK_STEPS.indexOf(this.#step))) {
      const current = step === this.#step;
      const left = Math.max(0, this.#work[step] - (current ? this.#done : 0));
      seconds +=
        current && settled ? (left * elapsed) / this.#done / 1000 : (factor * left) / FIRST_RATES[step];
    }
    return Math.ceil(seconds);
  }
}
