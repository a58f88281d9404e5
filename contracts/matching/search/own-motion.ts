/**
 * The motion that a dataset's own pose histograms show. It is packed once, when the dataset comes into the index: a question judges
 * hundreds of rows by it.
 */

import { packCloud, type PackedCloud } from '../../embodiment/reach/packed-cloud.ts';
import { growingHistogramCloud, histogramCloud, type PoseCloud } from '../../embodiment/reach/pose-cloud.ts';
import { cellsOfWords, histogramWords, type PoseHistogram } from '../../embodiment/reach/pose-histogram.ts';
import { SIDE_STEPS } from '../../embodiment/reach/reach-coverage.ts';
import { cloudOf, type BodyProfile, type LimbProfile } from '../factors/body-profile.ts';
import type { LimbMotion } from '../factors/factor-reach.ts';

/** Poses that stand for a dataset's own motion: shares of cells are kept, and of places within a cell there are few. */
export const MOTION_POSES = 480;

/** Numbers of a packed limb before its lists: limb, part of the motion (two words), lengths of the lists, and of the cells after them. */
const HEADER = 4 + SIDE_STEPS.length;

/** A motion as numbers, to be kept. */
export type PackedMotion = Uint32Array<ArrayBuffer>;

const NO_WORDS = new Uint32Array(0);

interface OwnLimb {
  /** Index among the limbs of the recorded body, and part of the whole motion. */
  readonly limb: number;
  readonly part: number;
  /** Empty for limbs whose histogram withholds too much: they move in their workspace. */
  readonly cells: Uint32Array;
}

/** The dataset's own poses, limb by limb; empty when the histograms say nothing. */
export function ownMotion(histograms: readonly PoseHistogram[], recorded: BodyProfile): LimbMotion[] {
  return unpackMotion(packMotion(histograms, recorded), recorded);
}

/** Packs a dataset's own motion: the lists that upright targets look up, and the cells for the others. Throws `schema-mismatch` when a histogram is broken. */
export function packMotion(histograms: readonly PoseHistogram[], recorded: BodyProfile): PackedMotion {
  const limbs = ownLimbs(histograms, recorded).map(({ limb, part, cells }) => {
    const parts = [...listsOf(cells, recorded.limbs[limb]!), cells];
    return { header: [limb, ...wordsOf(part), ...parts.map(({ length }) => length)], parts };
  });
  const whole = limbs
    .flatMap(({ parts }) => parts)
    .reduce((sum, { length }) => sum + length, HEADER * limbs.length);
  const words = new Uint32Array(whole);
  let at = 0;
  for (const { header, parts } of limbs) {
    for (const part of [header, ...parts]) {
      words.set(part, at);
      at += part.length;
    }
  }
  return words;
}

function listsOf(cells: Uint32Array, limb: LimbProfile): readonly Uint32Array[] {
  if (cells.length === 0) return SIDE_STEPS.map(() => NO_WORDS);
  return packCloud(histogramCloud(cellsOfWords(cells), cloudOf(limb).shoulder, MOTION_POSES)).lists;
}

/** A packed motion as the scorer takes it: a view of the words. */
export function unpackMotion(words: PackedMotion, recorded: BodyProfile): LimbMotion[] {
  const motion: LimbMotion[] = [];
  for (let at = 0; at < words.length; ) {
    const limb = recorded.limbs[words[at]!]!;
    const part = numberOf(words, at + 1);
    const lengths = at + 3;
    at += HEADER;
    const taken = (i: number): Uint32Array => words.subarray(at, (at += words[lengths + i]!));
    const lists = SIDE_STEPS.map((_, i) => taken(i));
    const cells = taken(SIDE_STEPS.length);
    motion.push(
      cells.length === 0
        ? { limb, cloud: cloudOf(limb), part, measured: false }
        : new OwnLimbMotion({ limb, part, lists, cells }),
    );
  }
  return motion;
}

/** A limb that moves by its own histogram: its poses are spread out only when somebody asks for them. */
class OwnLimbMotion implements LimbMotion {
  readonly limb: LimbMotion['limb'];
  readonly part: number;
  readonly packed: PackedCloud;
  readonly measured = true;
  private readonly cells: Uint32Array;
  private poses: ReturnType<typeof growingHistogramCloud> | undefined;

  constructor({
    limb,
    part,
    lists,
    cells,
  }: Pick<LimbMotion, 'limb' | 'part'> & Pick<PackedCloud, 'lists'> & { readonly cells: Uint32Array }) {
    this.limb = limb;
    this.part = part;
    this.cells = cells;
    this.packed = { count: MOTION_POSES, shoulder: cloudOf(limb).shoulder, lists };
  }

  get growing(): PoseCloud {
    return this.spread();
  }

  get cloud(): PoseCloud {
    const cloud = this.spread();
    cloud.fill(cloud.count);
    return cloud;
  }

  private spread(): ReturnType<typeof growingHistogramCloud> {
    this.poses ??= growingHistogramCloud(cellsOfWords(this.cells), this.packed.shoulder, MOTION_POSES);
    return this.poses;
  }
}

function ownLimbs(histograms: readonly PoseHistogram[], recorded: BodyProfile): OwnLimb[] {
  const total = histograms.reduce((sum, histogram) => sum + histogram.poses, 0);
  if (total === 0) return [];
  return recorded.limbs.flatMap(({ effector }, limb): OwnLimb[] => {
    const histogram = histograms.find((own) => own.effector === effector);
    if (histogram === undefined) return [];
    const cells = histogram.fallback === 'workspace' ? NO_WORDS : histogramWords(histogram);
    const empty = histogram.fine.count + histogram.coarse.count === 0;
    return [{ limb, part: histogram.poses / total, cells: empty ? NO_WORDS : cells }];
  });
}

/** The bits of a number as two words, and back. */
function wordsOf(value: number): [number, number] {
  NUMBER[0] = value;
  return [NUMBER_WORDS[0]!, NUMBER_WORDS[1]!];
}

function numberOf(words: Uint32Array, at: number): number {
  NUMBER_WORDS[0] = words[at]!;
  NUMBER_WORDS[1] = words[at + 1]!;
  return NUMBER[0]!;
}

/** One number and its words. */
const NUMBER = new Float64Array(1);
const NUMBER_WORDS = new Uint32Array(NUMBER.buffer);
