/**
 * The motion that a dataset's own pose histograms show. It is packed once, when the dataset comes into the index: a question judges
 * hundreds of rows by it.
 */

import { packCloud, type PackedCloud } from '../../embodiment/reach/packed-cloud.ts';
import { histogramCloud, type PoseCloud } from '../../embodiment/reach/pose-cloud.ts';
import { histogramCells, type PoseHistogram } from '../../embodiment/reach/pose-histogram.ts';
import { SIDE_STEPS } from '../../embodiment/reach/reach-coverage.ts';
import { cloudOf, type BodyProfile } from '../factors/body-profile.ts';
import type { LimbMotion } from '../factors/factor-reach.ts';

/** Poses that stand for a dataset's own motion: shares of cells are kept, and of places within a cell there are few. */
export const MOTION_POSES = 480;

/** Numbers of a packed limb before its lists: limb, part of the motion (two words), lengths of the lists plus one (0 for no list). */
const HEADER = 3 + SIDE_STEPS.length;

/** A motion as numbers, to be kept. */
export type PackedMotion = Uint32Array<ArrayBuffer>;

interface OwnLimb {
  /** Index among the limbs of the recorded body, and part of the whole motion. */
  readonly limb: number;
  readonly part: number;
  /** Null for limbs whose histogram withholds too much: they move in their workspace. */
  readonly cloud: PoseCloud | null;
}

/** The dataset's own poses, limb by limb; empty when the histograms say nothing. */
export function ownMotion(histograms: readonly PoseHistogram[], recorded: BodyProfile): LimbMotion[] {
  return unpackMotion(packMotion(histograms, recorded), recorded, () => histograms);
}

/** Packs a dataset's own motion. Throws `schema-mismatch` when a histogram is broken. */
export function packMotion(histograms: readonly PoseHistogram[], recorded: BodyProfile): PackedMotion {
  const limbs = ownLimbs(histograms, recorded).map(({ limb, part, cloud }) => {
    const lists = cloud === null ? SIDE_STEPS.map(() => null) : packCloud(cloud).lists;
    return { limb, part, lists };
  });
  const sizes = limbs.map(({ lists }) => lists.reduce((sum, list) => sum + (list?.length ?? 0), HEADER));
  const words = new Uint32Array(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  for (const { limb, part, lists } of limbs) {
    words.set([limb, ...wordsOf(part), ...lists.map((list) => (list === null ? 0 : list.length + 1))], at);
    at += HEADER;
    for (const list of lists) {
      if (list === null) continue;
      words.set(list, at);
      at += list.length;
    }
  }
  return words;
}

/** A packed motion as the scorer takes it: a view of the words. `histograms` is asked only for targets that do not stand upright. */
export function unpackMotion(
  words: PackedMotion,
  recorded: BodyProfile,
  histograms: () => readonly PoseHistogram[],
): LimbMotion[] {
  const motion: LimbMotion[] = [];
  for (let at = 0; at < words.length; ) {
    const index = words[at]!;
    const limb = recorded.limbs[index]!;
    const part = numberOf(words, at + 1);
    const lengths = at + 3;
    at += HEADER;
    if (words[lengths] === 0) {
      motion.push({ limb, cloud: cloudOf(limb), part, measured: false });
      continue;
    }
    const lists = SIDE_STEPS.map((_, i) => words.subarray(at, (at += words[lengths + i]! - 1)));
    const packed = { count: MOTION_POSES, shoulder: cloudOf(limb).shoulder, lists };
    motion.push(new OwnLimbMotion({ limb, part, packed }, () => cloudOfLimb(histograms(), recorded, index)));
  }
  return motion;
}

/** A limb that moves by its own histogram: its poses are spread out only when somebody asks for them. */
class OwnLimbMotion implements LimbMotion {
  readonly limb: LimbMotion['limb'];
  readonly part: number;
  readonly packed: PackedCloud;
  readonly measured = true;
  private readonly spread: () => PoseCloud;
  private poses: PoseCloud | undefined;

  constructor(
    of: Pick<LimbMotion, 'limb' | 'part'> & { readonly packed: PackedCloud },
    spread: () => PoseCloud,
  ) {
    this.limb = of.limb;
    this.part = of.part;
    this.packed = of.packed;
    this.spread = spread;
  }

  get cloud(): PoseCloud {
    return (this.poses ??= this.spread());
  }
}

function ownLimbs(histograms: readonly PoseHistogram[], recorded: BodyProfile): OwnLimb[] {
  const total = histograms.reduce((sum, histogram) => sum + histogram.poses, 0);
  if (total === 0) return [];
  return recorded.limbs.flatMap(({ effector }, limb): OwnLimb[] => {
    const histogram = histograms.find((own) => own.effector === effector);
    if (histogram === undefined) return [];
    const cells = histogram.fallback === 'workspace' ? [] : histogramCells(histogram);
    const { shoulder } = cloudOf(recorded.limbs[limb]!);
    const cloud = cells.length === 0 ? null : histogramCloud(cells, shoulder, MOTION_POSES);
    return [{ limb, part: histogram.poses / total, cloud }];
  });
}

function cloudOfLimb(histograms: readonly PoseHistogram[], recorded: BodyProfile, limb: number): PoseCloud {
  return ownLimbs(histograms, recorded).find((own) => own.limb === limb)!.cloud!;
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
