/**
 * Human motion as points: tool poses and finger tips from the key points of a hand, tool poses from wrist and elbow.
 *
 * Hands have 21 points (wrist; thumb, index, middle, ring, little finger with four points each, the tip last), the order of
 * MediaPipe, OpenPose and MANO with tips; 25 and 26 points (WebXR, OpenXR) are brought to these. Metres, z up.
 */

import { TARGET_STRIDE } from '../embodiment/kinematics/inverse-kinematics.ts';
import type { Vec3 } from '../embodiment/kinematic-tree.ts';
import { add, cross, distance, dot, perpendicular, scale, subtract, unit } from '../embodiment/spatial.ts';
import type { TipMotion } from './hand-motion.ts';

/** Points of a hand. */
export const HAND_POINTS = 21;
const FINGERS = 5;
/** Which of 25 (WebXR) or 26 (OpenXR: palm first) points are the 21; the metacarpals of the four fingers are left out. */
const OF_25 = [0, 1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 16, 17, 18, 19, 21, 22, 23, 24] as const;
const ORDERS: Readonly<Record<number, readonly number[]>> = {
  21: Array.from({ length: HAND_POINTS }, (_, i) => i),
  25: OF_25,
  26: OF_25.map((i) => i + 1),
};
/** Metres from the wrist to the tool point, where no hand is seen: a hand's breadth. */
const PAST_WRIST = 0.08;

/** The motion of a hand: a tool frame (z from the wrist to the knuckles, x out of the palm) and the tips seen from there. */
export interface HandTrack {
  /** {@link TARGET_STRIDE} numbers a frame; NaN where a point is missing. */
  readonly poses: Float64Array;
  readonly fingers: TipMotion;
}

/** True when so many points are known to be a hand. */
export function isHandLayout(points: number): boolean {
  return ORDERS[points] !== undefined;
}

/** How a tool point is taken from a hand: between thumb and index finger, for grippers; fixed to the palm, for hands. */
export type ToolPoint = 'pinch' | 'palm';

/** The motion of a hand from its points: `count` points a frame, three numbers each. `count` as {@link isHandLayout} knows. */
export function handTrack(
  points: Float64Array,
  layout: { readonly count: number; readonly frames: number; readonly tool: ToolPoint },
): HandTrack {
  const { count, frames, tool } = layout;
  const order = ORDERS[count]!;
  const poses = new Float64Array(TARGET_STRIDE * frames);
  const tips = new Float64Array(3 * FINGERS * frames);
  const roots = new Float64Array(3 * FINGERS * frames);
  const sense = palmSense(points, layout);
  const lengths = Array.from({ length: FINGERS }, () => 0);
  let seen = 0;
  for (let frame = 0; frame < frames; frame++) {
    const p = order.map((i): Vec3 => pointAt(points, count * frame + i));
    const { origin, axes } = toolFrame(p, sense, tool);
    writePose(poses, frame, { origin, axes });
    const inTool = (point: Vec3): Vec3 => {
      const off = subtract(point, origin);
      return [dot(axes[0], off), dot(axes[1], off), dot(axes[2], off)];
    };
    const whole = Number.isFinite(origin[0]);
    for (let f = 0; f < FINGERS; f++) {
      const bones = p.slice(1 + 4 * f, 5 + 4 * f);
      tips.set(inTool(bones[3]!), 3 * (FINGERS * frame + f));
      roots.set(inTool(bones[0]!), 3 * (FINGERS * frame + f));
      if (whole) for (let b = 1; b < 4; b++) lengths[f]! += distance(bones[b - 1]!, bones[b]!);
    }
    if (whole) seen++;
  }
  return {
    poses,
    fingers: { kind: 'tips', tips, roots, lengths: lengths.map((sum) => sum / Math.max(1, seen)) },
  };
}

/** Tool poses of an arm that only wrist and elbow are known of; the roll about the forearm means nothing. */
export function forearmPoses(wrist: Float64Array, elbow: Float64Array, frames: number): Float64Array {
  const poses = new Float64Array(TARGET_STRIDE * frames);
  for (let frame = 0; frame < frames; frame++) {
    const at = pointAt(wrist, frame);
    const z = unit(subtract(at, pointAt(elbow, frame)));
    const x = perpendicular(z);
    writePose(poses, frame, { origin: add(at, scale(z, PAST_WRIST)), axes: [x, cross(z, x), z] });
  }
  return poses;
}

/** +1 or -1: which way the palm looks along the normal from index to little finger; the thumb stands on its side, on average. */
function palmSense(points: Float64Array, { count, frames }: { count: number; frames: number }): 1 | -1 {
  const order = ORDERS[count]!;
  let sum = 0;
  for (let frame = 0; frame < frames; frame++) {
    const at = (i: number): Vec3 => pointAt(points, count * frame + order[i]!);
    const normal = cross(subtract(at(5), at(0)), subtract(at(17), at(0)));
    const lead = dot(normal, subtract(at(4), at(5)));
    const bend = dot(normal, subtract(at(8), at(5)));
    if (Number.isFinite(lead + bend)) sum += lead + bend;
  }
  return sum < 0 ? -1 : 1;
}

function toolFrame(
  p: readonly Vec3[],
  sense: 1 | -1,
  tool: ToolPoint,
): { origin: Vec3; axes: readonly [Vec3, Vec3, Vec3] } {
  const [wrist, thumbTip, index, indexTip, middle, little] = [p[0]!, p[4]!, p[5]!, p[8]!, p[9]!, p[17]!];
  const z = unit(subtract(scale(add(index, middle), 0.5), wrist));
  const normal = scale(cross(subtract(index, wrist), subtract(little, wrist)), sense);
  const x = unit(subtract(normal, scale(z, dot(normal, z))), perpendicular(z));
  const reach = distance(wrist, middle);
  const palm = add(middle, add(scale(z, PALM_AHEAD * reach), scale(x, PALM_OUT * reach)));
  const origin = tool === 'pinch' ? scale(add(thumbTip, indexTip), 0.5) : palm;
  return { origin, axes: [x, cross(z, x), z] };
}

/** Where an object lies in a hand, in lengths of the palm: ahead of the knuckles, and out of the palm. */
const PALM_AHEAD = 0.4;
const PALM_OUT = 0.4;

function pointAt(points: Float64Array, i: number): Vec3 {
  return [points[3 * i]!, points[3 * i + 1]!, points[3 * i + 2]!];
}

function writePose(
  poses: Float64Array,
  frame: number,
  { origin, axes }: { origin: Vec3; axes: readonly [Vec3, Vec3, Vec3] },
): void {
  const at = TARGET_STRIDE * frame;
  poses.set(origin, at);
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++) poses[at + 3 + 3 * row + column] = axes[column]![row]!;
}
