/** The readings of every dataset's instructions, by slot, one after the other in a flat array. */

const FIRST_CAPACITY = 1024;
/** Unused numbers that are kept before the array is packed. */
const MAX_UNUSED = 1 << 16;

/** Lists of reading numbers by slot. */
export class ReadingColumn {
  /** Where the list of a slot starts in {@link numbers}, and how long it is. */
  start = new Int32Array(FIRST_CAPACITY);
  count = new Uint8Array(FIRST_CAPACITY);
  numbers = new Int32Array(FIRST_CAPACITY);
  /** One past the last number in use. */
  private end = 0;
  private unused = 0;

  /** Writes the list (at most 255 numbers) of a slot that has none. */
  put(slot: number, readings: Int32Array): void {
    if (slot >= this.start.length) this.growSlots(slot + 1);
    if (this.end + readings.length > this.numbers.length) this.makeRoom(readings.length);
    this.numbers.set(readings, this.end);
    this.start[slot] = this.end;
    this.count[slot] = readings.length;
    this.end += readings.length;
  }

  /** Forgets the list of a slot. */
  delete(slot: number): void {
    this.unused += this.count[slot]!;
    this.count[slot] = 0;
  }

  /** The greatest of the `scores` of a slot's readings; `unknown` when it has none. */
  best(slot: number, scores: Float64Array, unknown: number): number {
    const count = this.count[slot]!;
    if (count === 0) return unknown;
    const from = this.start[slot]!;
    let best = scores[this.numbers[from]!]!;
    for (let i = from + 1; i < from + count; i++) {
      const score = scores[this.numbers[i]!]!;
      if (score > best) best = score;
    }
    return best;
  }

  private growSlots(least: number): void {
    const capacity = Math.max(least, this.start.length * 2);
    const start = new Int32Array(capacity);
    const count = new Uint8Array(capacity);
    start.set(this.start);
    count.set(this.count);
    this.start = start;
    this.count = count;
  }

  /** Packs the lists when much is unused, else takes twice the room. */
  private makeRoom(wanted: number): void {
    const pack = this.unused > MAX_UNUSED && this.unused > this.end / 2;
    const live = this.end - this.unused;
    const grown = new Int32Array(Math.max(this.numbers.length * (pack ? 1 : 2), live + wanted));
    if (!pack) {
      grown.set(this.numbers);
      this.numbers = grown;
      return;
    }
    let end = 0;
    for (let slot = 0; slot < this.start.length; slot++) {
      const from = this.start[slot]!;
      const count = this.count[slot]!;
      grown.set(this.numbers.subarray(from, from + count), end);
      this.start[slot] = end;
      end += count;
    }
    this.numbers = grown;
    this.end = end;
    this.unused = 0;
  }
}
