/**
 * The readings of every dataset's instructions: one entry a dataset and reading in flat arrays, those of a dataset one after the
 * other, those of a reading chained. A question walks the chains of the readings that fit it, not all datasets.
 */

const FIRST_CAPACITY = 1024;
/** Unused entries that are kept before the arrays are packed. */
const MAX_UNUSED = 1 << 16;
/** Reading of datasets without a readable instruction. */
export const NO_READING = -1;
/** No entry: the end of a chain. */
export const NO_ENTRY = -1;
/** Slot of an entry that is no longer in use. */
const NO_SLOT = -1;

/** Lists of reading numbers by slot, and of slots by reading number. */
export class ReadingColumn {
  /** Where the entries of a slot start, and how many readings they name. */
  private start = new Int32Array(FIRST_CAPACITY);
  private count = new Uint8Array(FIRST_CAPACITY);
  /** Reading by entry. */
  private numbers = new Int32Array(FIRST_CAPACITY);
  /** Slot of each entry, and the entry before it with the same reading: side by side, because a walk needs both. */
  private links = new Int32Array(2 * FIRST_CAPACITY);
  /** Newest entry by reading number plus one. */
  private heads = new Int32Array(FIRST_CAPACITY).fill(NO_ENTRY);
  /** One past the last entry in use. */
  private end = 0;
  private unused = 0;

  /** Number of entries that memory is kept for. */
  get capacity(): number {
    return this.numbers.length;
  }

  /** Writes the list (at most 255 numbers, none twice) of a slot that has none. */
  put(slot: number, readings: Int32Array): void {
    if (slot >= this.start.length) this.growSlots(slot + 1);
    const wanted = Math.max(1, readings.length);
    if (this.end + wanted > this.numbers.length) this.makeRoom(wanted);
    this.start[slot] = this.end;
    this.count[slot] = readings.length;
    if (readings.length === 0) this.append(slot, NO_READING);
    for (const reading of readings) this.append(slot, reading);
  }

  /** Forgets the list of a slot. */
  delete(slot: number): void {
    const from = this.start[slot]!;
    const entries = Math.max(1, this.count[slot]!);
    for (let entry = from; entry < from + entries; entry++) this.links[2 * entry] = NO_SLOT;
    this.unused += entries;
    this.count[slot] = 0;
  }

  /** First entry of a reading, {@link NO_ENTRY} when it has none. */
  first(reading: number): number {
    return this.heads[reading + 1] ?? NO_ENTRY;
  }

  /** Entry of the same reading after another. */
  after(entry: number): number {
    return this.links[2 * entry + 1]!;
  }

  /** Slot of an entry; negative when the entry is no longer in use. */
  slotOf(entry: number): number {
    return this.links[2 * entry]!;
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

  private append(slot: number, reading: number): void {
    if (reading + 1 >= this.heads.length) {
      const heads = new Int32Array(Math.max(this.heads.length * 2, reading + 2)).fill(NO_ENTRY);
      heads.set(this.heads);
      this.heads = heads;
    }
    const entry = this.end++;
    this.numbers[entry] = reading;
    this.links[2 * entry] = slot;
    this.links[2 * entry + 1] = this.heads[reading + 1]!;
    this.heads[reading + 1] = entry;
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

  /** Packs the entries when many are unused, else takes twice the room. */
  private makeRoom(wanted: number): void {
    const { numbers, links, end } = this;
    const pack = this.unused > MAX_UNUSED && this.unused > end / 2;
    const capacity = Math.max(numbers.length * (pack ? 1 : 2), end - this.unused + wanted);
    this.numbers = new Int32Array(capacity);
    this.links = new Int32Array(2 * capacity);
    if (!pack) {
      this.numbers.set(numbers);
      this.links.set(links);
      return;
    }
    this.heads.fill(NO_ENTRY);
    this.end = 0;
    this.unused = 0;
    for (let entry = 0; entry < end; entry++) {
      const slot = links[2 * entry]!;
      if (slot === NO_SLOT) continue;
      if (this.start[slot] === entry) this.start[slot] = this.end;
      this.append(slot, numbers[entry]!);
    }
  }
}
