/**
 * What moves on a body that carries no tool: the legs of a walker, the fingers of a hand without an arm. Where their ends get is
 * for them what the reach of a tool is for an arm.
 */

import type { ChainJoint, KinematicChain } from '../../embodiment/kinematics/chain.ts';
import { chainOf, vectorOf } from '../../embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment, Hand } from '../../embodiment/embodiment-schema.ts';
import type { Quaternion, Vec3 } from '../../embodiment/kinematic-tree.ts';
import {
  add,
  conjugate,
  cross,
  distance,
  dot,
  fromAxes,
  IDENTITY,
  multiply,
  norm,
  perpendicular,
  rotate,
  scale,
  subtract,
  unit,
  UNIT_Z,
  ZERO,
} from '../../embodiment/spatial.ts';

/** Reach maps have cells for arms: what is smaller is enlarged, on both sides of a comparison alike. */
const ENLARGED = { leg: 2, finger: 6 } as const;
/** Most extremities that are compared. */
export const MAX_EXTREMITIES = 6;
/** With fewer fingers a hand opens and closes and does nothing else: its opening says it all. */
const MIN_DEXTEROUS_FINGERS = 3;
/** Points nearer than this (m) show no direction. */
const MIN_SEGMENT = 1e-4;

/** A leg or finger: the limb it is, and its chain, enlarged. */
export interface Extremity {
  readonly limb: number;
  readonly chain: KinematicChain;
}

/** Fingers of a hand that stands alone, three at least; else the legs. */
export function extremitiesOf(embodiment: Embodiment): Extremity[] {
  if (embodiment.mounting !== 'flange') return legsOf(embodiment);
  const hand = embodiment.endEffectors[0]?.hand ?? null;
  if (hand === null || hand.fingers.length < MIN_DEXTEROUS_FINGERS) return [];
  const turn = palmTurn(embodiment, hand);
  return hand.fingers.slice(0, MAX_EXTREMITIES).map(({ joints, tip }) => {
    const { limb, chain } = extremity(embodiment, {
      joints,
      tip: vectorOf(tip),
      enlarged: ENLARGED.finger,
    });
    return { limb, chain: turned(chain, turn) };
  });
}

/**
 * Turns a hand upright by its joints alone: fingers along z, away from the thumb along x. Tips are guesses where a file has
 * meshes, so nothing here depends on them.
 */
function palmTurn(embodiment: Embodiment, { fingers, thumb }: Hand): Quaternion {
  if (thumb < 0) return IDENTITY.rotation;
  const pointOf = (joint: number): Vec3 => vectorOf(embodiment.joints[joint]!.point);
  const others = fingers.filter((_, i) => i !== thumb);
  const sum = (vectors: readonly Vec3[]): Vec3 => vectors.reduce((total, v) => add(total, v), ZERO);
  const along = sum(others.map(({ joints }) => subtract(pointOf(joints.at(-1)!), pointOf(joints[0]!))));
  const roots = scale(sum(others.map(({ root }) => vectorOf(root))), 1 / others.length);
  const away = subtract(roots, vectorOf(fingers[thumb]!.root));
  const z = unit(along);
  const across = subtract(away, scale(z, dot(away, z)));
  if (norm(along) < MIN_SEGMENT || norm(across) < MIN_SEGMENT) return IDENTITY.rotation;
  const x = unit(across);
  return conjugate(fromAxes(x, cross(z, x), z));
}

/** The same chain in a turned frame. */
function turned(chain: KinematicChain, turn: Quaternion): KinematicChain {
  const joints = chain.joints.map(
    (joint): ChainJoint => ({
      ...joint,
      axis: rotate(turn, joint.axis),
      point: rotate(turn, joint.point),
    }),
  );
  const { position, rotation } = chain.tcp;
  return { joints, tcp: { position: rotate(turn, position), rotation: multiply(turn, rotation) } };
}

/** Legs end in their last joint: how far a foot is from it no file says alike. Its direction shows how the joint turns. */
function legsOf(embodiment: Embodiment): Extremity[] {
  return embodiment.limbs
    .filter(({ kind }) => kind === 'leg')
    .slice(0, MAX_EXTREMITIES)
    .map(({ joints }) => {
      const last = vectorOf(embodiment.joints[joints.at(-1)!]!.point);
      return extremity(embodiment, { joints, tip: last, enlarged: ENLARGED.leg });
    });
}

interface End {
  readonly joints: readonly number[];
  readonly tip: Vec3;
  readonly enlarged: number;
}

function extremity(embodiment: Embodiment, { joints, tip, enlarged }: End): Extremity {
  const joint = joints.at(-1)!;
  const limb = embodiment.limbs.findIndex((candidate) => candidate.joints.includes(joint));
  const tcp = { position: [...tip], rotation: [...pointing(embodiment, joints, tip)] };
  const chain = chainOf(embodiment, { limb, joint, tcp, source: 'last-axis', hand: null });
  return { limb, chain: enlarge(chain, enlarged) };
}

/** Orientation that looks from the last joint that lies elsewhere to the tip, across the axis of the last joint. */
function pointing(embodiment: Embodiment, joints: readonly number[], tip: Vec3): Quaternion {
  const points = joints.map((i) => vectorOf(embodiment.joints[i]!.point));
  const from = points.findLast((point) => distance(point, tip) > MIN_SEGMENT) ?? subtract(tip, UNIT_Z);
  const axis = vectorOf(embodiment.joints[joints.at(-1)!]!.axis);
  const along = unit(subtract(tip, from));
  const across = cross(axis, cross(along, axis));
  const z = unit(across, along);
  const x = perpendicular(z);
  return fromAxes(x, cross(z, x), z);
}

/** The same chain, larger: angles stay. */
function enlarge(chain: KinematicChain, factor: number): KinematicChain {
  return {
    joints: chain.joints.map((joint): ChainJoint => {
      const point = scale(joint.point, factor);
      if (joint.type === 'revolute') return { ...joint, point };
      return { ...joint, point, lower: joint.lower * factor, upper: joint.upper * factor };
    }),
    tcp: { ...chain.tcp, position: scale(chain.tcp.position, factor) },
  };
}
