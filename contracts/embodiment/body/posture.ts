/**
 * The canonical posture of a skeleton: the same configuration of the same machine, whatever its file calls zero.
 *
 * Limited joints stand in the middle of their range, coupled joints where their driver puts them. An unlimited joint is
 * turned until what it carries lines up with what carries it (the axes on both sides, as lines; then the positions).
 */

import { Directions, NO_DIRECTION, type Plane } from './axis-directions.ts';
import { endsOfBody } from './body-points.ts';
import { jointMotion } from '../kinematics/chain.ts';
import { atan2, cos, PI, sin } from '../elementary.ts';
import type { Pose, Vec3 } from '../kinematic-tree.ts';
import { senseOf } from '../lines.ts';
import { areAlike, inOrder, leastBy } from '../ordering.ts';
import type { Skeleton, SkeletonJoint } from './skeleton.ts';
import {
  add,
  compose,
  cross,
  dot,
  IDENTITY,
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

/** The same for what decides between two turns that would be alike without it: above the noise of a re-pack. */
const FAINT = 2.3e-7;
/** Within this angle (rad) of a right angle, towards and away cannot be told apart: left and right are. */
const ACROSS = 0.0137;
/** Most postures of one body that are looked at. */
const MAX_POSTURES = 4;
/** Weight of each further joint when directions are collected. */
const FADING = 0.5;

/** Positions of all joints in their file's own zero, and where bodies and axes are then. */
export interface Posture {
  readonly positions: readonly number[];
  /** Motion of body i from its pose at the file's zero; entry 0 is the base. */
  readonly motions: readonly Pose[];
}

/** Motion of every body from its pose at zero: entry i + 1 belongs to joint i. */
export function bodyMotions(joints: readonly SkeletonJoint[], positions: readonly number[]): Pose[] {
  const motions: Pose[] = [IDENTITY];
  joints.forEach((joint, i) => {
    const own = jointMotion({ type: joint.type, axis: joint.axis, point: joint.location }, positions[i]!);
    motions.push(compose(motions[joint.parent + 1]!, own));
  });
  return motions;
}

/** Location of joint `i` in a posture: the origin of its frame, which a sliding joint carries along. */
export function locationIn(posture: Posture, joints: readonly SkeletonJoint[], i: number): Vec3 {
  return transformPoint(posture.motions[i + 1]!, joints[i]!.location);
}

/** Unit axis of joint `i` in a posture. */
export function axisIn(posture: Posture, joints: readonly SkeletonJoint[], i: number): Vec3 {
  const joint = joints[i]!;
  return rotate(posture.motions[joint.parent + 1]!.rotation, joint.axis);
}

/** Middle of the range of every joint, zero for unlimited ones; coupled joints follow. */
function middlePosture(joints: readonly SkeletonJoint[]): Posture {
  return postureAt(joints, joints.map(middle));
}

function middle(joint: SkeletonJoint): number {
  return joint.lower === null || joint.upper === null ? 0 : (joint.lower + joint.upper) / 2;
}

/** The posture with given positions; those of coupled joints are replaced by what their drivers make of them. */
export function postureAt(joints: readonly SkeletonJoint[], positions: readonly number[]): Posture {
  const all = joints.map(({ coupling }, i) =>
    coupling === null ? positions[i]! : coupling.multiplier * positions[coupling.joint]! + coupling.offset,
  );
  return { positions: all, motions: bodyMotions(joints, all) };
}

/** What the base offers to turn unlimited joints against; directions and points in the root frame. */
export interface BaseDirections {
  readonly up: Vec3;
  /** A line across the base, without sense; null when the base has none of its own. */
  readonly side: Vec3 | null;
  /** Forward; null when the base does not say. */
  readonly ahead: Vec3 | null;
  /** Middle of what the base carries. */
  readonly middle: Vec3;
}

/** Canonical postures: see the top of this file. More than one when nothing says which way what a joint carries looks. */
export function canonicalPostures(skeleton: Skeleton, base: BaseDirections): Posture[] {
  const { joints } = skeleton;
  let postures = [middlePosture(joints)];
  joints.forEach((joint, i) => {
    if (joint.lower !== null || joint.coupling !== null) return;
    postures = postures.flatMap((posture) => {
      const moves =
        joint.type === 'prismatic'
          ? [slideToAnchor(joints, posture, i)]
          : turnsOf(skeleton, posture, { joint: i, base });
      return moves.map((move) => moved(joints, posture, { joint: i, move }));
    });
    postures = postures.slice(0, MAX_POSTURES);
  });
  return postures;
}

function moved(
  joints: readonly SkeletonJoint[],
  posture: Posture,
  { joint, move }: { joint: number; move: number },
): Posture {
  if (move === 0) return posture;
  return postureAt(
    joints,
    posture.positions.map((q, k) => (k === joint ? q + move : q)),
  );
}

/**
 * How far an unlimited slide is from where it carries its load past what carries it: past the joint before, or past the middle of what
 * else hangs on the base.
 */
function slideToAnchor(joints: readonly SkeletonJoint[], posture: Posture, i: number): number {
  const { parent } = joints[i]!;
  const axis = axisIn(posture, joints, i);
  const middle = (chosen: readonly number[]): Vec3 => {
    const sum = chosen.reduce((total, k) => add(total, locationIn(posture, joints, k)), ZERO);
    return scale(sum, 1 / chosen.length);
  };
  const roots = joints.flatMap((joint, k) => (joint.parent < 0 ? [k] : []));
  const firm = roots.filter((k) => joints[k]!.type === 'revolute' || joints[k]!.lower !== null);
  const anchors = parent >= 0 ? [parent] : firm.length > 0 ? firm : loadsOf(joints, roots[0]!);
  return dot(subtract(middle(anchors), middle(loadsOf(joints, i))), axis);
}

/** The joints that an unlimited slide carries next, past further ones; itself when it carries none. */
function loadsOf(joints: readonly SkeletonJoint[], i: number): number[] {
  const carried = joints.flatMap((joint, k) => (joint.parent === i ? [k] : []));
  const loads = carried.flatMap((k) =>
    joints[k]!.type === 'prismatic' && joints[k]!.lower === null ? loadsOf(joints, k) : [k],
  );
  return loads.length > 0 ? loads : [i];
}

/** Joints carried by joint `i`, each with its distance in joints; not beyond another unlimited joint, whose turn is open. */
function carriedBy(joints: readonly SkeletonJoint[], i: number): [number, number][] {
  const found: [number, number][] = [];
  const depth = new Map([[i, 0]]);
  joints.forEach((joint, k) => {
    const above = depth.get(joint.parent);
    if (above === undefined) return;
    if (joint.parent !== i && isOpen(joints[joint.parent]!)) return;
    depth.set(k, above + 1);
    found.push([k, above + 1]);
  });
  return found;
}

/** Turns (rad) that line an unlimited joint up: one, or two half a turn apart when only what it carries has a direction. */
function turnsOf(
  skeleton: Skeleton,
  posture: Posture,
  at: { joint: number; base: BaseDirections },
): number[] {
  const { joints } = skeleton;
  const axis = axisIn(posture, joints, at.joint);
  const here = locationIn(posture, joints, at.joint);
  const plane = { x: perpendicular(axis), y: cross(axis, perpendicular(axis)), here, axis };
  const outer = directionsCarried(skeleton, posture, { joint: at.joint, plane });
  const inner = directionsCarrying(joints, posture, { ...at, plane });
  const beside = directionsBeside(joints, posture, { joint: at.joint, plane });
  const [from, to] = [outer.lineAngle(), inner.lineAngle() ?? beside.lineAngle()];
  const outwards = outer.along() - inner.along();
  const onwards = Math.abs(outwards) > NO_DIRECTION ? Math.sign(outwards) : null;
  const seen = senseOfAxis(axis, here, at.base);
  const sense = onwards ?? seen ?? 1;
  const looks = outer.looks(sense, NO_DIRECTION) ?? outer.looks(sense, FAINT);
  const carried = looks ?? outer.someAngle(sense);
  const goal =
    inner.pointAngle(NO_DIRECTION) ??
    goalAngle(plane, at.base) ??
    inner.looks(sense, NO_DIRECTION) ??
    beside.looks(sense, NO_DIRECTION) ??
    inner.looks(sense, FAINT);
  const [load, aim] = [from ?? carried, to ?? goal];
  if (load === null || aim === null) return [0];
  if (from === null || to === null) {
    // A direction and a line leave two choices as well, unless both sides have a direction.
    return carried !== null && goal !== null
      ? [wrap(goal - carried)]
      : [wrap(aim - load), wrap(aim - load + PI)];
  }
  const turn = wrap(to - from);
  const both = [turn, wrap(turn + PI)];
  const figures = (way: number): number[][] =>
    figuresAt(skeleton, posture, { ...at, plane, goal: goal ?? 0, sense, turn: way });
  if (goal === null) return looks === null && areAlike(figures(turn), figures(both[1]!)) ? [turn] : both;
  if (looks === null) return [leastBy(both, figures)];
  // Lines leave two choices half a turn apart: take the one that folds the carried points towards the carrying ones.
  const aside = wrap(looks + turn - goal);
  const across = Math.abs(Math.abs(aside) - PI / 2) < ACROSS;
  if (across && seen === null && onwards === null) return both;
  const folds = across ? aside * (seen ?? sense) > 0 : Math.abs(aside) < PI / 2;
  return [folds ? turn : wrap(turn + PI)];
}

/** What a joint carries, ends and sensors of its own body included. */
function directionsCarried(
  skeleton: Skeleton,
  posture: Posture,
  at: { joint: number; plane: Plane },
): Directions {
  const { joints, bodies } = skeleton;
  const outer = new Directions(at.plane);
  for (const [k, steps] of carriedBy(joints, at.joint)) {
    const weight = FADING ** steps;
    outer.addLine(axisIn(posture, joints, k), weight);
    outer.addPoint(locationIn(posture, joints, k), weight, joints[k]!.rank + 1);
  }
  const sensors = bodies[at.joint + 1]!.sensors.map(({ pose }) => pose.position);
  for (const point of [...endsOfBody(skeleton, at.joint + 1), ...sensors]) {
    outer.addPoint(transformPoint(posture.motions[at.joint + 1]!, point), FADING);
  }
  return outer;
}

/** What carries a joint, the base with its directions last. */
function directionsCarrying(
  joints: readonly SkeletonJoint[],
  posture: Posture,
  at: { joint: number; plane: Plane; base: BaseDirections },
): Directions {
  const inner = new Directions(at.plane);
  let weight = FADING;
  for (let ancestor = joints[at.joint]!.parent; ancestor >= 0; ancestor = joints[ancestor]!.parent) {
    inner.addLine(axisIn(posture, joints, ancestor), weight);
    inner.addPoint(locationIn(posture, joints, ancestor), weight, joints[ancestor]!.rank + 1);
    weight *= FADING;
  }
  inner.addLine(at.base.up, 0.01);
  if (at.base.side !== null) inner.addLine(at.base.side, 0.001);
  return inner;
}

/** Figures of all that a joint carries, as they are when it has turned: seen from where the goal lies, in the sense of the axis. */
function figuresAt(
  skeleton: Skeleton,
  posture: Posture,
  at: { joint: number; plane: Plane; goal: number; sense: number; turn: number },
): number[][] {
  const { joints, bodies } = skeleton;
  const { plane, sense } = at;
  const [c, s] = [cos(at.turn - at.goal), sin(at.turn - at.goal)];
  const seen = (v: Vec3): Vec3 => {
    const [x, y] = [dot(v, plane.x), dot(v, plane.y)];
    return [c * x - s * y, sense * (s * x + c * y), sense * dot(v, plane.axis)];
  };
  const place = (point: Vec3): Vec3 => seen(subtract(point, plane.here));
  const carried = [at.joint, ...carriedBy(joints, at.joint).map(([k]) => k)];
  const rows = carried.flatMap((k): number[][] => {
    const line = seen(axisIn(posture, joints, k));
    const motion = posture.motions[k + 1]!;
    const reach = scale(line, k === at.joint || !isOpen(joints[k]!) ? 0 : loadAlong(skeleton, posture, k));
    const own = [
      joints[k]!.rank,
      0,
      ...place(locationIn(posture, joints, k)),
      ...scale(line, senseOf(line)),
      ...reach,
    ];
    const sensors = bodies[k + 1]!.sensors.map(({ pose }) => [
      joints[k]!.rank,
      1,
      ...place(transformPoint(motion, pose.position)),
      ...[UNIT_Z, UNIT_X].flatMap((axis) => seen(rotate(motion.rotation, rotate(pose.rotation, axis)))),
    ]);
    return [own, ...sensors];
  });
  return inOrder(rows).map((i) => rows[i]!);
}

/** How far an unlimited joint carries its load along its own axis (m, summed), however it is turned. */
function loadAlong(skeleton: Skeleton, posture: Posture, joint: number): number {
  const axis = axisIn(posture, skeleton.joints, joint);
  const here = locationIn(posture, skeleton.joints, joint);
  const x = perpendicular(axis);
  const plane = { x, y: cross(axis, x), here, axis };
  return directionsCarried(skeleton, posture, { joint, plane }).along();
}

/** What hangs beside a joint on the same body, as far as it stands fast or has been lined up. */
function directionsBeside(
  joints: readonly SkeletonJoint[],
  posture: Posture,
  at: { joint: number; plane: Plane },
): Directions {
  const beside = new Directions(at.plane);
  const add = (k: number, weight: number): void => {
    beside.addLine(axisIn(posture, joints, k), weight);
    beside.addPoint(locationIn(posture, joints, k), weight);
  };
  joints.forEach((joint, k) => {
    if (k === at.joint || joint.parent !== joints[at.joint]!.parent) return;
    add(k, 1);
    if (isOpen(joint) && k > at.joint) return;
    for (const [carried, steps] of carriedBy(joints, k)) add(carried, FADING ** steps);
  });
  return beside;
}

/** True for a joint that turns without limits on its own account. */
function isOpen({ type, lower, coupling }: SkeletonJoint): boolean {
  return type === 'revolute' && lower === null && coupling === null;
}

/** Which way round an axis is looked along, whichever way its file has it: from above, else from ahead, else from outside; null when none says. */
function senseOfAxis(axis: Vec3, here: Vec3, base: BaseDirections): 1 | -1 | null {
  const outwards = subtract(here, base.middle);
  const out = norm(outwards) > NO_DIRECTION ? unit(outwards) : null;
  const along = [base.up, base.ahead, out].flatMap((direction) =>
    direction === null ? [] : [dot(axis, direction)],
  );
  const part = along.find((value) => Math.abs(value) > 0.1);
  return part === undefined ? null : part < 0 ? -1 : 1;
}

/** Where carried points should lie when no carrying joint says: down, else outwards, else ahead; null when all stand upright on the plane. */
function goalAngle(plane: Plane, base: BaseDirections): number | null {
  for (const direction of [scale(base.up, -1), subtract(plane.here, base.middle), base.ahead]) {
    if (direction === null) continue;
    const [x, y] = [dot(direction, plane.x), dot(direction, plane.y)];
    const length = norm([x, y, 0]);
    if (length > 0.1 * norm(direction) && length > NO_DIRECTION) return atan2(y, x);
  }
  return null;
}

function wrap(angle: number): number {
  const turns = Math.round(angle / (2 * PI));
  return angle - turns * 2 * PI;
}
