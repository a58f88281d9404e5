/**
 * What takes long to compute of a limb and is asked for by every question, as bytes: the poses of its workspace and its coarse reach. A
 * store may keep them from one start of a program to the next.
 */

import { COARSE_MAP_BYTES, type CoarseMap } from '../../embodiment/reach/coarse-reach.ts';
import { FastChain } from '../../embodiment/kinematics/fast-chain.ts';
import { CLOUD_SIZE, POSE_STEP, POSE_STRIDE, type PoseCloud } from '../../embodiment/reach/pose-cloud.ts';
import { MAX_SCALE } from '../../embodiment/kinematics/length-scale.ts';
import { reachFrameOf } from '../../embodiment/reach/reach-frame.ts';
import type { LimbProfile } from './body-profile.ts';

/** Keeps bytes by a text of any length. What it returns equals what it was given, or is undefined. */
export interface GeometryStore {
  get(key: string): Uint8Array | undefined;
  put(key: string, bytes: Uint8Array): void;
}

/** The geometry of one limb. */
export interface LimbGeometry {
  readonly cloud: PoseCloud;
  readonly coarse: CoarseMap;
}

const POSES = POSE_STRIDE * CLOUD_SIZE;
const POSE_BYTES = POSES * Int16Array.BYTES_PER_ELEMENT;
/** Scales of poses and map, a byte each. */
const SCALE_BYTES = 2;
const GEOMETRY_BYTES = POSE_BYTES + COARSE_MAP_BYTES + SCALE_BYTES;

/** Everything that the geometry of a limb depends on. */
export function geometryKey(limb: LimbProfile, turningBase: boolean): string {
  return JSON.stringify([turningBase, limb.chain]);
}

/** The geometry as bytes, in this machine's order: they are not for others. */
export function encodeGeometry({ cloud: { poses, scale }, coarse }: LimbGeometry): Uint8Array {
  const bytes = new Uint8Array(GEOMETRY_BYTES);
  bytes.set(new Uint8Array(poses.buffer, poses.byteOffset, poses.byteLength));
  bytes.set(coarse.bits, POSE_BYTES);
  bytes.set([scale.position / POSE_STEP.position, coarse.scale], POSE_BYTES + COARSE_MAP_BYTES);
  return bytes;
}

/** The geometry of a limb from bytes that {@link encodeGeometry} made of it; null when they cannot be such. */
export function decodeGeometry(
  bytes: Uint8Array,
  limb: LimbProfile,
  turningBase: boolean,
): LimbGeometry | null {
  if (bytes.length !== GEOMETRY_BYTES) return null;
  const [step, scale] = [bytes[POSE_BYTES + COARSE_MAP_BYTES]!, bytes[GEOMETRY_BYTES - 1]!];
  if (!isScale(step) || !isScale(scale)) return null;
  const poses = new Int16Array(POSES);
  new Uint8Array(poses.buffer).set(bytes.subarray(0, POSE_BYTES));
  const fast = new FastChain(limb.chain);
  const shoulder = reachFrameOf(fast).origin;
  return {
    cloud: {
      count: CLOUD_SIZE,
      poses,
      scale: { ...POSE_STEP, position: step * POSE_STEP.position },
      shoulder,
      passing: false,
    },
    coarse: {
      frame: reachFrameOf(fast, { turningBase }),
      scale,
      bits: bytes.slice(POSE_BYTES, POSE_BYTES + COARSE_MAP_BYTES),
    },
  };
}

function isScale(value: number): boolean {
  return value >= 1 && value <= MAX_SCALE && (value & (value - 1)) === 0;
}
