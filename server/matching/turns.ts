/**
 * Whose turn it is in the thread that matches. One piece of work goes on in a turn of the event loop, so that messages are heard between
 * two of them. Questions and upkeep of the index alternate while both wait, so neither keeps the other for long; what is merely done
 * ahead goes on when nothing else waits.
 */

/** Kinds of work. */
export type WorkKind = 'question' | 'upkeep' | 'ahead';

/** Turns of one thread. */
export class Turns {
  readonly #waiting: Readonly<Record<WorkKind, (() => void)[]>> = { question: [], upkeep: [], ahead: [] };
  #last: WorkKind = 'ahead';
  #scheduled = false;

  /** Resolves when a piece of work of this kind may be done: first come, first served within a kind. */
  next(kind: WorkKind): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting[kind].push(resolve);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const kind = this.#choose();
      this.#last = kind;
      this.#waiting[kind].shift()?.();
      if (Object.values(this.#waiting).some((queue) => queue.length > 0)) this.#schedule();
    });
  }

  #choose(): WorkKind {
    const { question, upkeep } = this.#waiting;
    if (question.length > 0 && (upkeep.length === 0 || this.#last !== 'question')) return 'question';
    return upkeep.length > 0 ? 'upkeep' : 'ahead';
  }
}
