/** Runs what an image would run: its entry with its variables, from a folder in the place of its own, with its health check and stop signal. */

import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Stage } from './dockerfile.ts';

/** Where the images keep the program. */
export const IMAGE_FOLDER = '/kinship';
/** A machine with other things to do starts programs late, milliseconds. */
const PATIENCE_MS = 240_000;
const POLL_MS = 500;

/** A program in the place of a container. */
export class ImageRun {
  readonly #image: Stage;
  readonly #place: { readonly folder: string; readonly data: string };
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;
  output = '';

  /** `folder` stands for the image's own, `data` for its volume; `env` comes over the image's variables. */
  constructor(image: Stage, place: { folder: string; data: string }, env: Record<string, string>) {
    this.#image = image;
    this.#place = place;
    const own = Object.entries(image.env).map(([name, value]) => [name, this.#local(value)]);
    this.#env = {
      PATH: process.env['PATH'] ?? '',
      HOME: place.data,
      ...(Object.fromEntries(own) as object),
      ...env,
    };
  }

  #local(text: string): string {
    return text.replaceAll(IMAGE_FOLDER, this.#place.folder).replace(/^\/data$/, this.#place.data);
  }

  /** Starts the entry. */
  start(): void {
    const words = [...(this.#image.entrypoint ?? []), ...(this.#image.command ?? [])];
    const [command = '', ...args] = words.map((word) => this.#local(word));
    const child = spawn(command, args, {
      cwd: this.#place.folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => (this.output += part));
    }
    this.#child = child;
  }

  /** Exit code of the image's health check. */
  health(): number | null {
    const [command = '', ...args] = (this.#image.health ?? []).map((word) => this.#local(word));
    return spawnSync(command, args, { cwd: this.#place.folder, env: this.#env }).status;
  }

  /** Waits until the health check passes. */
  async healthy(): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (this.health() !== 0) {
      assert.ok(Date.now() < end && this.#child?.exitCode === null, this.output);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** Sends the stop signal; gives the exit code and the seconds that it took. */
  async stop(): Promise<{ code: number | null; seconds: number }> {
    const child = this.#child;
    assert.ok(child);
    const began = performance.now();
    const exited = once(child, 'exit') as Promise<[number | null]>;
    child.kill((this.#image.stopSignal ?? 'SIGTERM') as NodeJS.Signals);
    const [code] = await exited;
    return { code, seconds: (performance.now() - began) / 1000 };
  }

  /** Ends it at once, when it still runs. */
  kill(): void {
    if (this.#child?.exitCode === null) this.#child.kill('SIGKILL');
  }
}
