import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z, ZodError } from 'zod';
import { fromUtf8 } from '#contracts/bytes.ts';
import { answerWriter } from '#platform/http/answer-writer.ts';
import { jsonBody, jsonBodyInPieces } from '#platform/http/json.ts';
import { everyStepIsLong, turnCounter } from '../support/turn-counter.ts';

const item = z.strictObject({ name: z.string().max(8), size: z.int().optional() });
const page = z.strictObject({
  total: z.int(),
  items: z.array(item).min(1).max(3),
  others: z.array(z.string()).optional(),
  next: z.string().nullable(),
});

test('what is written item by item is the canonical form of the whole', async () => {
  const write = answerWriter(page);
  const items = [
    { name: 'b', size: undefined },
    { name: 'a\u20ac', size: 3 },
  ];
  for (const value of [
    { total: 2, items, next: null },
    { next: 'x', items: items.slice(1), total: 1 },
    { total: 1, items: items.slice(0, 1), others: ['z', 'y'], next: null },
  ]) {
    assert.equal(fromUtf8(await write(value)), fromUtf8(jsonBody(page.parse(value))));
  }
  const empty = z.strictObject({ items: z.array(item) });
  assert.equal(fromUtf8(await answerWriter(empty)({ items: [] })), '{"items":[]}');
  assert.equal(fromUtf8(await answerWriter(z.array(item))([{ name: 'a' }])), '[{"name":"a"}]');
});

test('an item, a number of items and a member that do not fit are refused', async () => {
  const write = answerWriter(page);
  const good = { name: 'a' };
  for (const value of [
    { total: 1, items: [{ name: 7 }], next: null },
    { total: 0, items: [], next: null },
    { total: 4, items: [good, good, good, good], next: null },
    { total: 1, items: [good], next: null, secret: true },
    { total: '1', items: [good], next: null },
  ]) {
    await assert.rejects(write(value), ZodError);
  }
});

test('what is written in pieces is the canonical form of the whole, at any depth', async (t) => {
  everyStepIsLong(t);
  const turn = turnCounter(t);
  const value = {
    b: { y: [1, { a: 2 }], x: undefined, '\ue000': {}, '\u{1f916}': 'z' },
    a: { c: { d: null } },
    n: 1,
  };
  for (const depth of [0, 1, 2, 3]) {
    assert.equal(fromUtf8(await jsonBodyInPieces(value, depth)), fromUtf8(jsonBody(value)));
  }
  assert.ok(turn() >= 10, `${turn()} turns`);
});

test('a page gives way between its items', async (t) => {
  everyStepIsLong(t);
  const turn = turnCounter(t);
  const items = Array.from({ length: 50 }, (_, i) => ({ name: `${i}` }));
  await answerWriter(z.strictObject({ items: z.array(item) }))({ items });
  assert.ok(turn() >= items.length, `${turn()} turns`);
});
