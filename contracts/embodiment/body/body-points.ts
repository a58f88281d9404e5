/** Points of a body that show how far it extends. Meshes are not opened: their frames count, not their shapes. */

import type { Pose, Vec3 } from '../kinematic-tree.ts';
import type { Skeleton, SkeletonBody } from './skeleton.ts';
import { PI } from '../elementary.ts';
import { add, distance, scale, transformPoint, ZERO } from '../spatial.ts';

/** Points whose distances differ by less than this (m) are equally far. */
const EQUALLY_FAR = 2.3e-7;

/** Frames of parts and outer points of primitives of a body, in the root frame at the file's zero. */
export function endsOfBody(skeleton: Skeleton, body: number): Vec3[] {
  return endsOfParts(skeleton.bodies[body]!);
}

/** The same of some of the parts of a body. */
export function endsOfParts({ parts, geometries }: Pick<SkeletonBody, 'parts' | 'geometries'>): Vec3[] {
  const points = parts.map((part) => part.position);
  for (const { kind, origin, size } of geometries) {
    if (kind === 'mesh') continue;
    points.push(...primitiveEnds(origin, kind, size));
  }
  return points;
}

function primitiveEnds(origin: Pose, kind: string, size: readonly number[]): Vec3[] {
  const [a = 0, b = 0, c = 0] = size;
  const half: Vec3 =
    kind === 'box'
      ? [a / 2, b / 2, c / 2]
      : kind === 'cylinder'
        ? [0, 0, b / 2]
        : kind === 'capsule'
          ? [0, 0, b / 2 + a]
          : kind === 'sphere'
            ? [a, a, a]
            : [a, b, c];
  const axes: Vec3[] = [
    [half[0], 0, 0],
    [0, half[1], 0],
    [0, 0, half[2]],
  ];
  return axes.flatMap((axis) => [transformPoint(origin, axis), transformPoint(origin, scale(axis, -1))]);
}

/**
 * Points of a wheel with what it reaches beyond them, whichever way it has turned: round shapes by their radius, the others by their
 * ends alone.
 */
export function rimsOf(
  skeleton: Skeleton,
  body: number,
): { readonly point: Vec3; readonly radius: number }[] {
  const round = skeleton.bodies[body]!.geometries.filter(
    ({ kind }) => kind === 'cylinder' || kind === 'sphere',
  );
  return [
    ...endsOfBody(skeleton, body).map((point) => ({ point, radius: 0 })),
    ...round.map(({ origin, size }) => ({ point: origin.position, radius: size[0] ?? 0 })),
  ];
}

/** The point that is farthest from another; the middle of several that are equally far; null without points. */
export function farthestOf(points: readonly Vec3[], from: Vec3): Vec3 | null {
  if (points.length === 0) return null;
  const most = Math.max(...points.map((point) => distance(point, from)));
  const far = points.filter((point) => distance(point, from) > most - EQUALLY_FAR);
  return scale(
    far.reduce((sum, point) => add(sum, point), ZERO),
    1 / far.length,
  );
}

/** Volume (m³) that a part counts as whose shape is not known: its frame stands for a mesh. */
const UNKNOWN_VOLUME = 1e-4;

/**
 * Middle of the parts and primitives of a body by volume, in the root frame at the file's zero; null for a body without any. Bulk
 * decides: a camera on a mast weighs less than the foot that carries both.
 */
export function middleOfBody(skeleton: Skeleton, body: number): Vec3 | null {
  const { parts, geometries } = skeleton.bodies[body]!;
  let total = 0;
  let sum = ZERO;
  const count = (point: Vec3, volume: number): void => {
    total += volume;
    sum = add(sum, scale(point, volume));
  };
  for (const part of parts) count(part.position, UNKNOWN_VOLUME);
  for (const { kind, origin, size } of geometries) {
    if (kind !== 'mesh') count(origin.position, primitiveVolume(kind, size));
  }
  return total > 0 ? scale(sum, 1 / total) : null;
}

function primitiveVolume(kind: string, size: readonly number[]): number {
  const [a = 0, b = 0, c = 0] = size;
  if (kind === 'box') return a * b * c;
  const ball = (4 / 3) * PI * a * a * a;
  if (kind === 'cylinder') return PI * a * a * b;
  if (kind === 'capsule') return PI * a * a * b + ball;
  return kind === 'sphere' ? ball : (4 / 3) * PI * a * b * c;
}
