/** Takes everything out of JPEG and PNG bytes that is no picture: EXIF, XMP, comments, colour profiles, text chunks, times. */

import { ExchangeError } from '#contracts/errors.ts';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'sRGB', 'cHRM', 'sBIT']);

/**
 * The same picture without metadata; decoded pixels are equal. Throws `unsupported-format` for anything but JPEG and PNG, `bad-dataset`
 * when the bytes are malformed.
 */
export function cleanImage(bytes: Uint8Array): Uint8Array {
  if (bytes.length > 8 && PNG_SIGNATURE.equals(bytes.subarray(0, 8))) return cleanPng(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return cleanJpeg(bytes);
  throw new ExchangeError('unsupported-format', 'An embedded image is neither JPEG nor PNG.');
}

function cleanPng(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [PNG_SIGNATURE];
  for (let at = 8; at < view.length; ) {
    if (at + 12 > view.length) throw malformed();
    const end = at + 12 + view.readUInt32BE(at);
    if (end > view.length) throw malformed();
    const type = view.toString('latin1', at + 4, at + 8);
    if (PNG_KEPT.has(type)) kept.push(view.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept); // what hides behind the end is left behind
    at = end;
  }
  throw malformed();
}

/** Segments up to the scan: quantisation, Huffman tables, frame, restart interval, and Adobe's colour transform; then the scan as it is. */
function cleanJpeg(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [view.subarray(0, 2)];
  let at = 2;
  while (at + 2 <= view.length) {
    if (view[at] !== 0xff) throw malformed();
    const marker = view[at + 1] as number;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) return Buffer.concat([...kept, Buffer.of(0xff, 0xd9)]);
    if (at + 4 > view.length) throw malformed();
    const end = at + 2 + view.readUInt16BE(at + 2);
    if (end > view.length || end < at + 4) throw malformed();
    if (isPictureSegment(marker, view.subarray(at + 4, end))) kept.push(view.subarray(at, end));
    at = end;
    if (marker === 0xda) {
      const scanEnd = endOfScan(view, at);
      kept.push(view.subarray(at, scanEnd));
      at = scanEnd;
    }
  }
  throw malformed();
}

function isPictureSegment(marker: number, body: Buffer): boolean {
  if (marker >= 0xc0 && marker <= 0xcf) return marker !== 0xc8;
  if (marker === 0xda || marker === 0xdb || marker === 0xdd) return true;
  return marker === 0xee && body.length === 12 && body.toString('latin1', 0, 5) === 'Adobe';
}

/** First marker after entropy-coded data that is neither a stuffed zero nor a restart. */
function endOfScan(view: Buffer, from: number): number {
  for (let at = view.indexOf(0xff, from); at !== -1; at = view.indexOf(0xff, at + 1)) {
    const next = view[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw malformed();
}

function malformed(): ExchangeError {
  return new ExchangeError('bad-dataset', 'An embedded image is malformed; nothing is copied unread.');
}
