/** What one body means for another, whatever the dataset and the question. */

import type { BodyProfile } from './body-profile.ts';
import { coarseReach } from './coarse-body.ts';
import {
  carriedWorkspace,
  ownWorkspace,
  reachOutcome,
  type ReachOutcome,
  workspaceMotion,
} from './factor-reach.ts';
import { bodyLikeness } from './kinematic-features.ts';
import type { BodyPair } from './match-dataset.ts';

/** Everything about one pair. */
export function bodyPair(recorded: BodyProfile, target: BodyProfile): BodyPair {
  return {
    recorded,
    target,
    reach: workspaceReach(recorded, target),
    reverse: reverseReach(recorded, target),
    likeness: likenessOf(recorded, target),
  };
}

/** Coverage of the recorded body's workspace by the target. */
export function workspaceReach(recorded: BodyProfile, target: BodyProfile): ReachOutcome {
  if (recorded.id === target.id) return ownWorkspace(recorded);
  if (recorded.handOnly !== target.handOnly) return carriedWorkspace(recorded);
  return reachOutcome(workspaceMotion(recorded), recorded, target);
}

/** Coarse coverage of the target's workspace by the recorded body. */
export function reverseReach(recorded: BodyProfile, target: BodyProfile): number {
  return coarseReach(target, recorded);
}

/** Kinematic likeness, the same both ways to the bit. */
export function likenessOf(a: BodyProfile, b: BodyProfile): number {
  if (a.id === b.id) return 1;
  const [first, second] = a.id < b.id ? [a, b] : [b, a];
  return bodyLikeness(first.features, second.features);
}
