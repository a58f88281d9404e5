/**
 * A kinematic chain compiled to flat arrays: the inner loop of reach maps and inverse kinematics.
 *
 * The variables are the joints that move on their own; joints that follow another are driven by it. Joints before the limb
 * (torso) are held at zero unless asked for. Same numbers on every machine (see elementary.ts).
 */

import type { ChainJoint, KinematicChain } from './chain.ts';
import { cos, sin } from '../elementary.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { toMatrix } from '../spatial.ts';

/** Which joints of a chain move. */
export interface FastChainOptions {
  /** True lets the joints before the limb move too; default false: they stay at zero. */
  readonly includeShared?: boolean;
}

/** A joint as the compiled chain needs it: which variable drives it, and how. */
interface Drive {
  readonly variable: number;
  readonly multiplier: number;
  readonly offset: number;
}

/**
 * A compiled chain. `forward` fills `position`, `rotation` (row-major 3 x 3) and, joint by joint, the moved axes and points
 * that a Jacobian needs. The arrays are scratch space of the chain: copy what has to last.
 */
export class FastChain {
  /** Number of variables. */
  readonly size: number;
  /** Index, in the embodiment, of the joint that each variable is. */
  readonly joint: Int32Array;
  /** Limits of the variables, radians or metres. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Velocity limits of the variables, rad/s or m/s; Infinity when unknown. */
  readonly velocity: Float64Array;
  /** 1 where a variable is a revolute joint without limits. */
  readonly unlimited: Uint8Array;
  /** Number of joints, following ones included. */
  readonly jointCount: number;
  /** 1 where a joint is revolute. */
  readonly revolute: Uint8Array;
  /** Axis and point of each joint at zero, three numbers a joint. */
  readonly axis: Float64Array;
  readonly point: Float64Array;
  /** Which variable drives each joint: q = multiplier * variable + offset. */
  readonly variable: Int32Array;
  readonly multiplier: Float64Array;
  readonly offset: Float64Array;
  /** Position of the tool at zero. */
  readonly tipPosition: Float64Array;
  /** Rotation of the tool at zero, row-major. */
  readonly tipRotation: Float64Array;
  /** {@link KinematicChain.shoulder}, null when the joints show it. */
  readonly shoulder: Vec3 | null;

  /** Position of the tool after `forward`. */
  readonly position = new Float64Array(3);
  /** Rotation of the tool after `forward`, row-major; its third column is the approach direction. */
  readonly rotation = new Float64Array(9);
  /** Axis and point of each joint after `forward`, three numbers a joint. */
  readonly movedAxis: Float64Array;
  readonly movedPoint: Float64Array;

  constructor(chain: KinematicChain, options: FastChainOptions = {}) {
    const moving = movingJoints(chain, options.includeShared ?? false);
    const drives = driveJoints(chain, moving);
    const variables = new Set(drives.map((drive) => drive.variable));
    const order = [...variables].sort((a, b) => a - b);
    this.jointCount = moving.length;
    this.size = order.length;
    this.joint = Int32Array.from(order, (index) => chain.joints[index]!.joint);
    this.lower = Float64Array.from(order, (index) => chain.joints[index]!.lower);
    this.upper = Float64Array.from(order, (index) => chain.joints[index]!.upper);
    this.velocity = Float64Array.from(
      order,
      (index) => chain.joints[index]!.velocity ?? Number.POSITIVE_INFINITY,
    );
    this.unlimited = Uint8Array.from(order, (index) => (chain.joints[index]!.unlimited ? 1 : 0));
    this.revolute = Uint8Array.from(moving, (index) => (chain.joints[index]!.type === 'revolute' ? 1 : 0));
    this.axis = Float64Array.from(moving.flatMap((index) => [...chain.joints[index]!.axis]));
    this.point = Float64Array.from(moving.flatMap((index) => [...chain.joints[index]!.point]));
    this.variable = Int32Array.from(drives, (drive) => order.indexOf(drive.variable));
    this.multiplier = Float64Array.from(drives, (drive) => drive.multiplier);
    this.offset = Float64Array.from(drives, (drive) => drive.offset);
    this.tipPosition = Float64Array.from(chain.tcp.position);
    this.tipRotation = Float64Array.from(toMatrix(chain.tcp.rotation).flat());
    this.shoulder = chain.shoulder ?? null;
    this.movedAxis = new Float64Array(3 * this.jointCount);
    this.movedPoint = new Float64Array(3 * this.jointCount);
    this.narrowByFollowers(chain, moving);
  }

  /** Pose of the tool at `q` (one entry a variable) into `position` and `rotation`. */
  forward(q: ArrayLike<number>): void {
    const r = this.rotation;
    const p = this.position;
    r.fill(0);
    r[0] = 1;
    r[4] = 1;
    r[8] = 1;
    p.fill(0);
    for (let j = 0; j < this.jointCount; j++) {
      this.moveAxis(j);
      const value = this.multiplier[j]! * q[this.variable[j]!]! + this.offset[j]!;
      if (value === 0) continue;
      if (this.revolute[j] === 1) this.turn(j, value);
      else {
        p[0]! += this.movedAxis[3 * j]! * value;
        p[1]! += this.movedAxis[3 * j + 1]! * value;
        p[2]! += this.movedAxis[3 * j + 2]! * value;
      }
    }
    this.attachTip();
  }

  /** Axis and point of joint `j` as the joints before it have moved them. */
  private moveAxis(j: number): void {
    const r = this.rotation;
    const p = this.position;
    const [ax, ay, az] = [this.axis[3 * j]!, this.axis[3 * j + 1]!, this.axis[3 * j + 2]!];
    const [cx, cy, cz] = [this.point[3 * j]!, this.point[3 * j + 1]!, this.point[3 * j + 2]!];
    for (let row = 0; row < 3; row++) {
      const [r0, r1, r2] = [r[3 * row]!, r[3 * row + 1]!, r[3 * row + 2]!];
      this.movedAxis[3 * j + row] = r0 * ax + r1 * ay + r2 * az;
      this.movedPoint[3 * j + row] = r0 * cx + r1 * cy + r2 * cz + p[row]!;
    }
  }

  /** Turns what follows joint `j` by `angle` about its moved axis: R <- rot(a) R, p <- rot(a) (p - c) + c. */
  private turn(j: number, angle: number): void {
    const r = this.rotation;
    const p = this.position;
    const s = sin(angle);
    const c = cos(angle);
    const t = 1 - c;
    const x = this.movedAxis[3 * j]!;
    const y = this.movedAxis[3 * j + 1]!;
    const z = this.movedAxis[3 * j + 2]!;
    const m00 = c + t * x * x;
    const m01 = t * x * y - s * z;
    const m02 = t * x * z + s * y;
    const m10 = t * x * y + s * z;
    const m11 = c + t * y * y;
    const m12 = t * y * z - s * x;
    const m20 = t * x * z - s * y;
    const m21 = t * y * z + s * x;
    const m22 = c + t * z * z;
    for (let column = 0; column < 3; column++) {
      const a = r[column]!;
      const b = r[3 + column]!;
      const d = r[6 + column]!;
      r[column] = m00 * a + m01 * b + m02 * d;
      r[3 + column] = m10 * a + m11 * b + m12 * d;
      r[6 + column] = m20 * a + m21 * b + m22 * d;
    }
    const cx = this.movedPoint[3 * j]!;
    const cy = this.movedPoint[3 * j + 1]!;
    const cz = this.movedPoint[3 * j + 2]!;
    const px = p[0]! - cx;
    const py = p[1]! - cy;
    const pz = p[2]! - cz;
    p[0] = m00 * px + m01 * py + m02 * pz + cx;
    p[1] = m10 * px + m11 * py + m12 * pz + cy;
    p[2] = m20 * px + m21 * py + m22 * pz + cz;
  }

  private attachTip(): void {
    const r = this.rotation;
    const p = this.position;
    const tip = this.tipPosition;
    const m = this.tipRotation;
    for (let row = 0; row < 3; row++) {
      const a = r[3 * row]!;
      const b = r[3 * row + 1]!;
      const c = r[3 * row + 2]!;
      p[row]! += a * tip[0]! + b * tip[1]! + c * tip[2]!;
      r[3 * row] = a * m[0]! + b * m[3]! + c * m[6]!;
      r[3 * row + 1] = a * m[1]! + b * m[4]! + c * m[7]!;
      r[3 * row + 2] = a * m[2]! + b * m[5]! + c * m[8]!;
    }
  }

  /** A variable may not drive a following joint beyond that joint's own limits. */
  private narrowByFollowers(chain: KinematicChain, moving: readonly number[]): void {
    moving.forEach((index, j) => {
      const joint: ChainJoint = chain.joints[index]!;
      const multiplier = this.multiplier[j]!;
      if (joint.follows === null || joint.unlimited || multiplier === 0) return;
      const a = (joint.lower - this.offset[j]!) / multiplier;
      const b = (joint.upper - this.offset[j]!) / multiplier;
      const v = this.variable[j]!;
      const lower = Math.max(this.lower[v]!, Math.min(a, b));
      const upper = Math.min(this.upper[v]!, Math.max(a, b));
      if (lower > upper) return;
      this.lower[v] = lower;
      this.upper[v] = upper;
    });
  }
}

/** Indices of the joints that move: a follower moves when what it follows does. */
function movingJoints(chain: KinematicChain, includeShared: boolean): number[] {
  const moves = chain.joints.map((joint) => includeShared || !joint.shared);
  const indices: number[] = [];
  chain.joints.forEach((joint, i) => {
    const driver = joint.follows === null ? i : joint.follows.joint;
    if (moves[i] && moves[driver]) indices.push(i);
  });
  return indices;
}

function driveJoints(chain: KinematicChain, moving: readonly number[]): Drive[] {
  return moving.map((index) => {
    const follows = chain.joints[index]!.follows;
    return follows === null
      ? { variable: index, multiplier: 1, offset: 0 }
      : { variable: follows.joint, multiplier: follows.multiplier, offset: follows.offset };
  });
}
