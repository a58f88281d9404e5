/** What the parameter sets of an H.264 or H.265 stream say: picture size, and the description that MP4 files and decoders want of it. */

import { ExchangeError } from '#contracts/errors.ts';

/** An elementary stream as its parameter sets tell it. */
export interface ElementaryStream {
  readonly codec: 'avc' | 'hevc';
  /** Codec parameter string (RFC 6381, ISO/IEC 14496-15 Annex E). */
  readonly parameters: string;
  readonly width: number;
  readonly height: number;
  /** `avcC` or `hvcC`, units with lengths of four bytes. */
  readonly description: Uint8Array;
}

/** Profiles whose sequence parameter sets name a chroma format (ISO/IEC 14496-10, 7.3.2.1.1). */
const HIGH_PROFILES: ReadonlySet<number> = new Set([
  100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135,
]);
const MAX_SIDE = 16_384;

/**
 * Reads the parameter sets among the units of a key picture (without start codes). Throws `bad-dataset` when there are none, or they make no sense.
 */
export function elementaryStream(units: readonly Uint8Array[]): ElementaryStream {
  const avc = units.filter((unit) => kindOf('avc', unit) === 'set');
  const hevc = units.filter((unit) => kindOf('hevc', unit) === 'set');
  try {
    // A first byte of H.265's parameter sets (0x40 to 0x44) is no parameter set of H.264, nor the other way round.
    if (hevc.length > 0) return hevcStream(hevc);
    if (avc.length > 0) return avcStream(avc);
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError('bad-dataset', 'The parameter sets of a video end early.', { cause });
  }
  throw new ExchangeError('bad-dataset', 'A video does not begin with its parameter sets.');
}

/** The units between the start codes of Annex B. */
export function splitUnits(bytes: Uint8Array): Uint8Array[] {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const code = Buffer.from([0, 0, 1]);
  const units: Uint8Array[] = [];
  let at = source.indexOf(code);
  while (at >= 0) {
    const start = at + 3;
    at = source.indexOf(code, start);
    let end = at < 0 ? source.length : at;
    // A start code of four bytes leaves its zero at the end of the unit before it.
    if (at > start && source[at - 1] === 0) end--;
    units.push(source.subarray(start, end));
  }
  return units;
}

/** What a unit is: a parameter set, a mark between pictures, or part of a picture. */
export function kindOf(codec: 'avc' | 'hevc', unit: Uint8Array): 'set' | 'delimiter' | 'picture' {
  const head = unit[0] ?? 0;
  if (codec === 'avc') {
    const type = head & 31;
    return type === 7 || type === 8 ? 'set' : type === 9 ? 'delimiter' : 'picture';
  }
  const type = (head >> 1) & 63;
  return type >= 32 && type <= 34 ? 'set' : type === 35 ? 'delimiter' : 'picture';
}

function avcStream(sets: readonly Uint8Array[]): ElementaryStream {
  const sps = sets.filter((unit) => ((unit[0] ?? 0) & 31) === 7);
  const pps = sets.filter((unit) => ((unit[0] ?? 0) & 31) === 8);
  const [first] = sps;
  if (first === undefined || pps.length === 0)
    throw new ExchangeError('bad-dataset', 'A video lacks one of its parameter sets.');
  const bits = new BitReader(first.subarray(1));
  const profile = bits.take(8);
  const [constraints, level] = [bits.take(8), bits.take(8)];
  bits.ue();
  let chroma = 1;
  const depths = [0, 0];
  if (HIGH_PROFILES.has(profile)) {
    chroma = bits.ue();
    if (chroma === 3) bits.take(1);
    depths[0] = bits.ue();
    depths[1] = bits.ue();
    bits.take(1);
    if (bits.take(1) === 1) skipScalingLists(bits, chroma === 3 ? 12 : 8);
  }
  skipToAvcSize(bits);
  const { width, height } = avcSize(bits, chroma);
  const hex = [profile, constraints, level].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const parts: Uint8Array[] = [Uint8Array.of(1, profile, constraints, level, 0xff, 0xe0 | sps.length)];
  for (const unit of sps) parts.push(lengthOf(unit), unit);
  parts.push(Uint8Array.of(pps.length));
  for (const unit of pps) parts.push(lengthOf(unit), unit);
  if ([100, 110, 122, 144].includes(profile))
    parts.push(Uint8Array.of(0xfc | chroma, 0xf8 | (depths[0] ?? 0), 0xf8 | (depths[1] ?? 0), 0));
  return { codec: 'avc', parameters: `avc1.${hex}`, width, height, description: joined(parts) };
}

function skipScalingLists(bits: BitReader, lists: number): void {
  for (let i = 0; i < lists; i++) {
    if (bits.take(1) === 0) continue;
    let next = 8;
    for (let k = 0, last = 8; k < (i < 6 ? 16 : 64); k++) {
      if (next !== 0) next = (last + bits.se() + 256) & 255;
      last = next === 0 ? last : next;
    }
  }
}

/** From the frame numbers to the size. */
function skipToAvcSize(bits: BitReader): void {
  bits.ue();
  const order = bits.ue();
  if (order === 0) bits.ue();
  else if (order === 1) {
    bits.take(1);
    bits.se();
    bits.se();
    for (let i = bits.ue(); i > 0; i--) bits.se();
  }
  bits.ue();
  bits.take(1);
}

function avcSize(bits: BitReader, chroma: number): { width: number; height: number } {
  const columns = bits.ue() + 1;
  const rows = bits.ue() + 1;
  const framesOnly = bits.take(1);
  if (framesOnly === 0) bits.take(1);
  bits.take(1);
  const crop = bits.take(1) === 1 ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * (2 - framesOnly);
  return checkedSize(
    16 * columns - unitX * (left + right),
    16 * rows * (2 - framesOnly) - unitY * (top + bottom),
  );
}

function hevcStream(sets: readonly Uint8Array[]): ElementaryStream {
  const sps = sets.find((unit) => (((unit[0] ?? 0) >> 1) & 63) === 33);
  if (sps === undefined) throw new ExchangeError('bad-dataset', 'A video lacks one of its parameter sets.');
  const bits = new BitReader(sps.subarray(2));
  bits.take(4);
  const layers = bits.take(3) + 1;
  const nested = bits.take(1);
  // General profile, tier and level: twelve bytes that hvcC repeats (ISO/IEC 14496-15, 8.3.2.1).
  const general = Uint8Array.from({ length: 12 }, () => bits.take(8));
  skipSubLayers(bits, layers - 1);
  bits.ue();
  const chroma = bits.ue();
  if (chroma === 3) bits.take(1);
  const [width, height] = [bits.ue(), bits.ue()];
  const crop = bits.take(1) === 1 ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const depths = [bits.ue(), bits.ue()];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = chroma === 1 ? 2 : 1;
  const size = checkedSize(width - unitX * (left + right), height - unitY * (top + bottom));
  const parts: Uint8Array[] = [
    Uint8Array.of(1),
    general,
    Uint8Array.of(0xf0, 0, 0xfc, 0xfc | chroma, 0xf8 | (depths[0] ?? 0), 0xf8 | (depths[1] ?? 0), 0, 0),
  ];
  const types = [32, 33, 34].map((type) => sets.filter((unit) => (((unit[0] ?? 0) >> 1) & 63) === type));
  parts.push(Uint8Array.of((layers << 3) | (nested << 2) | 3, types.length));
  for (const [i, units] of types.entries()) {
    parts.push(Uint8Array.of(0x80 | (32 + i), units.length >> 8, units.length & 255));
    for (const unit of units) parts.push(lengthOf(unit), unit);
  }
  return { codec: 'hevc', parameters: hevcParameters(general), ...size, description: joined(parts) };
}

function skipSubLayers(bits: BitReader, count: number): void {
  const present = Array.from({ length: count }, () => [bits.take(1), bits.take(1)]);
  if (count > 0) for (let i = count; i < 8; i++) bits.take(2);
  for (const [profile, level] of present) {
    for (let i = 0; i < (profile === 1 ? 11 : 0) + (level === 1 ? 1 : 0); i++) bits.take(8);
  }
}

function hevcParameters(general: Uint8Array): string {
  const [head = 0, a = 0, b = 0, c = 0, d = 0] = general;
  let compatible = 0;
  const flags = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  for (let bit = 0; bit < 32; bit++) compatible = (compatible * 2 + ((flags >>> bit) & 1)) >>> 0;
  const constraints = Array.from(general.subarray(5, 11), (byte) => byte.toString(16));
  while (constraints.at(-1) === '0') constraints.pop();
  const space = ['', 'A', 'B', 'C'][head >> 6] ?? '';
  const tier = ((head >> 5) & 1) === 1 ? 'H' : 'L';
  const parts = [`hvc1.${space}${head & 31}`, compatible.toString(16), `${tier}${general[11] ?? 0}`];
  return [...parts, ...constraints].join('.');
}

function checkedSize(width: number, height: number): { width: number; height: number } {
  if (width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE) return { width, height };
  throw new ExchangeError('bad-dataset', 'The parameter sets of a video name no sensible size.');
}

function lengthOf(unit: Uint8Array): Uint8Array {
  return Uint8Array.of(unit.length >> 8, unit.length & 255);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Reads bits and Exp-Golomb numbers (ISO/IEC 14496-10, 9.1) of a unit, whose emulation prevention bytes are taken out. */
class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(unit: Uint8Array) {
    const plain: number[] = [];
    let zeros = 0;
    for (const byte of unit) {
      if (zeros >= 2 && byte === 3) {
        zeros = 0;
        continue;
      }
      zeros = byte === 0 ? zeros + 1 : 0;
      plain.push(byte);
    }
    this.#bytes = Uint8Array.from(plain);
  }

  /** The next `count` bits, at most 32. */
  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new RangeError('short');
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
      this.#at++;
    }
    return value;
  }

  ue(): number {
    let zeros = 0;
    while (this.take(1) === 0) if (++zeros > 31) throw new RangeError('no number');
    return 2 ** zeros - 1 + this.take(zeros);
  }

  se(): number {
    const code = this.ue();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}
