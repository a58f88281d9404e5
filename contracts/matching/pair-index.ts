/** Scores of pairs of bodies, computed once: an index over what does not depend on the question. */

import type { BodyProfile } from './body-profile.ts';
import { coarseReach } from './body-table.ts';
import { reachOutcome, workspaceMotion, type ReachOutcome } from './factor-reach.ts';
import { bodyLikeness } from './kinematic-features.ts';
import type { BodyPair } from './match-dataset.ts';

/** Most pairs whose full outcome is kept, and most single numbers. The oldest go first. */
export const MAX_OUTCOMES = 50_000;
export const MAX_NUMBERS = 1_000_000;

/** Computes and keeps what bodies mean for each other. */
export class PairIndex {
  private readonly outcomes = new Memory<ReachOutcome>(MAX_OUTCOMES);
  private readonly coverages = new Memory<number>(MAX_NUMBERS);
  private readonly reverses = new Memory<number>(MAX_NUMBERS);
  private readonly likenesses = new Memory<number>(MAX_NUMBERS);

  /** Everything about one pair. */
  pair(recorded: BodyProfile, target: BodyProfile): BodyPair {
    return {
      recorded,
      target,
      reach: this.reachOf(recorded, target),
      reverse: this.reverseOf(recorded, target),
      likeness: this.likenessOf(recorded, target),
    };
  }

  /** Coverage of the recorded body's workspace by the target. */
  coverageOf(recorded: BodyProfile, target: BodyProfile): number {
    return this.coverages.get(recorded.id, target.id, () => this.reachOf(recorded, target).coverage);
  }

  /** Coarse coverage of the target's workspace by the recorded body. */
  reverseOf(recorded: BodyProfile, target: BodyProfile): number {
    return this.reverses.get(recorded.id, target.id, () => coarseReach(target, recorded));
  }

  /** Kinematic likeness, the same both ways. */
  likenessOf(a: BodyProfile, b: BodyProfile): number {
    if (a.id === b.id) return 1;
    const [first, second] = a.id < b.id ? [a, b] : [b, a];
    return this.likenesses.get(first.id, second.id, () => bodyLikeness(first.features, second.features));
  }

  private reachOf(recorded: BodyProfile, target: BodyProfile): ReachOutcome {
    return this.outcomes.get(recorded.id, target.id, () =>
      reachOutcome(workspaceMotion(recorded), recorded, target),
    );
  }
}

/** A bounded two-level map: second key, then first. Whole second keys are forgotten, the oldest first. */
class Memory<T> {
  private readonly limit: number;
  private readonly rows = new Map<string, Map<string, T>>();
  private count = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get(first: string, second: string, compute: () => T): T {
    let row = this.rows.get(second);
    if (row === undefined) {
      row = new Map();
      this.rows.set(second, row);
    }
    const found = row.get(first);
    if (found !== undefined) return found;
    const value = compute();
    row.set(first, value);
    this.count++;
    this.forget(second);
    return value;
  }

  private forget(except: string): void {
    for (const [key, row] of this.rows) {
      if (this.count <= this.limit || key === except) return;
      this.rows.delete(key);
      this.count -= row.size;
    }
  }
}
