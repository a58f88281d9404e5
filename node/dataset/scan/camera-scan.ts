/** Videos of a dataset: each file probed once, frames handed out per episode. */

import { join } from 'node:path';
import type { CameraFacts } from '#contracts/dataset/facts.ts';
import type { VideoSegment } from '../dataset-reader.ts';
import type { FindingCollector } from '../findings.ts';
import type { CameraFrames } from '../quality/video-timing.ts';
import { rateOrNull } from './round.ts';
import { probeVideo, type VideoProbe } from '../video/probe-video.ts';

/** Probes kept: episodes come in file order, so a shard is asked for again at once or never. */
const MAX_HELD_PROBES = 64;

/** What is summed up of one video file. */
export type VideoSummary = Omit<VideoProbe, 'times' | 'fps' | 'cut'> & { readonly frames: number };

interface CameraSum {
  first: VideoSummary | null;
  files: number;
  frames: number;
  seconds: number;
  hasAudio: boolean;
}

/** Sums over the files of each camera. */
export class CameraScan {
  readonly #root: string;
  readonly #findings: FindingCollector;
  readonly #held = new Map<string, VideoProbe | null>();
  readonly #sums = new Map<string, CameraSum>();
  readonly #seen = new Map<string, VideoSummary | null>();
  readonly #onFile: (path: string) => void;

  constructor(root: string, findings: FindingCollector, onFile: (path: string) => void) {
    this.#root = root;
    this.#findings = findings;
    this.#onFile = onFile;
  }

  /** Video files probed so far, readable or not. */
  get files(): number {
    return this.#seen.size;
  }

  /** Frames of the segments that can be read, in their order. */
  async framesOf(segments: readonly VideoSegment[]): Promise<CameraFrames[]> {
    const frames: CameraFrames[] = [];
    for (const segment of segments) {
      const probe = await this.#probe(segment);
      if (probe !== null) frames.push({ times: probe.times, from: segment.from, to: segment.to });
    }
    return frames;
  }

  /** What was summed up of a video; null for one that cannot be read. */
  summaryOf(path: string): VideoSummary | null {
    return this.#seen.get(path) ?? null;
  }

  /** Counts a video once, from this scan or an earlier one. */
  recall(camera: string, path: string, summary: VideoSummary | null): void {
    if (!this.#seen.has(path)) this.#sum(camera, path, summary);
    this.#seen.set(path, summary);
  }

  /** Facts of a camera from its files; null when none could be read. */
  factsOf(name: string): CameraFacts | null {
    const sum = this.#sums.get(name);
    if (sum?.first === null || sum === undefined) return null;
    const { first } = sum;
    return {
      name,
      codec: first.codec,
      width: first.width,
      height: first.height,
      fps: sum.seconds > 0 ? rateOrNull(sum.frames / sum.seconds) : null,
      pixelFormat: first.pixelFormat,
      hasAudio: sum.hasAudio,
      isDepth: null,
      files: sum.files,
      frames: sum.frames,
      intrinsics: 'unknown',
      extrinsics: 'unknown',
    };
  }

  async #probe({ camera, path }: VideoSegment): Promise<VideoProbe | null> {
    const held = this.#held.get(path);
    if (held !== undefined) return held;
    this.#onFile(path);
    const probe = await probeVideo(join(this.#root, path)).catch((error: unknown) => {
      this.#findings.addError('video-unreadable', error, { file: path, params: { camera } });
      return null;
    });
    if (this.#held.size >= MAX_HELD_PROBES) this.#held.delete(this.#held.keys().next().value ?? '');
    this.#held.set(path, probe);
    if (probe !== null && probe.cut !== null) {
      const { missing, end } = probe.cut;
      const place = { file: path, offset: end, row: probe.times.length, params: { camera, missing } };
      this.#findings.add('error', 'video-cut-short', place);
    }
    this.recall(camera, path, probe === null ? null : { ...withoutTimes(probe), frames: probe.times.length });
    return probe;
  }

  #sum(camera: string, path: string, probe: VideoSummary | null): void {
    const sum = this.#sums.get(camera) ?? { first: null, files: 0, frames: 0, seconds: 0, hasAudio: false };
    this.#sums.set(camera, sum);
    if (probe === null) return;
    const first = (sum.first ??= probe);
    if (probe.codec !== first.codec || probe.width !== first.width || probe.height !== first.height) {
      this.#findings.add('warn', 'video-differs', {
        file: path,
        params: { camera, codec: probe.codec, width: probe.width, height: probe.height },
      });
    }
    sum.files++;
    sum.frames += probe.frames;
    sum.seconds += probe.seconds;
    sum.hasAudio ||= probe.hasAudio;
  }
}

function withoutTimes({
  codec,
  width,
  height,
  pixelFormat,
  hasAudio,
  seconds,
}: VideoProbe): Omit<VideoSummary, 'frames'> {
  return { codec, width, height, pixelFormat, hasAudio, seconds };
}
