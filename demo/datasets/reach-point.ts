/** Inverse kinematics for a point: where the hand is matters, how it is turned does not. People reach like that. */

import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import type { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import { cross, dot, norm, scale, subtract } from '#contracts/embodiment/spatial.ts';

const ITERATIONS = 60;
const TOLERANCE = 0.002;
const DAMPING = 0.02;
const LONGEST_STEP = 0.15;

/** Moves `q` (within limits) by damped least squares until the tool is at the point; gives the distance that is left, m. */
export function reachPoint(chain: FastChain, q: Float64Array, goal: Vec3): number {
  for (let iteration = 0; ; iteration++) {
    chain.forward(q);
    const tip = triple(chain.position, 0);
    const missing = subtract(goal, tip);
    const left = norm(missing);
    if (left < TOLERANCE || iteration === ITERATIONS) return left;
    const columns = Array.from({ length: chain.jointCount }, (_, joint): Vec3 => {
      const axis = triple(chain.movedAxis, 3 * joint);
      if (chain.revolute[joint] === 0) return axis;
      return cross(axis, subtract(tip, triple(chain.movedPoint, 3 * joint)));
    });
    const pull = solveDamped(columns, scale(missing, Math.min(1, LONGEST_STEP / left)));
    columns.forEach((column, joint) => {
      const variable = chain.variable[joint] ?? 0;
      const moved = (q[variable] ?? 0) + dot(column, pull);
      q[variable] = Math.min(chain.upper[variable] ?? moved, Math.max(chain.lower[variable] ?? moved, moved));
    });
  }
}

function triple(values: Float64Array, at: number): Vec3 {
  return [values[at] ?? 0, values[at + 1] ?? 0, values[at + 2] ?? 0];
}

/** y in (J Jᵀ + λ² I) y = e, by Cramer's rule. */
function solveDamped(columns: readonly Vec3[], error: Vec3): Vec3 {
  const entry = (i: number, j: number): number =>
    columns.reduce(
      (sum, column) => sum + (column[i] ?? 0) * (column[j] ?? 0),
      i === j ? DAMPING * DAMPING : 0,
    );
  const [a, b, c]: [Vec3, Vec3, Vec3] = [
    [entry(0, 0), entry(1, 0), entry(2, 0)],
    [entry(0, 1), entry(1, 1), entry(2, 1)],
    [entry(0, 2), entry(1, 2), entry(2, 2)],
  ];
  const determinant = dot(a, cross(b, c));
  return [
    dot(error, cross(b, c)) / determinant,
    dot(a, cross(error, c)) / determinant,
    dot(a, cross(b, error)) / determinant,
  ];
}
