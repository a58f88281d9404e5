/**
 * The readings of every dataset's instructions, and the datasets of every reading. Those of a reading lie one after the other with their
 * groups: a question runs through them and need not look anything up for those that it leaves aside.
 */

const FIRST_CAPACITY = 1024;
/** Unused entries that are kept before the arrays are packed. */
const MAX_UNUSED = 1 << 16;
/** Reading of datasets without a readable instruction. */
export const NO_READING = -1;
/** Reading of an entry that is no longer in use. */
const GONE = -2;
/** Numbers of a listed dataset: slot and group. */
export const LISTED_STRIDE = 2;
/** Room that a list gets beyond what it holds when it is laid down anew: a half of it in place, a quarter when all lists are. */
const SPARE = { moved: 2, packed: 4 } as const;

/** Datasets with one reading: numbers in {@link ReadingColumn.listed} from `from` up to `to`. */
export interface ListedSpan {
  readonly from: number;
  readonly to: number;
}

/** Lists of reading numbers by slot, and of slots by reading number. */
export class ReadingColumn {
  /** Slot and group of the datasets of each reading, reading by reading. Read it through {@link span}: writing may replace it. */
  listed = new Int32Array(LISTED_STRIDE * FIRST_CAPACITY);
  /** Where the entries of a slot start, and how many readings they name. */
  private start = new Int32Array(FIRST_CAPACITY);
  private count = new Uint8Array(FIRST_CAPACITY);
  /** Reading by entry, and place of the entry's slot in the list of that reading. */
  private numbers = new Int32Array(FIRST_CAPACITY);
  private places = new Int32Array(FIRST_CAPACITY);
  /** By reading number plus one: where its list is, how many datasets it holds, for how many there is room. */
  private at = new Int32Array(FIRST_CAPACITY);
  private held = new Int32Array(FIRST_CAPACITY);
  private room = new Int32Array(FIRST_CAPACITY);
  /** One past the last entry in use, and one past the last list. */
  private end = 0;
  private listEnd = 0;
  private unused = 0;

  /** Number of entries that memory is kept for. */
  get capacity(): number {
    return this.numbers.length;
  }

  /** Writes the list (at most 255 numbers, none twice) of a slot that has none, with the group that the slot is in. */
  put(slot: number, group: number, readings: Int32Array): void {
    if (slot >= this.start.length) this.growSlots(slot + 1);
    const wanted = Math.max(1, readings.length);
    if (this.end + wanted > this.numbers.length) this.makeRoom(wanted);
    this.start[slot] = this.end;
    this.count[slot] = readings.length;
    if (readings.length === 0) this.append(slot, group, NO_READING);
    for (const reading of readings) this.append(slot, group, reading);
  }

  /** Forgets the list of a slot. */
  delete(slot: number): void {
    const from = this.start[slot]!;
    const entries = Math.max(1, this.count[slot]!);
    for (let entry = from; entry < from + entries; entry++) {
      this.unlist(this.numbers[entry]!, this.places[entry]!);
      this.numbers[entry] = GONE;
    }
    this.unused += entries;
    this.count[slot] = 0;
  }

  /** Where the datasets of a reading are listed. */
  span(reading: number): ListedSpan {
    const from = LISTED_STRIDE * (this.at[reading + 1] ?? 0);
    return { from, to: from + LISTED_STRIDE * (this.held[reading + 1] ?? 0) };
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

  private append(slot: number, group: number, reading: number): void {
    const list = reading + 1;
    if (list >= this.at.length) this.growReadings(list + 1);
    if (this.held[list] === this.room[list]) this.moveList(list);
    const place = this.held[list]!++;
    const to = LISTED_STRIDE * (this.at[list]! + place);
    this.listed[to] = slot;
    this.listed[to + 1] = group;
    const entry = this.end++;
    this.numbers[entry] = reading;
    this.places[entry] = place;
  }

  /** Takes a place out of a list: the last one moves there. */
  private unlist(reading: number, place: number): void {
    const list = reading + 1;
    const last = --this.held[list]!;
    if (place === last) return;
    const from = LISTED_STRIDE * (this.at[list]! + last);
    const to = LISTED_STRIDE * (this.at[list]! + place);
    const moved = this.listed[from]!;
    this.listed[to] = moved;
    this.listed[to + 1] = this.listed[from + 1]!;
    let entry = this.start[moved]!;
    while (this.numbers[entry] !== reading) entry++;
    this.places[entry] = place;
  }

  /** Lays a full list down behind all others, with more room. */
  private moveList(list: number): void {
    const room = 2 + this.held[list]! + Math.ceil(this.held[list]! / SPARE.moved);
    if (LISTED_STRIDE * (this.listEnd + room) > this.listed.length) {
      this.packLists(room);
      if (this.held[list]! < this.room[list]!) return;
    }
    const from = LISTED_STRIDE * this.at[list]!;
    this.listed.copyWithin(LISTED_STRIDE * this.listEnd, from, from + LISTED_STRIDE * this.held[list]!);
    this.at[list] = this.listEnd;
    this.room[list] = room;
    this.listEnd += room;
  }

  /** Lays all lists down anew, one after the other, and leaves as much again free as a half of them takes. */
  private packLists(wanted: number): void {
    const { at, held, room, listed } = this;
    const roomy = (list: number): number => held[list]! + Math.ceil(held[list]! / SPARE.packed);
    let total = 0;
    for (let list = 0; list < at.length; list++) total += roomy(list);
    const packed = new Int32Array(LISTED_STRIDE * (total + (total >> 1) + wanted + FIRST_CAPACITY));
    let end = 0;
    for (let list = 0; list < at.length; list++) {
      const from = LISTED_STRIDE * at[list]!;
      packed.set(listed.subarray(from, from + LISTED_STRIDE * held[list]!), LISTED_STRIDE * end);
      at[list] = end;
      room[list] = roomy(list);
      end += room[list]!;
    }
    this.listed = packed;
    this.listEnd = end;
  }

  private growSlots(least: number): void {
    const capacity = Math.max(least, this.start.length * 2);
    this.start = grown(this.start, new Int32Array(capacity));
    this.count = grown(this.count, new Uint8Array(capacity));
  }

  private growReadings(least: number): void {
    const capacity = Math.max(least, this.at.length * 2);
    this.at = grown(this.at, new Int32Array(capacity));
    this.held = grown(this.held, new Int32Array(capacity));
    this.room = grown(this.room, new Int32Array(capacity));
  }

  /** Packs the entries when many are unused, else takes twice the room. */
  private makeRoom(wanted: number): void {
    const { numbers, places, end } = this;
    const pack = this.unused > MAX_UNUSED && this.unused > end / 2;
    const capacity = Math.max(numbers.length * (pack ? 1 : 2), end - this.unused + wanted);
    this.numbers = new Int32Array(capacity);
    this.places = new Int32Array(capacity);
    if (!pack) {
      this.numbers.set(numbers);
      this.places.set(places);
      return;
    }
    this.end = 0;
    this.unused = 0;
    for (let entry = 0; entry < end; entry++) {
      const reading = numbers[entry]!;
      if (reading === GONE) continue;
      const place = places[entry]!;
      const slot = this.listed[LISTED_STRIDE * (this.at[reading + 1]! + place)]!;
      if (this.start[slot] === entry) this.start[slot] = this.end;
      this.numbers[this.end] = reading;
      this.places[this.end++] = place;
    }
  }
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
