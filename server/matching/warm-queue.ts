/** Fills the pair index for bodies that were asked about, while nobody asks: their next question finds it ready. */

/** Bodies that wait at most; of more, those asked about first are left out. */
const MAX_WAITING = 64;
/** Other bodies that are compared before the thread looks for questions: some milliseconds. */
const BODIES_A_SLICE = 200;

/** Works through bodies, one slice a turn of the event loop. */
export class WarmQueue {
  readonly #fill: (id: string, count: number) => boolean;
  readonly #waiting = new Set<string>();
  #running = false;

  /** @param fill compares a body with at most `count` others; true while something is left to do */
  constructor(fill: (id: string, count: number) => boolean) {
    this.#fill = fill;
  }

  /** Takes a body in. */
  add(id: string): void {
    this.#waiting.delete(id);
    this.#waiting.add(id);
    const [oldest] = this.#waiting;
    if (this.#waiting.size > MAX_WAITING && oldest !== undefined) this.#waiting.delete(oldest);
    if (this.#running) return;
    this.#running = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    const [id] = this.#waiting;
    if (id === undefined) {
      this.#running = false;
      return;
    }
    if (!this.#fill(id, BODIES_A_SLICE)) this.#waiting.delete(id);
    setImmediate(() => this.#turn());
  }
}
