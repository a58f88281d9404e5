/** Ends this process with SIGKILL at planned points, each once, and remembers across lives where it died. */

import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Ends the process the first time that a planned point is reached in any of its lives. */
export class KillSwitch {
  readonly #file: string;
  readonly #left: Set<string>;

  /** @param file where deaths are noted, one point a line */
  constructor(file: string, plan: readonly string[]) {
    this.#file = file;
    const died = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    this.#left = new Set(plan.filter((point) => !died.includes(point)));
  }

  /** Does not return when the point is planned. */
  reach(point: string): void {
    if (!this.#left.has(point)) return;
    appendFileSync(this.#file, `${point}\n`);
    process.kill(process.pid, 'SIGKILL');
    // The signal ends the process at the next return to user code; nothing may run until then.
    for (;;);
  }
}

/** Ends this process when the one that started it is gone, however that ended. */
export function endWithParent(): void {
  process.channel?.unref();
  process.once('disconnect', () => process.exit());
}

/** Points at which a process has died, in order. */
export function deathsIn(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}
