/** All metrics of one episode. */

import type { QualityMetricId } from '#contracts/dataset/quality.ts';
import { actionLag } from './action-lag.ts';
import { frozen } from './frozen.ts';
import { idleShare } from './idle.ts';
import { limitViolations } from './joint-limits.ts';
import { jumps } from './jumps.ts';
import type { PictureQuality } from '#contracts/dataset/quality.ts';
import { worstPictures } from './picture-quality.ts';
import { saturatedShare } from './saturation.ts';
import type { EpisodeSignals } from './signals.ts';
import { smoothness } from './smoothness.ts';
import { streamTiming, type Stream } from './streams.ts';
import { timing } from './timing.ts';
import { videoTiming, type CameraFrames } from './video-timing.ts';

/** What judging an episode takes beyond its signals. */
export interface EpisodeEvidence {
  readonly signals: EpisodeSignals;
  readonly cameras: readonly CameraFrames[];
  /** Streams with clocks of their own. */
  readonly streams: readonly Stream[];
  /** Share of frames with a task sentence. */
  readonly labelCoverage: number | null;
  /** What decoded pictures show, per camera. */
  readonly pictures: readonly PictureQuality[];
  /** Features that the dataset declares, and those of them that this episode really has. */
  readonly featuresDeclared: number;
  readonly featuresPresent: number;
}

/** Metric values of an episode, and whether its clock was made up. */
export interface EpisodeVerdict {
  readonly values: Record<QualityMetricId, number | null>;
  readonly syntheticClock: boolean;
}

/** Computes every metric of an episode. */
export function measureEpisode(evidence: EpisodeEvidence): EpisodeVerdict {
  const { signals } = evidence;
  const { rows, fps } = signals;
  const time = timing(signals);
  const still = frozen(signals);
  const smooth = smoothness(signals);
  const limits = limitViolations(signals);
  const follow = actionLag(signals);
  const video = videoTiming(evidence.cameras, rows, fps);
  const pictures = worstPictures(evidence.pictures);
  const streams = streamTiming(evidence.streams);
  const declared = evidence.featuresDeclared;
  return {
    syntheticClock: time.synthetic,
    values: {
      duration: fps === null ? spanOf(signals.timestamps) : rows / fps,
      frames: rows,
      'timestamp-jitter': time.synthetic ? null : time.jitterMs,
      'timestamp-gap-longest': time.longestGap,
      'dropped-frames': time.dropped,
      'timestamp-reversals': time.reversals,
      'non-finite': still.nonFinite,
      'frozen-share': still.share,
      'frozen-longest': still.longest,
      'dead-channels': still.deadChannels,
      'saturated-share': saturatedShare(signals),
      jumps: jumps(signals),
      jerk: smooth.jerk,
      smoothness: smooth.logDimensionlessJerk,
      'idle-share': idleShare(signals),
      'limit-violations': limits.position,
      'velocity-violations': limits.velocity,
      'action-lag': follow.lag,
      'tracking-error': follow.error,
      'video-missing': evidence.cameras.length === 0 ? null : video.missing,
      'video-stall-longest': video.longestStall,
      'stream-drift': streams.driftMs,
      'stream-overlap': streams.overlap,
      'black-frames': pictures.black,
      'picture-frozen-longest': pictures.frozenLongest,
      sharpness: pictures.sharpness,
      'exposure-clipped': pictures.clipped,
      'label-coverage': evidence.labelCoverage,
      'modality-completeness': declared === 0 ? null : evidence.featuresPresent / declared,
    },
  };
}

function spanOf(timestamps: Float64Array | null): number | null {
  if (timestamps === null || timestamps.length === 0) return null;
  return (timestamps.at(-1) ?? 0) - (timestamps[0] ?? 0);
}
