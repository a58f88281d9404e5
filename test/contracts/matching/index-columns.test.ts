import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { BestRows } from '#contracts/matching/search/best-rows.ts';
import { BoundQueue } from '#contracts/matching/search/bound-queue.ts';
import { IdColumn } from '#contracts/matching/search/id-column.ts';
import { LISTED_STRIDE, NO_READING, ReadingColumn } from '#contracts/matching/search/reading-column.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

test('ids are found, compared as strings and taken out, however many came and went', () => {
  const random = seededRandom(5505);
  const ids = new IdColumn();
  const slots = new Map<string, number>();
  const free: number[] = [];
  let next = 0;
  for (let k = 0; k < 12_000; k++) {
    const known = [...slots.keys()];
    if (known.length > 0 && random.unit() < 0.4) {
      const gone = known[random.below(Math.min(known.length, 50))]!;
      assert.equal(ids.delete(gone), true);
      assert.equal(ids.delete(gone), false);
      free.push(slots.get(gone)!);
      slots.delete(gone);
      continue;
    }
    const text = Array.from({ length: 52 }, () => LETTERS[random.below(LETTERS.length)]!).join('');
    const id = `urn:kin:ds:${text}`;
    const slot = free.pop() ?? next++;
    ids.add(slot, id);
    slots.set(id, slot);
    // Now and then, all of them.
    if (k % 3000 === 0) for (const [one, at] of slots) assert.equal(ids.find(one), at);
  }
  assert.equal(ids.size, slots.size);
  const sample = [...slots].slice(0, 200);
  for (const [id, slot] of sample) {
    assert.equal(ids.find(id), slot);
    assert.equal(ids.read(slot), id);
    for (const [other, at] of sample.slice(0, 20)) assert.equal(ids.before(slot, at), id < other);
  }
  assert.equal(ids.find('urn:kin:ds:none'), undefined);
  assert.throws(() => ids.add(next, 'ds_short'), { code: 'schema-mismatch' });
});

test('readings keep their slots when the column grows and is packed', () => {
  const random = seededRandom(5506);
  const column = new ReadingColumn();
  const wanted = new Map<number, number[]>();
  for (let k = 0; k < 60_000; k++) {
    const slot = random.below(3000);
    if (wanted.has(slot)) column.delete(slot);
    const readings = [...new Set(Array.from({ length: random.below(6) }, () => random.below(100)))];
    column.put(slot, slot + 7, Int32Array.from(readings));
    wanted.set(slot, readings);
  }
  const scores = Float64Array.from({ length: 100 }, () => random.unit());
  for (const [slot, readings] of wanted) {
    const best = readings.length === 0 ? 0.25 : Math.max(...readings.map((reading) => scores[reading]!));
    assert.equal(column.best(slot, scores, 0.25), best);
  }
  for (const reading of [NO_READING, 0, 57]) {
    const listed: number[] = [];
    const { from, to } = column.span(reading);
    for (let i = from; i < to; i += LISTED_STRIDE) {
      listed.push(column.listed[i]!);
      assert.equal(column.listed[i + 1], column.listed[i]! + 7, 'the group stands beside the slot');
    }
    const holding = [...wanted].filter(([, own]) =>
      reading === NO_READING ? own.length === 0 : own.includes(reading),
    );
    assert.deepEqual(
      listed.sort((a, b) => a - b),
      holding.map(([slot]) => slot).sort((a, b) => a - b),
    );
  }
  assert.deepEqual(column.span(100_000), { from: 0, to: 0 });
  assert.ok(column.capacity < 200_000, 'what is no longer used is given back');
  assert.ok(column.listed.length < 60_000, `${column.listed.length} numbers for some 9,000 entries`);
});

test('the queue hands out the greatest bound first, and the best rows are the best whatever the order', () => {
  const random = seededRandom(5507);
  const items = Array.from({ length: 500 }, (_, name) => ({ name, bound: random.below(40) / 40 }));
  const queue = new BoundQueue<(typeof items)[number]>((a, b) => a.name < b.name);
  for (const item of items) queue.push(item);
  const sorted = items.toSorted((a, b) => b.bound - a.bound || a.name - b.name);
  assert.deepEqual(
    Array.from(items, () => queue.pop()!),
    sorted,
  );
  assert.equal(queue.pop(), undefined);
  const best = new BestRows(30, (a, b) => a < b);
  assert.equal(best.threshold, -1);
  for (const { name, bound } of items) best.offer(name, bound);
  assert.deepEqual(
    best.take(),
    sorted.slice(0, 30).map(({ name }) => name),
  );
  assert.equal(best.threshold, sorted[29]!.bound);
});
