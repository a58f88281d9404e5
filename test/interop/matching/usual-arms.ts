/** Made-up single arms of the kinds that companies sell, as URDF: what a judge from outside measures against each other. */

import { NO_ROTATION } from '#contracts/embodiment/spatial.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import type { ModelBody, RobotModel } from '#test/support/procedural-robots.ts';
import { toUrdf } from '#test/support/write-descriptions.ts';

type Axis = 'x' | 'y' | 'z';

/** Axes in order, and what part of the length lies before each; `aside` moves an axis out of the plane. */
interface Layout {
  readonly axes: readonly Axis[];
  readonly parts: readonly number[];
  readonly aside: readonly number[];
}

const LAYOUTS: readonly Layout[] = [
  // A wrist whose three axes meet.
  { axes: ['z', 'y', 'y', 'z', 'y', 'z'], parts: [0, 0, 0.48, 0.1, 0.34, 0.08], aside: [0, 0, 0, 0, 0, 0] },
  // Three parallel axes and a wrist with offsets.
  {
    axes: ['z', 'y', 'y', 'y', 'z', 'y'],
    parts: [0, 0, 0.46, 0.42, 0.06, 0.06],
    aside: [0, 0.12, -0.02, 0, 0, 0.08],
  },
  // Seven axes, turning and tilting in turn.
  {
    axes: ['z', 'y', 'z', 'y', 'z', 'y', 'z'],
    parts: [0, 0, 0.3, 0.15, 0.3, 0.15, 0.1],
    aside: [0, 0, 0, 0, 0, 0, 0],
  },
  // Five axes: no tilt to the side.
  { axes: ['z', 'y', 'y', 'y', 'z'], parts: [0, 0, 0.42, 0.42, 0.16], aside: [0, 0, 0, 0, 0] },
];

const DIRECTIONS: Readonly<Record<Axis, Vec3>> = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const SHORTEST = 0.4;
const LONGEST = 1.4;

/** URDF of the arm of a seed. Neighbouring seeds have different layouts. */
export function usualArm(seed: number): string {
  const random = seededRandom(seed);
  const layout = LAYOUTS[seed % LAYOUTS.length]!;
  const length = between(random, SHORTEST, LONGEST);
  const bodies: ModelBody[] = [bodyOf(-1, [0, 0, 0], { name: 'mount', type: 'fixed', axis: 'z', range: 0 })];
  layout.axes.forEach((axis, i) => {
    const height =
      i === 0 ? between(random, 0.1, 0.4) : layout.parts[i]! * length * between(random, 0.8, 1.2);
    const range = axis === 'z' ? between(random, 2.6, 3.14) : between(random, 1.6, 2.6);
    const at: Vec3 = [0, layout.aside[i]! * length, height];
    bodies.push(bodyOf(i, at, { name: `axis${i + 1}`, type: 'revolute', axis, range }));
  });
  const model: RobotModel = { name: `arm${seed}`, bodies };
  return toUrdf(model);
}

interface Hinge {
  readonly name: string;
  readonly type: 'fixed' | 'revolute';
  readonly axis: Axis;
  readonly range: number;
}

function bodyOf(parent: number, at: Vec3, { name, type, axis, range }: Hinge): ModelBody {
  return {
    name: `after_${name}`,
    parent,
    origin: { position: at, rotation: NO_ROTATION },
    joint: { name, type, axis: DIRECTIONS[axis], lower: -range, upper: range, effort: 50 },
    mass: 1,
    boxes: [],
    meshes: [],
  };
}

function between(random: SeededRandom, low: number, high: number): number {
  return low + (high - low) * random.unit();
}
