/** Points of a body that show how far it extends. Meshes are not opened: their frames count, not their shapes. */

import type { Pose, Vec3 } from './kinematic-tree.ts';
import type { Skeleton } from './skeleton.ts';
import { scale, transformPoint } from './spatial.ts';

/** Frames of parts and outer points of primitives of a body, in the root frame at the file's zero. */
export function endsOfBody(skeleton: Skeleton, body: number): Vec3[] {
  const { parts, geometries } = skeleton.bodies[body]!;
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
