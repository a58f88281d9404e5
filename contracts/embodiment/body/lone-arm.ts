/**
 * A machine that is one arm and nothing else: which way it stands and where it reaches. It may be put on any table or wall, so nothing
 * of this depends on the frame of its file.
 */

import { middleOfBody } from './body-points.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import type { Limb } from './limbs.ts';
import { footOn, nearestOn } from '../lines.ts';
import { type ChainLine, linesOf } from './jaw.ts';
import { axisIn, locationIn, type Posture } from './posture.ts';
import type { Skeleton } from './skeleton.ts';
import {
  add,
  cross,
  dot,
  norm,
  rotate,
  scale,
  subtract,
  transformPoint,
  unit,
  UNIT_X,
  UNIT_Z,
  ZERO,
} from '../spatial.ts';

/** Below this (m) a direction is noise. */
export const MIN_OFFSET = 0.00997;
/** A horizontal direction shorter than this (m) is none; an arm that leans less stands straight, but for the digits of its file. */
const MIN_FLAT = 9.7e-6;
const MIN_LEAN = 0.00497;
/** Leaning less than this (m) has no side. */
const NO_LEAN = 4.97e-4;
/** Going on along the first axis by less than this (m) is going on neither way. */
const NO_ONWARDS = 9.7e-5;
/** An axis that is level has this cosine with the file's up at most: the file does not say which of its ends is up. */
const MIN_UPRIGHT = 0.1;
/** Horizontal part of an axis across which a straight arm swings. */
const MIN_SWING = 0.5;

/** A posed skeleton with its limbs. */
export interface PosedBody {
  readonly skeleton: Skeleton;
  readonly posture: Posture;
  readonly limbs: readonly Limb[];
}

/** The one arm of a machine that is nothing else (a head beside it does not count), or null. */
export function loneArm({ limbs, skeleton }: PosedBody): Limb | null {
  const others = limbs.filter(({ kind }) => kind !== 'finger' && kind !== 'other' && kind !== 'head');
  const arm = others[0];
  const lone = others.length === 1 && arm?.kind === 'arm' && arm.parent === -1 && !skeleton.floating;
  return lone && skeleton.joints[arm.joints[0]!]!.type === 'revolute' ? arm : null;
}

/**
 * Up for a lone arm: its first axis, locked or not, pointing away from the body that carries it; the file's up decides when that says nothing. Both
 * ways for a level arm that lies in one plane.
 */
export function upsOfLoneArm(body: PosedBody, arm: Limb, fileUp: Vec3): Vec3[] {
  const { axis } = turningLines(body, arm)[0]!;
  const middle = middleOfBody(body.skeleton, 0);
  const above = middle === null ? 0 : dot(subtract(shoulderPoint(body, arm), middle), axis);
  const upright = dot(axis, fileUp);
  const onwards = dot(centre(body, arm.joints, shoulderPoint(body, arm)), axis);
  const side = Math.abs(above) > MIN_OFFSET ? above : Math.abs(upright) > MIN_UPRIGHT ? upright : onwards;
  return Math.abs(side) < NO_ONWARDS ? [axis, scale(axis, -1)] : [scale(axis, side < 0 ? -1 : 1)];
}

/** Point on the first axis of a chain that is nearest to the second, be they locked or not; parallel axes: to the second joint. */
export function shoulderPoint(body: PosedBody, arm: Limb): Vec3 {
  const [first, second] = turningLines(body, arm);
  if (second === undefined) return first!.point;
  const slides = second.joint !== null && !second.turns;
  return slides ? footOn(first!, second.point) : nearestOn(first!, second);
}

/** The joints of an arm, locked ones among them, from the first that turns; all where they only slide. */
function turningLines(body: PosedBody, arm: Limb): ChainLine[] {
  const lines = linesOf(body, arm.joints);
  return lines.slice(
    Math.max(
      0,
      lines.findIndex(({ turns }) => turns),
    ),
  );
}

/**
 * Where a lone arm reaches in its posture, horizontally; several directions when nothing tells them apart, null when it has none. An
 * arm that turns without limits reaches nowhere in particular: what its base carries decides then, if it carries anything. An arm that
 * stands straight reaches where its next joint swings it.
 */
export function armForwards(body: PosedBody, arm: Limb, up: Vec3): Vec3[] | null {
  const first = body.skeleton.joints[arm.joints[0]!]!;
  const own = first.lower === null ? forwardOfSensors(body, up) : null;
  if (own !== null) return [own];
  const offset = centre(body, arm.joints, shoulderPoint(body, arm));
  const leans = norm(subtract(offset, scale(up, dot(offset, up)))) > MIN_LEAN;
  const towards = horizontal(offset, up);
  const swing = leans ? null : swingsOf(body, arm, { up, offset });
  return swing ?? (towards === null ? null : [towards]);
}

/**
 * Across the first axis that is not upright. Its two senses differ in what leans that way: the joints, then the fingers, then what
 * is mounted. Of a machine of which nothing leans, both.
 */
function swingsOf(body: PosedBody, arm: Limb, { up, offset }: { up: Vec3; offset: Vec3 }): Vec3[] | null {
  const { skeleton, posture } = body;
  const axes = arm.joints.slice(1).map((i) => cross(axisIn(posture, skeleton.joints, i), up));
  const across = axes.find((axis) => norm(axis) > MIN_SWING);
  if (across === undefined) return null;
  const forward = unit(across);
  const all = skeleton.joints.map((_, i) => i);
  const leaning = [
    offset,
    centre(body, all, shoulderPoint(body, arm)),
    mounted(body, shoulderPoint(body, arm)),
  ];
  const left = cross(up, forward);
  // What leans neither way may still lie to one side: half a turn brings it to the other.
  const leans = [...leaning.map((v) => dot(v, forward)), ...leaning.map((v) => dot(v, left))];
  const side = leans.find((lean) => Math.abs(lean) > NO_LEAN);
  return side === undefined ? [forward, scale(forward, -1)] : [scale(forward, side < 0 ? -1 : 1)];
}

/** Summed offsets of the parts and sensors that move, from a point. Those of the base say how it was put up. */
function mounted({ skeleton, posture }: PosedBody, from: Vec3): Vec3 {
  let sum: Vec3 = ZERO;
  skeleton.bodies.slice(1).forEach(({ parts, sensors }, i) => {
    for (const { position } of [...parts, ...sensors.map(({ pose }) => pose)])
      sum = add(sum, subtract(transformPoint(posture.motions[i + 1]!, position), from));
  });
  return sum;
}

/** Mean offset of joints from a point. */
function centre({ skeleton, posture }: PosedBody, joints: readonly number[], from: Vec3): Vec3 {
  let sum: Vec3 = ZERO;
  for (const joint of joints) sum = add(sum, subtract(locationIn(posture, skeleton.joints, joint), from));
  return joints.length === 0 ? sum : scale(sum, 1 / joints.length);
}

/** The horizontal direction of a vector, null when it has none. */
export function horizontal(v: Vec3, up: Vec3): Vec3 | null {
  const flat = subtract(v, scale(up, dot(v, up)));
  return norm(flat) < MIN_FLAT ? null : unit(flat);
}

/** Where the cameras of the base look, else where its sensors sit, else how they are turned. */
export function forwardOfSensors({ skeleton, limbs, posture }: PosedBody, up: Vec3): Vec3 | null {
  const roots = limbs.flatMap(({ parent, joints }) =>
    parent < 0 ? [locationIn(posture, skeleton.joints, joints[0]!)] : [],
  );
  const middle = scale(
    roots.reduce((sum, root) => add(sum, root), ZERO),
    1 / Math.max(1, roots.length),
  );
  const { sensors } = skeleton.bodies[0]!;
  const cameras = sensors.filter(({ kind }) => kind === 'camera' || kind === 'depth');
  const looks = cameras.reduce((sum, { pose }) => add(sum, rotate(pose.rotation, UNIT_Z)), ZERO);
  const places = sensors.reduce((sum, { pose }) => add(sum, subtract(pose.position, middle)), ZERO);
  const turned = sensors.reduce((sum, { pose }) => add(sum, rotate(pose.rotation, UNIT_X)), ZERO);
  return (
    horizontal(scale(looks, norm(looks) > MIN_OFFSET ? 1 : 0), up) ??
    horizontal(places, up) ??
    horizontal(scale(turned, norm(turned) > MIN_OFFSET ? 1 : 0), up)
  );
}
