/** A body at rest as lines on a square, seen from ahead, from the side and a little from above. */

import { bodyClassOf } from '#contracts/embodiment/body/body-class.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { postureAt, restOf } from './posture.ts';

/** Edge of the square, and what is left free all around. */
export const SIZE = 160;
export const EDGE = 14;
/** From where (rad about the vertical) bodies are looked at, single arms more from the side; how much of the depth is seen from above. */
const TURN = 0.7;
const ARM_TURN = 1.1;
const TILT = 0.12;
/** Least extent (m) that fills the square: a point is not drawn as large as a robot. */
const LEAST_EXTENT = 1e-6;

/** A point on the square, x to the right, y down. */
export type Flat = readonly [number, number];

/** What is drawn. */
export interface SkeletonLines {
  /** Path of all links, feet and fingers. */
  readonly links: string;
  readonly joints: readonly Flat[];
  readonly tools: readonly Flat[];
  /** Height of the line that the body stands on. */
  readonly ground: number;
}

/** The lines of a body. */
export function skeletonLines(body: Embodiment): SkeletonLines {
  const posture = postureAt(body, restOf(body));
  const base: Vec3 = [0, 0, 0];
  const turn = bodyClassOf(body) === 'arm' ? ARM_TURN : TURN;
  const flat = (point: Vec3): Flat => flatten(point, turn);
  const ends = posture.segments.flatMap(({ from, to }) => [from, to]);
  const points = [...posture.joints, ...posture.tools, ...ends, base].map(flat);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const scale = (SIZE - 2 * EDGE) / Math.max(right - left, bottom - top, LEAST_EXTENT);
  const aside = (SIZE - (right - left) * scale) / 2;
  const down = SIZE - EDGE - (bottom - top) * scale;
  const place = (point: Vec3): Flat => {
    const [x, y] = flat(point);
    return [rounded((x - left) * scale + aside), rounded((y - top) * scale + down)];
  };
  return {
    links: posture.segments
      .map(({ from, to }) => `M${place(from).join(' ')}L${place(to).join(' ')}`)
      .join(''),
    joints: unique(posture.joints.map(place)),
    tools: unique(posture.tools.map(place)),
    ground: body.mounting === 'flange' ? SIZE - EDGE + 4 : place(base)[1],
  };
}

function flatten([x, y, z]: Vec3, turn: number): Flat {
  const side = x * Math.sin(turn) - y * Math.cos(turn);
  const depth = x * Math.cos(turn) + y * Math.sin(turn);
  return [side, -z + depth * TILT];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function unique(all: readonly Flat[]): Flat[] {
  return [...new Map(all.map((one) => [one.join(), one])).values()];
}
