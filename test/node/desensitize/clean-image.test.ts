import { test } from 'node:test';
import assert from 'node:assert/strict';
import { crc32, deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { isExchangeError } from '#contracts/errors.ts';
import { cleanImage } from '#node/desensitize/clean-image.ts';

function pngChunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(Buffer.concat([Buffer.from(type), body])));
  return Buffer.concat([head, Buffer.from(type), body, tail]);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const HEADER = pngChunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
const PIXELS = pngChunk('IDAT', deflateSync(Buffer.of(0, 7)));
const END = pngChunk('IEND', Buffer.alloc(0));
const PNG = Buffer.concat([SIGNATURE, HEADER, PIXELS, END]);

const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
const TABLES = Buffer.concat([
  segment(0xdb, Buffer.alloc(65, 1)),
  segment(0xc0, Buffer.alloc(9, 1)),
  segment(0xc4, Buffer.alloc(20, 1)),
]);
const SCAN = Buffer.concat([
  segment(0xda, Buffer.alloc(6, 1)),
  Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4]),
]);
const JPEG = Buffer.concat([Buffer.of(0xff, 0xd8), TABLES, SCAN, Buffer.of(0xff, 0xd9)]);

test('a clean picture passes unchanged', () => {
  assert.deepEqual(Buffer.from(cleanImage(PNG)), PNG);
  assert.deepEqual(Buffer.from(cleanImage(JPEG)), JPEG);
});

test('EXIF, comments, text chunks and what hides behind the end are gone, the picture is the same', () => {
  const seeded = Buffer.concat([
    SIGNATURE,
    HEADER,
    pngChunk('tEXt', Buffer.from('Author\0Ingrid Halvorsen')),
    pngChunk('eXIf', Buffer.from('31.2304')),
    PIXELS,
    pngChunk('tIME', Buffer.alloc(7)),
    END,
    Buffer.from('appended secret'),
  ]);
  assert.deepEqual(Buffer.from(cleanImage(seeded)), PNG);
  const photo = Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xe0, Buffer.from('JFIF\0 thumbnail')),
    segment(0xe1, Buffer.from('Exif\0\0 GPS 31.2304')),
    TABLES,
    segment(0xfe, Buffer.from('Ingrid Halvorsen')),
    SCAN,
    Buffer.of(0xff, 0xd9),
    Buffer.from('appended secret'),
  ]);
  assert.deepEqual(Buffer.from(cleanImage(photo)), JPEG);
});

test('any bytes give a picture or a typed error', () => {
  const base = fc.constantFrom(PNG, JPEG);
  fc.assert(
    fc.property(base, fc.tuple(fc.nat(), fc.nat(255), fc.nat()), (picture, [at, value, cut]) => {
      const mutant = Buffer.from(picture);
      mutant[at % mutant.length] = value;
      for (const bytes of [mutant, mutant.subarray(0, cut % mutant.length)]) {
        try {
          cleanImage(bytes);
        } catch (error) {
          assert.ok(isExchangeError(error));
        }
      }
    }),
    { numRuns: 1000 },
  );
});
