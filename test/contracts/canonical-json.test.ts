import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { utf8 } from '#contracts/bytes.ts';
import {
  canonicalBytes,
  canonicalJson,
  MAX_JSON_DEPTH,
  parseCanonical,
  parseJson,
} from '#contracts/canonical-json.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { sharedPath, skipWithoutShared } from '#test/support/shared-data.ts';

const LIMIT = 1 << 20;
const JCS = sharedPath('vectors/jcs');

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const refuses = (code: string) => (error: unknown) => isExchangeError(error) && error.code === code;

test('writes the forms that RFC 8785 prescribes', () => {
  assert.equal(canonicalJson({ b: 1, a: [true, null, 'x'] }), '{"a":[true,null,"x"],"b":1}');
  assert.equal(canonicalJson([1e-7, 0.1, -0, 100, 333333333.3333333]), '[1e-7,0.1,0,100,333333333.3333333]');
  assert.equal(
    canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }),
    '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
  );
});

test('agrees with the reference files of RFC 8785, but for integers that are not exact', {
  skip: skipWithoutShared('vectors/jcs'),
}, () => {
  const names = readdirSync(join(JCS, 'input'));
  assert.ok(names.length >= 5);
  for (const name of names) {
    const input = parseJson(readFileSync(join(JCS, 'input', name)), LIMIT);
    if (name === 'values.json') {
      // It holds 1E30: a number that two readers may take for different integers has no place in a signed document.
      assert.throws(() => canonicalBytes(input), refuses('not-canonical'));
      continue;
    }
    assert.deepEqual(Buffer.from(canonicalBytes(input)), readFileSync(join(JCS, 'output', name)), name);
  }
});

test('refuses bytes that are JSON but not in the one form', () => {
  for (const text of [
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{ "a":1}',
    '{"a":1.0}',
    '[1e2]',
    '["\\u0041"]',
    '{"a":1}\n',
    '[9007199254740993]',
  ]) {
    assert.throws(() => parseCanonical(bytes(text), LIMIT), refuses('not-canonical'), text);
  }
});

test('refuses what JSON cannot carry', () => {
  for (const value of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    { a: undefined },
    'x\ud800',
    () => 1,
    10n,
  ]) {
    assert.throws(() => canonicalJson(value), refuses('not-canonical'));
  }
});

test('refuses depth before it parses', () => {
  const deep = (n: number): string => '['.repeat(n) + ']'.repeat(n);
  assert.doesNotThrow(() => parseCanonical(bytes(deep(MAX_JSON_DEPTH)), LIMIT));
  assert.throws(() => parseCanonical(bytes(deep(MAX_JSON_DEPTH + 1)), LIMIT), refuses('limit-exceeded'));
  assert.throws(() => parseJson(bytes('['.repeat(900_000)), LIMIT), refuses('limit-exceeded'));
  assert.doesNotThrow(
    () => parseJson(bytes(JSON.stringify('['.repeat(1000))), LIMIT),
    'brackets in strings do not count',
  );
});

test('refuses more values than a caller takes before it parses', (t) => {
  const parse = t.mock.method(JSON, 'parse');
  for (const text of ['[{},{},{}]', '{"a":1,"b":[2,3]}', '[[[[]]]]', '["[,{\\",",{}]']) {
    const bytes = utf8(text);
    const values = countValues(JSON.parse(text));
    assert.doesNotThrow(() => parseJson(bytes, 100, 2 * values));
    const before = parse.mock.callCount();
    assert.throws(
      () => parseJson(bytes, 100, values - 1),
      (error) => isExchangeError(error, 'limit-exceeded'),
    );
    assert.equal(parse.mock.callCount(), before, text);
  }
});

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + countValues(item), 1);
}

test('refuses length beyond the limit and bytes that are not UTF-8', () => {
  assert.throws(() => parseJson(bytes('[1,2,3]'), 6), refuses('limit-exceeded'));
  assert.throws(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22), LIMIT), refuses('bad-json'));
});

test('every value reads back from its canonical form, which is a fixed point', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      let first: Uint8Array;
      try {
        first = canonicalBytes(value);
      } catch (error) {
        assert.ok(isExchangeError(error, 'not-canonical'));
        return;
      }
      assert.deepEqual(canonicalBytes(parseCanonical(first, LIMIT)), first);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('arbitrary bytes give a value or a typed error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (input) => {
      try {
        parseCanonical(input, LIMIT);
      } catch (error) {
        assert.ok(isExchangeError(error));
      }
    }),
    { numRuns: 300, seed: 2 },
  );
});
