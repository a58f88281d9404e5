import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveWay, Pieces, PIECE_MS } from '#platform/give-way.ts';

/** Counts turns of the event loop until it is stopped. */
function turnCounter(): { readonly turn: () => number; stop: () => void } {
  let turns = 0;
  let running = true;
  const next = (): void => {
    turns += 1;
    if (running) setImmediate(next);
  };
  setImmediate(next);
  return { turn: () => turns, stop: () => void (running = false) };
}

test('of those who give way one goes on a turn, first come first served', async () => {
  const counter = turnCounter();
  const resumed: { who: number; turn: number }[] = [];
  const work = async (who: number): Promise<void> => {
    for (let i = 0; i < 3; i++) {
      await giveWay();
      resumed.push({ who, turn: counter.turn() });
    }
  };
  await Promise.all([work(0), work(1), work(2)]);
  counter.stop();
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
  const counter = turnCounter();
  const pieces = new Pieces();
  now = PIECE_MS;
  const before = counter.turn();
  await pieces.afterStep();
  assert.equal(counter.turn(), before);
  now = PIECE_MS + 1;
  assert.equal(pieces.over, true);
  await pieces.afterStep();
  counter.stop();
  assert.equal(counter.turn(), before + 1);
  assert.equal(pieces.over, false);
});
