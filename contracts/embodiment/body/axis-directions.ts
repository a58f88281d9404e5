/** Directions across the axis of a joint that turns without limits: what is carried has some, what carries it has some. */

import { atan2 } from '../elementary.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { groupsInOrder } from '../ordering.ts';
import { dot, norm, subtract } from '../spatial.ts';

/** Below this, a direction in the plane of an axis is noise (squared lengths for lines, metres for positions). */
export const NO_DIRECTION = 9.7e-5;

/** The plane across an axis, through a point on it. */
export interface Plane {
  readonly x: Vec3;
  readonly y: Vec3;
  readonly axis: Vec3;
  readonly here: Vec3;
}

/** Collects lines (without direction) and points in the plane across an axis. */
export class Directions {
  readonly #plane: Plane;
  #double: [number, number] = [0, 0];
  #sum: [number, number] = [0, 0];
  #ranked: [number, number] = [0, 0];
  #tilt: [number, number] = [0, 0];
  #along = 0;
  readonly #points: {
    readonly x: number;
    readonly y: number;
    readonly along: number;
    readonly rank: number;
  }[] = [];

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
    const along = dot(v, this.#plane.axis);
    this.#along += weight * along;
    if (norm([x, y, 0]) > NO_DIRECTION) this.#points.push({ x, y, along, rank });
  }

  lineAngle(): number | null {
    const [x, y] = this.#double;
    return norm([x, y, 0]) < NO_DIRECTION ? null : atan2(y, x) / 2;
  }

  /** Where points lie; null when their sum is shorter than `least`. */
  pointAngle(least: number): number | null {
    return angleOfSum(this.#sum, least);
  }

  /**
   * Where points lie; where they balance each other, where lines lean that are neither along the axis nor across it (looked at in its
   * sense or against it); else where points lie by what sets their joints apart.
   */
  looks(sense: number, least: number): number | null {
    const [x, y] = this.#tilt;
    return (
      this.pointAngle(least) ?? angleOfSum([sense * x, sense * y], least) ?? angleOfSum(this.#ranked, least)
    );
  }

  /** Sum of how far points lie along the axis. */
  along(): number {
    return this.#along;
  }

  /** Where one of the fewest like points lies; null when all are on the axis. */
  someAngle(sense: number): number | null {
    const keys = this.#points.map(({ x, y, along, rank }) => [rank, sense * along, norm([x, y, 0])]);
    const [fewest] = groupsInOrder(keys).sort((a, b) => a.length - b.length);
    if (fewest === undefined) return null;
    const { x, y } = this.#points[fewest[0]!]!;
    return atan2(y, x);
  }
}

function angleOfSum([x, y]: readonly [number, number], least: number): number | null {
  return norm([x, y, 0]) < least ? null : atan2(y, x);
}
