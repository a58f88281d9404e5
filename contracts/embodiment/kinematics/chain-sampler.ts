/**
 * Random poses of a chain, many and cheap: the chain is cut in two, each half is sampled on its own, and every inner sample
 * meets every outer one. A thousand evaluations of each half give a million poses.
 */

import { cos, pow, sin } from '../elementary.ts';
import type { FastChain } from './fast-chain.ts';
import { stratifiedValues } from './joint-samples.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { cross, norm } from '../spatial.ts';

/** Numbers in one inner sample: rotation (row-major, 9) and translation (3). */
export const INNER_STRIDE = 12;
/** Numbers in one outer sample: tool position (3) and approach direction (3). */
export const OUTER_STRIDE = 6;

/** Samples of the two halves of a chain. Pose (i, o): p = R_i p_o + t_i, d = R_i d_o. */
export interface HalfSamples {
  readonly inner: Float64Array;
  readonly outer: Float64Array;
}

/** What to draw. `heldJoint` stays at zero (the joint about which a radial map turns), -1 for none. */
export interface HalfSampleRequest {
  readonly heldJoint: number;
  /** Poses wanted: the product of both halves. */
  readonly poses: number;
  readonly random: SeededRandom;
  /** Most draws of the outer half; none by default. */
  readonly mostOuter?: number;
}

/** Most draws of one half: one joint alone needs no million. */
const MAX_DRAWS = 60_000;

/**
 * Draws both halves, the draws shared out by the number of joints that matter in each. Joint values are stratified: of n draws,
 * each n-th part of a joint's range gets one. A chain in which joints of one half follow joints of the other is not cut.
 */
export function sampleHalves(chain: FastChain, request: HalfSampleRequest): HalfSamples {
  const cut = findCut(chain, request.heldJoint);
  const uncut = cut === chain.jointCount;
  const inside = cut - request.heldJoint - 1;
  const outside = chain.jointCount - cut - (rollsAboutTool(chain) ? 1 : 0);
  const share = outside / (inside + outside);
  const outer = uncut
    ? 1
    : Math.max(1, Math.min(request.mostOuter ?? MAX_DRAWS, Math.round(pow(request.poses, share))));
  const inner = Math.min(MAX_DRAWS, Math.round(request.poses / outer));
  return {
    inner: sampleInner(chain, request, { cut, count: inner }),
    outer: sampleOuter(chain, request, { cut, count: outer }),
  };
}

/** True when the last joint only rolls the tool about its approach direction. */
function rollsAboutTool(chain: FastChain): boolean {
  const j = chain.jointCount - 1;
  if (j < 0 || chain.revolute[j] === 0) return false;
  const m = chain.tipRotation;
  const axis: Vec3 = [chain.axis[3 * j]!, chain.axis[3 * j + 1]!, chain.axis[3 * j + 2]!];
  const arm: Vec3 = [
    chain.tipPosition[0]! - chain.point[3 * j]!,
    chain.tipPosition[1]! - chain.point[3 * j + 1]!,
    chain.tipPosition[2]! - chain.point[3 * j + 2]!,
  ];
  return norm(cross(axis, [m[2]!, m[5]!, m[8]!])) < 0.01 && norm(cross(axis, arm)) < 0.005;
}

/** Number of joints in the inner half: near the middle, where no coupling crosses; all of them when there is no such place. */
function findCut(chain: FastChain, heldJoint: number): number {
  const first = heldJoint + 1;
  const middle = first + Math.floor((chain.jointCount - first + 1) / 2);
  for (let away = 0; away <= chain.jointCount; away++) {
    for (const cut of [middle + away, middle - away]) {
      if (cut > first && cut < chain.jointCount && !couplingCrosses(chain, cut)) return cut;
    }
  }
  return chain.jointCount;
}

function couplingCrosses(chain: FastChain, cut: number): boolean {
  for (let i = 0; i < cut; i++) {
    for (let o = cut; o < chain.jointCount; o++) {
      if (chain.variable[i] === chain.variable[o]) return true;
    }
  }
  return false;
}

interface HalfPlan {
  readonly cut: number;
  readonly count: number;
}

function sampleInner(chain: FastChain, request: HalfSampleRequest, plan: HalfPlan): Float64Array {
  const out = new Float64Array(INNER_STRIDE * plan.count);
  const values = stratifiedValues(chain, request.random, plan.count);
  const transform = new Float64Array(INNER_STRIDE);
  for (let k = 0; k < plan.count; k++) {
    identityTransform(transform);
    for (let j = 0; j < plan.cut; j++) {
      if (j !== request.heldJoint) {
        appendScrew(chain, transform, {
          joint: j,
          value: jointValue(chain, j, { values, at: chain.size * k }),
        });
      }
    }
    out.set(transform, INNER_STRIDE * k);
  }
  return out;
}

function sampleOuter(chain: FastChain, request: HalfSampleRequest, plan: HalfPlan): Float64Array {
  const out = new Float64Array(OUTER_STRIDE * plan.count);
  const values = stratifiedValues(chain, request.random, plan.count);
  const transform = new Float64Array(INNER_STRIDE);
  const tip = chain.tipPosition;
  const m = chain.tipRotation;
  for (let k = 0; k < plan.count; k++) {
    identityTransform(transform);
    for (let j = plan.cut; j < chain.jointCount; j++) {
      appendScrew(chain, transform, {
        joint: j,
        value: jointValue(chain, j, { values, at: chain.size * k }),
      });
    }
    for (let row = 0; row < 3; row++) {
      const a = transform[3 * row]!;
      const b = transform[3 * row + 1]!;
      const c = transform[3 * row + 2]!;
      out[OUTER_STRIDE * k + row] = a * tip[0]! + b * tip[1]! + c * tip[2]! + transform[9 + row]!;
      out[OUTER_STRIDE * k + 3 + row] = a * m[2]! + b * m[5]! + c * m[8]!;
    }
  }
  return out;
}

/** Position of a joint in the vector of variables that starts at `at`. */
function jointValue(chain: FastChain, joint: number, from: { values: Float64Array; at: number }): number {
  const variable = from.values[from.at + chain.variable[joint]!]!;
  return chain.multiplier[joint]! * variable + chain.offset[joint]!;
}

function identityTransform(t: Float64Array): void {
  t.fill(0);
  t[0] = 1;
  t[4] = 1;
  t[8] = 1;
}

/** t <- t exp(S value): rotation R becomes R Q, translation becomes R (c - Q c) + t. */
function appendScrew(
  chain: FastChain,
  t: Float64Array,
  { joint, value }: { readonly joint: number; readonly value: number },
): void {
  const x = chain.axis[3 * joint]!;
  const y = chain.axis[3 * joint + 1]!;
  const z = chain.axis[3 * joint + 2]!;
  if (chain.revolute[joint] === 0) {
    for (let row = 0; row < 3; row++) {
      t[9 + row]! += value * (t[3 * row]! * x + t[3 * row + 1]! * y + t[3 * row + 2]! * z);
    }
    return;
  }
  const s = sin(value);
  const c = cos(value);
  const u = 1 - c;
  const q = [
    c + u * x * x,
    u * x * y - s * z,
    u * x * z + s * y,
    u * x * y + s * z,
    c + u * y * y,
    u * y * z - s * x,
    u * x * z - s * y,
    u * y * z + s * x,
    c + u * z * z,
  ] as const;
  const cx = chain.point[3 * joint]!;
  const cy = chain.point[3 * joint + 1]!;
  const cz = chain.point[3 * joint + 2]!;
  const mx = cx - (q[0] * cx + q[1] * cy + q[2] * cz);
  const my = cy - (q[3] * cx + q[4] * cy + q[5] * cz);
  const mz = cz - (q[6] * cx + q[7] * cy + q[8] * cz);
  for (let row = 0; row < 3; row++) {
    const a = t[3 * row]!;
    const b = t[3 * row + 1]!;
    const d = t[3 * row + 2]!;
    t[9 + row]! += a * mx + b * my + d * mz;
    t[3 * row] = a * q[0] + b * q[3] + d * q[6];
    t[3 * row + 1] = a * q[1] + b * q[4] + d * q[7];
    t[3 * row + 2] = a * q[2] + b * q[5] + d * q[8];
  }
}
