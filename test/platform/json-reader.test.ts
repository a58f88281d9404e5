import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '#contracts/bytes.ts';
import { MAX_JSON_VALUES, readJson } from '#platform/json-reader.ts';

const MIB = 1024 * 1024;

test('a long document is parsed by the thread, and never on the event loop', async (t) => {
  const value = { text: 'ü"'.repeat(MIB) };
  const bytes = utf8(JSON.stringify(value));
  const parse = t.mock.method(JSON, 'parse');
  assert.deepEqual(await readJson(bytes, bytes.length), value);
  assert.deepEqual(await readJson(utf8('{"a":[1]}'), 100), { a: [1] });
  const longest = Math.max(...parse.mock.calls.map(({ arguments: [text] }) => text.length));
  assert.equal(longest, 9);
});

test('long documents are refused as short ones are', async () => {
  const empty = (count: number): Uint8Array => utf8(`[${'{},'.repeat(count)}{}]`);
  for (const count of [MAX_JSON_VALUES, MIB / 3]) {
    await assert.rejects(readJson(empty(count), 2 * MIB), { code: 'limit-exceeded' });
  }
  await assert.rejects(readJson(utf8(`["${'a'.repeat(MIB)}`), 2 * MIB), { code: 'bad-json' });
  await assert.rejects(readJson(utf8(`["${'a'.repeat(MIB)}"]`), MIB), { code: 'limit-exceeded' });
});
