/**
 * The writer of a transparency log: takes entries, gives each a place, and answers with the proof that it stands there.
 *
 * An entry is *sequenced* when its bytes are durable at an index, *integrated* when the tree holds it, *published* when a
 * signed head covers it; the answer comes after all three. One commit serves every entry that waits when it begins. The
 * order within a commit is the order of crash safety; docs/log.md, "The writer", states what holds between its steps.
 */

import { equalBytes } from '#contracts/bytes.ts';
import type { CryptoPort, Signer } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { signCheckpoint } from '#contracts/log/checkpoint.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { NOTE_SIGNATURE, makeVerifierKey, type VerifierKey } from '#contracts/log/signed-note.ts';
import { requireEntryLength } from '#contracts/log/tile.ts';
import { LogFiles } from './log-files.ts';
import type { HeadStore } from './head-store.ts';
import { LogReader } from './log-reader.ts';
import type { LogTree } from './log-tree.ts';
import { batchProver } from './prove-batch.ts';
import { recoverLog, type RecoveredLog, type SignedHead } from './recover-log.ts';
import { SEGMENT_BYTES } from './segment.ts';
import { SegmentLog } from './segment-log.ts';
import type { StoragePort } from './storage-port.ts';
import { TileStore } from './tile-store.ts';

/** Most entries in one commit. */
export const MAX_BATCH_ENTRIES = 1024;
/** Most entries that wait for a commit; beyond it the log answers `rate-limited`. */
export const MAX_WAITING_ENTRIES = 16 * 1024;

/** What the writer works with. */
export interface LogOptions {
  /** The log's folder, which no other process writes to. */
  readonly storage: StoragePort;
  /** The last signed head, kept apart from the folder. Stays open until {@link TransparencyLog.close}. */
  readonly headStore: HeadStore;
  /** The log's signing key. */
  readonly signer: Signer;
  /** The log's identity; also the name of its key. */
  readonly origin: string;
  readonly crypto: CryptoPort;
  /** A write-ahead segment longer than this is followed by a new one, bytes; {@link SEGMENT_BYTES} when absent. */
  readonly segmentBytes?: number;
  /** Told once when storage failed. The log takes nothing more; the process should end and start anew. */
  readonly onFatal?: (error: ExchangeError) => void;
}

/** The acknowledgement of an entry. */
export interface AppendReceipt {
  readonly index: number;
  /** Receipt in c2sp.org/tlog-proof form, with {@link checkpoint} inside. */
  readonly proof: string;
  /** Signed head that covers the entry. */
  readonly checkpoint: string;
  /** True when the log held the same leaf already. */
  readonly repeated: boolean;
}

interface Waiting {
  readonly entry: Uint8Array;
  readonly leaf: Uint8Array;
  readonly resolve: (receipt: AppendReceipt) => void;
  readonly reject: (error: unknown) => void;
}

interface Placed {
  readonly waiting: Waiting;
  readonly index: number;
  readonly repeated: boolean;
}

/**
 * Opens a log, or starts a new one where folder and head store are both empty. Throws `log-forked` and `storage-failed` as
 * {@link recoverLog} does: a log that cannot be proved to continue its own history does not start. The head store is closed then.
 */
export async function openLog(options: LogOptions): Promise<TransparencyLog> {
  try {
    return await startLog(options);
  } catch (error) {
    options.headStore.close();
    throw error;
  }
}

async function startLog(options: LogOptions): Promise<TransparencyLog> {
  const { crypto, storage, headStore, signer, origin } = options;
  const logKey = makeVerifierKey(crypto, { name: origin, type: NOTE_SIGNATURE, publicKey: signer.publicKey });
  const tiles = new TileStore(storage);
  await tiles.prepare();
  const recovered = await recoverLog({ crypto, storage, tiles, logKey, headNote: headStore.read() });
  const segments = await SegmentLog.resume(storage, options.segmentBytes ?? SEGMENT_BYTES, recovered);
  try {
    const files = new LogFiles(tiles, segments, recovered);
    const head = signRecovered(options, logKey, recovered);
    await files.flush(recovered.tree, head);
    return new TransparencyLog({ options, logKey, head, tree: recovered.tree, segments, files });
  } catch (error) {
    await segments.close().catch(() => undefined);
    throw error;
  }
}

/**
 * The head to start from. Entries behind the last head are durable but were never answered: they keep their places, and a
 * new head covers them. Nobody else could have been given these indices.
 */
function signRecovered(options: LogOptions, logKey: VerifierKey, recovered: RecoveredLog): SignedHead {
  const { head, tree } = recovered;
  if (head !== null && head.checkpoint.size === tree.size) return head;
  const next = signHead(options, logKey, tree);
  options.headStore.compareAndSwap(head?.note ?? null, next.note);
  return next;
}

function signHead(options: LogOptions, logKey: VerifierKey, tree: LogTree): SignedHead {
  const checkpoint = { origin: options.origin, size: tree.size, root: tree.root(), extensions: [] };
  return { checkpoint, note: signCheckpoint(checkpoint, logKey, options.signer) };
}

/** One open log. Construct it with {@link openLog}. */
export class TransparencyLog {
  readonly #options: LogOptions;
  readonly #tree: LogTree;
  readonly #segments: SegmentLog;
  readonly #files: LogFiles;
  readonly #waiting: Waiting[] = [];
  #head: SignedHead;
  #committing: Promise<void> | null = null;
  #stopped: ExchangeError | null = null;
  /** Key under which this log signs: what a trust root names. */
  readonly logKey: VerifierKey;
  /** Checkpoint, tiles, proofs and entries under the last signed head. */
  readonly reader: LogReader;

  constructor(parts: {
    options: LogOptions;
    logKey: VerifierKey;
    head: SignedHead;
    tree: LogTree;
    segments: SegmentLog;
    files: LogFiles;
  }) {
    this.#options = parts.options;
    this.logKey = parts.logKey;
    this.#head = parts.head;
    this.#tree = parts.tree;
    this.#segments = parts.segments;
    this.#files = parts.files;
    this.reader = new LogReader({
      crypto: parts.options.crypto,
      tree: parts.tree,
      files: parts.files,
      head: () => this.#head,
    });
  }

  /**
   * Logs an entry, at most once: a repeat of the same bytes gets the first index. Resolves when entry and head are durable.
   * Throws `limit-exceeded` (entry too long), `rate-limited` (too many wait), `log-unavailable` (closed, or storage failed).
   */
  async append(entry: Uint8Array): Promise<AppendReceipt> {
    requireEntryLength(entry);
    if (this.#stopped !== null) throw this.#stopped;
    if (this.#waiting.length >= MAX_WAITING_ENTRIES) {
      throw new ExchangeError('rate-limited', 'Too many entries wait for the log.', {
        params: { limit: MAX_WAITING_ENTRIES },
      });
    }
    // Copied, because the caller may use its buffer again before the commit.
    const owned = Uint8Array.from(entry);
    const leaf = leafHash(this.#options.crypto, owned);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry: owned, leaf, resolve, reject });
      this.#committing ??= this.#commitAll();
    });
  }

  /** Index of a leaf hash under the signed head; null when it is not logged. */
  has(leaf: Uint8Array): number | null {
    const index = this.#tree.find(leaf);
    return index !== null && index < this.#head.checkpoint.size ? index : null;
  }

  /** Number of entries under the last signed head. */
  get size(): number {
    return this.#head.checkpoint.size;
  }

  /** The last signed head. */
  head(): SignedHead {
    return this.#head;
  }

  /** The note of the last signed head. */
  checkpoint(): string {
    return this.#head.note;
  }

  /** Receipt (c2sp.org/tlog-proof) of a logged entry under the last signed head. Throws `not-found`. */
  async prove(index: number): Promise<string> {
    return this.reader.prove(index);
  }

  /** A logged entry. Throws `not-found`, or `storage-failed` when the disk changed it. */
  async readLeaf(index: number): Promise<Uint8Array> {
    return this.reader.readEntry(index);
  }

  /** Finishes what was taken, then lets go of files and head store. */
  async close(): Promise<void> {
    this.#stopped ??= new ExchangeError('log-unavailable', 'The log is closed.');
    await this.#committing;
    await this.#files.settled().catch(() => undefined);
    await this.#segments.close().catch(() => undefined);
    this.#options.headStore.close();
  }

  async #commitAll(): Promise<void> {
    // Entries that arrive in the same turn as the first one still join its commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_BATCH_ENTRIES);
      try {
        await this.#commit(batch);
      } catch (cause) {
        this.#fail(cause, batch);
      }
    }
    this.#committing = null;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const { placed, fresh } = this.#place(batch);
    if (fresh.length > 0) {
      await this.#files.waitForRoom();
      await this.#sequence(fresh);
      // Durable, but under no head: if we crash here, recovery integrates these entries at the same places.
      for (const { entry, leaf } of fresh) {
        this.#tree.append(leaf);
        this.#files.push(entry);
      }
      const next = signHead(this.#options, this.logKey, this.#tree);
      // The new head has left this process nowhere yet. If we crash before the swap, it never existed.
      this.#options.headStore.compareAndSwap(this.#head.note, next.note);
      // From here on the head is the truth of the log. If we crash before answering, the caller asks again: a repeat.
      this.#head = next;
      this.#files.flushLater(this.#tree, next, (error) => this.#fail(error, []));
    }
    const prove = batchProver(this.#options.crypto, this.#tree, this.#head);
    for (const { waiting, index, repeated } of placed) {
      waiting.resolve({ index, repeated, proof: prove(index), checkpoint: this.#head.note });
    }
  }

  /** Gives every entry its place: the first one of a leaf, or the next free one. */
  #place(batch: readonly Waiting[]): { placed: Placed[]; fresh: Waiting[] } {
    const fresh: Waiting[] = [];
    const inBatch = new Map<string, number>();
    const placed = batch.map((waiting): Placed => {
      const key = Buffer.from(waiting.leaf).toString('latin1');
      const known = this.#tree.find(waiting.leaf) ?? inBatch.get(key);
      if (known !== undefined) return { waiting, index: known, repeated: true };
      const index = this.#tree.size + fresh.length;
      inBatch.set(key, index);
      fresh.push(waiting);
      return { waiting, index, repeated: false };
    });
    return { placed, fresh };
  }

  /** Makes entries durable, and hashes them again as they read back: a head is signed only over what storage holds. */
  async #sequence(fresh: readonly Waiting[]): Promise<void> {
    const written = await this.#segments.append(
      fresh.map((waiting) => waiting.entry),
      this.#tree.size,
    );
    const same = written.length === fresh.length;
    if (
      !same ||
      !fresh.every(({ leaf }, i) =>
        equalBytes(leaf, leafHash(this.#options.crypto, written[i] as Uint8Array)),
      )
    ) {
      throw new ExchangeError('storage-failed', 'The disk holds other bytes than were written to it.', {
        params: { index: this.#tree.size },
      });
    }
  }

  /** After a failure of storage nothing is known about it: the log stops, and only a new start may find out what holds. */
  #fail(cause: unknown, batch: readonly Waiting[]): void {
    const first = this.#stopped === null;
    this.#stopped ??= new ExchangeError(
      'log-unavailable',
      'The storage of the log failed; it has to be started anew.',
      {
        cause,
      },
    );
    for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(this.#stopped);
    if (first) this.#options.onFatal?.(this.#stopped);
  }
}
