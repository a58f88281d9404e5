/**
 * A hand as a tree of fingers: where its tips are for given joint positions, and joint positions for given tips. Everything is
 * seen from the tool frame, so that what the arm does plays no part. Joints that follow others are driven by them.
 */

import { cos, sin } from '../embodiment/elementary.ts';
import { poseOf } from '../embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment } from '../embodiment/embodiment-schema.ts';
import type { Vec3 } from '../embodiment/kinematic-tree.ts';
import { distance, invert, rotate, transformPoint } from '../embodiment/spatial.ts';

/** One joint of a hand, compiled: its line in the tool frame at zero, and which variable drives it. */
interface HandJoint {
  /** Place of the joint that carries it, -1 for the palm. */
  readonly parent: number;
  readonly revolute: boolean;
  readonly axis: Vec3;
  readonly point: Vec3;
  readonly variable: number;
  readonly multiplier: number;
  readonly offset: number;
}

/** One finger. Points in the tool frame at zero, metres. */
export interface FingerShape {
  readonly root: Vec3;
  readonly tip: Vec3;
  /** From root to tip along the joints. */
  readonly length: number;
}

const ITERATIONS = 24;
const DAMPING = 2e-3;
/** Square metres a radian squared counts as, towards where the joints were: fingers that no target moves stay. */
const STAY = 1e-7;
const MAX_STEP = 0.4;

/** A hand of an embodiment. Holds scratch space: one question at a time. */
export class HandChain {
  /** Indices, in the embodiment, of the joints that move on their own. */
  readonly joints: readonly number[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Velocity limits, rad/s or m/s; Infinity when unknown. */
  readonly velocity: Float64Array;
  readonly fingers: readonly FingerShape[];
  readonly thumb: number;
  /** Tips after {@link forward}, three numbers a finger, in the tool frame. */
  readonly tips: Float64Array;

  private readonly chain: readonly HandJoint[];
  /** Place of the last joint of each finger. */
  private readonly ends: readonly number[];
  private readonly rotation: Float64Array;
  private readonly position: Float64Array;

  constructor(embodiment: Embodiment, effector: number) {
    const { hand, tcp } = embodiment.endEffectors[effector]!;
    const fingers = hand?.fingers ?? [];
    const used = [...new Set(fingers.flatMap((finger) => finger.joints))].sort((a, b) => a - b);
    const drivers = used.map((joint) => embodiment.joints[joint]!.follows?.joint ?? joint);
    this.joints = [...new Set(drivers)].sort((a, b) => a - b);
    const toTool = invert(poseOf(tcp));
    const place = new Map(used.map((joint, i) => [joint, i]));
    this.chain = used.map((index, i): HandJoint => {
      const joint = embodiment.joints[index]!;
      return {
        parent: place.get(joint.parent) ?? -1,
        revolute: joint.type === 'revolute',
        axis: rotate(toTool.rotation, triple(joint.axis)),
        point: transformPoint(toTool, triple(joint.point)),
        variable: this.joints.indexOf(drivers[i]!),
        multiplier: joint.follows?.multiplier ?? 1,
        offset: joint.follows?.offset ?? 0,
      };
    });
    const limit = (pick: 'lower' | 'upper', open: number): Float64Array =>
      Float64Array.from(this.joints, (joint) => embodiment.joints[joint]![pick] ?? open);
    this.lower = limit('lower', -Math.PI);
    this.upper = limit('upper', Math.PI);
    this.velocity = Float64Array.from(
      this.joints,
      (joint) => embodiment.joints[joint]!.velocity ?? Number.POSITIVE_INFINITY,
    );
    this.ends = fingers.map(({ joints }) => place.get(joints.at(-1)!)!);
    this.fingers = fingers.map(({ joints, root, tip }) =>
      shapeOf(
        [root, ...joints.slice(1).map((joint) => embodiment.joints[joint]!.point), tip].map((point) =>
          transformPoint(toTool, triple(point)),
        ),
      ),
    );
    this.thumb = hand?.thumb ?? -1;
    this.tips = new Float64Array(3 * fingers.length);
    this.rotation = new Float64Array(9 * used.length);
    this.position = new Float64Array(3 * used.length);
  }

  /** Number of variables. */
  get size(): number {
    return this.joints.length;
  }

  /** Middle of the range of every variable. */
  middle(): Float64Array {
    return this.lower.map((low, v) => (low + this.upper[v]!) / 2);
  }

  /** Tips for positions of the variables. */
  forward(q: ArrayLike<number>): void {
    this.chain.forEach((joint, i) => this.moveJoint(joint, i, q));
    this.fingers.forEach(({ tip }, f) => {
      const end = this.ends[f]!;
      for (let row = 0; row < 3; row++) {
        this.tips[3 * f + row] =
          this.rotation[9 * end + 3 * row]! * tip[0] +
          this.rotation[9 * end + 3 * row + 1]! * tip[1] +
          this.rotation[9 * end + 3 * row + 2]! * tip[2] +
          this.position[3 * end + row]!;
      }
    });
  }

  /**
   * Moves `q` so that tips come near their targets (three numbers a finger; NaN for a finger without one), within `box` and the
   * limits. Gives the greatest distance (m) that is left.
   */
  solve(
    q: Float64Array,
    targets: Float64Array,
    box: { readonly lower: Float64Array; readonly upper: Float64Array },
  ): number {
    const n = this.size;
    const begin = Float64Array.from(q);
    const normal = new Float64Array(n * n);
    const gradient = new Float64Array(n);
    const column = new Float64Array(3 * n);
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      this.forward(q);
      normal.fill(0);
      for (let v = 0; v < n; v++) {
        gradient[v] = STAY * (begin[v]! - q[v]!);
        normal[v * n + v] = DAMPING * DAMPING + STAY;
      }
      for (let f = 0; f < this.fingers.length; f++) {
        if (Number.isFinite(targets[3 * f]!)) this.addFinger(f, targets, { normal, gradient, column });
      }
      solveNormal(normal, gradient, n);
      let most = 0;
      for (let v = 0; v < n; v++) {
        const step = Math.max(-MAX_STEP, Math.min(MAX_STEP, gradient[v]!));
        const next = Math.max(box.lower[v]!, Math.min(box.upper[v]!, q[v]! + step));
        most = Math.max(most, Math.abs(next - q[v]!));
        q[v] = next;
      }
      if (most < 1e-5) break;
    }
    this.forward(q);
    return this.farthest(targets);
  }

  /** Greatest distance (m) of a tip from its target, after {@link forward}. */
  private farthest(targets: Float64Array): number {
    let most = 0;
    for (let f = 0; f < this.fingers.length; f++) {
      if (!Number.isFinite(targets[3 * f]!)) continue;
      let squared = 0;
      for (let i = 0; i < 3; i++) squared += (targets[3 * f + i]! - this.tips[3 * f + i]!) ** 2;
      most = Math.max(most, Math.sqrt(squared));
    }
    return most;
  }

  private moveJoint(joint: HandJoint, i: number, q: ArrayLike<number>): void {
    const { rotation: R, position: P } = this;
    const value = joint.multiplier * q[joint.variable]! + joint.offset;
    const local = joint.revolute ? turnAbout(joint, value) : slideAlong(joint, value);
    for (let row = 0; row < 3; row++) {
      const [a, b, c] = joint.parent < 0 ? UNIT_ROWS[row]! : rowOf(R, joint.parent, row);
      const from = joint.parent < 0 ? 0 : P[3 * joint.parent + row]!;
      for (let k = 0; k < 3; k++) {
        R[9 * i + 3 * row + k] = a * local[k]! + b * local[3 + k]! + c * local[6 + k]!;
      }
      P[3 * i + row] = a * local[9]! + b * local[10]! + c * local[11]! + from;
    }
  }

  /** Adds one finger to the normal equations: JᵀJ and Jᵀe. */
  private addFinger(
    f: number,
    targets: Float64Array,
    sums: { normal: Float64Array; gradient: Float64Array; column: Float64Array },
  ): void {
    const n = this.size;
    const { normal, gradient, column } = sums;
    column.fill(0);
    const touched = new Set<number>();
    for (let i = this.ends[f]!; i >= 0; i = this.chain[i]!.parent) {
      const joint = this.chain[i]!;
      const d = this.tipVelocity(joint, f);
      for (let row = 0; row < 3; row++) column[3 * joint.variable + row]! += joint.multiplier * d[row]!;
      touched.add(joint.variable);
    }
    for (const v of touched) {
      for (let row = 0; row < 3; row++)
        gradient[v]! += column[3 * v + row]! * (targets[3 * f + row]! - this.tips[3 * f + row]!);
      for (const w of touched) {
        let sum = 0;
        for (let row = 0; row < 3; row++) sum += column[3 * v + row]! * column[3 * w + row]!;
        normal[v * n + w]! += sum;
      }
    }
  }

  /** How the tip moves with a joint: the joint's line as its parent has moved it. */
  private tipVelocity(joint: HandJoint, f: number): Vec3 {
    const { parent } = joint;
    const turn = (v: Vec3): Vec3 => {
      if (parent < 0) return v;
      const rows = [0, 1, 2].map((row) => rowOf(this.rotation, parent, row));
      return [dotRow(rows[0]!, v), dotRow(rows[1]!, v), dotRow(rows[2]!, v)];
    };
    const axis = turn(joint.axis);
    if (!joint.revolute) return axis;
    const point = turn(joint.point);
    const arm = [0, 1, 2].map(
      (row) => this.tips[3 * f + row]! - point[row]! - (parent < 0 ? 0 : this.position[3 * parent + row]!),
    );
    return [
      axis[1] * arm[2]! - axis[2] * arm[1]!,
      axis[2] * arm[0]! - axis[0] * arm[2]!,
      axis[0] * arm[1]! - axis[1] * arm[0]!,
    ];
  }
}

const UNIT_ROWS: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

function rowOf(rotations: Float64Array, i: number, row: number): Vec3 {
  const at = 9 * i + 3 * row;
  return [rotations[at]!, rotations[at + 1]!, rotations[at + 2]!];
}

function dotRow(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function triple(values: readonly number[]): Vec3 {
  return [values[0]!, values[1]!, values[2]!];
}

function shapeOf(points: readonly Vec3[]): FingerShape {
  let length = 0;
  for (let i = 1; i < points.length; i++) length += distance(points[i - 1]!, points[i]!);
  return { root: points[0]!, tip: points.at(-1)!, length };
}

/** Rotation (row-major, 9) and shift (3) of a turn about a line. */
function turnAbout({ axis, point }: HandJoint, angle: number): number[] {
  const [x, y, z] = axis;
  const s = sin(angle);
  const c = cos(angle);
  const t = 1 - c;
  const m = [
    c + t * x * x,
    t * x * y - s * z,
    t * x * z + s * y,
    t * x * y + s * z,
    c + t * y * y,
    t * y * z - s * x,
    t * x * z - s * y,
    t * y * z + s * x,
    c + t * z * z,
  ];
  const shift = [0, 1, 2].map(
    (row) => point[row]! - m[3 * row]! * point[0] - m[3 * row + 1]! * point[1] - m[3 * row + 2]! * point[2],
  );
  return [...m, ...shift];
}

function slideAlong({ axis }: HandJoint, way: number): number[] {
  return [1, 0, 0, 0, 1, 0, 0, 0, 1, axis[0] * way, axis[1] * way, axis[2] * way];
}

/** Solves A x = b for a positive definite A by Cholesky; x takes the place of b. */
function solveNormal(a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-18)) : sum / a[j * n + j]!;
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= a[i * n + k]! * b[k]!;
    b[i] = sum / a[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k++) sum -= a[k * n + i]! * b[k]!;
    b[i] = sum / a[i * n + i]!;
  }
}
