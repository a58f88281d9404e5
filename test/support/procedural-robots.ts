/**
 * Robots that no file describes: random arms, humanoids and quadrupeds, and the re-packs that leave a robot the same robot.
 */

import type { Pose, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import {
  compose,
  fromAxisAngle,
  fromRpy,
  IDENTITY,
  invert,
  NO_ROTATION,
  scale,
  unit,
  ZERO,
} from '#contracts/embodiment/spatial.ts';

export interface ModelJoint {
  name: string;
  type: 'revolute' | 'continuous' | 'prismatic' | 'fixed';
  axis: Vec3;
  lower: number;
  upper: number;
  effort: number | null;
}

/** A body with the joint that hangs it on its parent; the root hangs on nothing. */
export interface ModelBody {
  name: string;
  parent: number;
  origin: Pose;
  joint: ModelJoint;
  mass: number;
  /** A box at a place in the body's frame: centre and full extents. */
  boxes: { at: Vec3; size: Vec3 }[];
  meshes: string[];
}

export interface RobotModel {
  name: string;
  bodies: ModelBody[];
}

const FIXED: ModelJoint = { name: '', type: 'fixed', axis: [0, 0, 1], lower: 0, upper: 0, effort: null };

class Builder {
  readonly model: RobotModel;
  readonly random: SeededRandom;

  constructor(name: string, seed: number) {
    this.random = seededRandom(seed);
    this.model = { name, bodies: [] };
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.random.unit();
  }

  add(parent: number, origin: Pose, joint: Partial<ModelJoint> & { type: ModelJoint['type'] }): number {
    const index = this.model.bodies.length;
    this.model.bodies.push({
      name: `body${index}`,
      parent,
      origin,
      joint: { ...FIXED, ...joint, name: `joint${index}` },
      mass: 1,
      boxes: [],
      meshes: [],
    });
    return index;
  }

  hinge(parent: number, [at, axis]: [Vec3, Vec3], range?: [number, number]): number {
    const [lower, upper] = range ?? [-this.between(1, 2.9), this.between(1, 2.9)];
    const origin = { position: at, rotation: NO_ROTATION };
    return this.add(parent, origin, {
      type: 'revolute',
      axis,
      lower,
      upper,
      effort: Math.round(this.between(5, 90)),
    });
  }
}

/** A serial arm of 4 to 7 joints on a fixed base, with or without a gripper of two sliding fingers. */
export function randomArm(seed: number): RobotModel {
  const b = new Builder('arm', seed);
  let at = b.add(-1, IDENTITY, { type: 'fixed' });
  b.model.bodies[at]!.boxes.push({ at: [0, 0, 0.02], size: [0.1, 0.1, 0.04] });
  const count = 4 + b.random.below(4);
  const height = b.between(0.08, 0.4);
  at = b.hinge(at, [
    [0, 0, height],
    [0, 0, 1],
  ]);
  for (let i = 1; i < count; i++) {
    const axis: Vec3 = i === 1 ? [0, 1, 0] : unit([b.between(-1, 1), b.between(-1, 1), b.between(-1, 1)]);
    const tilt = fromRpy([b.between(-0.5, 0.5), b.between(-0.5, 0.5), b.between(-3, 3)]);
    const step: Vec3 = [b.between(-0.05, 0.05), b.between(-0.05, 0.05), b.between(0.05, 0.35)];
    at = b.hinge(at, [i === 1 ? [0, 0, b.between(0, 0.1)] : step, axis]);
    if (i > 1) b.model.bodies[at]!.origin = { position: step, rotation: tilt };
    if (b.random.below(5) === 0) {
      const body = b.model.bodies[at]!;
      body.joint = { ...body.joint, type: 'continuous' };
    }
  }
  if (b.random.below(2) === 0) {
    for (const side of [1, -1]) {
      const origin = { position: [0, 0.01 * side, 0.09] as Vec3, rotation: NO_ROTATION };
      const finger = b.add(at, origin, {
        type: 'prismatic',
        axis: [0, side, 0],
        lower: 0,
        upper: 0.04,
        effort: 20,
      });
      b.model.bodies[finger]!.boxes.push({ at: [0, 0, 0.02], size: [0.01, 0.01, 0.04] });
    }
  }
  return b.model;
}

/** Two legs of six joints, a waist, two arms, a head; left and right mirror each other. */
export function randomHumanoid(seed: number): RobotModel {
  const b = new Builder('humanoid', seed);
  const size = b.between(0.6, 1.1);
  const pelvis = b.add(-1, IDENTITY, { type: 'fixed' });
  const [thigh, shank, arm] = [0.4 * size, 0.4 * size, 0.28 * size];
  const legRanges: [number, number][] = [
    [-1, 1.2],
    [-0.4, 0.5],
    [-2, 1.1],
    [0, 2.2],
    [-0.9, 0.6],
    [-0.3, 0.35],
  ];
  for (const side of [1, -1]) {
    const mirrored = (range: [number, number], flip: boolean): [number, number] =>
      flip && side < 0 ? [-range[1], -range[0]] : range;
    let leg = b.hinge(
      pelvis,
      [
        [0, 0.1 * side, -0.05],
        [0, 0, 1],
      ],
      mirrored(legRanges[0]!, true),
    );
    leg = b.hinge(
      leg,
      [
        [0, 0, -0.04],
        [1, 0, 0],
      ],
      mirrored(legRanges[1]!, true),
    );
    leg = b.hinge(
      leg,
      [
        [0, 0, 0],
        [0, 1, 0],
      ],
      legRanges[2],
    );
    leg = b.hinge(
      leg,
      [
        [0, 0, -thigh],
        [0, 1, 0],
      ],
      legRanges[3],
    );
    leg = b.hinge(
      leg,
      [
        [0, 0, -shank],
        [0, 1, 0],
      ],
      legRanges[4],
    );
    leg = b.hinge(
      leg,
      [
        [0, 0, -0.02],
        [1, 0, 0],
      ],
      mirrored(legRanges[5]!, true),
    );
    b.model.bodies[leg]!.boxes.push({ at: [0.04, 0, -0.03], size: [0.2, 0.08, 0.02] });
  }
  const torso = b.hinge(
    pelvis,
    [
      [0, 0, 0.1],
      [0, 0, 1],
    ],
    [-2, 2],
  );
  for (const side of [1, -1]) {
    const roll: [number, number] = side > 0 ? [-0.3, 2] : [-2, 0.3];
    let limb = b.hinge(
      torso,
      [
        [0, 0.16 * side, 0.35 * size],
        [0, 1, 0],
      ],
      [-3, 1.5],
    );
    limb = b.hinge(
      limb,
      [
        [0, 0.03 * side, 0],
        [1, 0, 0],
      ],
      roll,
    );
    limb = b.hinge(
      limb,
      [
        [0, 0, -0.1],
        [0, 0, 1],
      ],
      [-1.5, 1.5],
    );
    limb = b.hinge(
      limb,
      [
        [0, 0, -arm],
        [0, 1, 0],
      ],
      [-2.2, 0.1],
    );
    limb = b.hinge(
      limb,
      [
        [0, 0, -arm],
        [0, 0, 1],
      ],
      [-2.1, 2.1],
    );
    b.model.bodies[limb]!.boxes.push({ at: [0, 0, -0.06], size: [0.04, 0.08, 0.12] });
  }
  const neck = b.hinge(
    torso,
    [
      [0, 0, 0.45 * size],
      [0, 0, 1],
    ],
    [-1.2, 1.2],
  );
  b.hinge(
    neck,
    [
      [0.01, 0, 0.05],
      [0, 1, 0],
    ],
    [-0.6, 0.7],
  );
  return b.model;
}

/** Four legs of three joints on a trunk. */
export function randomQuadruped(seed: number): RobotModel {
  const b = new Builder('quadruped', seed);
  const trunk = b.add(-1, IDENTITY, { type: 'fixed' });
  const [length, width] = [b.between(0.15, 0.35), b.between(0.05, 0.15)];
  const [thigh, shank] = [b.between(0.15, 0.35), b.between(0.15, 0.35)];
  for (const front of [1, -1]) {
    for (const side of [1, -1]) {
      const abduct: [number, number] = side > 0 ? [-0.8, 1] : [-1, 0.8];
      let leg = b.hinge(
        trunk,
        [
          [length * front, width * side, 0],
          [1, 0, 0],
        ],
        abduct,
      );
      leg = b.hinge(
        leg,
        [
          [0, 0.08 * side, 0],
          [0, 1, 0],
        ],
        [-1, 3.2],
      );
      leg = b.hinge(
        leg,
        [
          [0, 0, -thigh],
          [0, 1, 0],
        ],
        [-2.7, -0.7],
      );
      b.model.bodies[leg]!.boxes.push({ at: [0, 0, -shank / 2], size: [0.02, 0.02, shank] });
    }
  }
  return b.model;
}

/** Ways to write the same robot differently. Each gives a model that is the same machine. */
export const REPACKS: Readonly<Record<string, (model: RobotModel, random: SeededRandom) => RobotModel>> = {
  renaming(model, random) {
    const renamed = structuredClone(model);
    for (const body of renamed.bodies) {
      body.name = `x${random.uint32()}`;
      body.joint.name = `y${random.uint32()}`;
    }
    return { ...renamed, name: 'other' };
  },
  'another order'(model, random) {
    const from = model.bodies.map((_, i) => i).sort(() => random.unit() - 0.5);
    const to = new Map(from.map((old, now) => [old, now]));
    const bodies = from.map((old) => {
      const body = structuredClone(model.bodies[old]!);
      return { ...body, parent: body.parent < 0 ? -1 : to.get(body.parent)! };
    });
    return { ...model, bodies };
  },
  'fixed joints in between'(model, random) {
    const split = structuredClone(model);
    for (const [i, body] of model.bodies.entries()) {
      if (body.parent < 0 || random.below(2) === 0) continue;
      const half: Pose = {
        position: [random.unit() - 0.5, random.unit() - 0.5, random.unit() - 0.5],
        rotation: fromRpy([random.unit(), random.unit(), random.unit()]),
      };
      split.bodies.push({
        ...structuredClone(body),
        name: `split${i}`,
        origin: half,
        joint: { ...FIXED, name: `weld${i}` },
        mass: 0,
        boxes: [],
        meshes: [],
      });
      const own = split.bodies[i]!;
      own.parent = split.bodies.length - 1;
      own.origin = compose(invert(half), body.origin);
    }
    return split;
  },
  'a shifted and turned base'(model, random) {
    const moved = structuredClone(model);
    const root = moved.bodies.findIndex((body) => body.parent < 0);
    const pose: Pose = {
      position: [random.unit(), random.unit(), random.unit()],
      rotation: fromAxisAngle([0, 0, 1], 6 * random.unit()),
    };
    moved.bodies.push({
      ...structuredClone(moved.bodies[root]!),
      name: 'station',
      parent: -1,
      joint: { ...FIXED },
      mass: 0,
      boxes: [],
      meshes: [],
    });
    const own = moved.bodies[root]!;
    own.parent = moved.bodies.length - 1;
    own.origin = pose;
    own.joint = { ...FIXED, name: 'bolts' };
    return moved;
  },
  'shifted joint zeros'(model, random) {
    const shifted = structuredClone(model);
    for (const body of shifted.bodies) {
      const { joint } = body;
      if (joint.type === 'fixed') continue;
      const shift = joint.type === 'prismatic' ? 0.1 * random.unit() : 2 * random.unit() - 1;
      const motion: Pose =
        joint.type === 'prismatic'
          ? { position: scale(joint.axis, shift), rotation: NO_ROTATION }
          : { position: ZERO, rotation: fromAxisAngle(joint.axis, shift) };
      body.origin = compose(body.origin, motion);
      joint.lower -= shift;
      joint.upper -= shift;
    }
    return shifted;
  },
  'flipped axes'(model, random) {
    const flipped = structuredClone(model);
    for (const { joint } of flipped.bodies) {
      if (random.below(2) === 0) continue;
      joint.axis = scale(joint.axis, -1);
      [joint.lower, joint.upper] = [-joint.upper, -joint.lower];
    }
    return flipped;
  },
  'more meshes'(model, random) {
    const dressed = structuredClone(model);
    for (const body of dressed.bodies) if (random.below(2) === 0) body.meshes.push(`m${random.below(9)}.stl`);
    return dressed;
  },
};
