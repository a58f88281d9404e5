/**
 * Reads a log's entries from its bundles and checks them all against a trusted head: what an auditor does on a machine of his
 * own, needing nothing of the log but its files.
 */

import { equalBytes } from '../bytes.ts';
import type { CryptoPort } from '../crypto.ts';
import { ExchangeError } from '../errors.ts';
import { TreeFrontier, leafHash } from './merkle-tree.ts';
import type { TrustedHead } from './tile-hashes.ts';
import { TILE_WIDTH, parseBundle, tileWidth, type Tile } from './tile.ts';

/** Fetches an entry bundle by its address; the bytes may be anybody's. */
export type FetchBundle = (tile: Tile) => Promise<Uint8Array>;

/** What to read. */
export interface ReplayInput {
  /** A head whose signatures the caller has verified. */
  readonly head: TrustedHead;
  /** The result of an earlier replay of the same log, to read only what came after it. */
  readonly after?: TreeFrontier;
  readonly fetchBundle: FetchBundle;
}

/** Entries of one bundle, in the order of the log. Not proved before {@link replayLog} has returned. */
export type OnEntries = (firstIndex: number, entries: readonly Uint8Array[]) => void | Promise<void>;

/**
 * Reads every entry under the head, in order, and returns the tree's frontier once they hash to the head's root: only then are
 * the entries that `onEntries` saw those of the log. Reading on from an earlier frontier proves in the same breath that the
 * log has only grown since. Throws `bad-proof` when it has not, `bad-digest` when a bundle is damaged, and what the two
 * functions throw.
 */
export async function replayLog(
  crypto: CryptoPort,
  input: ReplayInput,
  onEntries: OnEntries,
): Promise<TreeFrontier> {
  const { head, fetchBundle } = input;
  const frontier = input.after?.clone() ?? new TreeFrontier(crypto);
  if (frontier.size > head.size) {
    throw new ExchangeError('bad-proof', 'The log is shorter than it was.', {
      params: { size: head.size, read: frontier.size },
    });
  }
  while (frontier.size < head.size) {
    const firstIndex = frontier.size;
    const index = Math.floor(firstIndex / TILE_WIDTH);
    const width = tileWidth(head.size, 'entries', index);
    const bundle = parseBundle(await fetchBundle({ level: 'entries', index, width }), width);
    const entries = bundle.slice(firstIndex % TILE_WIDTH);
    for (const entry of entries) frontier.append(leafHash(crypto, entry));
    await onEntries(firstIndex, entries);
  }
  if (!equalBytes(frontier.root(), head.root)) {
    throw new ExchangeError('bad-proof', 'The entries do not hash to the root of the head.', {
      params: { size: head.size, from: input.after?.size ?? 0 },
    });
  }
  return frontier;
}
