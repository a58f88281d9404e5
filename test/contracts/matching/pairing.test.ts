import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAIRING_KINDS } from '#contracts/dataset/vocabulary.ts';
import { createMatchEngine, type MatchEngine } from '#contracts/matching/match-engine.ts';
import { bonusOf, MAX_SHARE, withBonus, type StatedPairing } from '#contracts/matching/factors/pairing.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { matchQuerySchema, type MatchResult } from '#contracts/matching/schema.ts';
import { reasonWords } from '#contracts/matching/words.ts';
import { armEmbodiment, datasetId, datasetOn } from '../../support/match-bodies.ts';

const whole = (kind: StatedPairing['kind'], group = 'cups'): StatedPairing => ({ kind, group, part: 1 });
const of = (...bodies: (string | null)[]) => {
  const found = new Set(bodies);
  return () => found;
};

test('a pairing is worth something only with data of another body, most with that of the robot itself', () => {
  const bodies = { recorded: 'a', target: 'b' };
  const pairs = [whole('task-instance')];
  assert.equal(bonusOf(pairs, bodies, of('a')), null, 'alone');
  assert.equal(bonusOf([], bodies, of('a', 'b')), null);
  const own = bonusOf(pairs, bodies, of('a', 'b'))!;
  const other = bonusOf(pairs, bodies, of('a', 'c'))!;
  const human = bonusOf(pairs, bodies, of('a', null))!;
  assert.deepEqual([own.own, other.own, human.own], [true, false, false]);
  assert.ok(own.share > 3 * other.share && other.share === human.share);
  const half = bonusOf([{ ...pairs[0]!, part: 0.5 }], bodies, of('a', 'b'))!;
  assert.equal(half.share, own.share / 2);
  const kinds = PAIRING_KINDS.map((kind) => bonusOf([whole(kind)], bodies, of('b'))!.share);
  assert.equal(Math.max(...kinds), MAX_SHARE);
  assert.equal(
    bonusOf(
      PAIRING_KINDS.map((kind) => whole(kind)),
      bodies,
      of('b'),
    )!.kind,
    'trajectory',
  );
  assert.equal(bonusOf([{ ...pairs[0]!, part: 0 }], bodies, of('b')), null);
});

test('a bonus takes back a share of the loss, lifts nothing over 1 and keeps the order of bodies', () => {
  for (const share of [0, 0.1, 0.43, MAX_SHARE]) {
    let before = 0;
    for (let score = 0; score <= 1; score += 0.01) {
      const lifted = withBonus(score, share);
      assert.ok(lifted >= score - 1e-12 && lifted <= 1 && lifted >= before);
      before = lifted;
    }
    assert.equal(withBonus(1, share), 1);
  }
  assert.ok(Math.abs(withBonus(0.25, 0.5) - 0.5) < 1e-12);
});

function engineWith(pairings: (label: string) => StatedPairing[]): { engine: MatchEngine; target: string } {
  const engine = createMatchEngine({ idOf: () => assert.fail('no body is described') });
  const ids = ['1', '2', '3'].map((digit) => `sha256:${digit.repeat(64)}`);
  const shapes = [
    { upper: 0.4, fore: 0.35 },
    { upper: 0.28, fore: 0.25 },
    { upper: 0.27, fore: 0.25 },
  ];
  shapes.forEach((shape, i) => engine.addProfile(profileOf(armEmbodiment(shape), ids[i]!)));
  for (const [label, body] of [
    ['own', 0],
    ['paired', 1],
    ['alone', 1],
    ['third', 2],
  ] as const) {
    engine.putDataset(datasetOn(ids[body]!, label, { pairings: pairings(label) }));
  }
  return { engine, target: ids[0]! };
}

function resultOf(engine: MatchEngine, target: string, label: string): MatchResult {
  const query = matchQuerySchema.parse({ embodimentId: target, task: 'pick the cup from the shelf' });
  return engine.match(query).results.find(({ dataset }) => dataset === datasetId(label))!;
}

test('a dataset rises with its partner in the catalog, says why, and falls when the partner goes', () => {
  const { engine, target } = engineWith((label) =>
    label === 'own' || label === 'paired' ? [whole('trajectory')] : [],
  );
  const [paired, alone] = [resultOf(engine, target, 'paired'), resultOf(engine, target, 'alone')];
  assert.equal(paired.bodyScore, alone.bodyScore, 'the body score is untouched');
  assert.deepEqual(paired.uses, alone.uses);
  assert.ok(paired.score > alone.score);
  const lost = paired.factors.reduce((sum, factor) => sum + factor.lost, 0);
  const { share } = paired.pairing!;
  const task = -Math.log(paired.task!.score) / 2;
  assert.ok(Math.abs(-Math.log(paired.score) - (lost * (1 - share) - Math.log(paired.gate) + task)) < 1e-9);
  assert.equal(alone.pairing, null);
  assert.equal(paired.pairing!.own, true);
  assert.match(
    reasonWords(paired.pairing!.reason),
    /in pair with data of your robot \(the same motion in step\): 75 %/,
  );
  assert.match(reasonWords(paired.pairing!.reason, 'zh'), /与您的机器人的数据配对录制.*75 %/);
  engine.removeDataset(datasetId('own'));
  assert.equal(resultOf(engine, target, 'paired').pairing, null);
  engine.putDataset(datasetOn(`sha256:${'3'.repeat(64)}`, 'third', { pairings: [whole('trajectory')] }));
  const third = resultOf(engine, target, 'paired').pairing!;
  assert.deepEqual([third.own, third.reason.code], [false, 'paired-with-another']);
});
