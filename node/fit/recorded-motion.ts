/** The recorded motion that a certificate is about, as a manifest states it. */

import { positionSources, type JointSource } from '#contracts/dataset/joint-map.ts';
import { measuredTracks, type PoseTrack } from '#contracts/dataset/pose-map.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';

/** Motion to be replayed. */
export interface FitMotion {
  readonly recorded: Embodiment;
  readonly sources: readonly JointSource[];
  /** End effectors whose poses are recorded as such; those of the others follow from joints. */
  readonly poses?: readonly PoseTrack[];
  /** End effectors whose motion is replayed, by index in the recorded embodiment. */
  readonly effectors: readonly number[];
  /** Frames per second; null when unknown: then velocity limits are left out. */
  readonly fps: number | null;
}

/** The motion of a manifest. Throws `not-found` for one without a body. */
export function motionOfManifest({
  embodiment,
  jointMap,
  poseMap,
  histograms,
  facts,
}: Pick<Manifest, 'embodiment' | 'jointMap' | 'poseMap' | 'histograms' | 'facts'>): FitMotion {
  if (embodiment === null) throw new ExchangeError('not-found', 'The manifest names no body.');
  return {
    recorded: embodiment.body,
    sources: jointMap === null ? [] : positionSources(jointMap),
    poses: poseMap === undefined ? [] : measuredTracks(poseMap),
    effectors: histograms.map(({ effector }) => effector),
    fps: facts.fps,
  };
}
