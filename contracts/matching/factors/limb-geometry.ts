/**
 * What takes long to compute of a limb and is asked for by every question, as bytes: the poses of its workspace and its coarse reach. A
 * store may keep them from one start of a program to the next.
 */

import { COARSE_MAP_BYTES, type CoarseMap } from '../../embodiment/reach/coarse-reach.ts';
import { FastChain } from '../../embodiment/kinematics/fast-chain.ts';
import { CLOUD_SIZE, POSE_SCALE, POSE_STRIDE, type PoseCloud } from '../../embodiment/reach/pose-cloud.ts';
import { reachFrameOf } from '../../embodiment/reach/reach-map.ts';
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

/** Everything that the geometry of a limb depends on. */
export function geometryKey(limb: LimbProfile, turningBase: boolean): string {
  return JSON.stringify([turningBase, limb.chain]);
}

/** The geometry as bytes, in this machine's order: they are not for others. */
export function encodeGeometry({ cloud: { poses }, coarse }: LimbGeometry): Uint8Array {
  const bytes = new Uint8Array(POSE_BYTES + COARSE_MAP_BYTES);
  bytes.set(new Uint8Array(poses.buffer, poses.byteOffset, poses.byteLength));
  bytes.set(coarse.bits, POSE_BYTES);
  return bytes;
}

/** The geometry of a limb from bytes that {@link encodeGeometry} made of it; null when they cannot be such. */
export function decodeGeometry(
  bytes: Uint8Array,
  limb: LimbProfile,
  turningBase: boolean,
): LimbGeometry | null {
  if (bytes.length !== POSE_BYTES + COARSE_MAP_BYTES) return null;
  const poses = new Int16Array(POSES);
  new Uint8Array(poses.buffer).set(bytes.subarray(0, POSE_BYTES));
  const fast = new FastChain(limb.chain);
  const shoulder = reachFrameOf(fast).origin;
  return {
    cloud: { count: CLOUD_SIZE, poses, scale: POSE_SCALE, shoulder, passing: false },
    coarse: { frame: reachFrameOf(fast, { turningBase }), bits: bytes.slice(POSE_BYTES) },
  };
}
