import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import { PoseHistogramBuilder } from '#contracts/embodiment/reach/pose-histogram.ts';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import { reachOutcome } from '#contracts/matching/factors/factor-reach.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import { matchQuerySchema } from '#contracts/matching/schema.ts';
import { isSketched, MotionBounds } from '#contracts/matching/search/motion-bounds.ts';
import { ownMotion } from '#contracts/matching/search/own-motion.ts';
import { SketchColumn } from '#contracts/matching/search/sketch-column.ts';
import { datasetOn } from '../../support/match-bodies.ts';
import { leaning } from '../../support/leaning.ts';
import { randomCatalog } from '../../support/random-catalog.ts';

/** Poses within 0.3 m of a place so far ahead. */
function around(random: SeededRandom, effector: number, ahead: number): PoseHistogram {
  const builder = new PoseHistogramBuilder(effector);
  for (let k = 0; k < 200; k++) {
    const near = (): number => 0.3 * (random.unit() - 0.5);
    builder.addPose(k % 5, [ahead + near(), near(), 0.3 + near()], [0, 1, 0, 0]);
  }
  return builder.build();
}

/** Bodies of every kind that reach tells apart: one arm and two, on a bench and on a floor, leaning, without an arm. */
function kinds(random: SeededRandom): BodyProfile[] {
  return randomCatalog(random, { bodies: 14, datasets: 0 }).bodies.flatMap((body, i) => {
    if (i % 5 === 3) return [body, { ...body, handOnly: true }];
    if (i % 5 !== 4) return [body];
    const lean = { around: 'x', angle: 0.7 } as const;
    return [{ ...body, limbs: body.limbs.map((limb) => ({ ...limb, chain: leaning(limb.chain, lean) })) }];
  });
}

test('a sketch never tells less than is covered, whatever bodies meet, and slots are used again', () => {
  const random = seededRandom(6201);
  const bodies = kinds(random);
  const column = new SketchColumn();
  let [told, twoLimbs] = [0, 0];
  for (let slot = 0; slot < 60; slot++) {
    const recorded = bodies[slot % bodies.length]!;
    const histograms = recorded.limbs.map((_, i) => around(random, i, 0.2 + random.unit()));
    // One of an end effector that no limb carries: its part of the motion is followed by nobody.
    if (slot % 4 === 0) histograms.push(around(random, 7, 0.4));
    const motion = ownMotion(histograms, recorded);
    const place = slot % 20;
    column.delete(place);
    column.put(place, motion, recorded);
    if (motion.length > 1) twoLimbs++;
    for (const target of bodies) {
      const { coverage } = reachOutcome(motion, recorded, target);
      const most = new MotionBounds(recorded, target).mostCovered(column, place);
      assert.ok(most >= coverage - 1e-12, `${slot} ${target.id}: at most ${most} of ${coverage}`);
      if (most < 0.9) told++;
    }
  }
  assert.ok(told > 200 && twoLimbs > 5, `${told} ${twoLimbs}`);
  column.delete(3);
  const [body] = bodies;
  assert.equal(new MotionBounds(body!, body!).mostCovered(column, 3), 1);
});

test('bodies that reach nowhere by themselves are not bounded by the motion of their limbs', () => {
  const random = seededRandom(6202);
  const two = kinds(random).find(({ limbs, handOnly }) => limbs.length === 2 && !handOnly)!;
  const recorded = { ...two, handOnly: true };
  const target = { ...recorded, id: `sha256:${'e'.repeat(64)}`, limbs: recorded.limbs.slice(0, 1) };
  const column = new SketchColumn();
  const motion = ownMotion([around(random, 0, 0.4), around(random, 1, 0.4)], recorded);
  column.put(0, motion, recorded);
  assert.equal(reachOutcome(motion, recorded, target).coverage, 1);
  assert.equal(new MotionBounds(recorded, target).mostCovered(column, 0), 1);
});

test('rows whose motion is out of reach are not read', () => {
  const random = seededRandom(6203);
  const { bodies } = randomCatalog(random, { bodies: 6, datasets: 0 });
  const target = bodies.find(({ limbs }) => limbs.length === 1)!;
  const engine = createMatchEngine({ idOf: () => assert.fail('no body is described') });
  for (const body of bodies) engine.addProfile(body);
  const add = (label: string, ahead: number): void =>
    engine.putDataset(datasetOn(target.id, label, { histograms: [around(random, 0, ahead)] }));
  for (let i = 0; i < 8; i++) add(`near${'abcdefgh'[i]!}`, 0.35);
  for (let i = 0; i < 120; i++) add(`far${'abcdefghij'[i % 10]!}${'klmnopqrstuv'[Math.floor(i / 10)]!}`, 2.5);
  const query = matchQuerySchema.parse({ embodimentId: target.id, use: 'replay', limit: 5 });
  const answer = engine.match(query);
  const { kept } = answer.stages.find(({ stage }) => stage === 'histogram')!;
  assert.equal(answer.results.length, 5);
  assert.ok(answer.results.every(({ score }) => score > 0.3));
  assert.ok(kept >= 5 && kept <= 20, `${kept} motions were read`);
});

test('a target of which sketches tell nothing has a limit of its own', () => {
  const random = seededRandom(6204);
  const bodies = kinds(random).filter(({ handOnly }) => !handOnly);
  const leaning = bodies.find((body) => !isSketched(body))!;
  const upright = bodies.find((body) => isSketched(body))!;
  const budget = { limbPairs: 1_000, measuredRows: 1, unsketchedRows: 1_000 };
  const engine = createMatchEngine({ idOf: () => assert.fail('no body is described'), budget });
  for (const body of bodies) engine.addProfile(body);
  for (const [i, { id }] of bodies.entries()) {
    for (const k of 'abcd') {
      const histograms = [around(random, 0, 0.2 + random.unit())];
      engine.putDataset(datasetOn(id, `${'abcdefghijklmnopqrstuvwxyz'[i]!}${k}`, { histograms }));
    }
  }
  const limitsOf = ({ id }: BodyProfile): readonly string[] =>
    engine.match(matchQuerySchema.parse({ embodimentId: id, use: 'fine-tune' })).limits;
  assert.deepEqual(limitsOf(leaning), []);
  assert.deepEqual(limitsOf(upright), ['measured-rows']);
});
