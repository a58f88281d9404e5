/** What the code makes of one limb and one motion that never change: when these bytes do, what was kept of others no longer holds. */

import { buildCoarseMap } from '../../embodiment/reach/coarse-reach.ts';
import type { KinematicChain } from '../../embodiment/kinematics/chain.ts';
import { workspaceCloud } from '../../embodiment/reach/pose-cloud.ts';
import { PoseHistogramBuilder } from '../../embodiment/reach/pose-histogram.ts';
import { buildReachMap, type ReachMap } from '../../embodiment/reach/reach-map.ts';
import type { BodyProfile } from '../factors/body-profile.ts';
import { limbFeatures } from '../factors/kinematic-features.ts';
import { encodeGeometry } from '../factors/limb-geometry.ts';
import { packMotion } from './own-motion.ts';

const JOINT = { type: 'revolute', unlimited: false, velocity: null, follows: null, shared: false } as const;
const LIMITS = { lower: -2.1, upper: 1.7 };
const CHAIN: KinematicChain = {
  joints: [
    { ...JOINT, ...LIMITS, axis: [0, 0, 1], point: [0, 0, 0.1], joint: 0 },
    { ...JOINT, ...LIMITS, axis: [0, 1, 0], point: [0.02, 0, 0.3], joint: 1 },
    { ...JOINT, ...LIMITS, axis: [0, 1, 0], point: [0.05, 0, 0.65], joint: 2 },
    { ...JOINT, ...LIMITS, axis: [1, 0, 0], point: [0.3, 0, 0.7], joint: 3 },
    {
      ...JOINT,
      ...LIMITS,
      type: 'prismatic',
      axis: [0.6, 0, 0.8],
      point: [0, 0, 0],
      lower: 0,
      upper: 0.2,
      joint: 4,
    },
  ],
  tcp: { position: [0.5, 0.03, 0.75], rotation: [0.6, 0, 0.8, 0] },
};

/** Geometry of the limb. */
export function probeGeometry(): Uint8Array {
  return encodeGeometry({ cloud: workspaceCloud(CHAIN), coarse: buildCoarseMap(CHAIN) });
}

/** Reach map of the limb. */
export function probeMap(): ReachMap {
  return buildReachMap(CHAIN);
}

/** Packed motion of the limb along a curve. */
export function probeMotion(): Uint8Array {
  const builder = new PoseHistogramBuilder(0);
  for (let episode = 0; episode < 4; episode++) {
    for (let k = 0; k < 60; k++) {
      const along = k / 60;
      builder.addPose(
        episode,
        [0.3 + 0.4 * along, 0.5 - along, 0.2 + along * along],
        k % 2 === 0 ? [1, 0, 0, 0] : [0.6, 0, 0.8, 0],
      );
    }
  }
  return new Uint8Array(packMotion([builder.build()], probeBody()).buffer);
}

function probeBody(): BodyProfile {
  const hand = { kind: 'none', fingers: 0, drives: 0, articulated: false, aperture: null } as const;
  const features = limbFeatures('arm', CHAIN);
  return {
    id: 'probe',
    limbs: [{ effector: 0, chain: CHAIN, hand, features, baseAboveFloor: null }],
    extremities: [],
    features: [features],
    floorBound: false,
    turningBase: false,
    handOnly: false,
    human: false,
    cameras: null,
    feels: null,
    commands: null,
    accuracyM: null,
  };
}
