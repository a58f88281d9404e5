import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveWay, giveWayWhenDue, Pieces, PIECE_MS } from '#platform/give-way.ts';
import { turnCounter } from '../support/turn-counter.ts';

test('of those who give way one goes on a turn, first come first served', async (t) => {
  const turn = turnCounter(t);
  const resumed: { who: number; turn: number }[] = [];
  const work = async (who: number): Promise<void> => {
    for (let i = 0; i < 3; i++) {
      await giveWay();
      resumed.push({ who, turn: turn() });
    }
  };
  await Promise.all([work(0), work(1), work(2)]);
  assert.deepEqual(
    resumed.map(({ who }) => who),
    [0, 1, 2, 0, 1, 2, 0, 1, 2],
  );
  assert.equal(new Set(resumed.map(({ turn }) => turn)).size, resumed.length);
});

test('one that fails after giving way holds up nobody', async () => {
  const failed = giveWay().then(() => {
    throw new Error('after its turn');
  });
  const gone = giveWay();
  await assert.rejects(failed, /after its turn/);
  await gone;
  await giveWay();
});

test('a piece ends when it has lasted long enough, and not before', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const turn = turnCounter(t);
  const pieces = new Pieces();
  now = PIECE_MS;
  const before = turn();
  await pieces.afterStep();
  assert.equal(turn(), before);
  now = PIECE_MS + 1;
  assert.equal(pieces.over, true);
  await pieces.afterStep();
  assert.equal(turn(), before + 1);
  assert.equal(pieces.over, false);
});

test('steps that know nothing of one another share a piece, and give way together once it has lasted long enough', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const turn = turnCounter(t);
  await giveWayWhenDue();
  const began = turn();
  now = PIECE_MS;
  await Promise.all([giveWayWhenDue(), giveWayWhenDue()]);
  assert.equal(turn(), began, 'there is time left');
  const resumed = new Set<number>();
  now = PIECE_MS + 1;
  const step = async (): Promise<void> => {
    await giveWayWhenDue();
    resumed.add(turn());
  };
  await Promise.all([step(), step(), step()]);
  assert.equal(resumed.size, 3);
});
