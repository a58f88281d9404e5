/** The jaw, or the one finger, that ends a serial arm: told from a wrist by structure. */

import { PI } from '../elementary.ts';
import type { Line } from '../lines.ts';
import { axisIn, locationIn, type Posture } from './posture.ts';
import type { Skeleton, SkeletonJoint, Stop } from './skeleton.ts';
import { cross, distance, dot, norm, rotate, subtract, transformPoint, unit } from '../spatial.ts';

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

/**
 * True when the last joint of a chain turns less than a roll does, across the rolling joint before it and (`beside`: always) beside its axis. A
 * locked joint rolls when it lies as one would: nobody says how far it turned.
 */
function isJaw(posed: Posed, chain: readonly number[], beside: boolean): boolean {
  const { joints, bodies } = posed.skeleton;
  const lines = linesOf(posed, chain);
  const [prior, before, last] = [lines.at(-3), lines.at(-2), lines.at(-1)];
  if (prior === undefined || before === undefined || last?.joint == null) return false;
  if (lines.length < MIN_JAW_CHAIN) return false;
  // What moves before a locked joint is a wrist, unless they are knuckles.
  const beyond = placedStops(posed.posture, bodies[last.joint + 1]!.stops, last.joint + 1);
  if (beyond.some(({ axis }) => Math.abs(dot(axis, last.axis)) < SAME_HINGE)) return false;
  const own = joints[last.joint]!;
  if (own.lower === null || own.upper === null) return false;
  if (own.type === 'prismatic') return rangeOf(own) <= MAX_JAW_STROKE && slidesAcross(lines);
  if (!mayRoll(posed, before)) return false;
  const between = subtract(last.point, before.point);
  const through = subtract(last.point, prior.point);
  // Joints in one point are a wrist.
  if (norm(through) < MIN_STEP || Math.abs(dot(before.axis, through)) < ROLLS * norm(through)) return false;
  const common = cross(before.axis, last.axis);
  const offset = norm(common) < 1e-6 ? 0 : Math.abs(dot(between, unit(common)));
  const across =
    Math.abs(dot(before.axis, last.axis)) < 0.2 && Math.abs(dot(between, last.axis)) <= 0.8 * norm(between);
  if (beside && offset <= JAW_OFFSET) return false;
  return across && rangeOf(own) < (offset > JAW_OFFSET ? JAW_RANGE : NARROW_JAW_RANGE);
}

/**
 * True when the last joint slides across the chain: nothing else at the end of an arm does so, and as little, but the quill of a machine
 * all of whose joints are parallel.
 */
function slidesAcross(lines: readonly ChainLine[]): boolean {
  const last = lines.at(-1)!;
  const came = lines
    .slice(0, -1)
    .toReversed()
    .map(({ point }) => subtract(last.point, point))
    .find((step) => norm(step) > MIN_STEP);
  const across = came !== undefined && Math.abs(dot(last.axis, came)) < 0.5 * norm(came);
  return (
    Math.abs(dot(lines.at(-2)!.axis, last.axis)) < 0.2 ||
    (across && lines.some(({ axis }) => Math.abs(dot(axis, last.axis)) < 0.2))
  );
}

function mayRoll({ skeleton }: Posed, { joint }: ChainLine): boolean {
  if (joint === null) return true;
  const { type, lower, upper } = skeleton.joints[joint]!;
  return type === 'revolute' && rangeOf({ lower, upper }) >= JAW_RANGE;
}

/** A joint of a chain as a line in a posture; `joint` is null for one that is locked. */
export interface ChainLine extends Line {
  readonly joint: number | null;
  /** False for what slides, and what nobody says. */
  readonly turns: boolean;
}

/** The joints of a chain from the inside outwards, with those that are locked between them. */
export function linesOf({ skeleton, posture }: Posed, chain: readonly number[]): ChainLine[] {
  return chain.flatMap((joint) => {
    const { parent, stops, type } = skeleton.joints[joint]!;
    const point = locationIn(posture, skeleton.joints, joint);
    const axis = axisIn(posture, skeleton.joints, joint);
    const own = { joint, point, axis, turns: type === 'revolute' };
    return [...placedStops(posture, stops, parent + 1), own];
  });
}

/** Locked joints of a body where a posture has them. */
export function placedStops(posture: Posture, stops: readonly Stop[], body: number): ChainLine[] {
  const motion = posture.motions[body]!;
  return stops.map(({ point, axis, turns }) => ({
    joint: null,
    turns,
    point: transformPoint(motion, point),
    axis: rotate(motion.rotation, axis),
  }));
}

/** Range of a joint, radians or metres; a full turn without limits. */
export function rangeOf({ lower, upper }: Pick<SkeletonJoint, 'lower' | 'upper'>): number {
  return lower === null || upper === null ? 2 * PI : upper - lower;
}
