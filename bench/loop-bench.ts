/** Measures the longest turns of this thread's event loop while a process of its own asks. */

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { percentile, type Emit } from './bench-scope.ts';
import type { ApiCall, FromChild, ToChild } from './event-loop-child.ts';
import { watchLoop } from './loop-watch.ts';

/** Processor time that a turn may take, milliseconds. */
const PROMISED_MS = 20;
/** Calls that are under way at once unless a door says otherwise. */
export const PARALLEL = 8;

/** What is measured: the doors whose names begin so, all when it is empty. */
export interface LoopOptions {
  readonly only: string;
  /** Says what ran in a turn over {@link PROMISED_MS}. */
  readonly profile: boolean;
}

/** What is measured, the process that asks, and where what it sends lies. */
export class LoopBench {
  readonly #emit: Emit;
  readonly #options: LoopOptions;
  readonly #folder: string;
  readonly #child: ChildProcess;
  #files = 0;

  constructor(scope: TestContext, emit: Emit, options: LoopOptions) {
    this.#emit = emit;
    this.#options = options;
    this.#folder = mkdtempSync(join(tmpdir(), 'kin-loop-'));
    this.#child = fork(new URL('./event-loop-child.ts', import.meta.url), { execArgv: [] });
    scope.after(() => {
      this.#child.kill();
      rmSync(this.#folder, { recursive: true });
    });
  }

  /** A file with a text that is sent. */
  file(text: string): string {
    const path = join(this.#folder, String(++this.#files));
    writeFileSync(path, text);
    return path;
  }

  async tell<K extends FromChild['say']>(
    message: ToChild,
    answer: K,
  ): Promise<Extract<FromChild, { say: K }>> {
    const heard = once(this.#child, 'message');
    this.#child.send(message);
    const [said] = (await heard) as [FromChild];
    if (said.say !== answer) throw new Error(`the other process: ${JSON.stringify(said)}`);
    return said as Extract<FromChild, { say: K }>;
  }

  /** Calls of an API; with a few at a time. */
  calls(calls: readonly ApiCall[], parallel = PARALLEL): Promise<Readonly<Record<string, number>>> {
    return this.tell({ say: 'call', calls, parallel }, 'called').then(({ answers }) => answers);
  }

  /** Whether anything is measured whose name begins with one of these. */
  wants(...beginnings: readonly string[]): boolean {
    const { only } = this.#options;
    return beginnings.some((name) => name.startsWith(only) || only.startsWith(name));
  }

  /** Measures what happens while `work` runs. */
  async measure(name: string, work: () => Promise<unknown>): Promise<void> {
    if (!name.startsWith(this.#options.only)) return void (await work());
    const { profile } = this.#options;
    let answers: unknown;
    const { turns, kernelMs, ran } = await watchLoop(
      async () => {
        answers = await work();
      },
      { longMs: PROMISED_MS, profile },
    );
    const say = (what: string, value: number, unit: string): void =>
      this.#emit({ name: `event-loop.${name}.${what}`, value: Math.round(value * 10) / 10, unit });
    const inKernel = Math.round(kernelMs * 10) / 10;
    const unit = `ms of processor time, ${inKernel} of it in the kernel; ${JSON.stringify(answers ?? 'done')}`;
    say('longest', Math.max(0, ...turns), unit);
    say('p99', percentile([...turns], 0.99), 'ms');
    for (const line of ran) this.#emit({ name: `event-loop.${name}.ran`, value: 0, unit: line });
  }
}

/** The same thing several times. */
export function repeat<T>(count: number, one: T): T[] {
  return Array.from({ length: count }, () => one);
}
