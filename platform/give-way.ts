/**
 * Long work on an event loop in pieces: between two of them everything else gets its turn.
 *
 * `setImmediate` alone does not do that. Whatever is waiting there is resumed in one and the same turn, so that ten works which each
 * keep to a few milliseconds hold up the loop for ten times as long. Here one of those who wait goes on a turn.
 */

/** How long one piece of work may keep the event loop before it gives way, in milliseconds; the loop is promised within 20. */
export const PIECE_MS = 4;

const waiting: (() => void)[] = [];

/** Resolves in a later turn of the event loop, first come first served, and never in one turn with another that waits here. */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(resumeNext);
  });
}

function resumeNext(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(resumeNext);
}

let turnBegan: number | undefined;

/**
 * Ends the piece that this turn has become, once everything that asks here has together lasted {@link PIECE_MS}: for short steps that many
 * do without knowing of one another, such as signatures that are verified one after the other. Goes on at once while there is time.
 */
export async function giveWayWhenDue(): Promise<void> {
  if (turnBegan === undefined) {
    turnBegan = performance.now();
    // Runs before anybody who gives way from here on goes on.
    setImmediate(() => (turnBegan = undefined));
  } else if (performance.now() - turnBegan > PIECE_MS) await giveWay();
}

/** Work in pieces of {@link PIECE_MS}: ask between two steps that are short themselves. */
export class Pieces {
  #began = performance.now();

  /** Whether the piece has lasted long enough. */
  get over(): boolean {
    return performance.now() - this.#began > PIECE_MS;
  }

  /** Begins the next piece in a later turn. */
  async next(): Promise<void> {
    await giveWay();
    this.#began = performance.now();
  }

  /** Begins the next piece when this one has lasted long enough. */
  async afterStep(): Promise<void> {
    if (this.over) await this.next();
  }
}
