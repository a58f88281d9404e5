/** Fills the pair index for bodies that were asked about, while nobody asks: their next question finds it ready. */

import type { Turns } from './turns.ts';

/** Bodies that wait at most; of more, those asked about first are left out. */
const MAX_WAITING = 64;
/** Other bodies that are compared before the thread looks for questions: some milliseconds. */
const BODIES_A_SLICE = 50;

/** Works through bodies, one slice a turn of the event loop. */
export class WarmQueue {
  readonly #turns: Turns;
  readonly #fill: (id: string, count: number) => boolean;
  readonly #waiting = new Set<string>();
  #running = false;

  /** @param fill compares a body with at most `count` others; true while something is left to do */
  constructor(turns: Turns, fill: (id: string, count: number) => boolean) {
    this.#turns = turns;
    this.#fill = fill;
  }

  /** Takes a body in. */
  add(id: string): void {
    this.#waiting.delete(id);
    this.#waiting.add(id);
    const [oldest] = this.#waiting;
    if (this.#waiting.size > MAX_WAITING && oldest !== undefined) this.#waiting.delete(oldest);
    if (!this.#running) void this.#work();
  }

  async #work(): Promise<void> {
    this.#running = true;
    for (let id = this.#next(); id !== undefined; id = this.#next()) {
      await this.#turns.next('ahead');
      if (!this.#fill(id, BODIES_A_SLICE)) this.#waiting.delete(id);
    }
    this.#running = false;
  }

  #next(): string | undefined {
    const [id] = this.#waiting;
    return id;
  }
}
