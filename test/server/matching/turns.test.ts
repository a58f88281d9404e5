import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { GeometryBuilder, type GeometryQuestion } from '#server/matching/geometry-builder.ts';
import { SearchGate } from '#server/matching/search-gate.ts';
import { Turns, type WorkKind } from '#server/matching/turns.ts';

/** Does `pieces` pieces of a kind, and writes each down. */
async function work(
  turns: Turns,
  done: WorkKind[],
  [kind, pieces]: readonly [WorkKind, number],
): Promise<void> {
  for (let i = 0; i < pieces; i++) {
    await turns.next(kind);
    done.push(kind);
  }
}

test('questions and upkeep alternate, and what is done ahead waits for both', async () => {
  const turns = new Turns();
  const done: WorkKind[] = [];
  const kinds = [
    ['ahead', 3],
    ['upkeep', 4],
    ['question', 2],
    ['question', 3],
  ] as const;
  await Promise.all(kinds.map((kind) => work(turns, done, kind)));
  const both = Array.from({ length: 4 }, () => ['question', 'upkeep']).flat();
  assert.deepEqual(done, [...both, 'question', 'ahead', 'ahead', 'ahead']);
});

test('one piece goes on in a turn of the event loop', async () => {
  const turns = new Turns();
  const done: WorkKind[] = [];
  const working = Promise.all([
    work(turns, done, ['question', 3]),
    work(turns, done, ['question', 3]),
    work(turns, done, ['upkeep', 3]),
  ]);
  for (let before = 0; done.length < 9; before = done.length) {
    await nextTurn();
    assert.ok(done.length <= before + 1, `${done.length - before} pieces in one turn`);
  }
  await working;
});

test('the index waits for a search, but not for ever, and a search that began anew three times is let end', () => {
  const gate = new SearchGate();
  assert.ok(gate.mayChange(0));
  const search = gate.begin();
  assert.ok(!gate.mayChange(0));
  assert.ok(gate.mayChange(100));
  for (let i = 0; i < 3; i++) {
    gate.changed();
    search.resume();
  }
  assert.ok(!gate.mayChange(100));
  search.end();
  assert.ok(gate.mayChange(0));
});

test('maps come before limbs that join, but of three builds one is for a limb that waits', async () => {
  const asked: GeometryQuestion['op'][] = [];
  const kept: Uint8Array[] = [];
  const builder = new GeometryBuilder(async ({ op }) => {
    asked.push(op);
    await nextTurn();
    if (asked.length === 4) throw new Error('the thread has died');
    return Uint8Array.of(asked.length);
  });
  const chain = { joints: [], tcp: { position: [0, 0, 0], rotation: [1, 0, 0, 0] } } as const;
  const keep = (bytes: unknown): void => void kept.push(bytes as Uint8Array);
  const limb = { chain, turningBase: false, keep };
  const map = { chain, options: { turningBase: false, dilated: false }, keep };
  await Promise.all([builder.limbs([limb, limb, limb]), builder.maps([map, map, map, map])]);
  assert.deepEqual(asked, ['limb', 'map', 'map', 'limb', 'map', 'map', 'limb']);
  assert.equal(kept.length, 6, 'what could not be built is left to whoever needs it');
});
