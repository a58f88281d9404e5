/** Inclusion proofs of RFC 6962 section 2.1.1: that a leaf stands at an index of a tree. */

import { equalBytes } from '../bytes.ts';
import type { CryptoPort } from '../crypto.ts';
import { ExchangeError } from '../errors.ts';
import {
  nodeHash,
  rangeHash,
  rangeNodes,
  requireSize,
  splitPoint,
  HASH_LENGTH,
  type HashReader,
  type TreeNode,
} from './merkle-tree.ts';

/** Longest proof that a tree of fewer than 2^63 leaves can need. */
export const MAX_PROOF_HASHES = 63;

/** Leaves `start` up to, not including, `end`. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** Where a leaf stands, with the path that leads from it to the root, the leaf's sibling first. */
export interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

/** The ranges of leaves whose roots are the proof for `index` in a tree of `size`, the leaf's sibling first. */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  requireSize(size);
  requireSize(index);
  if (index >= size) throw new ExchangeError('bad-proof', `There is no leaf ${index} in a tree of ${size}.`);
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/** The complete nodes that a proof over `ranges` is computed from: what a reader has to have at hand. */
export function nodesOfRanges(ranges: readonly LeafRange[]): readonly TreeNode[] {
  return ranges.flatMap((range) => rangeNodes(range.start, range.end));
}

/** Builds the proof for the leaf `place.index` of the tree of `place.size` leaves. Throws `bad-proof` when there is no such leaf. */
export function proveInclusion(
  crypto: CryptoPort,
  place: { readonly index: number; readonly size: number },
  read: HashReader,
): InclusionProof {
  const hashes = inclusionRanges(place.index, place.size).map((range) => rangeHash(crypto, range, read));
  return { index: place.index, size: place.size, hashes };
}

/**
 * The root that the proof leads to from `leaf` (RFC 9162 section 2.1.3.2). Throws `bad-proof` when the proof has not exactly
 * the length that index and size ask for. The caller compares the root with one that it trusts.
 */
export function rootFromInclusionProof(
  crypto: CryptoPort,
  leaf: Uint8Array,
  proof: InclusionProof,
): Uint8Array {
  const ranges = inclusionRanges(proof.index, proof.size);
  if (proof.hashes.length !== ranges.length || proof.hashes.length > MAX_PROOF_HASHES) {
    throw new ExchangeError(
      'bad-proof',
      `The inclusion proof has ${proof.hashes.length} hashes, not ${ranges.length}.`,
    );
  }
  requireProofHashes([leaf, ...proof.hashes]);
  let hash = leaf;
  for (const [at, range] of ranges.entries()) {
    const sibling = proof.hashes[at] as Uint8Array;
    hash = range.start > proof.index ? nodeHash(crypto, hash, sibling) : nodeHash(crypto, sibling, hash);
  }
  return hash;
}

/** Checks that `leaf` stands where the proof says, under `root`. Throws `bad-proof` otherwise. */
export function verifyInclusion(
  crypto: CryptoPort,
  proof: InclusionProof,
  claim: { readonly leaf: Uint8Array; readonly root: Uint8Array },
): void {
  if (!equalBytes(rootFromInclusionProof(crypto, claim.leaf, proof), claim.root)) {
    throw new ExchangeError('bad-proof', 'The inclusion proof leads to another root.', {
      params: { index: proof.index, size: proof.size },
    });
  }
}

/** Throws `bad-proof` unless every hash has 32 bytes. */
export function requireProofHashes(hashes: readonly Uint8Array[]): void {
  for (const hash of hashes) {
    if (hash.length !== HASH_LENGTH) {
      throw new ExchangeError('bad-proof', `A hash of the proof has ${hash.length} bytes.`);
    }
  }
}
