/** Brings an embodiment into the form that the scorer compares. */

import type { KinematicChain } from '../../embodiment/kinematics/chain.ts';
import { chainOf } from '../../embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment, EndEffector } from '../../embodiment/embodiment-schema.ts';
import { FastChain } from '../../embodiment/kinematics/fast-chain.ts';
import type { Vec3 } from '../../embodiment/kinematic-tree.ts';
import { reachFrameOf } from '../../embodiment/reach/reach-frame.ts';
import { normalize, unit } from '../../embodiment/spatial.ts';
import type { BodyProfile, CameraProfile, CommandMode, HandProfile, LimbProfile } from './body-profile.ts';
import { extremitiesOf, type Extremity } from './extremities.ts';
import { limbFeatures, type LimbFeatures } from './kinematic-features.ts';

const FLOOR_MOUNTINGS: readonly Embodiment['mounting'][] = ['floor', 'mobile', 'legged'];
/** Limbs whose end effectors are feet, wheels or fingers: no tools. */
const TOOLLESS: readonly Embodiment['limbs'][number]['kind'][] = ['leg', 'wheel', 'finger', 'head'];

const COMMANDS: Readonly<Record<string, CommandMode>> = {
  'joint-position': 'position',
  'joint-velocity': 'velocity',
  'joint-torque': 'torque',
  'end-effector-pose': 'end-effector',
  'end-effector-delta': 'end-effector',
};

/** The profile of an embodiment; `id` is its embodiment id. */
export function profileOf(embodiment: Embodiment, id: string): BodyProfile {
  const effectors = embodiment.endEffectors.flatMap((effector, index) => {
    const kind = effector.limb < 0 ? null : embodiment.limbs[effector.limb]!.kind;
    return kind !== null && TOOLLESS.includes(kind) ? [] : [{ effector, index }];
  });
  const bare = effectors.length === 0 || embodiment.mounting === 'flange';
  return {
    id,
    limbs: effectors.map(({ effector, index }) => limbProfile(embodiment, effector, index)),
    extremities: bare ? extremitiesOf(embodiment).map((end) => extremityProfile(embodiment, end)) : [],
    features: allFeatures(embodiment),
    floorBound: embodiment.kind === 'human' || FLOOR_MOUNTINGS.includes(embodiment.mounting),
    turningBase: embodiment.mounting === 'mobile',
    handOnly: embodiment.mounting === 'flange',
    human: embodiment.kind !== 'robot',
    cameras: embodiment.sensors.length === 0 ? null : camerasOf(embodiment),
    feels: feelsForces(embodiment),
    commands: commandsOf(embodiment),
    accuracyM: embodiment.accuracy?.repeatability ?? null,
  };
}

function limbProfile(embodiment: Embodiment, effector: EndEffector, index: number): LimbProfile {
  const chain = snapped(chainOf(embodiment, effector));
  const shoulder = reachFrameOf(new FastChain(chain)).origin;
  return {
    effector: index,
    chain,
    hand: handProfile(embodiment, effector),
    features: limbFeatures('arm', chain),
    baseAboveFloor: embodiment.shoulderHeight === null ? null : embodiment.shoulderHeight - shoulder[2],
  };
}

function extremityProfile(embodiment: Embodiment, { limb, chain }: Extremity): LimbProfile {
  return {
    effector: -1,
    chain: snapped(chain),
    hand: { kind: 'unknown', fingers: 0, drives: 0, articulated: false, aperture: null },
    features: limbFeatures(embodiment.limbs[limb]!.kind, chain),
    baseAboveFloor: null,
  };
}

/** Steps (m, rad) that chains are brought to: two files of one robot differ in the ninth decimal, and cells have edges. */
const STEP = 1e-6;

function snap(value: number): number {
  return Math.round(value / STEP) * STEP;
}

function snapped(chain: KinematicChain): KinematicChain {
  const place = (v: Vec3): Vec3 => [snap(v[0]), snap(v[1]), snap(v[2])];
  const [w, x, y, z] = chain.tcp.rotation;
  return {
    ...chain,
    joints: chain.joints.map((joint) => ({
      ...joint,
      axis: unit(place(joint.axis)),
      point: place(joint.point),
      lower: snap(joint.lower),
      upper: snap(joint.upper),
    })),
    tcp: {
      position: place(chain.tcp.position),
      rotation: normalize([snap(w), snap(x), snap(y), snap(z)]),
    },
  };
}

/** Tips that come nearer than this (m) are closed: how near exactly is in the meshes. */
const CLOSED = 0.02;

function handProfile({ joints }: Embodiment, { hand }: EndEffector): HandProfile {
  if (hand === null) return { kind: 'none', fingers: 0, drives: 0, articulated: false, aperture: null };
  const jaw = hand.kind === 'jaw';
  const isOwn = (i: number): boolean => joints[i]!.actuated && joints[i]!.follows === null;
  const [least, most] = hand.aperture ?? [0, 0];
  // Of many fingers, some close: the opening is that of the two that open farthest.
  const closes = hand.fingers.length > 2 || least! < CLOSED;
  return {
    kind: hand.kind === 'jaw' ? 'two-finger' : hand.kind,
    fingers: jaw ? 2 : hand.fingers.length,
    drives: hand.actuated,
    articulated: hand.fingers.some((finger) => finger.joints.filter(isOwn).length >= 2),
    aperture: hand.aperture === null ? null : [closes ? 0 : least!, most!],
  };
}

/** Features of every limb; those with a tool end in it, the others in their last joint. */
function allFeatures(embodiment: Embodiment): LimbFeatures[] {
  return embodiment.limbs.flatMap((limb, index): LimbFeatures[] => {
    const effector = embodiment.endEffectors.find((candidate) => candidate.limb === index);
    const last = limb.joints[limb.joints.length - 1]!;
    const chain = snapped(chainOf(embodiment, effector ?? tipOf(embodiment, index, last)));
    return [limbFeatures(limb.kind, chain)];
  });
}

/** A limb without a tool, as if its last joint carried one. */
function tipOf(embodiment: Embodiment, limb: number, joint: number): EndEffector {
  const position = embodiment.joints[joint]!.point;
  return { limb, joint, tcp: { position, rotation: [1, 0, 0, 0] }, source: 'last-axis', hand: null };
}

function camerasOf(embodiment: Embodiment): CameraProfile[] {
  return embodiment.sensors
    .filter((sensor) => sensor.kind === 'camera' || sensor.kind === 'depth')
    .map((sensor) => ({ carrier: carrierOf(embodiment, sensor.joint), depth: sensor.kind === 'depth' }));
}

const FORCE_SENSORS: readonly Embodiment['sensors'][number]['kind'][] = [
  'force-torque',
  'force',
  'torque',
  'tactile',
];

/** Who takes torques as commands knows them, too. */
function feelsForces({ sensors, controlModes }: Embodiment): boolean | null {
  if (sensors.some(({ kind }) => FORCE_SENSORS.includes(kind))) return true;
  if (controlModes?.includes('joint-torque') === true) return true;
  return sensors.length === 0 ? null : false;
}

function carrierOf(embodiment: Embodiment, joint: number): CameraProfile['carrier'] {
  if (joint < 0) return embodiment.mounting === 'worn' ? 'head' : 'base';
  const limb = embodiment.limbs.find((candidate) => candidate.joints.includes(joint));
  if (limb?.kind === 'head') return 'head';
  if (limb?.kind === 'arm' || limb?.kind === 'finger') return 'wrist';
  return limb?.kind === 'torso' ? 'base' : 'unknown';
}

function commandsOf(embodiment: Embodiment): CommandMode[] | null {
  if (embodiment.controlModes === null) return null;
  const modes = embodiment.controlModes.flatMap((mode) => COMMANDS[mode] ?? []);
  return [...new Set(modes)];
}
