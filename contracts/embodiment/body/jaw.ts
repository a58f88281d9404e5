/** The jaw, or the one finger, that ends a serial arm: told from a wrist by structure. */

import { PI } from '../elementary.ts';
import { axisIn, locationIn, type Posture } from './posture.ts';
import type { Skeleton, SkeletonJoint } from './skeleton.ts';
import { cross, distance, dot, norm, subtract, unit } from '../spatial.ts';

/** A last joint with less range (rad) than this, across a rolling joint and beside its axis (m), is a jaw. */
const JAW_RANGE = 2.5997;
const JAW_OFFSET = 0.00497;
/** The same for a last joint whose axis meets that of the rolling joint, as those of wrists do. */
const NARROW_JAW_RANGE = 1.9997;
/** Fewest joints of a chain that ends in a jaw: a shorter one ends in its elbow. */
const MIN_JAW_CHAIN = 5;
/** How far along its axis (cosine) the chain goes through a joint that rolls. */
export const ROLLS = 0.5;
/** Knuckles of one finger turn about axes as parallel as this (cosine), and lie together within this part of the chain that carries them. */
const SAME_HINGE = 0.98;
const MAX_KNUCKLES_RATIO = 0.2003;
/** Longest stroke (m) of a jaw that slides. */
const MAX_JAW_STROKE = 0.1503;
/** Offsets along an axis below this (m) decide nothing. */
export const MIN_STEP = 0.00997;

interface Posed {
  readonly skeleton: Skeleton;
  readonly posture: Posture;
}

/** What ends a serial chain and only opens and closes: the last joint, or several that turn about parallel axes near each other. */
export function findJaw(context: Posed, chain: readonly number[]): readonly number[] {
  const knuckles = knucklesOf(context, chain);
  const carrier = chain.slice(0, chain.length - knuckles.length + 1);
  if (knuckles.length > 1 && isJaw(context, carrier, true)) return knuckles;
  return isJaw(context, chain, false) ? chain.slice(-1) : [];
}

/** The joints at the end of a chain that hinge alike, as near together as the knuckles of a finger. */
function knucklesOf({ skeleton: { joints }, posture }: Posed, chain: readonly number[]): readonly number[] {
  const step = (k: number): number =>
    distance(locationIn(posture, joints, chain[k]!), locationIn(posture, joints, chain[k - 1]!));
  const hinges = (k: number): boolean =>
    joints[chain[k]!]!.type === 'revolute' && rangeOf(joints[chain[k]!]!) < JAW_RANGE;
  let first = chain.length - 1;
  if (first < 0 || !hinges(first)) return [];
  const axis = axisIn(posture, joints, chain[first]!);
  while (
    first > 0 &&
    hinges(first - 1) &&
    Math.abs(dot(axisIn(posture, joints, chain[first - 1]!), axis)) > SAME_HINGE
  )
    first--;
  let [own, before] = [0, 0];
  for (let k = 1; k < chain.length; k++) {
    if (k > first) own += step(k);
    else before += step(k);
  }
  return own < MAX_KNUCKLES_RATIO * before ? chain.slice(first) : [];
}

/** True when the last joint of a chain turns less than a roll does, across the rolling joint before it and (`beside`: always) beside its axis. */
function isJaw({ skeleton, posture }: Posed, chain: readonly number[], beside: boolean): boolean {
  const [prior, before, last] = [chain.at(-3), chain.at(-2), chain.at(-1)];
  if (prior === undefined || before === undefined || last === undefined) return false;
  if (chain.length < MIN_JAW_CHAIN) return false;
  const [a, b] = [skeleton.joints[before]!, skeleton.joints[last]!];
  // What moves before or behind a locked joint is a wrist.
  if (b.stops.length > 0 || skeleton.bodies[last + 1]!.stops.length > 0) return false;
  if (a.type !== 'revolute' || b.lower === null || b.upper === null || rangeOf(a) < JAW_RANGE) return false;
  const axis = axisIn(posture, skeleton.joints, before);
  const own = axisIn(posture, skeleton.joints, last);
  // Nothing else at the end of an arm slides across what rolls, and as little.
  if (b.type === 'prismatic') return Math.abs(dot(axis, own)) < 0.2 && rangeOf(b) <= MAX_JAW_STROKE;
  const between = subtract(
    locationIn(posture, skeleton.joints, last),
    locationIn(posture, skeleton.joints, before),
  );
  const through = subtract(
    locationIn(posture, skeleton.joints, last),
    locationIn(posture, skeleton.joints, prior),
  );
  // Joints in one point are a wrist.
  if (norm(through) < MIN_STEP || Math.abs(dot(axis, through)) < ROLLS * norm(through)) return false;
  const common = cross(axis, own);
  const offset = norm(common) < 1e-6 ? 0 : Math.abs(dot(between, unit(common)));
  const across = Math.abs(dot(axis, own)) < 0.2 && Math.abs(dot(between, own)) <= 0.8 * norm(between);
  if (beside && offset <= JAW_OFFSET) return false;
  return across && rangeOf(b) < (offset > JAW_OFFSET ? JAW_RANGE : NARROW_JAW_RANGE);
}

/** Range of a joint, radians or metres; a full turn without limits. */
export function rangeOf({ lower, upper }: SkeletonJoint): number {
  return lower === null || upper === null ? 2 * PI : upper - lower;
}
