import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { utf8 } from '#contracts/bytes.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { formatCheckpoint, parseCheckpoint, parseCheckpointNote } from '#contracts/log/checkpoint.ts';
import {
  formatNote,
  formatSignatureLine,
  formatVerifierKey,
  parseNote,
  parseSignatureLine,
  parseVerifierKey,
} from '#contracts/log/signed-note.ts';
import { encodeBundle, parseTilePath, scanBundle, tileHashes, tilePath } from '#contracts/log/tile.ts';
import { formatTlogProof, parseTlogProof } from '#contracts/log/tlog-proof.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { mutateBytes, seededRandom } from '#test/support/mutate-bytes.ts';

const RUNS = 300;
const HASH = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
const KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const SIGNATURE =
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=';
const CHECKPOINT = `log.example/one\n15\n${HASH}\n`;
const NOTE = `${CHECKPOINT}\n${SIGNATURE}\n`;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const rewritten = (out: string): Uint8Array => utf8(out);

/** Each parser with something that it accepts, and what writes a parsed value again. */
const PARSERS: { name: string; good: Uint8Array; parse: (bytes: Uint8Array) => Uint8Array | null }[] = [
  { name: 'note', good: utf8(NOTE), parse: (bytes) => rewritten(formatNote(parseNote(bytes))) },
  {
    name: 'checkpoint note',
    good: utf8(NOTE),
    parse: (bytes) => rewritten(formatNote(parseCheckpointNote(bytes).note)),
  },
  {
    name: 'checkpoint',
    good: utf8(CHECKPOINT),
    parse: (bytes) => Buffer.from(formatCheckpoint(parseCheckpoint(text(bytes))), 'latin1'),
  },
  {
    name: 'signature line',
    good: utf8(SIGNATURE),
    parse: (bytes) => {
      const line = Buffer.from(bytes).toString();
      assert.equal(formatSignatureLine(parseSignatureLine(line)), `${line}\n`);
      return null;
    },
  },
  {
    name: 'verifier key',
    good: utf8(KEY),
    parse: (bytes) => Buffer.from(formatVerifierKey(parseVerifierKey(nodeCrypto, text(bytes))), 'latin1'),
  },
  {
    name: 'receipt',
    good: utf8(`c2sp.org/tlog-proof@v1\nextra AAAA\nindex 3\n${HASH}\n${HASH}\n\n${NOTE}`),
    parse: (bytes) => rewritten(formatTlogProof(parseTlogProof(bytes))),
  },
  {
    name: 'tile path',
    good: utf8('tile/0/x001/x234/067.p/8'),
    parse: (bytes) => Buffer.from(tilePath(parseTilePath(text(bytes))), 'latin1'),
  },
  {
    name: 'hash tile',
    good: new Uint8Array(64),
    parse: (bytes) => Buffer.concat(tileHashes(bytes)),
  },
  {
    name: 'bundle',
    good: encodeBundle([utf8('one'), utf8('two'), new Uint8Array(0)]),
    parse: (bytes) => {
      const { entries, whole } = scanBundle(bytes, 3);
      return whole ? encodeBundle(entries) : null;
    },
  },
];

for (const { name, good, parse } of PARSERS) {
  const judge = (bytes: Uint8Array): void => {
    try {
      const again = parse(bytes);
      // What is accepted has one spelling.
      if (again !== null) assert.deepEqual(Buffer.from(again), Buffer.from(bytes));
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
    }
  };

  test(`answers ${RUNS} changed and ${RUNS} arbitrary inputs for a ${name} with its one spelling or a typed error`, () => {
    parse(good);
    judge(good);
    const random = seededRandom(name.length);
    for (let i = 0; i < RUNS; i++) judge(mutateBytes(good, random));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), judge), { numRuns: RUNS });
  });
}
