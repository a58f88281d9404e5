/**
 * A body as the scorer sees it: what an embodiment says, brought into the form that the factors compare. Names, vendors and
 * files do not enter.
 */

import type { KinematicChain } from '../../embodiment/kinematics/chain.ts';
import { workspaceCloud, type PoseCloud } from '../../embodiment/reach/pose-cloud.ts';
import { buildReachMap, type ReachMap, type ReachMapOptions } from '../../embodiment/reach/reach-map.ts';
import type { LimbFeatures } from './kinematic-features.ts';

/** Functional class of an end effector, from least to most dexterous; `unknown` when nobody says. */
export const HAND_CLASSES = [
  'unknown',
  'none',
  'suction',
  'two-finger',
  'three-finger',
  'multi-finger',
  'anthropomorphic',
] as const;
/** One of {@link HAND_CLASSES}. */
export type HandClass = (typeof HAND_CLASSES)[number];

/** An end effector. Apertures in metres. */
export interface HandProfile {
  readonly kind: HandClass;
  readonly fingers: number;
  /** Independent drives of the hand. */
  readonly drives: number;
  /** True when some finger has two joints or more that move on their own. */
  readonly articulated: boolean;
  /** Least and greatest opening; null when unknown. */
  readonly aperture: readonly [number, number] | null;
}

/** One limb that carries a tool. Heights in metres. */
export interface LimbProfile {
  /** Index of the end effector in the embodiment; -1 for an extremity. */
  readonly effector: number;
  readonly chain: KinematicChain;
  readonly hand: HandProfile;
  readonly features: LimbFeatures;
  /** Height of the base frame above the floor the body stands on; null when it is not bound to a floor or not known. */
  readonly baseAboveFloor: number | null;
}

/** A camera: position (m) and viewing direction in the frame of what carries it. */
export interface CameraProfile {
  readonly carrier: 'base' | 'head' | 'wrist' | 'unknown';
  readonly depth: boolean;
}

/** How a body can be commanded. */
export type CommandMode = 'position' | 'velocity' | 'torque' | 'end-effector';

/** A body as the scorer sees it. */
export interface BodyProfile {
  readonly id: string;
  readonly limbs: readonly LimbProfile[];
  /** Legs of a body without tools, or fingers of a hand without an arm: compared when neither body has a tool to reach with. */
  readonly extremities: readonly LimbProfile[];
  /** Features of all limbs, legs included. */
  readonly features: readonly LimbFeatures[];
  /** True for bodies that stand on a floor and cannot be put on a table: legged and wheeled ones, and people. */
  readonly floorBound: boolean;
  /** True when the base can turn on the spot. */
  readonly turningBase: boolean;
  /** True for a hand or gripper without an arm: reach says nothing about it. */
  readonly handOnly: boolean;
  readonly human: boolean;
  /** Null when the description says nothing about sensors. */
  readonly cameras: readonly CameraProfile[] | null;
  /** True for a body that measures forces; null when the description says nothing about sensors. */
  readonly feels: boolean | null;
  /** Null when unknown. */
  readonly commands: readonly CommandMode[] | null;
  /** Repeatability (m) of the tool; null when unknown. */
  readonly accuracyM: number | null;
}

const CLOUDS = new WeakMap<LimbProfile, PoseCloud>();
const MAPS = new Map<LimbProfile, ReachMap>();
/** Reach maps that are kept; the oldest goes first. Only targets need one. */
const MAX_MAPS = 64;

/** Workspace of a limb as a pose cloud; the same object for the same profile. */
export function cloudOf(limb: LimbProfile): PoseCloud {
  let cloud = CLOUDS.get(limb);
  if (cloud === undefined) {
    cloud = workspaceCloud(limb.chain);
    CLOUDS.set(limb, cloud);
  }
  return cloud;
}

/** Takes the workspace of a limb that was computed earlier. */
export function keepCloud(limb: LimbProfile, cloud: PoseCloud): void {
  CLOUDS.set(limb, cloud);
}

/** Reach map of a limb, kept for a while. */
export function mapOf(body: BodyProfile, limb: LimbProfile): ReachMap {
  const known = MAPS.get(limb);
  if (known !== undefined) return known;
  const map = buildReachMap(limb.chain, mapOptions(body, limb));
  keepMap(limb, map);
  return map;
}

/** How the map of a limb is built. */
function mapOptions(body: BodyProfile, limb: LimbProfile): Required<ReachMapOptions> {
  const extremity = limb.effector < 0;
  return { turningBase: body.turningBase && !extremity, dilated: extremity };
}

function keepMap(limb: LimbProfile, map: ReachMap): void {
  MAPS.delete(limb);
  const oldest = MAPS.keys().next();
  if (MAPS.size >= MAX_MAPS && oldest.done !== true) MAPS.delete(oldest.value);
  MAPS.set(limb, map);
}

/** A reach map that somebody else may build: {@link buildReachMap} of these two. */
export interface MapPlan {
  readonly chain: KinematicChain;
  readonly options: Required<ReachMapOptions>;
  /** Takes the map that was built. */
  readonly keep: (map: ReachMap) => void;
}

/** Maps of a target's first `limbs` limbs that are not kept. Those that are will be kept for as long as they. */
export function missingMaps(body: BodyProfile, limbs: number): MapPlan[] {
  return [...body.limbs.slice(0, limbs), ...body.extremities].flatMap((limb): MapPlan[] => {
    const known = MAPS.get(limb);
    if (known !== undefined) keepMap(limb, known);
    const options = mapOptions(body, limb);
    return known === undefined ? [{ chain: limb.chain, options, keep: (map) => keepMap(limb, map) }] : [];
  });
}
