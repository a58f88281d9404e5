/**
 * Removes from encoded video packets what is no picture: H.264 and H.265 SEI messages, AV1 metadata and padding. Cameras and encoders
 * write times, places, serial numbers and settings there; a clean container would carry them along.
 */

import { ExchangeError } from '#contracts/errors.ts';

const AVC_SEI = 6;
const HEVC_PREFIX_SEI = 39;
const HEVC_SUFFIX_SEI = 40;
const OBU_METADATA = 5;
const OBU_TILE_LIST = 8;
const OBU_PADDING = 15;

/** How to clean the packets of one stream. `removed` counts the pieces that were cut out. */
export interface PacketCleaner {
  clean(packet: Uint8Array): Uint8Array;
  /** The codec's configuration record, cleaned. */
  readonly configuration: Uint8Array | undefined;
  removed(): number;
}

/**
 * Makes a cleaner for a stream. `configuration` is the stream's configuration record (avcC, hvcC, av1C). Throws `unsupported-format`
 * for a codec that cannot be cleaned, `bad-dataset` when the record or, later, a packet is malformed.
 */
export function packetCleaner(codec: string | null, configuration: Uint8Array | undefined): PacketCleaner {
  let removed = 0;
  const count = (pieces: number): void => {
    removed += pieces;
  };
  if (codec === 'av1') {
    return {
      clean: (packet) => keepObus(packet, count),
      configuration: configuration === undefined ? undefined : cleanAv1Record(configuration, count),
      removed: () => removed,
    };
  }
  if ((codec === 'avc' || codec === 'hevc') && configuration !== undefined) {
    const lengthBytes = ((configuration[codec === 'avc' ? 4 : 21] ?? 3) & 3) + 1;
    const drop = codec === 'avc' ? isAvcSei : isHevcSei;
    return {
      clean: (packet) => keepNalUnits(packet, { lengthBytes, drop, count }),
      configuration: codec === 'avc' ? configuration : cleanHevcRecord(configuration, count),
      removed: () => removed,
    };
  }
  throw new ExchangeError('unsupported-format', `Video of codec ${codec ?? 'unknown'} cannot be cleaned.`, {
    params: { codec },
  });
}

function isAvcSei(header: number): boolean {
  return (header & 0x1f) === AVC_SEI;
}

function isHevcSei(header: number): boolean {
  const type = (header >> 1) & 0x3f;
  return type === HEVC_PREFIX_SEI || type === HEVC_SUFFIX_SEI;
}

/** NAL units with a length in front (ISO/IEC 14496-15). */
function keepNalUnits(
  packet: Uint8Array,
  {
    lengthBytes,
    drop,
    count,
  }: { lengthBytes: number; drop: (header: number) => boolean; count: (n: number) => void },
): Uint8Array {
  const kept: Uint8Array[] = [];
  let dropped = 0;
  let at = 0;
  while (at < packet.length) {
    if (at + lengthBytes > packet.length) throw malformed();
    let length = 0;
    for (let i = 0; i < lengthBytes; i++) length = length * 256 + (packet[at + i] as number);
    const end = at + lengthBytes + length;
    if (end > packet.length) throw malformed();
    if (length > 0 && drop(packet[at + lengthBytes] as number)) dropped++;
    else kept.push(packet.subarray(at, end));
    at = end;
  }
  count(dropped);
  return dropped === 0 ? packet : Buffer.concat(kept);
}

/** Open bitstream units (AV1 specification, section 5.3). */
function keepObus(packet: Uint8Array, count: (n: number) => void): Uint8Array {
  const kept: Uint8Array[] = [];
  let dropped = 0;
  let at = 0;
  while (at < packet.length) {
    const header = packet[at] as number;
    const type = (header >> 3) & 0xf;
    const headerBytes = (header & 4) === 0 ? 1 : 2;
    let end = packet.length; // a last unit may leave out its size
    if ((header & 2) !== 0) {
      const [size, sizeBytes] = readLeb128(packet, at + headerBytes);
      end = at + headerBytes + sizeBytes + size;
    }
    if (end > packet.length || (header & 0x80) !== 0) throw malformed();
    if (type === OBU_METADATA || type === OBU_PADDING || (type >= OBU_TILE_LIST && type < OBU_PADDING))
      dropped++;
    else kept.push(packet.subarray(at, end));
    at = end;
  }
  count(dropped);
  return dropped === 0 ? packet : Buffer.concat(kept);
}

function readLeb128(bytes: Uint8Array, at: number): [value: number, length: number] {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) throw malformed();
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, i + 1];
  }
  throw malformed();
}

/** av1C: four bytes of settings, then configuration OBUs. */
function cleanAv1Record(record: Uint8Array, count: (n: number) => void): Uint8Array {
  if (record.length < 4) throw malformed();
  return Buffer.concat([record.subarray(0, 4), keepObus(record.subarray(4), count)]);
}

/** hvcC: 23 bytes of settings, then arrays of NAL units by type; SEI arrays are left out. */
function cleanHevcRecord(record: Uint8Array, count: (n: number) => void): Uint8Array {
  const arrays = record[22];
  if (arrays === undefined) throw malformed();
  const kept: Uint8Array[] = [];
  let at = 23;
  for (let i = 0; i < arrays; i++) {
    const start = at;
    const type = (record[at] ?? 0) & 0x3f;
    const units = readUint16(record, at + 1);
    at += 3;
    for (let k = 0; k < units; k++) at += 2 + readUint16(record, at);
    if (at > record.length) throw malformed();
    if (type === HEVC_PREFIX_SEI || type === HEVC_SUFFIX_SEI) count(units);
    else kept.push(record.subarray(start, at));
  }
  const head = Buffer.from(record.subarray(0, 23));
  head[22] = kept.length;
  return Buffer.concat([head, ...kept]);
}

function readUint16(bytes: Uint8Array, at: number): number {
  const [high, low] = [bytes[at], bytes[at + 1]];
  if (high === undefined || low === undefined) throw malformed();
  return high * 256 + low;
}

function malformed(): ExchangeError {
  return new ExchangeError('bad-dataset', 'A video packet is malformed; nothing is copied unread.');
}
