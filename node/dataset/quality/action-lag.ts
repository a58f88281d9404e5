import { channelRange, type EpisodeSignals, type Signal } from './signals.ts';

/** How the measured state follows the commands. */
export interface ActionLag {
  /** Seconds by which the state trails the action; null when actions are no targets of the state, or the rate is unknown. */
  readonly lag: number | null;
  /** Root mean square difference at that lag, as a share of the root mean square range of the channels. */
  readonly error: number | null;
}

/** Lags up to this many seconds are tried. */
const MAX_LAG_SECONDS = 1;
const MAX_LAG_FRAMES = 60;
/** Frames that are compared, evenly spread over the episode. */
const MAX_COMPARED_FRAMES = 300;
/** With a larger difference at the best lag, actions are not targets of these states. */
const MAX_TRACKING_ERROR = 0.15;

/**
 * Action-state lag: the shift k (in frames, 0 … 1 s) for which state[t + k] is nearest to action[t], in root mean square over all channels,
 * as a share of the channels' range. Works for absolute targets of the same channels, as most position-controlled arms record them; for deltas or
 * other spaces the difference stays large and both values are null. (Lag by best alignment: cross-correlation time-delay
 * estimation, Knapp and Carter, IEEE TASSP 24(4), 1976, with squared difference instead of correlation.)
 */
export function actionLag(episode: EpisodeSignals): ActionLag {
  const pair = comparablePair(episode);
  if (pair === null) return { lag: null, error: null };
  const { channels, range } = movingChannels(pair.state);
  if (channels.length === 0) return { lag: null, error: null };
  const frames = episode.rows;
  const second = episode.fps === null ? MAX_LAG_FRAMES : Math.round(episode.fps * MAX_LAG_SECONDS);
  const most = Math.min(MAX_LAG_FRAMES, second, Math.floor(frames / 2));
  let best = { shift: 0, error: Number.POSITIVE_INFINITY };
  for (let shift = 0; shift <= most; shift++) {
    const error = difference(pair, channels, { shift, frames }) / range;
    if (error < best.error) best = { shift, error };
  }
  if (!(best.error <= MAX_TRACKING_ERROR)) return { lag: null, error: null };
  return { lag: episode.fps === null ? null : best.shift / episode.fps, error: best.error };
}

interface Pair {
  readonly action: Signal;
  readonly state: Signal;
}

function comparablePair(episode: EpisodeSignals): Pair | null {
  for (const action of episode.signals) {
    if (action.role !== 'action') continue;
    const state = episode.signals.find(
      (other) => other.role === 'state' && other.moving && other.width === action.width,
    );
    if (state !== undefined) return { action, state };
  }
  return null;
}

/** Channels that move, and the root mean square of their ranges. */
function movingChannels(state: Signal): { channels: number[]; range: number } {
  const channels: number[] = [];
  let squares = 0;
  for (let channel = 0; channel < state.width; channel++) {
    const range = channelRange(state, channel);
    if (range === null || range.max === range.min) continue;
    channels.push(channel);
    squares += (range.max - range.min) ** 2;
  }
  return { channels, range: Math.sqrt(squares / channels.length) };
}

function difference(
  { action, state }: Pair,
  channels: readonly number[],
  { shift, frames }: { shift: number; frames: number },
): number {
  let squares = 0;
  let samples = 0;
  const { width } = state;
  const step = Math.max(1, Math.floor(frames / MAX_COMPARED_FRAMES));
  for (let row = 0; row + shift < frames; row += step) {
    const commanded = row * width;
    const followed = (row + shift) * width;
    for (const channel of channels) {
      const miss = (state.values[followed + channel] ?? 0) - (action.values[commanded + channel] ?? 0);
      if (!Number.isFinite(miss)) continue;
      squares += miss * miss;
      samples++;
    }
  }
  return samples === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(squares / samples);
}
