/** Packed motions, kept from one start of a program to the next: packing one takes a quarter of a millisecond, and a catalog has many. */

import type { BodyProfile } from '../factors/body-profile.ts';
import type { IndexedDataset } from './indexed-dataset.ts';
import { packMotion, type PackedMotion } from './own-motion.ts';

/** Keeps bytes by the digest of the manifest that they were made of. What it returns equals what it was given, or is undefined. */
export interface MotionStore {
  get(manifestDigest: string): Uint8Array | undefined;
  put(manifestDigest: string, bytes: Uint8Array): void;
  delete(manifestDigest: string): void;
}

/**
 * The motion of a dataset as {@link packMotion} packs it, taken from a store where it is there. Manifests name their body and hold their
 * histograms, so the digest says all that a motion depends on. Throws `schema-mismatch` when a histogram is broken.
 */
export function motionOfDataset(
  { manifestDigest, histograms }: IndexedDataset,
  recorded: BodyProfile,
  kept: MotionStore | null,
): PackedMotion {
  if (kept === null || !histograms.some(({ poses }) => poses > 0)) return packMotion(histograms, recorded);
  const known = kept.get(manifestDigest);
  if (known !== undefined && known.length % Uint32Array.BYTES_PER_ELEMENT === 0) {
    const words = new Uint32Array(known.length / Uint32Array.BYTES_PER_ELEMENT);
    new Uint8Array(words.buffer).set(known);
    return words;
  }
  const motion = packMotion(histograms, recorded);
  kept.put(manifestDigest, new Uint8Array(motion.buffer));
  return motion;
}
