/**
 * Answers questions in pieces, one at a time of those about bodies whose row of the pair index is filled, and beside it one of those that have
 * to compare thousands of bodies first: a short question never waits for a long one to end.
 */

import type { MatchEngine } from '#contracts/matching/match-engine.ts';
import type { MatchAnswer, MatchQuery } from '#contracts/matching/schema.ts';
import type { SearchGate } from './search-gate.ts';
import type { Turns } from './turns.ts';

/** How long a piece of a search lasts, in milliseconds, and one step. */
const PIECE_MS = 15;
/** Steps between two looks at the clock. */
const STEPS_A_LOOK = 8;
/** Bodies that a short question compares at most: some milliseconds. */
const FEW_BODIES = 100;

/** The lanes of one thread. */
export class QuestionLanes {
  readonly #engine: MatchEngine;
  readonly #turns: Turns;
  readonly #gate: SearchGate;
  #short: Promise<unknown> = Promise.resolve();
  #long: Promise<unknown> = Promise.resolve();

  constructor(parts: { readonly engine: MatchEngine; readonly turns: Turns; readonly gate: SearchGate }) {
    this.#engine = parts.engine;
    this.#turns = parts.turns;
    this.#gate = parts.gate;
  }

  /** As {@link MatchEngine.match}. */
  async answer(query: MatchQuery, among?: ReadonlySet<string>): Promise<MatchAnswer> {
    const search = (): Promise<MatchAnswer> => this.#search(query, among);
    if (this.#engine.uncompared(query) <= FEW_BODIES) {
      const answer = this.#short.then(search);
      this.#short = answer.catch(() => undefined);
      return answer;
    }
    const answer = this.#long.then(search);
    this.#long = answer.catch(() => undefined);
    return answer;
  }

  async #search(query: MatchQuery, among: ReadonlySet<string> | undefined): Promise<MatchAnswer> {
    await this.#turns.next('question');
    const running = this.#gate.begin();
    try {
      const steps = this.#engine.matchInSteps(query, among);
      for (;;) {
        running.resume();
        const answer = piece(steps);
        if (answer !== null) return answer;
        await this.#turns.next('question');
      }
    } finally {
      running.end();
    }
  }
}

/** Null when the piece is over before the search is. */
function piece(steps: Generator<void, MatchAnswer>): MatchAnswer | null {
  const ends = performance.now() + PIECE_MS;
  do {
    for (let i = 0; i < STEPS_A_LOOK; i++) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  } while (performance.now() < ends);
  return null;
}
