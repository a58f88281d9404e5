/** Searches bytes for known texts: names of the roster, people behind pseudonyms, whatever the detectors found in the input. */

/** Shortest needle that is searched in raw bytes: shorter ones turn up by chance in compressed data. */
export const MIN_NEEDLE_BYTES = 6;

const LOWER = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte,
);
const FILTER_BITS = 20;

/**
 * Finds any of many byte strings in one pass, ignoring the case of ASCII letters. Each text is searched as UTF-8 and as UTF-16, since
 * containers and metadata use both. Cost does not grow with the number of needles until they share their first four bytes.
 */
export class NeedleScanner {
  /** 1 for every pair of bytes with which a needle begins: most places of most files end here. */
  readonly #pairs = new Uint8Array(1 << 16);
  readonly #filter = new Uint8Array(1 << (FILTER_BITS - 3));
  readonly #byHead = new Map<number, Uint8Array[]>();
  /** Bytes of the longest needle: two windows must overlap by one less. */
  readonly longest: number;
  /** Needles that are long enough to be searched. */
  readonly count: number;

  constructor(texts: Iterable<string>) {
    let longest = 0;
    let count = 0;
    for (const text of new Set(texts)) {
      if (Buffer.byteLength(text) < MIN_NEEDLE_BYTES) continue;
      count++;
      for (const encoding of ['utf8', 'utf16le'] as const) {
        const needle = Uint8Array.from(Buffer.from(text, encoding), (byte) => LOWER[byte] as number);
        const head = headOf(needle, 0);
        const slot = hashOf(head);
        this.#pairs[head >>> 16] = 1;
        this.#filter[slot >> 3] = (this.#filter[slot >> 3] as number) | (1 << (slot & 7));
        const list = this.#byHead.get(head);
        if (list === undefined) this.#byHead.set(head, [needle]);
        else list.push(needle);
        longest = Math.max(longest, needle.length);
      }
    }
    this.longest = longest;
    this.count = count;
  }

  /** Number of places at which a needle begins and ends inside `bytes`, counting only beginnings before `until`. */
  countIn(bytes: Uint8Array, until: number = bytes.length): number {
    if (this.#byHead.size === 0 || bytes.length < 4) return 0;
    const pairs = this.#pairs;
    const lower = LOWER;
    const last = Math.min(until, bytes.length - 3);
    let found = 0;
    let pair = lower[bytes[0] as number] as number;
    for (let at = 0; at < last; at++) {
      pair = ((pair & 0xff) << 8) | (lower[bytes[at + 1] as number] as number);
      if (pairs[pair] === 1) found += this.#countAt(bytes, at);
    }
    return found;
  }

  #countAt(bytes: Uint8Array, at: number): number {
    const head = headOf(bytes, at);
    const slot = hashOf(head);
    if (((this.#filter[slot >> 3] as number) & (1 << (slot & 7))) === 0) return 0;
    let found = 0;
    for (const needle of this.#byHead.get(head) ?? []) if (matchesAt(bytes, at, needle)) found++;
    return found;
  }
}

function headOf(bytes: Uint8Array, at: number): number {
  let head = 0;
  for (let i = 0; i < 4; i++) head = ((head << 8) | (LOWER[bytes[at + i] as number] as number)) >>> 0;
  return head;
}

function hashOf(head: number): number {
  return Math.imul(head, 0x9e3779b1) >>> (32 - FILTER_BITS);
}

function matchesAt(bytes: Uint8Array, at: number, needle: Uint8Array): boolean {
  if (at + needle.length > bytes.length) return false;
  for (let i = 4; i < needle.length; i++) if (LOWER[bytes[at + i] as number] !== needle[i]) return false;
  return true;
}
