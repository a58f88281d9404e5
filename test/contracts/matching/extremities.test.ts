import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { PoseHistogramBuilder } from '#contracts/embodiment/reach/pose-histogram.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import { mayCover, reachOutcome, CARRIED_REACH } from '#contracts/matching/factors/factor-reach.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { bodyPair } from '#contracts/matching/factors/body-pair.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import { BODY_ONLY, matchDataset } from '#contracts/matching/match-dataset.ts';
import { matchQuerySchema, type MatchResult } from '#contracts/matching/schema.ts';
import { ownMotion } from '#contracts/matching/search/own-motion.ts';
import { NO_DEMANDS } from '#contracts/matching/task/demands.ts';
import { armEmbodiment, datasetOn } from '#test/support/match-bodies.ts';
import { rankBodies, type RankedBody } from '#contracts/matching/rank-bodies.ts';
import { randomQuadruped } from '#test/support/procedural-robots.ts';
import { toMjcf, toUrdf } from '#test/support/write-descriptions.ts';

const HAND = readFileSync(new URL('../../../demo/robots/walnut-hand5.urdf', import.meta.url), 'utf8');

function bodyOf(text: string, change: (embodiment: Embodiment) => Embodiment = (same) => same): BodyProfile {
  const { embodiment } = canonicalForm(readRobotDescription(text));
  return profileOf(change(embodiment), `${text.length} ${change.toString()}`);
}

function ranked(source: BodyProfile, target: BodyProfile): RankedBody {
  return rankBodies({
    target: { label: 'target', body: target },
    sources: [{ label: 'source', body: source }],
    use: 'replay',
    verify: 0,
  }).ranking[0]!;
}

test('a walker serves itself fully in either format, and one with stiffer legs less', () => {
  const model = randomQuadruped(5);
  const walker = bodyOf(toUrdf(model));
  assert.ok(ranked(walker, walker).coverage! > 0.99);
  assert.ok(Math.abs(ranked(bodyOf(toMjcf(model)), walker).score - ranked(walker, walker).score) < 0.03);
  const stiff = bodyOf(toUrdf(model), (embodiment) => ({
    ...embodiment,
    joints: embodiment.joints.map((joint) => ({
      ...joint,
      lower: joint.lower === null ? null : joint.lower * 0.5,
      upper: joint.upper === null ? null : joint.upper * 0.5,
    })),
  }));
  assert.ok(ranked(walker, stiff).coverage! < 0.8);
  assert.ok(ranked(stiff, walker).coverage! > ranked(walker, stiff).coverage!);
});

test('a hand without an arm is judged by what its fingers do; a missing finger costs', () => {
  const hand = bodyOf(HAND);
  const own = ranked(hand, hand);
  assert.ok(own.coverage! > 0.99);
  const fewer = bodyOf(HAND, (embodiment) => ({
    ...embodiment,
    endEffectors: embodiment.endEffectors.map((effector) => ({
      ...effector,
      hand: effector.hand === null ? null : { ...effector.hand, fingers: effector.hand.fingers.slice(0, 4) },
    })),
  }));
  const less = ranked(hand, fewer);
  assert.ok(less.coverage! < 0.85);
  assert.ok(less.score < own.score);
});

test('a hand has nothing to give to a walker', () => {
  const walker = bodyOf(toUrdf(randomQuadruped(5)));
  const other = bodyOf(toUrdf(randomQuadruped(6)));
  assert.equal(ranked(bodyOf(HAND), walker).factors.reach, 0);
  assert.ok(ranked(bodyOf(HAND), walker).score < ranked(other, walker).score);
});

test('what an arm did says nothing of where a hand without an arm will be, also where its own poses are known', () => {
  const hand = bodyOf(HAND);
  const arm = profileOf(armEmbodiment({ upper: 0.4, fore: 0.35 }), `sha256:${'a'.repeat(64)}`);
  const builder = new PoseHistogramBuilder(0);
  for (let k = 0; k < 100; k++) builder.addPose(k % 5, [0.3 + 0.003 * k, 0, 0.3], [0, 1, 0, 0]);
  const histograms = [builder.build()];
  const motion = ownMotion(histograms, arm);
  assert.equal(motion.length, 1);
  const pair = { ...bodyPair(arm, hand), reach: reachOutcome(motion, arm, hand) };
  const asked = {
    data: BODY_ONLY,
    task: null,
    pairing: null,
    demands: NO_DEMANDS,
    use: 'fine-tune',
  } as const;
  const result = matchDataset({ ...asked, pair, measuredMotion: true });
  const { value, low, high, reason } = result.factors.find(({ factor }) => factor === 'reach')!;
  assert.deepEqual([value, low, high, reason.code], [null, ...CARRIED_REACH, 'reach-carried']);
  const poses = { ...BODY_ONLY, modalities: ['joint-position', 'end-effector-pose'] as const };
  assert.equal(matchDataset({ ...asked, data: poses, pair, measuredMotion: true }).verdict, 'retarget');
  assert.equal(mayCover(motion, { recorded: arm, target: hand }, 0.9), true);

  const engine = createMatchEngine({ idOf: () => assert.fail('no body is described') });
  const target = { ...hand, id: `sha256:${'b'.repeat(64)}` };
  for (const body of [arm, target]) engine.addProfile(body);
  engine.putDataset(datasetOn(arm.id, 'own', { histograms }));
  engine.putDataset(datasetOn(arm.id, 'none'));
  const answer = engine.match(matchQuerySchema.parse({ embodimentId: target.id }));
  const [first, second] = answer.results.map(({ score }) => score);
  assert.ok(first !== undefined && first > 0.1);
  assert.equal(first, second);
});

test('where coverage says nothing about poses of a tool, nothing is said of replay, nor of poses out of reach', () => {
  const [hand, walker] = [bodyOf(HAND), bodyOf(toUrdf(randomQuadruped(5)))];
  const arm = profileOf(armEmbodiment({ upper: 0.4, fore: 0.35 }), 'arm');
  const fewer = bodyOf(HAND, (embodiment) => ({
    ...embodiment,
    joints: embodiment.joints.map((joint) => ({ ...joint, upper: joint.upper! * 0.5 })),
  }));
  const resultOf = (recorded: BodyProfile, target: BodyProfile): MatchResult =>
    matchDataset({
      data: BODY_ONLY,
      pair: bodyPair(recorded, target),
      measuredMotion: false,
      task: null,
      pairing: null,
      demands: NO_DEMANDS,
      use: 'fine-tune',
    });
  for (const [recorded, target] of [
    [hand, fewer],
    [hand, arm],
    [arm, hand],
    [hand, walker],
  ] as const) {
    const { replayable, lossy } = resultOf(recorded, target);
    assert.equal(replayable, null);
    assert.equal(
      lossy.some(({ code }) => code === 'lossy-out-of-reach'),
      false,
    );
    assert.equal(ranked(recorded, target).estimate, null);
  }
  // No limb follows: nothing is converted to joints that are not there.
  const { conversions, lossy, factors } = resultOf(arm, walker);
  assert.equal(factors.find(({ factor }) => factor === 'reach')?.reason.code, 'reach-no-limb');
  assert.deepEqual([conversions, lossy], [[], [{ code: 'lossy-limb', params: { limb: 1 } }]]);
  const verified = rankBodies({
    target: { label: 'hand', body: hand },
    sources: [{ label: 'arm', body: arm }],
    use: 'replay',
    verify: 1,
  });
  assert.equal(verified.ranking[0]!.replayable, null);
});
