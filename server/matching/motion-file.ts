/**
 * The packed motions of indexed datasets in one file. A question reads hundreds of them, a
 * few kilobytes each, at random: one positioned read is a fifth of what a row of a database costs.
 */

import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { ExchangeError } from '#contracts/errors.ts';
import type { PackedMotion } from '#contracts/matching/search/own-motion.ts';

const WORD_BYTES = Uint32Array.BYTES_PER_ELEMENT;
/** Words of a block: room is given and taken back in whole blocks. */
const BLOCK_WORDS = 64;
const BLOCK_BYTES = BLOCK_WORDS * WORD_BYTES;
const FIRST_CAPACITY = 1024;

/** Motions by slot. */
export class MotionFile {
  private readonly file: number;
  /** First block and number of words by slot; 0 words for none. */
  private first = new Uint32Array(FIRST_CAPACITY);
  private words = new Uint32Array(FIRST_CAPACITY);
  /** One past the last block of the file. */
  private end = 0;
  /** Blocks where motions were that are gone, by how many follow one another. */
  private readonly free = new Map<number, number[]>();
  private room = new Uint32Array(BLOCK_WORDS);

  /** Makes the file at `path`, where nothing may be. */
  constructor(path: string) {
    this.file = openSync(path, 'wx+', 0o600);
  }

  /** Bytes that the file has grown to. */
  get bytes(): number {
    return this.end * BLOCK_BYTES;
  }

  /** Writes the motion of a slot in place of its earlier one. */
  put(slot: number, motion: PackedMotion): void {
    this.delete(slot);
    if (motion.length === 0) return;
    if (slot >= this.words.length) this.grow(slot + 1);
    const blocks = blocksOf(motion.length);
    const at = this.free.get(blocks)?.pop() ?? this.append(blocks);
    const bytes = new Uint8Array(motion.buffer, motion.byteOffset, motion.byteLength);
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.file, bytes, done, bytes.length - done, at * BLOCK_BYTES + done);
    }
    this.first[slot] = at;
    this.words[slot] = motion.length;
  }

  /** The motion of a slot, empty where there is none. It holds until the next call. Throws `internal` when the file is damaged. */
  get(slot: number): PackedMotion {
    const words = this.words[slot] ?? 0;
    if (words > this.room.length) this.room = new Uint32Array(blocksOf(words) * BLOCK_WORDS);
    const motion = this.room.subarray(0, words);
    const bytes = words * WORD_BYTES;
    const at = this.first[slot]! * BLOCK_BYTES;
    for (let done = 0; done < bytes; ) {
      const read = readSync(this.file, this.room, done, bytes - done, at + done);
      if (read === 0) throw new ExchangeError('internal', 'The file of packed motions ends too early.');
      done += read;
    }
    return motion;
  }

  delete(slot: number): void {
    const words = this.words[slot] ?? 0;
    if (words === 0) return;
    const blocks = blocksOf(words);
    const free = this.free.get(blocks);
    if (free === undefined) this.free.set(blocks, [this.first[slot]!]);
    else free.push(this.first[slot]!);
    this.words[slot] = 0;
  }

  close(): void {
    ftruncateSync(this.file);
    closeSync(this.file);
  }

  private append(blocks: number): number {
    const at = this.end;
    this.end += blocks;
    return at;
  }

  private grow(least: number): void {
    const capacity = Math.max(least, this.words.length * 2);
    const first = new Uint32Array(capacity);
    const words = new Uint32Array(capacity);
    first.set(this.first);
    words.set(this.words);
    this.first = first;
    this.words = words;
  }
}

function blocksOf(words: number): number {
  return Math.ceil(words / BLOCK_WORDS);
}
