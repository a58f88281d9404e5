/** What the engine needs of a dataset only when it is about to be shown: kept outside of the columns, on disk where there is one. */

import type { PoseHistogram } from '../../embodiment/reach/pose-histogram.ts';
import type { MotionNotation } from '../motion-notation.ts';
import type { PackedMotion } from './own-motion.ts';
import type { Instruction } from '../task/score-task.ts';

/** The wordy parts of a dataset. */
export interface DatasetDetails {
  readonly manifestDigest: string;
  readonly tasks: readonly Instruction[];
  readonly histograms: readonly PoseHistogram[];
  readonly notation?: MotionNotation;
}

/** What a store is given of a dataset. */
export interface StoredDetails extends DatasetDetails {
  /** The dataset's own motion; empty when it shows none. */
  readonly motion: PackedMotion;
}

/** Keeps details by slot. What it returns equals what it was given; it may forget everything when the engine is gone. */
export interface DetailStore {
  /** Writes a slot, or writes it anew. */
  put(slot: number, details: StoredDetails): void;
  /** Reads a slot that was written. */
  get(slot: number): DatasetDetails;
  /** Reads only the motion of a slot that was written: the search needs many of them, and nothing else. It holds until the next call. */
  motion(slot: number): PackedMotion;
  delete(slot: number): void;
}

/** Keeps details in memory: for small catalogs, tests and browsers. */
export function memoryDetailStore(): DetailStore {
  const kept = new Map<number, StoredDetails>();
  return {
    put: (slot, details) => void kept.set(slot, details),
    get: (slot) => {
      const { motion: _, ...details } = kept.get(slot)!;
      return details;
    },
    motion: (slot) => kept.get(slot)!.motion,
    delete: (slot) => void kept.delete(slot),
  };
}
