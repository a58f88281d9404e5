/**
 * Vectors, rotations and poses: metres, radians, unit quaternions [w, x, y, z], right-handed frames.
 *
 * A pose maps coordinates of its own frame into its parent's: p_parent = rotate(pose.rotation, p) + pose.position.
 * Pure and identical to the bit on every machine (see elementary.ts).
 */

import { asin, atan2, cos, HALF_PI, sin } from './elementary.ts';
import type { Pose, Quaternion, Vec3 } from './kinematic-tree.ts';

export const ZERO: Vec3 = [0, 0, 0];
export const UNIT_X: Vec3 = [1, 0, 0];
export const UNIT_Y: Vec3 = [0, 1, 0];
export const UNIT_Z: Vec3 = [0, 0, 1];
export const NO_ROTATION: Quaternion = [1, 0, 0, 0];
/** The pose that changes nothing. */
export const IDENTITY: Pose = { position: ZERO, rotation: NO_ROTATION };

/** Row-major 3 x 3 matrix. */
export type Matrix3 = readonly [Vec3, Vec3, Vec3];

/** a + b. */
export function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** a - b. */
export function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** s * a. */
export function scale(a: Vec3, s: number): Vec3 {
  return [a[0] * s, a[1] * s, a[2] * s];
}

/** Scalar product. */
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Vector product. */
export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Length. */
export function norm(a: Vec3): number {
  return Math.sqrt(dot(a, a));
}

/** Distance of two points. */
export function distance(a: Vec3, b: Vec3): number {
  return norm(subtract(a, b));
}

/** Unit vector along `a`, or `fallback` when `a` is shorter than 1e-12. */
export function unit(a: Vec3, fallback: Vec3 = UNIT_Z): Vec3 {
  const length = norm(a);
  return length < 1e-12 ? fallback : scale(a, 1 / length);
}

/** Some unit vector perpendicular to the unit vector `a`; always the same one for the same `a`. */
export function perpendicular(a: Vec3): Vec3 {
  const [x, y, z] = [Math.abs(a[0]), Math.abs(a[1]), Math.abs(a[2])];
  const least = x <= y && x <= z ? UNIT_X : y <= z ? UNIT_Y : UNIT_Z;
  return unit(cross(a, least));
}

/** Rotation `a` after rotation `b`. */
export function multiply(a: Quaternion, b: Quaternion): Quaternion {
  return [
    a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
    a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
    a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
    a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0],
  ];
}

/** Opposite rotation. */
export function conjugate(q: Quaternion): Quaternion {
  return [q[0], -q[1], -q[2], -q[3]];
}

/** Quaternion of unit length; no rotation when `q` is shorter than 1e-12. */
export function normalize(q: Quaternion): Quaternion {
  const length = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
  return length < 1e-12 ? NO_ROTATION : [q[0] / length, q[1] / length, q[2] / length, q[3] / length];
}

/** The vector `v` turned by the rotation `q`. */
export function rotate(q: Quaternion, v: Vec3): Vec3 {
  const u: Vec3 = [q[1], q[2], q[3]];
  const t = scale(cross(u, v), 2);
  return add(add(v, scale(t, q[0])), cross(u, t));
}

/** Rotation by `angle` (rad) about the unit vector `axis`. */
export function fromAxisAngle(axis: Vec3, angle: number): Quaternion {
  const s = sin(angle / 2);
  return [cos(angle / 2), axis[0] * s, axis[1] * s, axis[2] * s];
}

/** Rotation by fixed-axis angles in URDF's order: roll about x, then pitch about y, then yaw about z (rad). */
export function fromRpy(rpy: Vec3): Quaternion {
  const roll = fromAxisAngle(UNIT_X, rpy[0]);
  const pitch = fromAxisAngle(UNIT_Y, rpy[1]);
  const yaw = fromAxisAngle(UNIT_Z, rpy[2]);
  return multiply(yaw, multiply(pitch, roll));
}

/** Roll, pitch and yaw (rad) of a rotation, inverse of {@link fromRpy}; roll is 0 at the poles. */
export function toRpy(q: Quaternion): Vec3 {
  const m = toMatrix(q);
  const s = -m[2][0];
  if (Math.abs(s) > 1 - 1e-12) return [0, s > 0 ? HALF_PI : -HALF_PI, atan2(-m[0][1], m[1][1])];
  return [atan2(m[2][1], m[2][2]), asin(s), atan2(m[1][0], m[0][0])];
}

/** Rotation matrix of a unit quaternion. */
export function toMatrix(q: Quaternion): Matrix3 {
  const [w, x, y, z] = q;
  return [
    [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
    [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
    [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
  ];
}

/** Quaternion of a rotation matrix (Shepperd's choice of the largest component). */
export function fromMatrix(m: Matrix3): Quaternion {
  const [[a, b, c], [d, e, f], [g, h, i]] = m;
  const trace = a + e + i;
  if (trace >= a && trace >= e && trace >= i) return normalize([1 + trace, h - f, c - g, d - b]);
  if (a >= e && a >= i) return normalize([h - f, 1 + a - e - i, b + d, c + g]);
  if (e >= i) return normalize([c - g, b + d, 1 - a + e - i, f + h]);
  return normalize([d - b, c + g, f + h, 1 - a - e + i]);
}

/** Rotation whose x, y and z axes are the given right-handed orthonormal vectors. */
export function fromAxes(x: Vec3, y: Vec3, z: Vec3): Quaternion {
  return fromMatrix([
    [x[0], y[0], z[0]],
    [x[1], y[1], z[1]],
    [x[2], y[2], z[2]],
  ]);
}

/** Shortest rotation that turns the unit vector `from` into the unit vector `to`. */
export function fromTo(from: Vec3, to: Vec3): Quaternion {
  const c = dot(from, to);
  if (c < -1 + 1e-14) {
    const axis = perpendicular(from);
    return [0, axis[0], axis[1], axis[2]];
  }
  const v = cross(from, to);
  return normalize([1 + c, v[0], v[1], v[2]]);
}

/** Angle of a rotation, in [0, π]. */
export function angleOf(q: Quaternion): number {
  return 2 * atan2(Math.sqrt(q[1] * q[1] + q[2] * q[2] + q[3] * q[3]), Math.abs(q[0]));
}

/** Angle between two orientations, in [0, π]. */
export function angleBetween(a: Quaternion, b: Quaternion): number {
  return angleOf(multiply(conjugate(a), b));
}

/** Frame `b`, given in frame `a`, as seen from the parent of `a`. */
export function compose(a: Pose, b: Pose): Pose {
  return {
    position: add(a.position, rotate(a.rotation, b.position)),
    rotation: normalize(multiply(a.rotation, b.rotation)),
  };
}

/** The parent as seen from the frame. */
export function invert(pose: Pose): Pose {
  const rotation = conjugate(pose.rotation);
  return { position: scale(rotate(rotation, pose.position), -1), rotation };
}

/** Coordinates in the parent of the point `p` given in the frame. */
export function transformPoint(pose: Pose, p: Vec3): Vec3 {
  return add(pose.position, rotate(pose.rotation, p));
}
