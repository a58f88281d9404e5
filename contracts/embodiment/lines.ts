/** Lines in space: where joint axes are, apart from where a file puts their frames. */

import type { Vec3 } from './kinematic-tree.ts';
import { add, cross, distance, dot, norm, scale, subtract } from './spatial.ts';

/** A line through `point` along the unit vector `axis`. */
export interface Line {
  readonly point: Vec3;
  readonly axis: Vec3;
}

/** Components of directions nearer than this count as equal when a sense is chosen. */
const SENSE_TOLERANCE = 1e-3;
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

/** Which of the two directions of a line is written: the one with the greatest component positive, z before x before y. */
export function senseOf(direction: Vec3): 1 | -1 {
  const [x, y, z] = direction;
  const most = Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) - SENSE_TOLERANCE;
  const lead = Math.abs(z) >= most ? z : Math.abs(x) >= most ? x : y;
  return lead < 0 ? -1 : 1;
}
