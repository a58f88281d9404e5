/** Random poses of a chain as the maps of its reach count them: in the frame of its shoulder, on a scale that holds them all. */

import { sampleHalves, INNER_STRIDE, OUTER_STRIDE, type HalfSamples } from '../kinematics/chain-sampler.ts';
import type { FastChain } from '../kinematics/fast-chain.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { seededRandom } from '../seeded-random.ts';
import { dot } from '../spatial.ts';
import { farthestBound, scaleFor } from '../kinematics/length-scale.ts';
import type { ReachFrame } from './reach-frame.ts';

/** Samples of the two halves of a chain in its reach frame, positions divided by the scale of the map that they are for. */
export interface FramedHalves extends HalfSamples {
  readonly scale: number;
}

/** What is drawn (see `HalfSampleRequest`), and how far from the shoulder (m) a map on a scale of 1 sees. */
export interface FramedRequest {
  readonly poses: number;
  readonly mostOuter?: number;
  readonly seed: number;
  readonly usual: number;
}

/** Draws the samples of a map and brings them to the scale that holds all of them. */
export function framedHalves(
  fast: FastChain,
  frame: ReachFrame,
  { seed, usual, ...wanted }: FramedRequest,
): FramedHalves {
  const drawn = sampleHalves(fast, { ...wanted, heldJoint: frame.freeJoint, random: seededRandom(seed) });
  const inner = frameInner(drawn.inner, frame);
  const { outer } = drawn;
  // Few are that large, so the samples are looked at only where the links are long enough.
  const scale = farthestBound(fast, frame.origin) <= usual ? 1 : scaleFor(extentOf({ inner, outer }), usual);
  if (scale === 1) return { inner, outer, scale };
  for (let i = 9; i < inner.length; i += INNER_STRIDE) divide(inner, i, scale);
  for (let o = 0; o < outer.length; o += OUTER_STRIDE) divide(outer, o, scale);
  return { inner, outer, scale };
}

function divide(values: Float64Array, at: number, by: number): void {
  for (let k = at; k < at + 3; k++) values[k]! /= by;
}

/** Greatest distance of any sample from the line that a map turns about, or along it from the shoulder. */
function extentOf({ inner, outer }: HalfSamples): number {
  const pose = new Float64Array(OUTER_STRIDE);
  let [along, across] = [0, 0];
  for (let i = 0; i < inner.length; i += INNER_STRIDE) {
    for (let o = 0; o < outer.length; o += OUTER_STRIDE) {
      applyInner(inner, i, { outer, at: o, pose });
      along = Math.max(along, Math.abs(pose[2]!));
      across = Math.max(across, pose[0]! * pose[0]! + pose[1]! * pose[1]!);
    }
  }
  return Math.max(along, Math.sqrt(across));
}

/** The inner transforms, with coordinates in the reach frame instead of the base frame. */
function frameInner(inner: Float64Array, frame: ReachFrame): Float64Array {
  const out = new Float64Array(inner.length);
  const rows = [frame.x, frame.y, frame.z];
  for (let i = 0; i < inner.length; i += INNER_STRIDE) {
    rows.forEach((axis, row) => {
      for (let column = 0; column < 3; column++) {
        out[i + 3 * row + column] =
          axis[0] * inner[i + column]! + axis[1] * inner[i + 3 + column]! + axis[2] * inner[i + 6 + column]!;
      }
      const moved: Vec3 = [
        inner[i + 9]! - frame.origin[0],
        inner[i + 10]! - frame.origin[1],
        inner[i + 11]! - frame.origin[2],
      ];
      out[i + 9 + row] = dot(axis, moved);
    });
  }
  return out;
}

/** One outer sample and where its pose goes. */
export interface OuterSample {
  readonly outer: Float64Array;
  readonly at: number;
  readonly pose: Float64Array;
}

/** The pose of inner sample `i` and the given outer sample, into `pose`. */
export function applyInner(inner: Float64Array, i: number, { outer, at, pose }: OuterSample): void {
  const px = outer[at]!;
  const py = outer[at + 1]!;
  const pz = outer[at + 2]!;
  const dx = outer[at + 3]!;
  const dy = outer[at + 4]!;
  const dz = outer[at + 5]!;
  pose[0] = inner[i]! * px + inner[i + 1]! * py + inner[i + 2]! * pz + inner[i + 9]!;
  pose[1] = inner[i + 3]! * px + inner[i + 4]! * py + inner[i + 5]! * pz + inner[i + 10]!;
  pose[2] = inner[i + 6]! * px + inner[i + 7]! * py + inner[i + 8]! * pz + inner[i + 11]!;
  pose[3] = inner[i]! * dx + inner[i + 1]! * dy + inner[i + 2]! * dz;
  pose[4] = inner[i + 3]! * dx + inner[i + 4]! * dy + inner[i + 5]! * dz;
  pose[5] = inner[i + 6]! * dx + inner[i + 7]! * dy + inner[i + 8]! * dz;
}
