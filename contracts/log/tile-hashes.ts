/**
 * Proofs made by the reader itself, from the hash tiles that a log serves.
 *
 * Nothing fetched is believed: a proof from tiles counts only once it leads to the root of a head that the reader trusts. That
 * is the whole check, so there is no second one, between tiles, that could be got wrong.
 */

import type { CryptoPort } from '../crypto.ts';
import { ExchangeError } from '../errors.ts';
import { consistencyRanges, verifyConsistency, type ConsistencyProof } from './consistency-proof.ts';
import {
  inclusionRanges,
  nodesOfRanges,
  verifyInclusion,
  type InclusionProof,
  type LeafRange,
} from './inclusion-proof.ts';
import { HASH_LENGTH, rangeHash, type HashReader } from './merkle-tree.ts';
import { nodeFromTile, tileOfNode, tilePath, type Tile } from './tile.ts';

/** Fetches a hash tile by its address; the bytes may be anybody's. */
export type FetchTile = (tile: Tile) => Promise<Uint8Array>;

/** The part of a trusted head that proofs are compared with. */
export interface TrustedHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Fetches what is needed and proves that `leaf` stands at `index` under a trusted head. Throws `bad-proof` when the tiles do
 * not lead there, `bad-digest` when one is not of its size, and what `fetchTile` throws.
 */
export async function proveInclusionFromTiles(
  crypto: CryptoPort,
  claim: { readonly leaf: Uint8Array; readonly index: number; readonly head: TrustedHead },
  fetchTile: FetchTile,
): Promise<InclusionProof> {
  const { leaf, index, head } = claim;
  const hashes = await fetchRanges(
    crypto,
    { ranges: inclusionRanges(index, head.size), size: head.size },
    fetchTile,
  );
  const proof: InclusionProof = { index, size: head.size, hashes };
  verifyInclusion(crypto, proof, { leaf, root: head.root });
  return proof;
}

/**
 * Fetches what is needed and proves that the log under `oldHead` is a prefix of that under `newHead`. Throws `bad-proof` when
 * the tiles do not show it: keep both heads, they may be evidence of a fork.
 */
export async function proveConsistencyFromTiles(
  crypto: CryptoPort,
  heads: { readonly oldHead: TrustedHead; readonly newHead: TrustedHead },
  fetchTile: FetchTile,
): Promise<ConsistencyProof> {
  const { oldHead, newHead } = heads;
  const ranges = consistencyRanges(oldHead.size, newHead.size);
  const hashes = await fetchRanges(crypto, { ranges, size: newHead.size }, fetchTile);
  const proof: ConsistencyProof = { oldSize: oldHead.size, newSize: newHead.size, hashes };
  verifyConsistency(crypto, proof, { oldRoot: oldHead.root, newRoot: newHead.root });
  return proof;
}

/** Roots of the ranges in a log of `size` entries; every tile is fetched once. */
async function fetchRanges(
  crypto: CryptoPort,
  wanted: { readonly ranges: readonly LeafRange[]; readonly size: number },
  fetchTile: FetchTile,
): Promise<Uint8Array[]> {
  const tiles = new Map<string, Tile>();
  for (const node of nodesOfRanges(wanted.ranges)) {
    const { tile } = tileOfNode(node, wanted.size);
    tiles.set(tilePath(tile), tile);
  }
  const fetched = await Promise.all(
    [...tiles].map(async ([path, tile]) => [path, requireWidth(await fetchTile(tile), tile)] as const),
  );
  const bytesOf = new Map(fetched);
  const read: HashReader = (node) => {
    const part = tileOfNode(node, wanted.size);
    return nodeFromTile(crypto, bytesOf.get(tilePath(part.tile)) ?? new Uint8Array(0), part);
  };
  return wanted.ranges.map((range) => rangeHash(crypto, range, read));
}

function requireWidth(bytes: Uint8Array, tile: Tile): Uint8Array {
  if (bytes.length === tile.width * HASH_LENGTH) return bytes;
  throw new ExchangeError('bad-digest', 'A fetched tile is not of its size.', {
    params: { path: tilePath(tile) },
  });
}
