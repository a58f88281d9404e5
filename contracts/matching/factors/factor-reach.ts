/** R and U: how much of a motion the target can take up at its best placement, and how much of its own motion comes back. */

import type { Vec3 } from '../../embodiment/kinematic-tree.ts';
import {
  packedCoverage,
  packedMayReach,
  takesPacked,
  type PackedCloud,
} from '../../embodiment/reach/packed-cloud.ts';
import type { PoseCloud } from '../../embodiment/reach/pose-cloud.ts';
import {
  bestCoverage,
  mayReach,
  type PlacedCoverage,
  type PlacementFreedom,
} from '../../embodiment/reach/reach-coverage.ts';
import type { ReachMap } from '../../embodiment/reach/reach-map.ts';
import { cloudOf, mapOf, type BodyProfile, type LimbProfile } from './body-profile.ts';
import { followExtremities, onlyOpens, openingCovered } from './extremity-reach.ts';
import { assign, type LimbPairing, type Pairing, worthOf } from './limb-assignment.ts';
import type { PlacementAdvice } from '../schema.ts';

/** The motion of one recorded limb: poses, and its part of the whole motion. */
export interface LimbMotion {
  readonly limb: LimbProfile;
  readonly cloud: PoseCloud;
  /** The same poses, written only as far as somebody has asked for them (see {@link PoseCloud.fill}). */
  readonly growing?: PoseCloud;
  /** The same poses ready for most targets, where somebody has packed them. */
  readonly packed?: PackedCloud;
  readonly part: number;
  /** True when the poses are the dataset's own, false when they are the workspace of the body. */
  readonly measured: boolean;
}

/** Coverage of a motion by a target body. */
export interface ReachOutcome {
  /** Share of the poses that are reached. */
  readonly coverage: number;
  readonly placement: PlacementAdvice | null;
  /** Which target limb follows each limb that moved. */
  readonly limbs: readonly LimbPairing[];
  /** For a fixed height: coverage if the height could be chosen. */
  readonly freeHeightCoverage: number | null;
}

/** Most limbs a side that are tried against each other. */
export const MAX_REACH_LIMBS = 4;
/** Gain in coverage that makes a raised or lowered table worth a sentence. */
const WORTH_RAISING = 0.1;
const DEGREES_PER_EIGHTH = 45;
/** By how much less than asked may still be enough, for what rounding does to sums of parts. */
const LEAST_SLACK = 1e-9;
/** The workspace of every limb of a body, as the motion of a body without a dataset. */
export function workspaceMotion(body: BodyProfile): LimbMotion[] {
  const limbs = body.limbs.slice(0, MAX_REACH_LIMBS);
  return limbs.map((limb) => ({
    limb,
    cloud: cloudOf(limb),
    part: 1 / limbs.length,
    measured: false,
  }));
}

/** A body reaches what it reaches: its own workspace whole, each limb by itself, from where it stands. Maps are sampled and say less. */
export function ownWorkspace(body: BodyProfile): ReachOutcome {
  const limbs = body.limbs.slice(0, MAX_REACH_LIMBS).map((_, i) => ({ recorded: i, target: i }));
  const stays = { forward: 0, left: 0, up: 0, turnDegrees: 0, baseUp: 0, heightFree: !body.floorBound };
  const reason = { code: 'keep-base', params: { forwardCm: 0, upCm: 0, turnDegrees: 0 } };
  return {
    coverage: 1,
    limbs,
    placement: isBare(body) ? null : { ...stays, reason },
    freeHeightCoverage: null,
  };
}

/** Interval of the reach between a hand and an arm of which nobody says where it was, or will be, carried. */
export const CARRIED_REACH = [0.02, 1] as const;

/**
 * A hand without an arm and a body with one: the hand says nothing about where it was carried, so a workspace says nothing either. The
 * coverage is the middle of {@link CARRIED_REACH}. What the hands themselves mean for each other is another factor.
 */
export function carriedWorkspace(recorded: BodyProfile): ReachOutcome {
  const limbs = recorded.limbs.slice(0, 1).map(() => ({ recorded: 0, target: 0 }));
  const [low, high] = CARRIED_REACH;
  return { coverage: Math.sqrt(low * high), limbs, placement: null, freeHeightCoverage: null };
}

/** Nothing to say of where to put a target. */
const NO_ADVICE = { placement: null, freeHeightCoverage: null } as const;

/** Coverage of a motion by the limbs of a target; every target limb follows at most one recorded limb. */
export function reachOutcome(
  motion: readonly LimbMotion[],
  recorded: BodyProfile,
  target: BodyProfile,
): ReachOutcome {
  if (nothingReaches({ recorded, target })) return extremityOutcome(recorded, target);
  if (isToBeCarried({ recorded, target })) return carriedWorkspace(recorded);
  const limbs = target.limbs.slice(0, MAX_REACH_LIMBS);
  if (motion.length === 0 || limbs.length === 0) {
    return {
      coverage: 0,
      placement: null,
      limbs: pairingsOf(motion, recorded, []),
      freeHeightCoverage: null,
    };
  }
  const table = motion.map((moved) =>
    limbs.map((limb, j): Pairing => {
      const freedom = placementFreedom({ limb: moved.limb, body: recorded }, { limb, body: target });
      const map = mapOf(target, limb);
      const placed = coverageOf(moved, map, freedom);
      return { target: j, freedom, placed, worth: worthOf(placed, shoulderOf(moved), map) };
    }),
  );
  const chosen = assign(motion, table);
  let coverage = 0;
  chosen.forEach((pairing, i) => {
    if (pairing !== null) coverage += motion[i]!.part * pairing.worth;
  });
  return {
    coverage: Math.min(1, coverage),
    limbs: pairingsOf(motion, recorded, chosen),
    // A hand that was carried about had no base from which a robot's could be told.
    ...(recorded.handOnly ? NO_ADVICE : advise(motion, chosen, target)),
  };
}

/**
 * False when {@link reachOutcome} covers less than `least` for certain: some limb alone leaves too much, whatever the others do. Much
 * cheaper than the outcome where motions are packed, and never false without need where they are not.
 */
export function mayCover(
  motion: readonly LimbMotion[],
  { recorded, target }: { readonly recorded: BodyProfile; readonly target: BodyProfile },
  least: number,
): boolean {
  const limbs = target.limbs.slice(0, MAX_REACH_LIMBS);
  if (least <= 0 || limbs.length === 0 || !isJudgedByPoses({ recorded, target })) return true;
  const whole = motion.reduce((sum, { part }) => sum + part, 0);
  return motion.every((moved) => {
    const { packed, part } = moved;
    const ofLimb = 1 - (whole - least * (1 - LEAST_SLACK)) / part;
    if (packed === undefined || !(ofLimb > 0)) return true;
    return limbs.some((limb) => {
      const map = mapOf(target, limb);
      const freedom = placementFreedom({ limb: moved.limb, body: recorded }, { limb, body: target });
      const asked = { freedom, least: ofLimb };
      return takesPacked(map)
        ? packedMayReach(packed, map, asked)
        : mayReach(moved.growing ?? moved.cloud, map, asked);
    });
  });
}

/** Best coverage of what one limb did. */
function coverageOf(moved: LimbMotion, map: ReachMap, freedom: PlacementFreedom): PlacedCoverage {
  return moved.packed !== undefined && takesPacked(map)
    ? packedCoverage(moved.packed, map, freedom)
    : bestCoverage(moved.cloud, map, freedom);
}

function shoulderOf(moved: LimbMotion): Vec3 {
  // Not by destructuring: poses that are packed are spread out when somebody asks for them.
  return (moved.packed ?? moved.cloud).shoulder;
}

/** True for a body that reaches nowhere by itself: a hand without an arm, a body without tools. */
export function isBare(body: BodyProfile): boolean {
  return body.handOnly || body.limbs.length === 0;
}

/** True where the coverage of a pair is about poses of tools, and known: neither of hands and legs alone nor between a hand and an arm. */
export function coversPoses(bodies: Bodies): boolean {
  return !isCarried(bodies) && !nothingReaches(bodies);
}

/** What was recorded on, and what is asked to do the same. */
type Bodies = Readonly<Record<'recorded' | 'target', BodyProfile>>;

/** True when neither body reaches anywhere by itself: hands without arms, bodies without tools. */
export function nothingReaches({ recorded, target }: Bodies): boolean {
  return isBare(recorded) && isBare(target);
}

/** True when one is a hand without an arm and the other carries what it works with. */
export function isCarried({ recorded, target }: Bodies): boolean {
  return recorded.handOnly !== target.handOnly;
}

/** True for a hand without an arm that is asked to do what an arm did: whatever the poses were, nobody knows where it will be carried. */
export function isToBeCarried({ recorded, target }: Bodies): boolean {
  return target.handOnly && !recorded.handOnly;
}

/** True where {@link reachOutcome} looks at the poses of a motion. */
export function isJudgedByPoses(bodies: Bodies): boolean {
  return !nothingReaches(bodies) && !isToBeCarried(bodies);
}

/** Coverage between bodies without tools: of what their legs or fingers do, or of how far a gripper opens. */
function extremityOutcome(recorded: BodyProfile, target: BodyProfile): ReachOutcome {
  const limbs = recorded.limbs.length > 0 && target.limbs.length > 0 ? [{ recorded: 0, target: 0 }] : [];
  const [from, to] = [recorded.limbs[0]?.hand, target.limbs[0]?.hand];
  const coverage =
    onlyOpens(recorded, target) && from !== undefined && to !== undefined
      ? openingCovered(from, to)
      : followExtremities(recorded, target).coverage;
  return { coverage, placement: null, limbs, freeHeightCoverage: null };
}

function pairingsOf(
  motion: readonly LimbMotion[],
  recorded: BodyProfile,
  chosen: readonly (Pairing | null)[],
): LimbPairing[] {
  return motion.map(({ limb }, i) => ({
    recorded: recorded.limbs.indexOf(limb),
    target: chosen[i]?.target ?? -1,
  }));
}

/** A limb on its body. */
interface BodyLimb {
  readonly limb: LimbProfile;
  readonly body: BodyProfile;
}

/** Heights are fixed only when both bodies stand on a floor: then the objects stand where they stood. */
export function placementFreedom(recorded: BodyLimb, target: BodyLimb): PlacementFreedom {
  const [from, to] = [recorded.limb.baseAboveFloor, target.limb.baseAboveFloor];
  if (!recorded.body.floorBound || !target.body.floorBound || from === null || to === null)
    return { fixedHeight: null };
  const targetShoulder = mapOf(target.body, target.limb).frame.origin[2] + to;
  return { fixedHeight: targetShoulder - (cloudOf(recorded.limb).shoulder[2] + from) };
}

/** Where to put the target, told for the limb that moves most. */
function advise(
  motion: readonly LimbMotion[],
  chosen: readonly (Pairing | null)[],
  target: BodyProfile,
): Pick<ReachOutcome, 'placement' | 'freeHeightCoverage'> {
  const main = motion.reduce((best, moved, i) => (moved.part > motion[best]!.part ? i : best), 0);
  const pairing = chosen[main] ?? null;
  if (pairing === null) return { placement: null, freeHeightCoverage: null };
  const limb = target.limbs[pairing.target]!;
  const map = mapOf(target, limb);
  const moved = motion[main]!;
  const shoulder = shoulderOf(moved);
  const heightFree = pairing.freedom.fixedHeight === null;
  if (heightFree) {
    return {
      placement: placementAdvice(pairing.placed, { shoulder, map, free: null }),
      freeHeightCoverage: null,
    };
  }
  const best = coverageOf(moved, map, { fixedHeight: null });
  // The search goes over a grid of heights that the given one need not be on.
  const free = best.coverage > pairing.placed.coverage ? best : pairing.placed;
  return {
    placement: placementAdvice(pairing.placed, { shoulder, map, free }),
    freeHeightCoverage: free.coverage,
  };
}

function placementAdvice(
  placed: PlacedCoverage,
  seen: { readonly shoulder: Vec3; readonly map: ReachMap; readonly free: PlacedCoverage | null },
): PlacementAdvice {
  const { placement } = placed;
  const baseUp = placement.dz + seen.shoulder[2] - seen.map.frame.origin[2];
  const raise = seen.free === null ? 0 : placement.dz - seen.free.placement.dz;
  const advice = {
    forward: placement.dx,
    left: placement.dy,
    up: placement.dz,
    turnDegrees: ((placement.eighths + 4) % 8) * DEGREES_PER_EIGHTH - 180,
    baseUp,
    heightFree: seen.free === null,
  };
  if (seen.free !== null && seen.free.coverage > placed.coverage + WORTH_RAISING && Math.abs(raise) > 0.02) {
    const code = raise > 0 ? 'raise-table' : 'lower-table';
    const params = { centimetres: Math.round(Math.abs(raise) * 100), coverage: seen.free.coverage };
    return { ...advice, reason: { code, params } };
  }
  const lifted = seen.free === null && placement.dz !== 0;
  const moved = placement.dx !== 0 || placement.dy !== 0 || lifted || placement.eighths !== 0;
  return {
    ...advice,
    reason: {
      code: moved ? 'move-base' : 'keep-base',
      params: {
        forwardCm: Math.round(placement.dx * 100),
        upCm: lifted ? Math.round(placement.dz * 100) : 0,
        turnDegrees: advice.turnDegrees,
      },
    },
  };
}
