/**
 * Sketches of the datasets' own motions, by slot: what a search looks at before it reads a motion. They lie in blocks, so that a column
 * that grows is never copied.
 */

import {
  emptySketches,
  SKETCH_BYTES,
  writeSketch,
  type Sketches,
} from '../../embodiment/reach/cloud-sketch.ts';
import type { BodyProfile } from '../factors/body-profile.ts';
import type { LimbMotion } from '../factors/factor-reach.ts';

const SKETCHES_A_BLOCK = 1024;
const FIRST_CAPACITY = 1024;
/** Stands for no sketch. */
export const NO_SKETCH = -1;

/** Sketches of limbs, and what else is known of each behind it in the same buffer: see {@link LIMB_AT} and its like. */
export interface SketchBlock extends Sketches {
  readonly numbers: Float64Array;
  readonly next: Int32Array;
}

/** Index among the limbs of the recorded body, number of poses in the cloud (in `cells`, from the beginning of the sketch). */
const LIMB_AT = SKETCH_BYTES / Uint16Array.BYTES_PER_ELEMENT;
const POSES_AT = LIMB_AT + 1;
/** Part of the whole motion (in `numbers`), and sketch of the next limb of the same dataset, {@link NO_SKETCH} for the last one (in `next`). */
const PART_AT = Math.ceil((POSES_AT + 1) / 4);
const NEXT_AT = 2 * (PART_AT + 1);
/** Bytes from one sketch to the next: whole numbers of all four kinds. */
const APART = 8 * (PART_AT + 2);

/** The column. Slots are chosen by the caller. */
export class SketchColumn {
  private readonly blocks: SketchBlock[] = [];
  /** First sketch of each slot. */
  private first = new Int32Array(FIRST_CAPACITY).fill(NO_SKETCH);
  private readonly free: number[] = [];
  private used = 0;

  /** Writes the sketches of a motion on a body into a slot that has none. */
  put(slot: number, motion: readonly LimbMotion[], { limbs }: Pick<BodyProfile, 'limbs'>): void {
    if (slot >= this.first.length) this.grow(slot + 1);
    let next = NO_SKETCH;
    for (const moved of motion.toReversed()) {
      const sketch = this.free.pop() ?? this.used++;
      const at = sketch % SKETCHES_A_BLOCK;
      const block = (this.blocks[(sketch - at) / SKETCHES_A_BLOCK] ??= newBlock());
      writeSketch(block, at, moved.packed ?? null);
      block.cells[(at * APART) / 2 + LIMB_AT] = limbs.indexOf(moved.limb);
      block.cells[(at * APART) / 2 + POSES_AT] = moved.packed?.count ?? 1;
      block.numbers[(at * APART) / 8 + PART_AT] = moved.part;
      block.next[(at * APART) / 4 + NEXT_AT] = next;
      next = sketch;
    }
    this.first[slot] = next;
  }

  /** Takes the sketches of a slot out. */
  delete(slot: number): void {
    for (let sketch = this.firstOf(slot); sketch !== NO_SKETCH; ) {
      this.free.push(sketch);
      sketch = this.nextOf(sketch);
    }
    if (slot < this.first.length) this.first[slot] = NO_SKETCH;
  }

  /** First sketch of a slot, {@link NO_SKETCH} where there is none; then {@link nextOf} of it, until there is none. */
  firstOf(slot: number): number {
    return this.first[slot] ?? NO_SKETCH;
  }

  /** Sketch of the next limb of the same dataset, {@link NO_SKETCH} after the last one. */
  nextOf(sketch: number): number {
    return this.blockOf(sketch).next[(this.indexOf(sketch) * APART) / 4 + NEXT_AT]!;
  }

  /** Index of a sketch's limb among those of the recorded body. */
  limbOf(sketch: number): number {
    return this.blockOf(sketch).cells[(this.indexOf(sketch) * APART) / 2 + LIMB_AT]!;
  }

  /** Number of poses in a sketch's cloud. */
  posesOf(sketch: number): number {
    return this.blockOf(sketch).cells[(this.indexOf(sketch) * APART) / 2 + POSES_AT]!;
  }

  /** A sketch's part of the whole motion. */
  partOf(sketch: number): number {
    return this.blockOf(sketch).numbers[(this.indexOf(sketch) * APART) / 8 + PART_AT]!;
  }

  /** Block of a sketch, and its index there. */
  blockOf(sketch: number): SketchBlock {
    return this.blocks[Math.floor(sketch / SKETCHES_A_BLOCK)]!;
  }

  indexOf(sketch: number): number {
    return sketch % SKETCHES_A_BLOCK;
  }

  private grow(least: number): void {
    const grown = new Int32Array(Math.max(least, 2 * this.first.length)).fill(NO_SKETCH);
    grown.set(this.first);
    this.first = grown;
  }
}

function newBlock(): SketchBlock {
  const sketches = emptySketches(SKETCHES_A_BLOCK, APART);
  const { buffer } = sketches.cells;
  return { ...sketches, numbers: new Float64Array(buffer), next: new Int32Array(buffer) };
}
