/** Lines in space: where joint axes are, apart from where a file puts their frames. */

import type { Vec3 } from './kinematic-tree.ts';
import { add, cross, distance, dot, norm, scale, subtract } from './spatial.ts';

/** A line through `point` along the unit vector `axis`. */
export interface Line {
  readonly point: Vec3;
  readonly axis: Vec3;
}

/** Squared sine below which two directions count as parallel. */
const PARALLEL = 1e-6;

/** Point of a line that is nearest to `target`. */
export function footOn(line: Line, target: Vec3): Vec3 {
  return add(line.point, scale(line.axis, dot(subtract(target, line.point), line.axis)));
}

/** Point of a line that is nearest to another line; for parallel lines, to the other's point. */
export function nearestOn(line: Line, other: Line): Vec3 {
  const normal = cross(line.axis, other.axis);
  const square = dot(normal, normal);
  if (square < PARALLEL) return footOn(line, other.point);
  const along = dot(cross(subtract(other.point, line.point), other.axis), normal) / square;
  return add(line.point, scale(line.axis, along));
}

/** Distance (m) of two lines. */
export function distanceOf(line: Line, other: Line): number {
  const normal = cross(line.axis, other.axis);
  const square = dot(normal, normal);
  if (square < PARALLEL) return distance(other.point, footOn(line, other.point));
  return Math.abs(dot(subtract(other.point, line.point), normal)) / norm(normal);
}
