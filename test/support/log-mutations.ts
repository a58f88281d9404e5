/** Single changes of what a log stores and serves, and the question whether each is noticed. */

import assert from 'node:assert/strict';
import { equalBytes, utf8 } from '#contracts/bytes.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { openCheckpoint, signCheckpoint, type Checkpoint } from '#contracts/log/checkpoint.ts';
import { verifyConsistency } from '#contracts/log/consistency-proof.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { parseVerifierKey, formatVerifierKey } from '#contracts/log/signed-note.ts';
import { openTlogProof, parseTlogProof } from '#contracts/log/tlog-proof.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { fsck, type FsckReport } from '#server/audit/fsck.ts';
import { MAX_WAITING_ENTRIES } from '#server/audit/transparency-log.ts';
import { logKey, logSigner, openOnDisk, testEntry } from './log-on-disk.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { SimulatedDisk } from './simulated-disk.ts';

/** What a change did. */
export interface Mutation {
  /** For people, when it was not noticed. */
  readonly name: string;
  /** First index that it concerns; null when it concerns the log as a whole. */
  readonly firstIndex: number | null;
}

const TILE_PATH = /^tile\/(0|entries)\/([0-9]{3})$/;
const SEGMENT_PATH = /^wal\/([0-9]{16})\.seg$/;
const SEGMENT_HEADER_BYTES = 16;
const RECORD_HEADER_BYTES = 8;

/** A closed log of known entries, to be changed and put back. */
export class MutableLog {
  readonly disk = new SimulatedDisk();
  readonly #entries: Uint8Array[] = [];
  #files = new Map<string, Uint8Array>();
  #head = '';
  #olderCheckpoint = new Uint8Array(0);

  /** A log of `size` entries. */
  static async create(size: number): Promise<MutableLog> {
    const made = new MutableLog();
    const log = await openOnDisk(made.disk);
    for (let i = 0; i < size; i++) made.#entries.push(testEntry(i));
    const most = made.#entries.slice(0, size - 1);
    for (let from = 0; from < most.length; from += MAX_WAITING_ENTRIES) {
      await Promise.all(most.slice(from, from + MAX_WAITING_ENTRIES).map((entry) => log.append(entry)));
    }
    made.#olderCheckpoint = Uint8Array.from(utf8(log.checkpoint()));
    await log.append(made.#entries[size - 1] as Uint8Array);
    await log.close();
    made.#files = made.disk.files();
    made.#head = made.disk.storedHead as string;
    return made;
  }

  get #bundled(): number {
    return this.#entries.length - (this.#entries.length % 256);
  }

  /** Full check of the folder as it is now. */
  async check(): Promise<FsckReport> {
    return fsck({
      storage: this.disk.storage(),
      crypto: nodeCrypto,
      logKey,
      head: this.disk.storedHead ?? '',
    });
  }

  /** Puts everything back. */
  restore(): void {
    for (const path of this.disk.files().keys()) if (!this.#files.has(path)) this.disk.tamper(path, null);
    for (const [path, bytes] of this.#files) {
      const present = this.disk.files().get(path);
      if (present === undefined || !equalBytes(present, bytes)) this.disk.tamper(path, bytes);
    }
    this.disk.tamperHead(this.#head);
  }

  /** Changes one thing in storage. */
  mutate(random: () => number): Mutation {
    const paths = [...this.#files.keys()];
    const path = paths[Math.floor(random() * paths.length)] as string;
    const bytes = this.#files.get(path) as Uint8Array;
    const kind = random();
    if (kind < 0.9) {
      const changed = mutateBytes(bytes, random);
      this.disk.tamper(path, changed);
      return { name: `bytes of ${path}`, firstIndex: this.#indexOfChange(path, bytes, changed) };
    }
    if (kind < 0.92) {
      this.disk.tamper(path, null);
      const index = this.#indexOfChange(path, bytes, new Uint8Array(0));
      // What a lost segment shares with bundles is not lost.
      const inBundles = path.startsWith('wal/') ? this.#bundled : 0;
      return { name: `without ${path}`, firstIndex: index === null ? null : Math.max(index, inBundles) };
    }
    if (kind < 0.94) return this.#swap(path, paths[Math.floor(random() * paths.length)] as string);
    if (kind < 0.96) {
      this.disk.tamper(`${path}.copy`, bytes);
      return { name: `copy of ${path}`, firstIndex: null };
    }
    return this.#changeHead(random);
  }

  #swap(path: string, other: string): Mutation {
    const [a, b] = [this.#files.get(path) as Uint8Array, this.#files.get(other) as Uint8Array];
    if (equalBytes(a, b)) return this.#rollback();
    this.disk.tamper(path, b);
    this.disk.tamper(other, a);
    const indices = [this.#indexOfChange(path, a, b), this.#indexOfChange(other, b, a)];
    const known = indices.filter((index) => index !== null);
    return {
      name: `${path} swapped with ${other}`,
      firstIndex: known.length === 0 ? null : Math.min(...known),
    };
  }

  #rollback(): Mutation {
    this.disk.tamper('checkpoint', this.#olderCheckpoint);
    return { name: 'older checkpoint', firstIndex: null };
  }

  #changeHead(random: () => number): Mutation {
    const pick = random();
    if (pick < 0.3) return this.#rollback();
    if (pick < 0.6) {
      const changed = mutateBytes(utf8(this.#head), random);
      this.disk.tamperHead(Buffer.from(changed).toString('latin1'));
      return { name: 'row of the head store', firstIndex: null };
    }
    const root = nodeCrypto.sha256(utf8(String(pick)));
    const fork: Checkpoint = { origin: logKey.name, size: this.#entries.length, root, extensions: [] };
    const note = signCheckpoint(fork, logKey, logSigner);
    this.disk.tamper('checkpoint', utf8(note));
    if (pick < 0.8) this.disk.tamperHead(note);
    return { name: 'signed fork of equal size', firstIndex: null };
  }

  /** Index of the entry in which two versions of a file first differ. */
  #indexOfChange(path: string, before: Uint8Array, after: Uint8Array): number | null {
    let at = 0;
    while (at < before.length && before[at] === after[at]) at += 1;
    const tile = TILE_PATH.exec(path);
    if (tile !== null) {
      const start = 256 * Number(tile[2]);
      const offset = tile[1] === '0' ? Math.floor(at / 32) : this.#recordAt({ start, at, overhead: 2 });
      return start + Math.min(255, offset);
    }
    const segment = SEGMENT_PATH.exec(path);
    if (segment === null) return null;
    const start = Number(segment[1]);
    const inRecords = Math.max(0, at - SEGMENT_HEADER_BYTES);
    return start + this.#recordAt({ start, at: inRecords, overhead: RECORD_HEADER_BYTES });
  }

  #recordAt(place: { start: number; at: number; overhead: number }): number {
    let end = 0;
    for (let offset = 0; place.start + offset < this.#entries.length; offset++) {
      end += place.overhead + (this.#entries[place.start + offset] as Uint8Array).length;
      if (place.at < end) return offset;
    }
    return this.#entries.length - place.start;
  }
}

/** Changes stored bytes `count` times; each change must be found, and the first index that it concerns must be named. */
export async function noticeStoredChanges(
  log: MutableLog,
  count: number,
  random: () => number,
): Promise<void> {
  assert.deepEqual((await log.check()).findings, []);
  for (let i = 0; i < count; i++) {
    const mutation = log.mutate(random);
    const { findings } = await log.check();
    assert.ok(findings.length > 0, `change ${i}, ${mutation.name}, was not noticed`);
    if (mutation.firstIndex !== null) {
      const first = findings.find((finding) => finding.index !== null)?.index;
      assert.equal(first, mutation.firstIndex, `change ${i}, ${mutation.name}: ${JSON.stringify(findings)}`);
    }
    log.restore();
  }
}

/** What a log hands out, each with the check that a receiver makes. */
export async function servedThings(): Promise<
  { name: string; bytes: Uint8Array; verify: (b: Uint8Array) => Promise<void> }[]
> {
  const log = await openOnDisk(new SimulatedDisk());
  await Promise.all(Array.from({ length: 299 }, (_, i) => log.append(testEntry(i))));
  const old = log.head().checkpoint;
  const entry = testEntry(299);
  const receipt = await log.append(entry);
  const consistency = log.reader.proveConsistency(old.size);
  const { root: newRoot } = log.head().checkpoint;
  await log.close();
  const verifyReceipt = async (proof: Uint8Array, leafBytes: Uint8Array): Promise<void> => {
    const opened = openTlogProof(nodeCrypto, proof, leafHash(nodeCrypto, leafBytes));
    await openCheckpoint(nodeCrypto, utf8(parseTlogProof(proof).checkpoint), logKey);
    assert.equal(opened.inclusion.index, 299);
  };
  return [
    { name: 'receipt', bytes: utf8(receipt.proof), verify: (proof) => verifyReceipt(proof, entry) },
    { name: 'entry', bytes: entry, verify: (changed) => verifyReceipt(utf8(receipt.proof), changed) },
    {
      name: 'checkpoint',
      bytes: utf8(receipt.checkpoint),
      verify: async (note) => void (await openCheckpoint(nodeCrypto, note, logKey)),
    },
    {
      name: 'verifier key',
      bytes: utf8(formatVerifierKey(logKey)),
      verify: async (text) => {
        const key = parseVerifierKey(nodeCrypto, Buffer.from(text).toString('latin1'));
        await openCheckpoint(nodeCrypto, utf8(receipt.checkpoint), key);
      },
    },
    {
      name: 'consistency proof',
      bytes: Buffer.concat(consistency.hashes),
      verify: async (bytes) => {
        const count = Math.ceil(bytes.length / 32);
        const hashes = Array.from({ length: count }, (_, i) => bytes.subarray(32 * i, 32 * i + 32));
        verifyConsistency(nodeCrypto, { ...consistency, hashes }, { oldRoot: old.root, newRoot });
      },
    },
  ];
}

/** Changes served bytes `count` times; the receiver must refuse each with a typed error. */
export async function noticeServedChanges(count: number, random: () => number): Promise<void> {
  const things = await servedThings();
  for (const thing of things) await thing.verify(thing.bytes);
  for (let i = 0; i < count; i++) {
    const thing = things[i % things.length] as (typeof things)[number];
    const changed = mutateBytes(thing.bytes, random);
    await assert.rejects(
      thing.verify(changed),
      (error) => error instanceof ExchangeError,
      `change ${i} of the ${thing.name} was not noticed: ${Buffer.from(changed).toString('base64')}`,
    );
  }
}
