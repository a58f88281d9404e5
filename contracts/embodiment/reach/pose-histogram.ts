/**
 * `histogram/1`: where a dataset's end effector was and from which direction it came, coarse enough to be published.
 *
 * Poses are counted in cells of the gravity-aligned base frame of the recorded body: 8 cm cubes and 42 approach directions. A
 * cell is published only if at least three distinct episodes visit it; cells that are not are joined into cells of 16 cm and
 * 12 directions under the same rule; what is still too rare is withheld and only counted. The reader of a histogram that
 * withholds most of its poses falls back to the workspace of the body.
 *
 * A body that reaches farther than 5 m from its base frame is counted in cells that are larger by a scale (length-scale.ts).
 */

import { z } from 'zod';
import { fromBase64, toBase64 } from '../../bytes.ts';
import { ExchangeError } from '../../errors.ts';
import { COARSE_DIRECTIONS, COARSE_OF_FINE, FINE_DIRECTIONS, fineDirectionBin } from './directions.ts';
import { FastChain } from '../kinematics/fast-chain.ts';
import type { KinematicChain } from '../kinematics/chain.ts';
import type { Quaternion, Vec3 } from '../kinematic-tree.ts';
import { farthestBound, MAX_SCALE, scaleFor } from '../kinematics/length-scale.ts';
import { rotate, UNIT_Z, ZERO } from '../spatial.ts';

/** Edge of a fine cell on a scale of 1, metres; coarse cells have twice that. */
export const FINE_CELL = 0.08;
/** Edge of a coarse cell on a scale of 1, metres. */
export const COARSE_CELL = 0.16;
/** Fine cells along one axis: -5.12 m to 5.12 m on a scale of 1. */
export const FINE_SPAN = 128;
/** Coarse cells along one axis. */
export const COARSE_SPAN = FINE_SPAN / 2;
/** Episodes that have to visit a cell before it is published. */
export const MIN_EPISODES = 3;
/** Most cells of one resolution; rarer ones are treated as too rare. */
export const MAX_CELLS = 4000;
/** Most fine cells that a builder tracks. */
export const MAX_TRACKED_CELLS = 400_000;
/** Weights are whole multiples of this share of all poses. */
export const WEIGHT_UNIT = 1 / 1_048_576;

/** Scales that a histogram names. */
const LARGER_SCALES = [2, 4, 8, 16, 32, MAX_SCALE] as const;
/** Scale of a histogram. */
export type HistogramScale = 1 | (typeof LARGER_SCALES)[number];

const MAX_ENCODED = 64 * 1024;
/** A number of a cell list has at most six bytes. */
const MAX_DIGIT = 128 ** 5;
const MAX_COUNT = 1_000_000_000_000;

const cellsSchema = z.strictObject({
  count: z.int().min(0).max(MAX_CELLS),
  /** Ascending cell keys as differences, LEB128, base64. Key = ((x * span + y) * span + z) * directions + direction. */
  keys: z.string().max(MAX_ENCODED),
  /** Weight of each cell in units of 2^-20 of all poses, LEB128, base64. */
  weights: z.string().max(MAX_ENCODED),
});

const poses = z.int().min(0).max(MAX_COUNT);

/** Schema of the histogram of one end effector. */
export const poseHistogramSchema = z.strictObject({
  schema: z.literal('histogram/1'),
  /** Index of the end effector in the embodiment. */
  effector: z.int().min(0).max(15),
  /** How many times larger cells are, a power of two; left out for 1. */
  scale: z.literal(LARGER_SCALES).exactOptional(),
  poses,
  episodes: z.int().min(0).max(1_000_000_000),
  fine: cellsSchema,
  coarse: cellsSchema,
  /** What is not published: poses in cells that too few episodes visit, and poses beyond the grid. */
  withheld: z.strictObject({ poses, cells: z.int().min(0).max(MAX_COUNT), outside: poses }),
  /** `workspace` when less than half of the poses are published: then a reader uses the body's own workspace. */
  fallback: z.enum(['none', 'workspace']),
});

/** Pose histogram of one end effector. */
export type PoseHistogram = z.infer<typeof poseHistogramSchema>;

/** One published cell: its middle, direction bin (fine: of 42, coarse: of 12) and share of all poses. */
export interface HistogramCell {
  readonly center: Vec3;
  readonly direction: number;
  readonly share: number;
  /** Edge, metres. */
  readonly size: number;
}

/** A fine cell while counting; `episodes` holds the first distinct visitors, up to {@link MIN_EPISODES}. */
interface Tally {
  poses: number;
  readonly episodes: number[];
}

/** The scale on which a histogram holds every pose that the tool of a chain can take, joints of torso and lift included. */
export function histogramScale(chain: KinematicChain): HistogramScale {
  const extent = farthestBound(new FastChain(chain, { includeShared: true }), ZERO);
  const scale = scaleFor(extent, FINE_CELL * (FINE_SPAN / 2));
  return LARGER_SCALES.find((larger) => larger === scale) ?? 1;
}

/** Counts poses as they stream by. One builder an end effector. */
export class PoseHistogramBuilder {
  private readonly effector: number;
  private readonly scale: HistogramScale;
  private readonly tallies = new Map<number, Tally>();
  private readonly seenEpisodes = new Set<number>();
  private poses = 0;
  private outside = 0;

  /**
   * @param effector index of the end effector in the embodiment
   * @param scale how many times larger cells are: {@link histogramScale} of the end effector
   */
  constructor(effector: number, scale: HistogramScale = 1) {
    this.effector = effector;
    this.scale = scale;
  }

  /**
   * Counts one pose. `episode` tells episodes apart; `position` (m) and `rotation` are the tool's in the base frame, its z axis
   * the approach direction. Poses that are not finite or beyond the grid are counted as outside. Throws `limit-exceeded`.
   */
  addPose(episode: number, position: Vec3, rotation: Quaternion): void {
    this.poses++;
    this.seenEpisodes.add(episode);
    const key = fineKey(position, rotate(rotation, UNIT_Z), FINE_CELL * this.scale);
    if (key < 0) {
      this.outside++;
      return;
    }
    let tally = this.tallies.get(key);
    if (tally === undefined) {
      if (this.tallies.size >= MAX_TRACKED_CELLS) {
        throw new ExchangeError('limit-exceeded', 'The motion covers more cells than a histogram tracks.', {
          params: { cells: MAX_TRACKED_CELLS },
        });
      }
      tally = { poses: 0, episodes: [] };
      this.tallies.set(key, tally);
    }
    tally.poses++;
    addVisitor(tally.episodes, episode);
  }

  /** The histogram so far. */
  build(): PoseHistogram {
    const fine = splitByVisitors(this.tallies);
    const coarse = splitByVisitors(coarsen(fine.rare));
    const withheld = [...coarse.rare.values()].reduce((sum, tally) => sum + tally.poses, 0);
    const published = this.poses - this.outside - withheld;
    return {
      schema: 'histogram/1',
      effector: this.effector,
      ...(this.scale === 1 ? {} : { scale: this.scale }),
      poses: this.poses,
      episodes: this.seenEpisodes.size,
      fine: encodeCells(fine.common, this.poses),
      coarse: encodeCells(coarse.common, this.poses),
      withheld: { poses: withheld, cells: coarse.rare.size, outside: this.outside },
      fallback: this.poses > 0 && 2 * published >= this.poses ? 'none' : 'workspace',
    };
  }
}

function addVisitor(episodes: number[], episode: number): void {
  if (episodes.length < MIN_EPISODES && !episodes.includes(episode)) episodes.push(episode);
}

function fineKey(position: Vec3, direction: Vec3, edge: number): number {
  let key = 0;
  for (const coordinate of position) {
    const index = Math.floor(coordinate / edge) + FINE_SPAN / 2;
    if (!(index >= 0 && index < FINE_SPAN)) return -1;
    key = key * FINE_SPAN + index;
  }
  return key * FINE_DIRECTIONS + fineDirectionBin(direction[0], direction[1], direction[2]);
}

/** Cells that may be published, and those that too few episodes visit (or that are beyond {@link MAX_CELLS}). */
function splitByVisitors(tallies: ReadonlyMap<number, Tally>): {
  common: Map<number, Tally>;
  rare: Map<number, Tally>;
} {
  const visited = [...tallies].filter(([, tally]) => tally.episodes.length >= MIN_EPISODES);
  visited.sort(([keyA, a], [keyB, b]) => b.poses - a.poses || keyA - keyB);
  const common = new Map(visited.slice(0, MAX_CELLS));
  const rare = new Map([...tallies].filter(([key]) => !common.has(key)));
  return { common, rare };
}

/** Joins fine cells into coarse ones. Visitors are exact: a rare fine cell knows all of its visitors, or enough of them. */
function coarsen(fine: ReadonlyMap<number, Tally>): Map<number, Tally> {
  const joined = new Map<number, Tally>();
  for (const [key, tally] of fine) {
    const direction = COARSE_OF_FINE[key % FINE_DIRECTIONS]!;
    const cell = Math.floor(key / FINE_DIRECTIONS);
    const z = cell % FINE_SPAN;
    const y = Math.floor(cell / FINE_SPAN) % FINE_SPAN;
    const x = Math.floor(cell / (FINE_SPAN * FINE_SPAN));
    const place = ((x >> 1) * COARSE_SPAN + (y >> 1)) * COARSE_SPAN + (z >> 1);
    const coarseKey = place * COARSE_DIRECTIONS + direction;
    const into = joined.get(coarseKey) ?? { poses: 0, episodes: [] };
    into.poses += tally.poses;
    for (const episode of tally.episodes) addVisitor(into.episodes, episode);
    joined.set(coarseKey, into);
  }
  return joined;
}

function encodeCells(cells: ReadonlyMap<number, Tally>, total: number): PoseHistogram['fine'] {
  const sorted = [...cells].sort(([a], [b]) => a - b);
  const keys: number[] = [];
  const weights: number[] = [];
  let previous = 0;
  for (const [key, tally] of sorted) {
    writeLeb128(keys, key - previous);
    writeLeb128(weights, Math.max(1, Math.round(tally.poses / total / WEIGHT_UNIT)));
    previous = key;
  }
  return {
    count: sorted.length,
    keys: toBase64(Uint8Array.from(keys)),
    weights: toBase64(Uint8Array.from(weights)),
  };
}

function writeLeb128(out: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    out.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
}

/** Published cells of a histogram, fine ones first. Throws `schema-mismatch` when the encoding is broken. */
export function histogramCells(histogram: PoseHistogram): HistogramCell[] {
  return cellsOfWords(histogramWords(histogram));
}

/** Words before the cells of {@link histogramWords}: the scale, and how many of the cells are fine. */
const WORDS_BEFORE = 2;
/** Words of a cell: its place, and its weight. */
const WORDS_A_CELL = 2;

/** The published cells as whole numbers, for whoever reads them often. Throws `schema-mismatch` when the encoding is broken. */
export function histogramWords({ scale, fine, coarse }: PoseHistogram): Uint32Array<ArrayBuffer> {
  const cells = [
    ...wordsOfCells(fine, FINE_SPAN, FINE_DIRECTIONS),
    ...wordsOfCells(coarse, COARSE_SPAN, COARSE_DIRECTIONS),
  ];
  return Uint32Array.from([scale ?? 1, fine.count, ...cells]);
}

function wordsOfCells(cells: PoseHistogram['fine'], span: number, directions: number): number[] {
  const differences = readLeb128s(cells.keys, cells.count);
  const weights = readLeb128s(cells.weights, cells.count);
  const limit = span * span * span * directions;
  const words: number[] = [];
  let key = 0;
  differences.forEach((difference, i) => {
    if (i > 0 && difference === 0) throw broken();
    key += difference;
    if (key >= limit) throw broken();
    words.push(key, weights[i]!);
  });
  return words;
}

/** The cells of {@link histogramWords}. */
export function cellsOfWords(words: Uint32Array): HistogramCell[] {
  const scale = words[0]!;
  const fine = { size: FINE_CELL * scale, span: FINE_SPAN, directions: FINE_DIRECTIONS };
  const coarse = { size: COARSE_CELL * scale, span: COARSE_SPAN, directions: COARSE_DIRECTIONS };
  const coarseFrom = WORDS_BEFORE + WORDS_A_CELL * words[1]!;
  const cells: HistogramCell[] = [];
  for (let at = WORDS_BEFORE; at < words.length; at += WORDS_A_CELL) {
    cells.push(cellAt(words[at]!, words[at + 1]!, at < coarseFrom ? fine : coarse));
  }
  return cells;
}

interface Grid {
  readonly size: number;
  readonly span: number;
  readonly directions: number;
}

function cellAt(key: number, weight: number, { size, span, directions }: Grid): HistogramCell {
  const half = span / 2;
  const place = Math.floor(key / directions);
  const x = Math.floor(place / (span * span));
  const y = Math.floor(place / span) % span;
  const z = place % span;
  return {
    center: [(x - half + 0.5) * size, (y - half + 0.5) * size, (z - half + 0.5) * size],
    direction: key % directions,
    share: weight * WEIGHT_UNIT,
    size,
  };
}

function readLeb128s(text: string, count: number): number[] {
  const bytes = fromBase64(text);
  const values: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 127) * scale;
    if (scale > MAX_DIGIT) throw broken();
    if (byte >= 128) {
      scale *= 128;
      continue;
    }
    values.push(value);
    value = 0;
    scale = 1;
  }
  if (values.length !== count || scale !== 1) throw broken();
  return values;
}

function broken(): ExchangeError {
  return new ExchangeError('schema-mismatch', 'The cells of the pose histogram are not readable.');
}
