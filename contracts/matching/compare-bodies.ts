/** Two bodies side by side: what each is worth to the other, which joints correspond, where their reach overlaps. */

import { bodyPair } from './factors/body-pair.ts';
import type { BodyProfile, LimbProfile } from './factors/body-profile.ts';
import { followExtremities, onlyOpens } from './factors/extremity-reach.ts';
import { isBare, isCarried, type ReachOutcome } from './factors/factor-reach.ts';
import type { LimbPairing } from './factors/limb-assignment.ts';
import { correspondingJoints, type CorrespondingJoints, type LimbFrames } from './joint-correspondence.ts';
import { blockersOf, bodyOnly, factorValues, type FactorValues } from './match-dataset.ts';
import { reachOverlap, type ReachOverlap } from './factors/reach-overlap.ts';
import type { FactorScore, MatchReason, MatchUse, PlacementAdvice } from './schema.ts';
import { NO_DEMANDS } from './task/demands.ts';
import { weigh, type WeighedScore, WEIGHTS } from './factors/weights.ts';

/** What one body's motion is worth to another. */
export interface DirectedComparison {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly factors: readonly FactorScore[];
  readonly coverage: number;
  readonly placement: PlacementAdvice | null;
  /** What keeps any data of the one body from serving the other for this use: in a match it counts for next to nothing. */
  readonly blockers: readonly MatchReason[];
  /** Joints of the limbs that follow each other, by index in both embodiments. */
  readonly joints: readonly CorrespondingJoints[];
}

/** Two bodies side by side. */
export interface BodyComparison {
  readonly use: MatchUse;
  readonly forward: DirectedComparison;
  readonly backward: DirectedComparison;
  /** Geometric mean of both scores; for walkers and for hands with many fingers, of their scores in joint space. */
  readonly likeness: number;
  /** Reach of the first limbs, shoulders aligned; null when either body has no limb with a tool. */
  readonly overlap: ReachOverlap | null;
}

/** Compares two bodies for a use, in both directions. */
export function compareBodies(a: BodyProfile, b: BodyProfile, use: MatchUse): BodyComparison {
  const [forward, backward] = [scoreOneWay({ from: a, to: b, use }), scoreOneWay({ from: b, to: a, use })];
  const [limbA, limbB] = [a.limbs[0], b.limbs[0]];
  const overlap =
    limbA === undefined || limbB === undefined || a.handOnly || b.handOnly
      ? null
      : reachOverlap({ body: a, limb: limbA }, { body: b, limb: limbB });
  return {
    use,
    forward: told(a, b, forward),
    backward: told(b, a, backward),
    likeness: likenessFrom(a, b, forward.score * backward.score),
    overlap,
  };
}

/** {@link BodyComparison.likeness} alone. */
export function compareLikeness(a: BodyProfile, b: BodyProfile, use: MatchUse): number {
  const ways = [scoreOneWay({ from: a, to: b, use }), scoreOneWay({ from: b, to: a, use })];
  return likenessFrom(a, b, ways[0]!.score * ways[1]!.score);
}

function likenessFrom(a: BodyProfile, b: BodyProfile, product: number): number {
  if (!isBare(a) || !isBare(b) || onlyOpens(a, b)) return Math.sqrt(product);
  const scored = (from: BodyProfile, to: BodyProfile): number =>
    scoreOneWay({ from, to, use: 'joint-space' }).score;
  return Math.sqrt(scored(a, b) * scored(b, a));
}

interface OneWay {
  readonly from: BodyProfile;
  readonly to: BodyProfile;
  readonly use: MatchUse;
}

function scoreOneWay({ from, to, use }: OneWay): ScoredWay {
  const pair = bodyPair(from, to);
  const question = { data: bodyOnly(from), pair, demands: NO_DEMANDS };
  const values = withoutPictures(factorValues({ ...question, measuredMotion: false }));
  return {
    ...weigh(WEIGHTS[use], values),
    blockers: blockersOf(question, values, use),
    reach: pair.reach,
  };
}

interface ScoredWay extends WeighedScore, Pick<DirectedComparison, 'blockers'> {
  readonly reach: ReachOutcome;
}

function told(from: BodyProfile, to: BodyProfile, { reach, ...scored }: ScoredWay): DirectedComparison {
  const { coverage, placement, limbs } = reach;
  return { ...scored, coverage, placement, joints: jointsOf(from, to, limbs) };
}

/** Joints of the limbs that follow each other; of legs or fingers where neither body reaches anywhere by itself. */
function jointsOf(
  from: BodyProfile,
  to: BodyProfile,
  limbs: readonly LimbPairing[],
): readonly CorrespondingJoints[] {
  if (isCarried({ recorded: from, target: to })) return [];
  if (from.id === to.id) return ownJoints(from);
  const bare = from.extremities.length > 0 && to.extremities.length > 0 && isBare(from) && isBare(to);
  const joints = bare
    ? extremityJoints(from, to)
    : limbJoints({ from: from.limbs, to: to.limbs }, limbs, ARMS);
  // Where none has a partner there is nothing to show side by side.
  return joints.some((pair) => pair.from !== null && pair.to !== null) ? joints : [];
}

/** A body's joints are its own, in every posture. */
function ownJoints(body: BodyProfile): CorrespondingJoints[] {
  const limbs = isBare(body) && body.extremities.length > 0 ? body.extremities : body.limbs;
  return limbs.flatMap(({ features }) =>
    features.joints.map((joint) => ({ from: joint, to: joint, alike: 1, sense: 'same' as const })),
  );
}

const ARMS: LimbFrames = { align: 'shoulder', mirrored: false };

function extremityJoints(from: BodyProfile, to: BodyProfile): CorrespondingJoints[] {
  const { pairs, mirrored } = followExtremities(from, to);
  return limbJoints({ from: from.extremities, to: to.extremities }, pairs, { align: 'base', mirrored });
}

function limbJoints(
  limbs: { readonly from: readonly LimbProfile[]; readonly to: readonly LimbProfile[] },
  pairs: readonly LimbPairing[],
  frames: LimbFrames,
): CorrespondingJoints[] {
  return pairs.flatMap(({ recorded, target }) => {
    const [own, other] = [limbs.from[recorded], limbs.to[target]];
    return own === undefined || other === undefined ? [] : correspondingJoints(own, other, frames);
  });
}

/** A body alone has no data that could lack images: the value stays, and the reason says what is open. */
function withoutPictures(values: FactorValues): FactorValues {
  const { sensors } = values;
  if (sensors.reason.code !== 'sensors-no-view') return values;
  return { ...values, sensors: { ...sensors, reason: { code: 'sensors-of-data', params: {} } } };
}
