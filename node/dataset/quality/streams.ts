import { median } from './signals.ts';

/** One stream of an episode: when its samples were received or stored, and when they were taken, seconds. */
export interface Stream {
  readonly times: Float64Array;
  /** Times of the source's own clock, one per sample; null when the stream has no such clock. */
  readonly stamps: Float64Array | null;
}

/** How well the streams of an episode keep together. */
export interface StreamTiming {
  readonly driftMs: number | null;
  readonly overlap: number | null;
}

/** Samples below which a stream says nothing about drift. */
const MIN_SAMPLES = 20;
/** Share of a stream at each end whose offsets are compared. */
const END_SHARE = 0.1;

/**
 * Streams against one another.
 *
 * driftMs: how far two clocks of one stream move apart during the episode: the change of (stored time - source time) from the median of the
 * stream's first tenth to that of its last tenth, largest over streams, milliseconds. Recordings compare log time with header stamps, LeRobot
 * sets compare video times with row timestamps. (Clock skew estimated from one-way offsets: Moon, Skelly, Towsley, INFOCOM 1999;
 * medians in place of the linear program.) Null where no stream has two clocks.
 * overlap: seconds covered by every stream over seconds covered by any; null for fewer than two streams.
 */
export function streamTiming(streams: readonly Stream[]): StreamTiming {
  let driftMs: number | null = null;
  let begun = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
  let ended = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
  let spans = 0;
  for (const { times, stamps } of streams) {
    const drift = stamps === null ? null : driftOf(times, stamps);
    if (drift !== null) driftMs = Math.max(driftMs ?? 0, drift * 1000);
    const first = times[0];
    const last = times.at(-1);
    if (times.length < 2 || first === undefined || last === undefined) continue;
    begun = { first: Math.min(begun.first, first), last: Math.max(begun.last, first) };
    ended = { first: Math.min(ended.first, last), last: Math.max(ended.last, last) };
    spans++;
  }
  const whole = ended.last - begun.first;
  const overlap = spans < 2 || !(whole > 0) ? null : Math.max(0, ended.first - begun.last) / whole;
  return { driftMs, overlap };
}

function driftOf(times: Float64Array, stamps: Float64Array): number | null {
  const samples = Math.min(times.length, stamps.length);
  if (samples < MIN_SAMPLES) return null;
  const width = Math.ceil(samples * END_SHARE);
  // Stamps count from an epoch of their own: only changes of the offset are looked at, near zero for precision.
  const origin = stamps[0] ?? 0;
  const offsets = (from: number): Float64Array =>
    Float64Array.from(
      { length: width },
      (_, i) => (times[from + i] ?? 0) - ((stamps[from + i] ?? 0) - origin),
    );
  const change = (median(offsets(samples - width)) ?? 0) - (median(offsets(0)) ?? 0);
  return Number.isFinite(change) ? Math.abs(change) : null;
}
