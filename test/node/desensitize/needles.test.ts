import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { NeedleScanner } from '#node/desensitize/needles.ts';

test('finds a needle in any bytes, as UTF-8 or UTF-16, in any case of ASCII letters', () => {
  const scanner = new NeedleScanner(['Ingrid Halvorsen', '王小明先生', 'SN-99887766']);
  const spelling = fc.constantFrom(
    Buffer.from('ingrid HALVORSEN'),
    Buffer.from('Ingrid Halvorsen', 'utf16le'),
    Buffer.from('王小明先生'),
    Buffer.from('sn-99887766'),
  );
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      spelling,
      fc.uint8Array({ maxLength: 200 }),
      (a, needle, b) => {
        assert.ok(scanner.countIn(Buffer.concat([a, needle, b])) >= 1);
      },
    ),
  );
});

test('agrees with a plain search', () => {
  const alphabet = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 6, maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 400 });
  fc.assert(
    fc.property(fc.array(alphabet, { minLength: 1, maxLength: 20 }), text, (needles, hay) => {
      let expected = 0;
      for (const needle of new Set(needles)) {
        for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + 1)) expected++;
      }
      assert.equal(new NeedleScanner(needles).countIn(Buffer.from(hay)), expected);
    }),
  );
});

test('windows that overlap by the longest needle count each place once', () => {
  const scanner = new NeedleScanner(['needle-one', 'needle-number-two']);
  const hay = Buffer.from(`${'.'.repeat(95)}needle-one${'.'.repeat(90)}needle-number-two${'.'.repeat(50)}`);
  let found = 0;
  for (let at = 0; at < hay.length; at += 100) {
    found += scanner.countIn(hay.subarray(at, at + 100 + scanner.longest), 100);
  }
  assert.equal(found, 2);
});

test('needles too short for raw bytes are not searched', () => {
  assert.equal(new NeedleScanner(['Li', 'abc']).count, 0);
  assert.equal(new NeedleScanner([]).countIn(Buffer.alloc(100)), 0);
});
