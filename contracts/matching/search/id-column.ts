/**
 * Dataset ids by slot in one byte array, found by a hash table of slots: some 60 bytes a dataset, where a string and its entry in
 * a map take 200.
 */

import { ExchangeError } from '../../errors.ts';

const PREFIX = 'urn:kin:ds:';
/** Characters of an id after its prefix. */
const WIDTH = 52;
const FIRST_CAPACITY = 1024;
/** Table entries that are no slots. */
const EMPTY = -1;
const GONE = -2;
/** Part of the table that may be in use before it grows. */
const MAX_LOAD = 0.6;

/** The ids. Slots are chosen by the caller. */
export class IdColumn {
  private bytes = new Uint8Array(FIRST_CAPACITY * WIDTH);
  private table = new Int32Array(2 * FIRST_CAPACITY).fill(EMPTY);
  /** Table entries that are not empty. */
  private used = 0;
  private count = 0;

  /** Number of ids. */
  get size(): number {
    return this.count;
  }

  /** Slot of an id, or undefined. */
  find(id: string): number | undefined {
    const at = this.place(id);
    return at < 0 ? undefined : this.table[at];
  }

  /** Writes an id that is not there yet into a free slot. Throws `schema-mismatch` when it is no dataset id. */
  add(slot: number, id: string): void {
    if (id.length !== PREFIX.length + WIDTH || !id.startsWith(PREFIX)) {
      throw new ExchangeError('schema-mismatch', 'This is no dataset id.', {
        params: { id: id.slice(0, 80) },
      });
    }
    while ((slot + 1) * WIDTH > this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    const start = slot * WIDTH;
    for (let i = 0; i < WIDTH; i++) this.bytes[start + i] = id.charCodeAt(PREFIX.length + i);
    if (this.used >= MAX_LOAD * this.table.length) this.rebuild();
    this.enter(slot);
    this.count++;
  }

  /** Takes an id out; false when it was not there. */
  delete(id: string): boolean {
    const at = this.place(id);
    if (at < 0) return false;
    this.table[at] = GONE;
    this.count--;
    return true;
  }

  /** The id in a slot. */
  read(slot: number): string {
    const start = slot * WIDTH;
    return PREFIX + String.fromCharCode(...this.bytes.subarray(start, start + WIDTH));
  }

  /** True when the id in slot `a` comes before that in slot `b`, in the order of strings. */
  before(a: number, b: number): boolean {
    const { bytes } = this;
    const [startA, startB] = [a * WIDTH, b * WIDTH];
    for (let i = 0; i < WIDTH; i++) {
      const difference = bytes[startA + i]! - bytes[startB + i]!;
      if (difference !== 0) return difference < 0;
    }
    return false;
  }

  /** Table entry that holds an id, -1 for none. */
  private place(id: string): number {
    if (id.length !== PREFIX.length + WIDTH || !id.startsWith(PREFIX)) return -1;
    const mask = this.table.length - 1;
    let hash = START;
    for (let i = 0; i < WIDTH; i++) hash = step(hash, id.charCodeAt(PREFIX.length + i));
    for (let at = finish(hash) & mask; ; at = (at + 1) & mask) {
      const slot = this.table[at]!;
      if (slot === EMPTY) return -1;
      if (slot !== GONE && this.holds(slot, id)) return at;
    }
  }

  private holds(slot: number, id: string): boolean {
    const start = slot * WIDTH;
    for (let i = 0; i < WIDTH; i++) {
      if (this.bytes[start + i] !== id.charCodeAt(PREFIX.length + i)) return false;
    }
    return true;
  }

  private enter(slot: number): void {
    const mask = this.table.length - 1;
    let hash = START;
    for (let i = slot * WIDTH; i < (slot + 1) * WIDTH; i++) hash = step(hash, this.bytes[i]!);
    let at = finish(hash) & mask;
    while (this.table[at]! >= 0) at = (at + 1) & mask;
    if (this.table[at] === EMPTY) this.used++;
    this.table[at] = slot;
  }

  /** Makes room: twice the table, or one of the same size without the marks of what is gone. */
  private rebuild(): void {
    const old = this.table;
    const full = this.count >= (MAX_LOAD / 2) * old.length;
    this.table = new Int32Array(full ? old.length * 2 : old.length).fill(EMPTY);
    this.used = 0;
    for (const slot of old) if (slot >= 0) this.enter(slot);
  }
}

/** FNV-1a over the characters, and a last mix because the table takes the low bits. */
const START = 0x811c9dc5;

function step(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
