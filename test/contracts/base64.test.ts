import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, toBase64 } from '#contracts/bytes.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';

test('base64 is what everybody writes, whatever the length', () => {
  const random = seededRandom(4101);
  for (const length of [0, 1, 2, 3, 4, 31, 8191, 8192, 8193, 70_000]) {
    const bytes = Uint8Array.from({ length }, () => random.below(256));
    const text = Buffer.from(bytes).toString('base64');
    assert.equal(toBase64(bytes), text);
    assert.deepEqual(fromBase64(text), bytes);
  }
});

test('one text stands for bytes: no other spelling of it is taken', () => {
  const texts = [
    'QQ',
    'QQ=',
    'QQ===',
    'QR==',
    'QQ==\n',
    ' QQ==',
    'Q Q==',
    'QUJ',
    'QUJD=',
    'Q-_=',
    'Q\u00e9==',
    '=',
    'A',
  ];
  for (const text of texts) assert.throws(() => fromBase64(text), { code: 'bad-json' }, JSON.stringify(text));
});
