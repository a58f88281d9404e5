/**
 * The base frame of an embodiment: z up against gravity, found from the machine and not from the frame its file happens to
 * use.
 *
 * A single arm on a fixed base: z along its first axis, origin where the second axis passes nearest. A hand alone: the
 * frame of its palm. Everything else keeps the file's up; the origin lies on the floor under legs or wheels, else between
 * the shoulders. x points forward: away from a single arm's base, across the line of the limbs otherwise.
 */

import { atan2, cos, sin } from '../elementary.ts';
import { endsOfBody, rimsOf } from './body-points.ts';
import { footOn, type Line } from '../lines.ts';
import type { Pose, Vec3 } from '../kinematic-tree.ts';
import { floorUnder } from './leg-reach.ts';
import type { Limb } from './limbs.ts';
import {
  armForwards,
  forwardOfSensors,
  loneArm,
  MIN_OFFSET,
  type PosedBody,
  shoulderPoint,
} from './lone-arm.ts';
import { groupsInOrder } from '../ordering.ts';
import { axisIn, type BaseDirections, locationIn } from './posture.ts';
import type { Skeleton } from './skeleton.ts';
import {
  add,
  cross,
  distance,
  dot,
  fromAxes,
  norm,
  perpendicular,
  rotate,
  scale,
  subtract,
  transformPoint,
  unit,
  UNIT_X,
  UNIT_Z,
  ZERO,
} from '../spatial.ts';

/** What a body stands on. `flange`: a hand without an arm. `worn`: a camera or glove on a person. */
export type Mounting = 'bench' | 'floor' | 'mobile' | 'legged' | 'flange' | 'worn';

/** A fixed base whose shoulders are higher above its lowest part than this (m) stands on the floor. */
const PEDESTAL_HEIGHT = 0.5003;
/** Most points of a foot that are looked at. */
const MAX_FOOT_POINTS = 32;
/** Most directions of a body that looks alike all round, and what is no direction (m, part of a unit vector). */
const MAX_DIRECTIONS = 24;
const MIN_OUTWARDS = 1.3e-3;
/** Below this squared length of axes a direction is noise. */
const MIN_LINES = 1e-3;
/** How the machine stands. `mobile` says that a planar base was found and taken off. */
export function mountingOf(body: PosedBody, up: Vec3, mobile: boolean): Mounting {
  const { limbs, skeleton } = body;
  const has = (kind: Limb['kind']): boolean => limbs.some((limb) => limb.kind === kind);
  if (mobile || has('wheel')) return 'mobile';
  if (has('leg')) return 'legged';
  if (skeleton.floating) return 'mobile';
  const floor = lowestPart(body, up);
  // An arm and nothing else can be put on any table; what has a head, too, stands where it stands.
  if (loneArm(body) !== null && !has('head')) return 'bench';
  const shoulders = rootsOf(body, 'arm').map((root) => dot(root, up));
  return floor !== null && shoulders.length > 0 && Math.min(...shoulders) - floor > PEDESTAL_HEIGHT
    ? 'floor'
    : 'bench';
}

/**
 * Base frames in the root frame: one, or several when nothing about the machine tells its directions apart (the canonical form decides
 * then: where the machine looks the same all ways, so do its forms).
 */
export function baseFramesOf(body: PosedBody, at: { up: Vec3; mounting: Mounting }): Pose[] {
  const { up, mounting } = at;
  const arm = mounting === 'bench' ? loneArm(body) : null;
  const forwards = (arm === null ? null : armForwards(body, arm, up)) ?? forwardsOf(body, up);
  const origin = arm === null ? originOf(body, up, mounting) : shoulderPoint(body, arm);
  return forwards.map((forward) => frame(origin, up, forward));
}

function frame(origin: Vec3, up: Vec3, forward: Vec3): Pose {
  const x = unit(subtract(forward, scale(up, dot(forward, up))), perpendicular(up));
  return { position: origin, rotation: fromAxes(x, cross(up, x), up) };
}

/** Base frame of a hand that stands alone: roots of the fingers in the middle, directions of its tool frame. */
export function palmFrame({ skeleton, posture, limbs }: PosedBody, palm: Pose): Pose {
  const roots = limbs.filter((limb) => limb.kind === 'finger' && isFirst(limbs, limb));
  const points = roots.map((limb) => locationIn(posture, skeleton.joints, limb.joints[0]!));
  const sum = points.reduce((total, point) => add(total, point), ZERO);
  return {
    position: points.length === 0 ? palm.position : scale(sum, 1 / points.length),
    rotation: palm.rotation,
  };
}

function isFirst(limbs: readonly Limb[], limb: Limb): boolean {
  return limb.parent < 0 || limbs[limb.parent]!.kind !== 'finger';
}

function rootsOf({ skeleton, posture, limbs }: PosedBody, kind: Limb['kind']): Vec3[] {
  return limbs
    .filter((limb) => limb.kind === kind)
    .map((limb) => locationIn(posture, skeleton.joints, limb.joints[0]!));
}

function middleOf(points: readonly Vec3[]): Vec3 {
  const sum = points.reduce((total, point) => add(total, point), ZERO);
  return scale(sum, 1 / Math.max(1, points.length));
}

/** Where everything begins that hangs on the base. */
function allRoots({ skeleton, posture, limbs }: PosedBody): Vec3[] {
  return limbs
    .filter(({ parent }) => parent < 0)
    .map(({ joints }) => locationIn(posture, skeleton.joints, joints[0]!));
}

function originOf(body: PosedBody, up: Vec3, mounting: Mounting): Vec3 {
  const feet = [...rootsOf(body, 'leg'), ...rootsOf(body, 'wheel')];
  const arms = feet.length > 0 ? feet : rootsOf(body, 'arm');
  const anchors = arms.length > 0 ? arms : allRoots(body);
  const middle = middleOf(anchors);
  if (mounting === 'bench') return middle;
  const floor = mounting === 'legged' ? standingFloor(body, up) : lowestPart(body, up);
  return floor === null ? middle : add(middle, scale(up, floor - dot(middle, up)));
}

/** Height of the lowest part of base and wheels, or null when nothing is known. */
function lowestPart({ skeleton, posture, limbs }: PosedBody, up: Vec3): number | null {
  const wheels = limbs.filter((limb) => limb.kind === 'wheel').flatMap((limb) => limb.joints);
  const heights = endsOfBody(skeleton, 0).map((point) => dot(point, up));
  for (const wheel of wheels) {
    const axle: Line = {
      point: locationIn(posture, skeleton.joints, wheel),
      axis: axisIn(posture, skeleton.joints, wheel),
    };
    const across = Math.sqrt(Math.max(0, 1 - dot(axle.axis, up) ** 2));
    for (const { point, radius } of rimsOf(skeleton, wheel + 1)) {
      const place = transformPoint(posture.motions[wheel + 1]!, point);
      const hub = footOn(axle, place);
      heights.push(dot(hub, up) - across * (distance(place, hub) + radius));
    }
  }
  return heights.length === 0 ? null : Math.min(...heights);
}

/** Height of the floor under legs that are stretched as far down as they go. */
function standingFloor(body: PosedBody, up: Vec3): number | null {
  const floors = body.limbs.filter((limb) => limb.kind === 'leg').map((leg) => lowestReach(body, leg, up));
  return floors.length === 0 ? null : Math.min(...floors);
}

function lowestReach({ skeleton, posture }: PosedBody, leg: Limb, up: Vec3): number {
  const last = leg.joints.at(-1)!;
  const motion = posture.motions[last + 1]!;
  const parts = footOf(skeleton, last + 1).map((point) => transformPoint(motion, point));
  const chain = leg.joints.map((i) => {
    const { type, lower, upper } = skeleton.joints[i]!;
    const now = posture.positions[i]!;
    return {
      type,
      axis: axisIn(posture, skeleton.joints, i),
      point: locationIn(posture, skeleton.joints, i),
      lower: lower === null ? null : lower - now,
      upper: upper === null ? null : upper - now,
    };
  });
  const foot = locationIn(posture, skeleton.joints, last);
  const outermost = parts.toSorted((a, b) => distance(b, foot) - distance(a, foot)).slice(0, MAX_FOOT_POINTS);
  return floorUnder(chain, { ankle: foot, foot: outermost, up });
}

/** Points of a foot; where a file has meshes alone, the frames that it names there (soles, mostly) say where the foot ends. */
function footOf(skeleton: Skeleton, body: number): Vec3[] {
  const { geometries, markers } = skeleton.bodies[body]!;
  const ends = endsOfBody(skeleton, body);
  return geometries.every(({ kind }) => kind === 'mesh')
    ? [...ends, ...markers.map(({ position }) => position)]
    : ends;
}

/** What the base says by itself, whatever its joints do: the line between the limbs it carries, where its sensors look or sit. */
export function directionsOfBase(body: PosedBody, up: Vec3): BaseDirections {
  const { skeleton, posture, limbs } = body;
  const roots = limbs
    .filter((limb) => limb.parent < 0 && limb.kind !== 'other')
    .map(({ joints }) => locationIn(posture, skeleton.joints, joints[0]!));
  const ahead = forwardOfSensors(body, up);
  return {
    up,
    side: mainLine(differences(roots), up) ?? (ahead === null ? null : cross(up, ahead)),
    ahead,
    middle: middleOf(roots.length > 0 ? roots : allRoots(body)),
  };
}

/**
 * Forward in the root frame: across the line of axles, knees or shoulders; towards where the arms reach, else where the body is. Both
 * ways when nothing is ahead; without a line, towards each of the fewest joints that are alike.
 */
function forwardsOf(body: PosedBody, up: Vec3): Vec3[] {
  const { limbs, skeleton, posture } = body;
  const jointsOf = (kind: Limb['kind']): number[] =>
    limbs.filter((limb) => limb.kind === kind).flatMap((limb) => limb.joints);
  const axes = (chosen: readonly number[]): Vec3[] => chosen.map((i) => axisIn(posture, skeleton.joints, i));
  const wheels = jointsOf('wheel');
  const hips = rootsOf(body, 'leg');
  const lateral =
    mainLine(axes(wheels.filter((i) => !isSteered(skeleton, i))), up) ??
    (hips.length === 2 ? mainLine(differences(hips), up) : null) ??
    mainLine(axes(jointsOf('leg')), up) ??
    mainLine(differences(rootsOf(body, 'arm')), up);
  const lone = body.limbs.filter((limb) => limb.kind === 'arm');
  const ahead = lateral === null && lone.length === 1 ? armForwards(body, lone[0]!, up) : null;
  if (ahead !== null) return ahead;
  const loose = mainLine(axes(wheels), up) ?? mainLine(axes(skeleton.joints.map((_, i) => i)), up);
  const across = lateral ?? loose;
  if (across === null) return outwards(body, up);
  const forward = unit(cross(across, up));
  for (const offset of reaches(body)) {
    const reach = dot(offset, forward);
    if (Math.abs(reach) > MIN_OFFSET) return [scale(forward, reach > 0 ? 1 : -1)];
  }
  return [forward, scale(forward, -1)];
}

/** Horizontal directions of the smallest set of like joints or sensors that has any; some direction for a body without. */
function outwards(body: PosedBody, up: Vec3): Vec3[] {
  const { skeleton, posture } = body;
  const middle = middleOf(allRoots(body));
  const found: { kind: number[]; direction: Vec3 }[] = [];
  const see = (kind: readonly number[], v: Vec3): void => {
    const flat = subtract(v, scale(up, dot(v, up)));
    const length = norm(flat);
    if (length < MIN_OUTWARDS) return;
    found.push({ kind: [...kind, length, dot(v, up)], direction: scale(flat, 1 / length) });
  };
  skeleton.joints.forEach(({ rank }, i) => {
    see([0, rank], subtract(locationIn(posture, skeleton.joints, i), middle));
    const axis = axisIn(posture, skeleton.joints, i);
    const upwards = dot(axis, up) < -MIN_OUTWARDS ? -1 : 1;
    see([1, rank], scale(axis, upwards));
    if (Math.abs(dot(axis, up)) < MIN_OUTWARDS) see([1, rank], scale(axis, -1));
  });
  skeleton.bodies.forEach(({ sensors }, i) => {
    const motion = posture.motions[i]!;
    for (const { pose } of sensors) {
      see([2], subtract(transformPoint(motion, pose.position), middle));
      for (const axis of [UNIT_Z, UNIT_X]) see([3], rotate(motion.rotation, rotate(pose.rotation, axis)));
    }
  });
  const groups = groupsInOrder(found.map(({ kind }) => kind));
  const least = groups.reduce<number[]>(
    (best, group) => (best.length === 0 || group.length < best.length ? group : best),
    [],
  );
  return least.length === 0
    ? [perpendicular(up)]
    : least.slice(0, MAX_DIRECTIONS).map((i) => found[i]!.direction);
}

/** True for a wheel on a swivel: where its axle points says nothing about the machine. */
function isSteered({ joints }: Skeleton, wheel: number): boolean {
  for (let at = joints[wheel]!.parent; at >= 0; at = joints[at]!.parent) {
    if (joints[at]!.type === 'revolute') return true;
  }
  return false;
}

/** Offsets that point forward, the most telling first: knees of two legs, hands, the head, feet drawn back of many legs. */
function reaches({ skeleton, posture, limbs }: PosedBody): Vec3[] {
  const points = (kind: Limb['kind']): Vec3[][] =>
    limbs
      .filter((limb) => limb.kind === kind)
      .map(({ joints }) => joints.map((i) => locationIn(posture, skeleton.joints, i)));
  const offset = (chain: readonly Vec3[]): Vec3 => subtract(chain.at(-1)!, chain[0]!);
  const sum = (all: readonly Vec3[]): Vec3 => all.reduce((total, v) => add(total, v), ZERO);
  const legs = points('leg');
  const knees = legs.length === 2 ? sum(legs.map(bend)) : ZERO;
  return [
    knees,
    sum(limbs.filter(({ kind }) => kind === 'arm').map((arm) => reachOf(arm, { skeleton, posture, limbs }))),
    sum(points('head').map(offset)),
    scale(sum(legs.map(offset)), -1),
    ...looks({ skeleton, posture, limbs }),
  ];
}

/** From where an arm's way begins to turn, its torso included (which leans the way the machine works), to its end. */
function reachOf({ joints }: Limb, { skeleton, posture }: PosedBody): Vec3 {
  let first = joints[0]!;
  for (let at = first; at >= 0; at = skeleton.joints[at]!.parent) {
    if (skeleton.joints[at]!.type === 'revolute') first = at;
  }
  const at = (i: number): Vec3 => locationIn(posture, skeleton.joints, i);
  return subtract(at(joints.at(-1)!), at(first));
}

/** Where cameras look, where sensors sit, and where the parts of the base lie, seen from the middle of the limbs. */
function looks({ skeleton, posture, limbs }: PosedBody): Vec3[] {
  const middle = middleOf(allRoots({ skeleton, posture, limbs }));
  let [cameras, places, parts]: [Vec3, Vec3, Vec3] = [ZERO, ZERO, ZERO];
  skeleton.bodies.forEach(({ sensors, parts: own }, i) => {
    const motion = posture.motions[i]!;
    for (const { kind, pose } of sensors) {
      const sees = kind === 'camera' || kind === 'depth';
      if (sees) cameras = add(cameras, rotate(motion.rotation, rotate(pose.rotation, UNIT_Z)));
      places = add(places, subtract(transformPoint(motion, pose.position), middle));
    }
    for (const part of own) {
      parts = add(parts, subtract(transformPoint(motion, part.position), middle));
    }
  });
  return [cameras, places, parts];
}

/** Greatest offset of a chain from the straight line between its ends. */
function bend(chain: readonly Vec3[]): Vec3 {
  const start = chain[0]!;
  const along = unit(subtract(chain.at(-1)!, start), ZERO);
  let most: Vec3 = ZERO;
  for (const point of chain) {
    const offset = subtract(point, start);
    const beside = subtract(offset, scale(along, dot(offset, along)));
    if (norm(beside) > norm(most) + 1e-9) most = beside;
  }
  return most;
}

function differences(points: readonly Vec3[]): Vec3[] {
  return points.flatMap((a, i) => points.slice(i + 1).map((b) => unit(subtract(a, b), ZERO)));
}

/** Horizontal line along which most of the directions lie, without sense; null when they lie all around. */
function mainLine(directions: readonly Vec3[], up: Vec3): Vec3 | null {
  const x = perpendicular(up);
  const y = cross(up, x);
  let even = 0;
  let odd = 0;
  for (const direction of directions) {
    const [a, b] = [dot(direction, x), dot(direction, y)];
    even += a * a - b * b;
    odd += 2 * a * b;
  }
  if (norm([even, odd, 0]) < MIN_LINES) return null;
  const angle = atan2(odd, even) / 2;
  return add(scale(x, cos(angle)), scale(y, sin(angle)));
}
