/** Looks into a video container without decoding: codec, size, frames and their times. */

import { stat } from 'node:fs/promises';
import type { EncodedPacketSink } from 'mediabunny';
import { ExchangeError } from '#contracts/errors.ts';

/** Frames of one file that are counted; a file beyond is judged on its first part. */
export const MAX_VIDEO_FRAMES = 5_000_000;

/** What a video file shows of itself. */
export interface VideoProbe {
  /** `av1`, `avc`, `hevc`, `vp8`, `vp9` or `unknown`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Such as `yuv420p`; `unknown` when the codec's parameters do not say it. */
  readonly pixelFormat: string;
  readonly hasAudio: boolean;
  /** Presentation times of all frames, seconds, ascending. */
  readonly times: Float64Array;
  /** Frames per second from first to last frame; null with fewer than two frames. */
  readonly fps: number | null;
  /** Seconds from the first frame's start to the last frame's end. */
  readonly seconds: number;
  /** Frames that the index lists and the file does not hold, and where the file ends, bytes; null for a whole file. */
  readonly cut: { readonly missing: number; readonly end: number } | null;
}

/** Probes a video file. Throws `bad-dataset` when it is no video, or its index is damaged. */
export async function probeVideo(path: string): Promise<VideoProbe> {
  // 2 MB of code that most scans do without.
  const { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } = await import('mediabunny');
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) throw new ExchangeError('bad-dataset', 'The file has no video track.');
    const sink = new EncodedPacketSink(track);
    const listed = await frameTimes(sink);
    const readable = await readableFrames(sink, listed.times);
    const times = listed.times.subarray(0, readable);
    const missing = listed.times.length - readable;
    const start = times[0] ?? 0;
    const parameters = (await track.getCodecParameterString()) ?? '';
    return {
      codec: (await track.getCodec()) ?? 'unknown',
      width: await track.getCodedWidth(),
      height: await track.getCodedHeight(),
      pixelFormat: pixelFormatOf(parameters),
      hasAudio: (await input.getPrimaryAudioTrack()) !== null,
      times,
      fps: rateOf(times),
      seconds: missing === 0 ? listed.seconds : (times.at(-1) ?? start) - start,
      cut: missing === 0 ? null : { missing, end: (await stat(path)).size },
    };
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError('bad-dataset', `The video cannot be read: ${String(cause)}`.slice(0, 200), {
      cause,
    });
  } finally {
    input.dispose();
  }
}

async function frameTimes(sink: EncodedPacketSink): Promise<{ times: Float64Array; seconds: number }> {
  const times: number[] = [];
  let end = 0;
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    times.push(packet.timestamp);
    end = Math.max(end, packet.timestamp + packet.duration);
    if (times.length >= MAX_VIDEO_FRAMES) break;
  }
  const sorted = Float64Array.from(times).sort();
  return { times: sorted, seconds: sorted.length === 0 ? 0 : end - (sorted[0] ?? 0) };
}

/** Frames up to the first that the file does not hold: a file that was cut short has an index of all of them. One is read where nothing is missing. */
async function readableFrames(sink: EncodedPacketSink, times: Float64Array): Promise<number> {
  const isThere = async (frame: number): Promise<boolean> =>
    (await sink.getPacket(times[frame] ?? 0).catch(() => null)) !== null;
  if (times.length === 0 || (await isThere(times.length - 1))) return times.length;
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await isThere(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rateOf(times: Float64Array): number | null {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return times.length > 1 && span > 0 ? (times.length - 1) / span : null;
}

/**
 * Pixel format from the codec parameter string of RFC 6381: AV1 profile 0 and AVC/HEVC/VP9 main profiles are 4:2:0.
 * (AV1 codecs parameter: aomediacodec.github.io/av1-isobmff, section 5.)
 */
function pixelFormatOf(parameters: string): string {
  const av1 = /^av01\.(\d)\.\d\d[MH]\.(\d\d)/.exec(parameters);
  if (av1 !== null) return chroma(av1[1] === '0' ? '420' : av1[1] === '1' ? '444' : null, Number(av1[2]));
  const avc = /^avc[13]\.([0-9a-f]{2})/i.exec(parameters);
  if (avc !== null) {
    const profile = Number.parseInt(avc[1] ?? '0', 16);
    if ([66, 77, 88, 100].includes(profile)) return 'yuv420p';
    return profile === 110 ? 'yuv420p10le' : 'unknown';
  }
  const hevc = /^(?:hvc1|hev1)\.(\d)/.exec(parameters);
  if (hevc !== null) return hevc[1] === '1' ? 'yuv420p' : hevc[1] === '2' ? 'yuv420p10le' : 'unknown';
  const vp9 = /^vp09\.(\d\d)\.\d\d\.(\d\d)/.exec(parameters);
  if (vp9 !== null) return chroma(vp9[1] === '00' || vp9[1] === '02' ? '420' : null, Number(vp9[2]));
  return parameters === 'vp8' ? 'yuv420p' : 'unknown';
}

function chroma(subsampling: string | null, bits: number): string {
  if (subsampling === null) return 'unknown';
  return `yuv${subsampling}p${bits > 8 ? `${bits}le` : ''}`;
}
