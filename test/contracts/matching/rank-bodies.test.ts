import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { rankBodies, type LabelledBody } from '#contracts/matching/rank-bodies.ts';
import { compareBodies } from '#contracts/matching/compare-bodies.ts';
import { bodyOfStatement } from '#contracts/embodiment/body/body-statement.ts';
import { gateWords } from '#contracts/matching/words.ts';
import { wilsonInterval } from '#contracts/matching/factors/wilson.ts';
import { armEmbodiment, type ArmShape } from '#test/support/match-bodies.ts';

function arm(label: string, shape: ArmShape): LabelledBody {
  return { label, body: profileOf(armEmbodiment(shape), label) };
}

const TARGET = arm('target', { upper: 0.4, fore: 0.35 });
const SOURCES = [
  arm('giant', { upper: 0.8, fore: 0.7 }),
  arm('same', { upper: 0.4, fore: 0.34 }),
  arm('small', { upper: 0.25, fore: 0.2 }),
];

test('sources are ranked by what the target can take up, whatever their order', () => {
  const ranked = rankBodies({ target: TARGET, sources: SOURCES, use: 'replay', verify: 0 });
  assert.equal(ranked.ranking.at(-1)?.source, 'giant');
  const again = rankBodies({ target: TARGET, sources: SOURCES.toReversed(), use: 'replay', verify: 0 });
  assert.deepEqual(again, ranked);
  for (const row of ranked.ranking) assert.equal(row.replayable, null);
});

test('verification measures the first ones and leaves the others where they were', () => {
  const ranked = rankBodies({ target: TARGET, sources: SOURCES, use: 'replay', verify: 2 });
  const [first, second, third] = ranked.ranking;
  assert.equal(third?.source, 'giant');
  assert.equal(third.replayable, null);
  for (const row of [first, second]) {
    assert.equal(row?.replayable?.basis, 'inverse-kinematics');
    assert.ok(row.replayable.share > 0.7, String(row.replayable.share));
    assert.ok(row.replayable.low <= row.replayable.share && row.replayable.share <= row.replayable.high);
  }
});

test('a comparison shows both directions, corresponding joints and the overlap of reach', () => {
  const comparison = compareBodies(TARGET.body, SOURCES[2]!.body, 'replay');
  assert.ok(comparison.backward.coverage > comparison.forward.coverage);
  assert.deepEqual(
    comparison.forward.joints.map(({ from, to }) => ({ from, to })),
    [0, 1, 2, 3, 4, 5].map((joint) => ({ from: joint, to: joint })),
  );
  const overlap = comparison.overlap!;
  assert.ok(overlap.onlyFirst > overlap.onlySecond);
  assert.ok(Math.abs(overlap.onlyFirst + overlap.onlySecond + overlap.both - 1) < 1e-9);
  assert.ok(overlap.rows.flat().includes(3));
});

test('a comparison names what blocks a use, as a match does, and asks no pictures of a body', () => {
  const camera = profileOf(bodyOfStatement({ kind: 'camera' }).form.embodiment, 'camera');
  const { forward } = compareBodies(camera, TARGET.body, 'replay');
  assert.deepEqual(forward.blockers, [{ code: 'block-no-motion', params: {} }]);
  assert.deepEqual(compareBodies(camera, TARGET.body, 'pre-train').forward.blockers, []);
  const { factors, blockers } = compareBodies(SOURCES[1]!.body, TARGET.body, 'fine-tune').forward;
  assert.deepEqual(blockers, []);
  assert.equal(factors.find(({ factor }) => factor === 'sensors')?.reason.code, 'sensors-of-data');
  assert.match(gateWords(), /leaves 5 % /);
});

test("Wilson's interval is the published one", () => {
  const { share, low, high } = wilsonInterval(168, 200);
  assert.equal(share, 0.84);
  assert.ok(Math.abs(low - 0.7829) < 5e-4 && Math.abs(high - 0.8844) < 5e-4);
});
