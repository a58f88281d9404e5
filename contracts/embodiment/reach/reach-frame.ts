/** The line about which what a chain reaches is the same all the way round, and the shoulder on it. */

import type { FastChain } from '../kinematics/fast-chain.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { add, cross, dot, scale, subtract, unit } from '../spatial.ts';

/** An axis counts as vertical within about a quarter of a degree. */
const VERTICAL_COSINE = 0.99999;

/** The line that a map turns about, as a frame: z along the line, origin at the shoulder. */
export interface ReachFrame {
  /** Shoulder point in the chain's base frame, metres. */
  readonly origin: Vec3;
  /** Axes of the frame in the base frame; for a vertical line they are those of the base. */
  readonly x: Vec3;
  readonly y: Vec3;
  readonly z: Vec3;
  readonly vertical: boolean;
  /** Index (in the compiled chain) of the joint that turns about the line, -1 when there is none. */
  readonly freeJoint: number;
}

/** How a frame is chosen. */
export interface ReachFrameOptions {
  /** True when the whole body can turn on the spot (wheeled bases): then the line is the vertical of the base. */
  readonly turningBase?: boolean;
}

/** The frame in which a chain's map is symmetric. */
export function reachFrameOf(chain: FastChain, options: ReachFrameOptions = {}): ReachFrame {
  const free = options.turningBase === true ? -1 : findFreeJoint(chain);
  const axis: Vec3 = free < 0 ? [0, 0, 1] : vectorAt(chain.axis, free);
  const upright: Vec3 = axis[2] < 0 ? scale(axis, -1) : axis;
  const origin = options.turningBase === true ? [0, 0, shoulderHeight(chain)] : shoulderPoint(chain, free);
  const base = { origin: origin as Vec3, freeJoint: free };
  if (upright[2] >= VERTICAL_COSINE) {
    return { ...base, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1], vertical: true };
  }
  const up = subtract([0, 0, 1], scale(upright, upright[2]));
  const x = unit(up);
  return { ...base, x, y: cross(upright, x), z: upright, vertical: false };
}

/** First joint that turns; joints before it may only slide along its axis. */
function findFreeJoint(chain: FastChain): number {
  for (let j = 0; j < chain.jointCount; j++) {
    if (chain.revolute[j] === 0) continue;
    const axis = vectorAt(chain.axis, j);
    for (let before = 0; before < j; before++) {
      if (Math.abs(dot(axis, vectorAt(chain.axis, before))) < VERTICAL_COSINE) return -1;
    }
    const alone = chain.variable.filter((variable) => variable === chain.variable[j]).length === 1;
    return alone ? j : -1;
  }
  return -1;
}

/** Point of the first axis nearest to the next axis that is not parallel to it; without one, at the next joint's height. */
function shoulderPoint(chain: FastChain, free: number): Vec3 {
  if (chain.shoulder !== null) return chain.shoulder;
  if (free < 0) return chain.jointCount === 0 ? vectorAt(chain.tipPosition, 0) : vectorAt(chain.point, 0);
  const axis = vectorAt(chain.axis, free);
  const point = vectorAt(chain.point, free);
  for (let j = free + 1; j < chain.jointCount; j++) {
    if (chain.revolute[j] === 0) continue;
    const other = vectorAt(chain.axis, j);
    const c = dot(axis, other);
    const between = subtract(vectorAt(chain.point, j), point);
    if (Math.abs(c) > 0.999) continue;
    const along = (dot(between, axis) - c * dot(between, other)) / (1 - c * c);
    return add(point, scale(axis, along));
  }
  const next = free + 1 < chain.jointCount ? vectorAt(chain.point, free + 1) : vectorAt(chain.tipPosition, 0);
  return add(point, scale(axis, dot(subtract(next, point), axis)));
}

function shoulderHeight(chain: FastChain): number {
  return shoulderPoint(chain, findFreeJoint(chain))[2];
}

/** Three numbers of an array of vectors. */
export function vectorAt(array: Float64Array, index: number): Vec3 {
  return [array[3 * index]!, array[3 * index + 1]!, array[3 * index + 2]!];
}
