/**
 * The canonical posture of a skeleton: the same configuration of the same machine, whatever its file calls zero.
 *
 * Limited joints stand in the middle of their range, coupled joints where their driver puts them. An unlimited joint is
 * turned until what it carries lines up with what carries it (the axes on both sides, as lines; then the positions).
 */

import { endsOfBody } from './body-points.ts';
import { jointMotion } from './chain.ts';
import { atan2, PI } from './elementary.ts';
import type { Pose, Vec3 } from './kinematic-tree.ts';
import type { Skeleton, SkeletonJoint } from './skeleton.ts';
import {
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
  ZERO,
} from './spatial.ts';

/** Below this, a direction in the plane of an axis is noise (squared lengths for lines, metres for positions). */
const NO_DIRECTION = 1e-4;
/** Within this angle (rad) of a right angle, towards and away cannot be told apart: left and right are. */
const ACROSS = 1e-3;
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

/** Canonical posture: see the top of this file. */
export function canonicalPosture(skeleton: Skeleton, base: BaseDirections): Posture {
  const { joints } = skeleton;
  let posture = middlePosture(joints);
  joints.forEach((joint, i) => {
    if (joint.type !== 'revolute' || joint.lower !== null || joint.coupling !== null) return;
    const turn = aligningTurn(skeleton, posture, { joint: i, base });
    if (turn === 0) return;
    posture = postureAt(
      joints,
      posture.positions.map((q, k) => (k === i ? q + turn : q)),
    );
  });
  return posture;
}

/** Joints carried by joint `i`, each with its distance in joints; not beyond another unlimited joint, whose turn is open. */
function carriedBy(joints: readonly SkeletonJoint[], i: number): [number, number][] {
  const found: [number, number][] = [];
  const depth = new Map([[i, 0]]);
  joints.forEach((joint, k) => {
    const above = depth.get(joint.parent);
    if (above === undefined) return;
    const parentOpen =
      joint.parent !== i &&
      joints[joint.parent]!.lower === null &&
      joints[joint.parent]!.type === 'revolute' &&
      joints[joint.parent]!.coupling === null;
    if (parentOpen) return;
    depth.set(k, above + 1);
    found.push([k, above + 1]);
  });
  return found;
}

function aligningTurn(
  skeleton: Skeleton,
  posture: Posture,
  at: { joint: number; base: BaseDirections },
): number {
  const { joints } = skeleton;
  const axis = axisIn(posture, joints, at.joint);
  const here = locationIn(posture, joints, at.joint);
  const plane = { x: perpendicular(axis), y: cross(axis, perpendicular(axis)), here, axis };
  const outer = new Directions(plane);
  for (const [k, steps] of carriedBy(joints, at.joint)) {
    const weight = FADING ** steps;
    outer.addLine(axisIn(posture, joints, k), weight);
    outer.addPoint(locationIn(posture, joints, k), weight, joints[k]!.rank + 1);
  }
  const inner = new Directions(plane);
  let ancestor = joints[at.joint]!.parent;
  let weight = FADING;
  while (ancestor >= 0) {
    inner.addLine(axisIn(posture, joints, ancestor), weight);
    inner.addPoint(locationIn(posture, joints, ancestor), weight, joints[ancestor]!.rank + 1);
    ancestor = joints[ancestor]!.parent;
    weight *= FADING;
  }
  inner.addLine(at.base.up, 0.01);
  if (at.base.side !== null) inner.addLine(at.base.side, 0.001);
  const sensors = skeleton.bodies[at.joint + 1]!.sensors.map(({ pose }) => pose.position);
  for (const point of [...endsOfBody(skeleton, at.joint + 1), ...sensors]) {
    outer.addPoint(transformPoint(posture.motions[at.joint + 1]!, point), FADING);
  }
  const [from, to] = [outer.lineAngle(), inner.lineAngle()];
  const outwards = outer.along() - inner.along();
  const sense = Math.abs(outwards) > NO_DIRECTION ? Math.sign(outwards) : senseOfAxis(axis, here, at.base);
  const carried = outer.pointAngle() ?? outer.tiltAngle(sense) ?? outer.rankedAngle();
  const goal =
    inner.pointAngle() ?? goalAngle(plane, at.base) ?? inner.tiltAngle(sense) ?? inner.rankedAngle();
  if (from === null || to === null) return carried === null || goal === null ? 0 : wrap(goal - carried);
  const turn = wrap(to - from);
  // Lines leave two choices half a turn apart: take the one that folds the carried points towards the carrying ones.
  if (carried === null || goal === null) return turn;
  const aside = wrap(carried + turn - goal);
  const across = Math.abs(Math.abs(aside) - PI / 2) < ACROSS;
  return (across ? aside * senseOfAxis(axis, here, at.base) > 0 : Math.abs(aside) < PI / 2)
    ? turn
    : wrap(turn + PI);
}

/** Which way round an axis is looked along, whichever way its file has it: from above, else from ahead, else from outside. */
function senseOfAxis(axis: Vec3, here: Vec3, base: BaseDirections): 1 | -1 {
  const outwards = unit(subtract(here, base.middle), ZERO);
  const along = [base.up, base.ahead, outwards].flatMap((direction) =>
    direction === null ? [] : [dot(axis, direction)],
  );
  return (along.find((part) => Math.abs(part) > 0.1) ?? 1) < 0 ? -1 : 1;
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

/** The plane across an axis, through a point on it. */
interface Plane {
  readonly x: Vec3;
  readonly y: Vec3;
  readonly axis: Vec3;
  readonly here: Vec3;
}

/** Collects lines (without direction) and points in the plane across an axis. */
class Directions {
  readonly #plane: Plane;
  #double: [number, number] = [0, 0];
  #sum: [number, number] = [0, 0];
  #ranked: [number, number] = [0, 0];
  #tilt: [number, number] = [0, 0];
  #along = 0;

  constructor(plane: Plane) {
    this.#plane = plane;
  }

  /** A line at angle t counts as the vector at angle 2t: opposite directions agree. */
  addLine(direction: Vec3, weight: number): void {
    const [x, y] = [dot(direction, this.#plane.x), dot(direction, this.#plane.y)];
    this.#double = [this.#double[0] + weight * (x * x - y * y), this.#double[1] + weight * 2 * x * y];
    const lean = weight * dot(direction, this.#plane.axis);
    this.#tilt = [this.#tilt[0] + lean * x, this.#tilt[1] + lean * y];
  }

  addPoint(point: Vec3, weight: number, rank = 0): void {
    const v = subtract(point, this.#plane.here);
    const [x, y] = [dot(v, this.#plane.x), dot(v, this.#plane.y)];
    this.#sum = [this.#sum[0] + weight * x, this.#sum[1] + weight * y];
    this.#ranked = [this.#ranked[0] + rank * x, this.#ranked[1] + rank * y];
    this.#along += weight * dot(v, this.#plane.axis);
  }

  lineAngle(): number | null {
    const [x, y] = this.#double;
    return norm([x, y, 0]) < NO_DIRECTION ? null : atan2(y, x) / 2;
  }

  pointAngle(): number | null {
    return angleOfSum(this.#sum);
  }

  /** Sum of how far points lie along the axis. */
  along(): number {
    return this.#along;
  }

  /** Where lines lean that are neither along the axis nor across it, looked at in its sense or against it. */
  tiltAngle(sense: number): number | null {
    return angleOfSum([sense * this.#tilt[0], sense * this.#tilt[1]]);
  }

  /** Where points lie that balance each other, by what sets their joints apart. */
  rankedAngle(): number | null {
    return angleOfSum(this.#ranked);
  }
}

function angleOfSum([x, y]: readonly [number, number]): number | null {
  return norm([x, y, 0]) < NO_DIRECTION ? null : atan2(y, x);
}
