/** What one body means for another, whatever the dataset and the question. */

import type { BodyProfile } from './body-profile.ts';
import { sharedReach } from './coarse-body.ts';
import {
  CARRIED_REACH,
  carriedWorkspace,
  ownWorkspace,
  reachOutcome,
  type ReachOutcome,
  workspaceMotion,
} from './factor-reach.ts';
import { bodyLikeness, isKinematicsCarried, UNKNOWN_KINEMATICS } from './kinematic-features.ts';
import type { BodyPair } from '../match-dataset.ts';

/** Everything about one pair. */
export function bodyPair(recorded: BodyProfile, target: BodyProfile): BodyPair {
  return {
    recorded,
    target,
    reach: workspaceReach(recorded, target),
    usefulness: usefulnessOf(recorded, target),
    likeness: likenessOf(recorded, target),
  };
}

/** Coverage of the recorded body's workspace by the target. */
export function workspaceReach(recorded: BodyProfile, target: BodyProfile): ReachOutcome {
  if (recorded.id === target.id) return ownWorkspace(recorded);
  if (recorded.handOnly !== target.handOnly) return carriedWorkspace(recorded);
  return reachOutcome(workspaceMotion(recorded), recorded, target);
}

/** Usefulness of the recorded body's motion; between a hand without an arm and a body with one it is as open as the reach. */
export function usefulnessOf(recorded: BodyProfile, target: BodyProfile): number {
  const [low, high] = CARRIED_REACH;
  return recorded.handOnly === target.handOnly ? sharedReach(recorded, target) : Math.sqrt(low * high);
}

/** Kinematic likeness of a target to a recorded body; the middle of what it may be where that is unknown. */
export function likenessOf(recorded: BodyProfile, target: BodyProfile): number {
  if (recorded.id === target.id) return 1;
  const [low, high] = UNKNOWN_KINEMATICS;
  return isKinematicsCarried(recorded, target)
    ? Math.sqrt(low * high)
    : bodyLikeness(recorded.features, target.features);
}
