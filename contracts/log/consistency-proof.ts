/**
 * Consistency proofs of RFC 6962 section 2.1.2: that an older tree is a prefix of a newer one.
 *
 * The empty tree is a prefix of every tree: from old size 0 the proof is empty and valid, as c2sp.org/tlog-witness
 * defines it, provided that the old root is the root of the empty tree (docs/log.md, "Old size zero").
 */

import { equalBytes } from '../bytes.ts';
import type { CryptoPort } from '../crypto.ts';
import { ExchangeError } from '../errors.ts';
import { MAX_PROOF_HASHES, requireProofHashes, type LeafRange } from './inclusion-proof.ts';
import {
  emptyTreeHash,
  nodeHash,
  rangeHash,
  requireSize,
  splitPoint,
  type HashReader,
} from './merkle-tree.ts';

/** The two sizes, and the hashes that lead to both roots, deepest first. */
export interface ConsistencyProof {
  readonly oldSize: number;
  readonly newSize: number;
  readonly hashes: readonly Uint8Array[];
}

/** The ranges of leaves whose roots are the proof from `oldSize` to `newSize`. Throws `bad-proof` when the tree would shrink. */
export function consistencyRanges(oldSize: number, newSize: number): readonly LeafRange[] {
  requireSize(oldSize);
  requireSize(newSize);
  if (oldSize > newSize)
    throw new ExchangeError('bad-proof', `A tree of ${oldSize} cannot shrink to ${newSize}.`);
  if (oldSize === 0 || oldSize === newSize) return [];
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // The verifier knows the old root: when the old tree is itself a subtree, its root is left out.
  if (start > 0) ranges.push({ start, end });
  return ranges.reverse();
}

/** Builds the proof that the tree of `sizes.oldSize` leaves is a prefix of that of `sizes.newSize`. */
export function proveConsistency(
  crypto: CryptoPort,
  sizes: { readonly oldSize: number; readonly newSize: number },
  read: HashReader,
): ConsistencyProof {
  const hashes = consistencyRanges(sizes.oldSize, sizes.newSize).map((range) =>
    rangeHash(crypto, range, read),
  );
  return { oldSize: sizes.oldSize, newSize: sizes.newSize, hashes };
}

/**
 * Checks a consistency proof between two roots. Throws `bad-proof` when it does not hold, or is not exactly of the
 * length that the sizes ask for.
 */
export function verifyConsistency(
  crypto: CryptoPort,
  proof: ConsistencyProof,
  roots: { readonly oldRoot: Uint8Array; readonly newRoot: Uint8Array },
): void {
  const ranges = consistencyRanges(proof.oldSize, proof.newSize);
  if (proof.hashes.length !== ranges.length || proof.hashes.length > MAX_PROOF_HASHES) {
    throw new ExchangeError(
      'bad-proof',
      `The consistency proof has ${proof.hashes.length} hashes, not ${ranges.length}.`,
    );
  }
  // Equal sizes only compare the roots; everywhere else the old root is hashed and has to be a hash.
  if (proof.oldSize !== proof.newSize) requireProofHashes([roots.oldRoot, ...proof.hashes]);
  const computed = computeRoots(crypto, proof, { ranges, oldRoot: roots.oldRoot, newRoot: roots.newRoot });
  if (!equalBytes(computed.oldRoot, roots.oldRoot) || !equalBytes(computed.newRoot, roots.newRoot)) {
    throw new ExchangeError('bad-proof', 'The older tree is not a prefix of the newer one.', {
      params: { oldSize: proof.oldSize, newSize: proof.newSize },
    });
  }
}

/** Both roots as the proof gives them: compared with the claimed ones by the caller. */
function computeRoots(
  crypto: CryptoPort,
  proof: ConsistencyProof,
  known: { ranges: readonly LeafRange[]; oldRoot: Uint8Array; newRoot: Uint8Array },
): { oldRoot: Uint8Array; newRoot: Uint8Array } {
  if (proof.oldSize === 0) {
    const empty = emptyTreeHash(crypto);
    return { oldRoot: empty, newRoot: proof.newSize === 0 ? empty : known.newRoot };
  }
  if (proof.oldSize === proof.newSize) return { oldRoot: known.newRoot, newRoot: known.oldRoot };
  // The deepest subtree of the old tree seeds both roots: the first hash, or the old root where that hash is left out.
  const seedIncluded = known.ranges[0]?.end === proof.oldSize;
  const seed = seedIncluded ? (proof.hashes[0] as Uint8Array) : known.oldRoot;
  let oldRoot = seed;
  let newRoot = seed;
  for (let at = seedIncluded ? 1 : 0; at < known.ranges.length; at++) {
    const hash = proof.hashes[at] as Uint8Array;
    if ((known.ranges[at] as LeafRange).start >= proof.oldSize) {
      newRoot = nodeHash(crypto, newRoot, hash);
    } else {
      oldRoot = nodeHash(crypto, hash, oldRoot);
      newRoot = nodeHash(crypto, hash, newRoot);
    }
  }
  return { oldRoot, newRoot };
}
