/**
 * Episodes compared with one another by their motion: near-duplicates, and how much starts and goals differ.
 *
 * A shape is the measured motion at {@link SHAPE_POINTS} evenly spaced moments. Channels are scaled by their range over all compared
 * episodes, and the distance of two poses is the root mean square over channels, so 1 means "across the whole range".
 */

import { at, motionSignals, type EpisodeSignals } from './signals.ts';

/** Moments of an episode that are kept. */
export const SHAPE_POINTS = 16;
/** Channels of a shape; wider motion is cut. */
const MAX_CHANNELS = 64;
/** Episodes that are compared; later ones are left out, and the facts say how many were in. */
export const MAX_SHAPES = 16_384;
/** Two episodes are near-duplicates when their poses differ by less than this share of the range at every moment. */
export const NEAR_DISTANCE = 0.02;
/** … and their durations by less than this share. */
const NEAR_DURATION = 0.1;
/** Width of the kernel of {@link poseDiversity}: poses that differ by a tenth of the range are clearly different. */
const KERNEL_WIDTH = 0.1;
/** Poses that diversity is measured on, evenly chosen. */
const MAX_KERNEL_POSES = 1024;

/** The motion of one episode at a few moments, moment by moment. */
export interface EpisodeShape {
  readonly episode: number;
  /** Seconds; rows where the rate is unknown. */
  readonly duration: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** Shape of an episode; null without motion. Holes are filled with the channel's last value. */
export function episodeShape(episode: number, signals: EpisodeSignals): EpisodeShape | null {
  const motion = motionSignals(signals);
  const width = Math.min(
    MAX_CHANNELS,
    motion.reduce((sum, signal) => sum + signal.width, 0),
  );
  if (width === 0 || signals.rows < 2) return null;
  const values = new Float32Array(width * SHAPE_POINTS);
  for (let point = 0; point < SHAPE_POINTS; point++) {
    const row = Math.round((point * (signals.rows - 1)) / (SHAPE_POINTS - 1));
    let channel = 0;
    for (const signal of motion) {
      for (let i = 0; i < signal.width && channel < width; i++, channel++) {
        const value = at(signal, row, i);
        const before = point === 0 ? 0 : (values[(point - 1) * width + channel] ?? 0);
        values[point * width + channel] = Number.isFinite(value) ? value : before;
      }
    }
  }
  return { episode, duration: signals.rows / (signals.fps ?? 1), width, values };
}

/** What comparing all episodes gave. */
export interface ShapeComparison {
  readonly compared: number;
  /** Groups of episode numbers, each of at least two. */
  readonly groups: readonly (readonly number[])[];
  readonly startDiversity: number | null;
  readonly goalDiversity: number | null;
}

/** Compares shapes of the commonest width with one another. */
export function compareShapes(all: readonly EpisodeShape[]): ShapeComparison {
  const shapes = scaled(ofCommonestWidth(all));
  const points = (point: number): Float32Array[] =>
    shapes.map(({ width, values }) => values.subarray(point * width, (point + 1) * width));
  return {
    compared: shapes.length,
    groups: nearGroups(shapes),
    startDiversity: poseDiversity(points(0)),
    goalDiversity: poseDiversity(points(SHAPE_POINTS - 1)),
  };
}

function ofCommonestWidth(all: readonly EpisodeShape[]): EpisodeShape[] {
  const counts = new Map<number, number>();
  for (const { width } of all) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [commonest] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0];
  return all.filter(({ width }) => width === commonest);
}

/** Channels as shares of their range; channels that never move count nothing and are zero. */
function scaled(shapes: readonly EpisodeShape[]): EpisodeShape[] {
  const width = shapes[0]?.width ?? 0;
  const min = new Float32Array(width).fill(Number.POSITIVE_INFINITY);
  const max = new Float32Array(width).fill(Number.NEGATIVE_INFINITY);
  for (const { values } of shapes) {
    values.forEach((value, i) => {
      const channel = i % width;
      min[channel] = Math.min(min[channel] ?? 0, value);
      max[channel] = Math.max(max[channel] ?? 0, value);
    });
  }
  const moving = min.map((low, i) => ((max[i] ?? 0) > low ? 1 : 0)).reduce((sum, one) => sum + one, 0);
  // Distances are means over channels that move: dead ones must not make everything look alike.
  const weight = moving === 0 ? 0 : Math.sqrt(width / moving);
  return shapes.map((shape) => ({
    ...shape,
    values: shape.values.map((value, i) => {
      const channel = i % width;
      const range = (max[channel] ?? 0) - (min[channel] ?? 0);
      return range > 0 ? ((value - (min[channel] ?? 0)) / range) * weight : 0;
    }),
  }));
}

/**
 * Near-duplicates: pairs whose scaled poses lie within {@link NEAR_DISTANCE} at each of the moments, joined into groups. The widest
 * channel of the first pose is sorted, and only neighbours in it are compared: whatever is near as a whole is near there.
 */
function nearGroups(shapes: readonly EpisodeShape[]): number[][] {
  const channel = widestChannel(shapes);
  const key = (shape: EpisodeShape): number => shape.values[channel] ?? 0;
  const order = shapes.toSorted((a, b) => key(a) - key(b));
  const window = NEAR_DISTANCE * Math.sqrt(shapes[0]?.width ?? 1);
  const parent = new Map<EpisodeShape, EpisodeShape>();
  const root = (shape: EpisodeShape): EpisodeShape => {
    let top = shape;
    for (let up = parent.get(top); up !== undefined; up = parent.get(top)) top = up;
    return top;
  };
  order.forEach((shape, i) => {
    for (let j = i + 1; j < order.length; j++) {
      const other = order[j];
      if (other === undefined || key(other) - key(shape) > window) break;
      if (areNear(shape, other) && root(shape) !== root(other)) parent.set(root(other), root(shape));
    }
  });
  const groups = new Map<EpisodeShape, number[]>();
  for (const shape of shapes) {
    const top = root(shape);
    groups.set(top, [...(groups.get(top) ?? []), shape.episode]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function widestChannel(shapes: readonly EpisodeShape[]): number {
  const width = shapes[0]?.width ?? 0;
  let best = { channel: 0, variance: -1 };
  for (let channel = 0; channel < width; channel++) {
    let sum = 0;
    let squares = 0;
    for (const { values } of shapes) {
      const value = values[channel] ?? 0;
      sum += value;
      squares += value * value;
    }
    const variance = squares / shapes.length - (sum / shapes.length) ** 2;
    if (variance > best.variance) best = { channel, variance };
  }
  return best.channel;
}

function areNear(a: EpisodeShape, b: EpisodeShape): boolean {
  if (Math.abs(a.duration - b.duration) > NEAR_DURATION * Math.max(a.duration, b.duration)) return false;
  for (let point = 0; point < SHAPE_POINTS; point++) {
    const from = point * a.width;
    if (squareDistance(a.values, b.values, { from, to: from + a.width }) > NEAR_DISTANCE ** 2) return false;
  }
  return true;
}

/** Mean square difference of a part of two shapes. */
function squareDistance(a: Float32Array, b: Float32Array, part: { from: number; to: number }): number {
  let sum = 0;
  for (let i = part.from; i < part.to; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return sum / (part.to - part.from);
}

/**
 * Effective number of distinct poses: the Vendi score of order 2 (Friedman and Dieng, TMLR 2023; Pasarkar and Dieng, AISTATS 2024) with a
 * Gaussian kernel: n² / Σ k(i, j)². 1 when all poses are the same, n when all are far apart. Null for fewer than two poses.
 */
export function poseDiversity(all: readonly Float32Array[]): number | null {
  const step = Math.max(1, Math.ceil(all.length / MAX_KERNEL_POSES));
  const poses = all.filter((_, i) => i % step === 0);
  if (poses.length < 2) return null;
  let sum = poses.length;
  for (let i = 0; i < poses.length; i++) {
    for (let j = i + 1; j < poses.length; j++) {
      const a = poses[i] ?? new Float32Array();
      const square = squareDistance(a, poses[j] ?? a, { from: 0, to: a.length });
      sum += 2 * Math.exp(-square / KERNEL_WIDTH ** 2);
    }
  }
  return poses.length ** 2 / sum;
}
