/** The frames of a recording: the messages of one channel, or an even grid; and how other channels come onto it. */

import type { ResampleMethod } from '#contracts/dataset/conversions.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { roleOf } from '../../recordings/channel-columns.ts';
import { pickRows, type RowPick } from '../resample.ts';
import type { ChannelSeries, CollectedRecording } from './collect-recording.ts';
import { NumberSeries } from './series.ts';

/** A channel whose messages can be frames: numbers, pictures or a video. */
export interface FrameChannel {
  readonly topic: string;
  /** Nanoseconds. */
  readonly times: BigInt64Array;
  /** The numbers; null for pictures. */
  readonly series: ChannelSeries | null;
}

/** Frame times of one recording. */
export interface FrameGrid {
  /** Frame times, nanoseconds. */
  readonly times: BigInt64Array;
  /** Frames a second. */
  readonly fps: number;
  /** The channel that the frames are; null for an even grid. */
  readonly reference: FrameChannel | null;
}

/** A rate this near to a whole number is that number: clocks of machines are not exact. */
const WHOLE_RATE_TOLERANCE = 0.03;
/** An interval this many times the mean one is a gap. */
const GAP_FACTOR = 5;
/** Frames of one recording. */
const MAX_FRAMES = 5_000_000;

/**
 * Chooses the channel whose messages are the frames: the named topic, else joint positions, else state, else the longest, else the longest of pictures.
 * Throws `not-found`.
 */
export function referenceOf(recording: CollectedRecording, grid: string | null): FrameChannel {
  const all = [...recording.series.values()].filter(({ series }) => series instanceof NumberSeries);
  const named = grid === null ? all : all.filter(({ channel }) => channel.topic === grid);
  const rank = ({ channel, path, series }: ChannelSeries): number => {
    const joints = channel.type === 'sensor_msgs/JointState' && path === 'position';
    const role = roleOf(channel);
    // Commands come when somebody commands; a state comes all the time.
    const kind = role === 'action' ? 0 : joints ? 3 : role === 'state' ? 2 : 1;
    return kind * 1e12 + series.clock.length;
  };
  const [best] = named.toSorted((a, b) => rank(b) - rank(a));
  if (best !== undefined) return { topic: best.channel.topic, times: best.series.clock.times, series: best };
  const cameras = [...recording.pictures.values()].filter(
    ({ channel }) => grid === null || channel.topic === grid,
  );
  const [camera] = cameras.toSorted((a, b) => b.clock.length - a.clock.length);
  if (camera !== undefined) return { topic: camera.channel.topic, times: camera.clock.times, series: null };
  const channels = [...all, ...recording.pictures.values()];
  const topics = [...new Set(channels.map(({ channel }) => channel.topic))];
  throw new ExchangeError(
    grid === null ? 'bad-dataset' : 'not-found',
    grid === null
      ? 'No channel holds numbers or pictures that could be frames.'
      : `No channel ${grid} holds numbers or pictures; there are ${topics.slice(0, 20).join(', ')}.`,
  );
}

/** The grid of a recording. `fps` asks for an even one over the reference channel's time. Throws `bad-dataset` where no rate can be told. */
export function gridOf(reference: FrameChannel, fps: number | null): FrameGrid {
  const { times } = reference;
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined)
    throw new ExchangeError('bad-dataset', 'A channel has no messages.');
  const span = Number(last - first) / 1e9;
  if (fps === null) {
    if (span <= 0) throw new ExchangeError('bad-dataset', 'The frames of the recording have no rate.');
    for (let i = 1; i < times.length; i++) {
      if ((times[i] ?? 0n) < (times[i - 1] ?? 0n))
        throw new ExchangeError('bad-dataset', 'The clock of the frames runs backwards.');
    }
    return { times, fps: roundedRate(rateWithoutGaps(times, span)), reference };
  }
  const frames = Math.floor(span * fps + 1e-6) + 1;
  if (frames > MAX_FRAMES)
    throw new ExchangeError('limit-exceeded', 'The recording would have too many frames.');
  const even = BigInt64Array.from(
    { length: frames },
    (_, row) => first + BigInt(Math.round((row * 1e9) / fps)),
  );
  return { times: even, fps, reference: null };
}

/** Frames a second where there are frames: a pause in which nothing was recorded makes no slower rate. */
function rateWithoutGaps(times: BigInt64Array, span: number): number {
  const longest = (GAP_FACTOR * span) / (times.length - 1);
  let kept = 0;
  let seconds = 0;
  for (let i = 1; i < times.length; i++) {
    const interval = Number((times[i] ?? 0n) - (times[i - 1] ?? 0n)) / 1e9;
    if (interval > longest) continue;
    kept++;
    seconds += interval;
  }
  return seconds > 0 ? kept / seconds : (times.length - 1) / span;
}

function roundedRate(rate: number): number {
  const whole = Math.round(rate);
  if (whole > 0 && Math.abs(rate - whole) / whole < WHOLE_RATE_TOLERANCE) return whole;
  return Math.round(rate * 1000) / 1000;
}

/** Whether every message of a clock belongs to exactly one frame, in order: then its values are taken as they are. */
export function isOnGrid(times: BigInt64Array, grid: FrameGrid): boolean {
  if (times.length !== grid.times.length) return false;
  const half = BigInt(Math.round(0.5e9 / grid.fps));
  return times.every((time, row) => {
    const off = time - (grid.times[row] ?? 0n);
    return off <= half && off >= -half;
  });
}

/** Which message each frame takes. Throws `bad-dataset` for a clock that runs backwards. */
export function framesOf(times: BigInt64Array, grid: FrameGrid): RowPick {
  const start = grid.times[0] ?? 0n;
  const seconds = (list: BigInt64Array): Float64Array =>
    Float64Array.from(list, (time) => Number(time - start) / 1e9);
  const own = seconds(times);
  if (own.some((time, i) => time < (own[i - 1] ?? Number.NEGATIVE_INFINITY)))
    throw new ExchangeError('bad-dataset', 'The clock of a channel runs backwards.');
  return pickRows(own, seconds(grid.times));
}

/** Messages a second; null with fewer than two. */
export function rateOf(times: BigInt64Array): number | null {
  const span = Number((times.at(-1) ?? 0n) - (times[0] ?? 0n)) / 1e9;
  return times.length > 1 && span > 0 ? Math.round(((times.length - 1) / span) * 1000) / 1000 : null;
}

/** Message numbers that frames take by a method; pictures cannot be mixed, so `linear` holds. */
export function pickedBy(pick: RowPick, method: ResampleMethod): Int32Array {
  return method === 'nearest' ? pick.nearest : pick.before;
}
