/**
 * Inverse kinematics by damped least squares on a compiled chain.
 *
 * Each step solves (J Jᵀ + λ² I) y = e and moves the joints by Jᵀ y; joints at a limit that would move beyond it are held
 * and the step is solved again without them. Orientation is either complete, or only the approach direction (the tool may roll).
 * Source: Liégeois 1977; Wampler 1986; Nakamura and Hanafusa 1986; Buss, "Introduction to inverse kinematics" (2004).
 */

import { atan2 } from '../elementary.ts';
import type { FastChain } from './fast-chain.ts';
import { farthestBound, scaleFor } from './length-scale.ts';

/** Numbers in a target: position (3), then rotation, row-major (9). Its third column is the approach direction. */
export const TARGET_STRIDE = 12;

/** When a pose counts as met, and how long to try. */
export interface InverseOptions {
  /** True when the tool may roll about its approach direction. */
  readonly rollFree: boolean;
  /** Metres. */
  readonly positionTolerance: number;
  /** Radians. */
  readonly angleTolerance: number;
  readonly maxIterations: number;
}

/** 1 cm and 10 degrees: what replaying a motion asks for. */
export const REPLAY_TOLERANCE = { positionTolerance: 0.01, angleTolerance: 0.17453292519943295 } as const;

/** Errors are solved for well inside the tolerance, so that the next pose starts from a good place. */
const AIM = 0.3;
/** Links and strokes of so many metres in all are usual; what is larger is solved on a larger scale, or it would take too many steps. */
const USUAL_LENGTH = 3.2;
/** Metres that a radian counts as; this, damping, and steps of position are on a scale of 1. */
const RADIAN_WEIGHT = 0.3;
const DAMPING = 0.01;
/** Damping grows with the error: far targets are walked to, not jumped at. */
const DAMPING_PER_METRE = 0.05;
const MAX_JOINT_STEP = 1.2;
const MAX_POSITION_STEP = 0.3;
const MAX_ANGLE_STEP = 0.8;
const ROWS = 6;
/** Iterations without a tenth of progress after which a solve gives up. */
const PATIENCE = 8;

/** What is left of a pose after solving. */
export interface InverseResidual {
  /** Metres. */
  position: number;
  /** Radians. */
  angle: number;
}

/** Solves for one chain; holds scratch space, so one solver works on one thing at a time. */
export class InverseSolver {
  readonly chain: FastChain;
  readonly options: InverseOptions;
  /** Residual of the last solve. */
  readonly residual: InverseResidual = { position: 0, angle: 0 };

  /** Power of two: how much larger than usual the chain is. Tolerances are what they are. */
  private readonly scale: number;
  private readonly radianWeight: number;
  /** Of each variable, what a unit of a step is: 1 rad, or `scale` metres. */
  private readonly units: Float64Array;
  private readonly jacobian: Float64Array;
  private readonly normal = new Float64Array(ROWS * ROWS);
  private readonly error = new Float64Array(ROWS);
  private readonly step: Float64Array;
  private readonly held: Uint8Array;
  private readonly basis = new Float64Array(ROWS);
  private readonly rows: number;

  constructor(chain: FastChain, options: InverseOptions) {
    this.chain = chain;
    this.options = options;
    this.rows = options.rollFree ? 5 : 6;
    const [x, y, z] = chain.jointCount === 0 ? [0, 0, 0] : chain.point;
    this.scale = scaleFor(farthestBound(chain, [x!, y!, z!]), USUAL_LENGTH);
    this.radianWeight = RADIAN_WEIGHT * this.scale;
    this.units = unitsOf(chain, this.scale);
    this.jacobian = new Float64Array(ROWS * Math.max(1, chain.size));
    this.step = new Float64Array(chain.size);
    this.held = new Uint8Array(chain.size);
  }

  /**
   * Moves `q` (within limits) towards the target that starts at `at` of `targets`. True when the pose is met; `residual` says how
   * far it is off either way.
   */
  solve(q: Float64Array, targets: Float64Array, at = 0): boolean {
    const { positionTolerance, angleTolerance, maxIterations } = this.options;
    let best = Number.POSITIVE_INFINITY;
    let stalled = 0;
    for (let iteration = 0; ; iteration++) {
      this.chain.forward(q);
      this.measure(targets, at);
      const { position, angle } = this.residual;
      if (position <= AIM * positionTolerance && angle <= AIM * angleTolerance) return true;
      const total = position + this.radianWeight * angle;
      stalled = total < 0.9 * best ? 0 : stalled + 1;
      best = Math.min(best, total);
      if (iteration >= maxIterations || stalled > PATIENCE) {
        return position <= positionTolerance && angle <= angleTolerance;
      }
      this.fillJacobian();
      this.move(q, total);
    }
  }

  /** Writes what `q` leaves of a pose into `residual`, without moving. */
  judge(q: Float64Array, targets: Float64Array, at = 0): void {
    this.chain.forward(q);
    this.measure(targets, at);
  }

  /**
   * Takes from a motion of the joints at `q` what moves the tool, to first order; what stays leaves it where it is (Liégeois
   * 1977). In place; `targets` at `at` is the pose that the tool is near to.
   */
  keepTool(motion: Float64Array, q: Float64Array, target: { targets: Float64Array; at: number }): void {
    const { jacobian, error, held, step, rows } = this;
    const n = this.chain.size;
    this.judge(q, target.targets, target.at);
    this.fillJacobian();
    const { units } = this;
    for (let a = 0; a < rows; a++) {
      let sum = 0;
      for (let v = 0; v < n; v++) sum += (jacobian[a * n + v]! * motion[v]!) / units[v]!;
      error[a] = sum;
    }
    held.fill(0);
    const damping = DAMPING * this.scale;
    this.solveStep(damping * damping);
    for (let v = 0; v < n; v++) motion[v]! -= step[v]! * units[v]!;
  }

  /** Errors of the current pose: position in rows 0 to 2, then the turn that is missing. */
  private measure(targets: Float64Array, at: number): void {
    const p = this.chain.position;
    const e = this.error;
    for (let i = 0; i < 3; i++) e[i] = targets[at + i]! - p[i]!;
    this.residual.position = Math.sqrt(e[0]! * e[0]! + e[1]! * e[1]! + e[2]! * e[2]!);
    shorten(e, 0, {
      length: this.residual.position,
      limit: MAX_POSITION_STEP * this.scale,
    });
    if (this.options.rollFree) this.measureDirection(targets, at);
    else this.measureRotation(targets, at);
  }

  /** The turn that brings the approach direction home, in two axes perpendicular to it. */
  private measureDirection(targets: Float64Array, at: number): void {
    const r = this.chain.rotation;
    const [dx, dy, dz] = [r[2]!, r[5]!, r[8]!];
    const [tx, ty, tz] = [targets[at + 5]!, targets[at + 8]!, targets[at + 11]!];
    const cx = dy * tz - dz * ty;
    const cy = dz * tx - dx * tz;
    const cz = dx * ty - dy * tx;
    const sine = Math.sqrt(cx * cx + cy * cy + cz * cz);
    const angle = atan2(sine, dx * tx + dy * ty + dz * tz);
    this.residual.angle = angle;
    // The tool's own x and y axes span what is perpendicular to its approach.
    const b = this.basis;
    for (let row = 0; row < 3; row++) {
      b[row] = r[3 * row]!;
      b[3 + row] = r[3 * row + 1]!;
    }
    const size = Math.min(angle, MAX_ANGLE_STEP) * this.radianWeight;
    const e = this.error;
    if (sine < 1e-9) {
      e[3] = angle > 1 ? size : 0;
      e[4] = 0;
      return;
    }
    e[3] = (size * (b[0]! * cx + b[1]! * cy + b[2]! * cz)) / sine;
    e[4] = (size * (b[3]! * cx + b[4]! * cy + b[5]! * cz)) / sine;
  }

  /** The turn between the whole orientations: half the sum of the cross products of their axes has its axis and sine. */
  private measureRotation(targets: Float64Array, at: number): void {
    const r = this.chain.rotation;
    let x = 0;
    let y = 0;
    let z = 0;
    let trace = 0;
    for (let column = 0; column < 3; column++) {
      const [ax, ay, az] = [r[column]!, r[3 + column]!, r[6 + column]!];
      const [bx, by, bz] = [targets[at + 3 + column]!, targets[at + 6 + column]!, targets[at + 9 + column]!];
      x += ay * bz - az * by;
      y += az * bx - ax * bz;
      z += ax * by - ay * bx;
      trace += ax * bx + ay * by + az * bz;
    }
    const sine = Math.sqrt(x * x + y * y + z * z) / 2;
    const angle = atan2(sine, (trace - 1) / 2);
    this.residual.angle = angle;
    const e = this.error;
    const factor = sine < 1e-9 ? 0 : (Math.min(angle, MAX_ANGLE_STEP) * this.radianWeight) / (2 * sine);
    e[3] = sine < 1e-9 && angle > 1 ? MAX_ANGLE_STEP * this.radianWeight : x * factor;
    e[4] = y * factor;
    e[5] = z * factor;
  }

  /** Rows as in `error`, a column a variable. */
  private fillJacobian(): void {
    const { chain, jacobian, rows, units, radianWeight: weight } = this;
    const p = chain.position;
    const b = this.basis;
    const n = chain.size;
    jacobian.fill(0);
    for (let j = 0; j < chain.jointCount; j++) {
      const v = chain.variable[j]!;
      const m = chain.multiplier[j]!;
      const x = chain.movedAxis[3 * j]! * m;
      const y = chain.movedAxis[3 * j + 1]! * m;
      const z = chain.movedAxis[3 * j + 2]! * m;
      if (chain.revolute[j] === 0) {
        const unit = units[v]!;
        jacobian[v]! += x * unit;
        jacobian[n + v]! += y * unit;
        jacobian[2 * n + v]! += z * unit;
        continue;
      }
      const ax = p[0]! - chain.movedPoint[3 * j]!;
      const ay = p[1]! - chain.movedPoint[3 * j + 1]!;
      const az = p[2]! - chain.movedPoint[3 * j + 2]!;
      jacobian[v]! += y * az - z * ay;
      jacobian[n + v]! += z * ax - x * az;
      jacobian[2 * n + v]! += x * ay - y * ax;
      if (rows === 5) {
        jacobian[3 * n + v]! += weight * (b[0]! * x + b[1]! * y + b[2]! * z);
        jacobian[4 * n + v]! += weight * (b[3]! * x + b[4]! * y + b[5]! * z);
      } else {
        jacobian[3 * n + v]! += weight * x;
        jacobian[4 * n + v]! += weight * y;
        jacobian[5 * n + v]! += weight * z;
      }
    }
  }

  /** One damped step within the limits; twice, when the first would push joints beyond a limit they stand at. */
  private move(q: Float64Array, total: number): void {
    const { chain, held, step, units } = this;
    const damping = DAMPING * this.scale + DAMPING_PER_METRE * total;
    held.fill(0);
    for (let pass = 0; pass < 3; pass++) {
      this.solveStep(damping * damping);
      let pushed = false;
      for (let v = 0; v < chain.size; v++) {
        if (held[v] === 1) continue;
        const beyond = step[v]! > 0 ? q[v]! >= chain.upper[v]! : step[v]! < 0 && q[v]! <= chain.lower[v]!;
        if (beyond) {
          held[v] = 1;
          pushed = true;
        }
      }
      if (!pushed) break;
    }
    let largest = 0;
    for (let v = 0; v < chain.size; v++) if (held[v] === 0) largest = Math.max(largest, Math.abs(step[v]!));
    const scale = largest > MAX_JOINT_STEP ? MAX_JOINT_STEP / largest : 1;
    for (let v = 0; v < chain.size; v++) {
      if (held[v] === 1) continue;
      q[v] = Math.max(chain.lower[v]!, Math.min(chain.upper[v]!, q[v]! + scale * step[v]! * units[v]!));
    }
  }

  /** step = Jᵀ (J Jᵀ + damping I)⁻¹ e over the joints that are not held, by Cholesky. */
  private solveStep(damping: number): void {
    const { jacobian, normal, rows, held, step, error } = this;
    const n = this.chain.size;
    for (let a = 0; a < rows; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = a === b ? damping : 0;
        for (let v = 0; v < n; v++) if (held[v] === 0) sum += jacobian[a * n + v]! * jacobian[b * n + v]!;
        normal[a * ROWS + b] = sum;
      }
    }
    const y = choleskySolve(normal, error, rows);
    for (let v = 0; v < n; v++) {
      let sum = 0;
      for (let a = 0; a < rows; a++) sum += jacobian[a * n + v]! * y[a]!;
      step[v] = sum;
    }
  }
}

/** {@link InverseSolver.units}: a variable that turns anything counts in radians. */
function unitsOf(chain: FastChain, scale: number): Float64Array {
  return Float64Array.from(chain.lower, (_, v) =>
    chain.variable.every((variable, j) => variable !== v || chain.revolute[j] === 0) ? scale : 1,
  );
}

const SOLUTION = new Float64Array(ROWS);

/** Solves A y = b for a positive definite A (lower triangle given, overwritten). The answer is scratch space. */
function choleskySolve(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const y = SOLUTION;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * ROWS + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * ROWS + k]! * a[j * ROWS + k]!;
      a[i * ROWS + j] = i === j ? Math.sqrt(sum) : sum / a[j * ROWS + j]!;
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= a[i * ROWS + k]! * y[k]!;
    y[i] = sum / a[i * ROWS + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i]!;
    for (let k = i + 1; k < n; k++) sum -= a[k * ROWS + i]! * y[k]!;
    y[i] = sum / a[i * ROWS + i]!;
  }
  return y;
}

function shorten(e: Float64Array, at: number, by: { readonly length: number; readonly limit: number }): void {
  if (by.length <= by.limit) return;
  const factor = by.limit / by.length;
  for (let i = at; i < at + 3; i++) e[i]! *= factor;
}
