/**
 * Sketches of the datasets' own motions, by slot: what a search looks at before it reads a motion. They lie in blocks, so that a column
 * that grows is never copied.
 */

import { emptySketches, writeSketch, type Sketches } from '../../embodiment/reach/cloud-sketch.ts';
import type { BodyProfile } from '../factors/body-profile.ts';
import type { LimbMotion } from '../factors/factor-reach.ts';

const SKETCHES_A_BLOCK = 1024;
const FIRST_CAPACITY = 1024;
/** Stands for no sketch. */
export const NO_SKETCH = -1;

/** Sketches of limbs with what else is known of them. */
export interface SketchBlock extends Sketches {
  /** Index among the limbs of the recorded body, and part of the whole motion. */
  readonly limb: Uint16Array;
  readonly part: Float64Array;
  /** Number of poses in the cloud. */
  readonly poses: Uint16Array;
  /** Sketch of the next limb of the same dataset, {@link NO_SKETCH} for the last one. */
  readonly next: Int32Array;
}

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
      block.limb[at] = limbs.indexOf(moved.limb);
      block.poses[at] = moved.packed?.count ?? 1;
      block.part[at] = moved.part;
      block.next[at] = next;
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

  nextOf(sketch: number): number {
    return this.blockOf(sketch).next[sketch % SKETCHES_A_BLOCK]!;
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
  return {
    ...emptySketches(SKETCHES_A_BLOCK),
    limb: new Uint16Array(SKETCHES_A_BLOCK),
    poses: new Uint16Array(SKETCHES_A_BLOCK),
    part: new Float64Array(SKETCHES_A_BLOCK),
    next: new Int32Array(SKETCHES_A_BLOCK),
  };
}
