import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '#contracts/bytes.ts';
import { MAX_BODY_VALUES, readJsonBody } from '#platform/http/body-reader.ts';

const MIB = 1024 * 1024;

test('a long body is parsed by the thread, and never on the event loop', async (t) => {
  const value = { text: 'ü"'.repeat(MIB) };
  const bytes = utf8(JSON.stringify(value));
  const parse = t.mock.method(JSON, 'parse');
  assert.deepEqual(await readJsonBody(bytes, bytes.length), value);
  assert.deepEqual(await readJsonBody(utf8('{"a":[1]}'), 100), { a: [1] });
  const longest = Math.max(...parse.mock.calls.map(({ arguments: [text] }) => text.length));
  assert.equal(longest, 9);
});

test('long bodies are refused as short ones are', async () => {
  const empty = (count: number): Uint8Array => utf8(`[${'{},'.repeat(count)}{}]`);
  for (const count of [MAX_BODY_VALUES, MIB / 3]) {
    await assert.rejects(readJsonBody(empty(count), 2 * MIB), { code: 'limit-exceeded' });
  }
  await assert.rejects(readJsonBody(utf8(`["${'a'.repeat(MIB)}`), 2 * MIB), { code: 'bad-json' });
  await assert.rejects(readJsonBody(utf8(`["${'a'.repeat(MIB)}"]`), MIB), { code: 'limit-exceeded' });
});
