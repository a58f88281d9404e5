/** Scores of pairs of bodies, computed once: an index over what does not depend on the question. */

import { bodyLikeness } from './kinematic-features.ts';
import type { BodyProfile } from './body-profile.ts';
import { reachOutcome, workspaceMotion, type ReachOutcome } from './factor-reach.ts';
import type { BodyPair } from './match-dataset.ts';

/** Most pairs that are kept; the oldest go first. */
export const MAX_PAIRS = 50_000;

/** Computes and keeps what bodies mean for each other. */
export class PairIndex {
  private readonly reach = new Map<string, ReachOutcome>();
  private readonly likeness = new Map<string, number>();

  /** Everything about one pair. */
  pair(recorded: BodyProfile, target: BodyProfile): BodyPair {
    return {
      recorded,
      target,
      reach: this.reachOf(recorded, target),
      reverse: this.reachOf(target, recorded),
      likeness: this.likenessOf(recorded, target),
    };
  }

  /** Coverage of the recorded body's workspace by the target. */
  reachOf(recorded: BodyProfile, target: BodyProfile): ReachOutcome {
    return remembered(this.reach, `${recorded.id} ${target.id}`, () =>
      reachOutcome(workspaceMotion(recorded), recorded, target),
    );
  }

  private likenessOf(a: BodyProfile, b: BodyProfile): number {
    const key = a.id < b.id ? `${a.id} ${b.id}` : `${b.id} ${a.id}`;
    return remembered(this.likeness, key, () =>
      a.id === b.id
        ? 1
        : a.id < b.id
          ? bodyLikeness(a.features, b.features)
          : bodyLikeness(b.features, a.features),
    );
  }
}

function remembered<T>(map: Map<string, T>, key: string, compute: () => T): T {
  const found = map.get(key);
  if (found !== undefined) return found;
  const value = compute();
  if (map.size >= MAX_PAIRS) {
    const oldest = map.keys().next();
    if (oldest.done !== true) map.delete(oldest.value);
  }
  map.set(key, value);
  return value;
}
