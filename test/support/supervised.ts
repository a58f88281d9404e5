/** A process that is started again whenever it is killed, as a supervisor of a company would do. */

import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { findRunningProcess, type RunningProcess } from '#platform/home-lock.ts';
import { deathsIn } from './kill-switch.ts';

/** What is run. */
export interface SupervisedOptions {
  /** Module in this folder. */
  readonly module: 'node-child.ts' | 'broker-child.ts';
  readonly home: string;
  /** File in which the process notes its deaths. */
  readonly deaths: string;
  /** Arguments between the deaths file and the points. */
  readonly args?: readonly string[];
  readonly points: readonly string[];
}

/** A supervised process. */
export class Supervised {
  readonly #options: SupervisedOptions;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #stopping = false;
  /** What an unplanned end left on stderr, and how it ended. */
  failure = '';

  constructor(options: SupervisedOptions) {
    this.#options = options;
  }

  /** Points at which it has died. */
  get deaths(): string[] {
    return deathsIn(this.#options.deaths);
  }

  /** Starts the process, and again after every SIGKILL. */
  start(): void {
    const { module, home, deaths, args = [], points } = this.#options;
    const path = join(import.meta.dirname, module);
    const child = spawn(process.execPath, [path, home, deaths, ...args, points.join(',')], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child = child;
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (part: string) => (stderr += part));
    this.#ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        resolve();
        if (this.#stopping) return;
        if (signal === 'SIGKILL') this.start();
        else this.failure = `${module} ended with ${signal ?? code}\n${stderr}`;
      });
    });
  }

  /** The running process with the address and token of its API; undefined while it is dead or starting. */
  async running(): Promise<(RunningProcess & { address: string }) | undefined> {
    const found = await findRunningProcess(this.#options.home);
    return found?.address == null ? undefined : { ...found, address: found.address };
  }

  /** Kills it now; it is started again. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** Ends it for good, by SIGTERM. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#child?.kill('SIGTERM');
    await this.#ended;
  }
}
