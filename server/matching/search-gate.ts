/**
 * Searches go in pieces, and begin anew when the index has changed between two of them: what they learned of pairs of bodies stays. So the
 * index is changed between searches, and where there is always one under way, after some turns all the same, but not again and again.
 */

/** Turns that a change waits for the end of a search. */
const TURNS_HELD = 8;
/** How often a search begins anew before changes wait for it until it is done. */
const MOST_RESTARTS = 3;

/** What searches and changes of the index know of each other. */
export class SearchGate {
  #searches = 0;
  #insisting = 0;
  #changes = 0;

  /** True when the index may be changed after so many turns of waiting. */
  mayChange(turns: number): boolean {
    return this.#searches === 0 || (this.#insisting === 0 && turns >= TURNS_HELD);
  }

  /** The index changes now. */
  changed(): void {
    this.#changes++;
  }

  /** A search begins. */
  begin(): RunningSearch {
    this.#searches++;
    let [seen, restarts] = [this.#changes, 0];
    return {
      resume: () => {
        if (seen === this.#changes) return;
        seen = this.#changes;
        if (++restarts === MOST_RESTARTS) this.#insisting++;
      },
      end: () => {
        this.#searches--;
        if (restarts >= MOST_RESTARTS) this.#insisting--;
      },
    };
  }
}

/** A search between its begin and its end. */
export interface RunningSearch {
  /** Called before each piece. */
  resume(): void;
  end(): void;
}
