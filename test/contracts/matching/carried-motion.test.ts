import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { PoseHistogramBuilder, type PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import { workspaceTrajectories } from '#contracts/embodiment/reach/workspace-trajectories.ts';
import { BODY_ONLY, matchDataset } from '#contracts/matching/match-dataset.ts';
import type { MatchResult } from '#contracts/matching/schema.ts';
import { bodyPair } from '#contracts/matching/factors/body-pair.ts';
import { reachOutcome } from '#contracts/matching/factors/factor-reach.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { ownMotion } from '#contracts/matching/search/own-motion.ts';
import { demandsOf } from '#contracts/matching/task/task-demands.ts';
import { fromMatrix, rotate, UNIT_Z } from '#contracts/embodiment/spatial.ts';
import { TARGET_STRIDE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import { armEmbodiment } from '#test/support/match-bodies.ts';

const ARM = armEmbodiment({ upper: 0.4, fore: 0.35 });
/** The arm's hand without the arm. */
const HAND: Embodiment = {
  ...ARM,
  mounting: 'flange',
  joints: [],
  limbs: [],
  endEffectors: ARM.endEffectors.map((effector) => ({
    ...effector,
    limb: -1,
    joint: -1,
    tcp: { position: [0, 0, 0.1], rotation: [1, 0, 0, 0] },
    hand: null,
  })),
};

/** What the arm does, as poses of a hand whose shoulder is that of the arm. */
function histogramOf(body: Embodiment): PoseHistogram {
  const builder = new PoseHistogramBuilder(0);
  const chain = chainOf(body, body.endEffectors[0]!);
  workspaceTrajectories(chain, 60).forEach(({ poses, length }) => {
    for (let k = 0; k < length; k++) {
      const at = TARGET_STRIDE * k;
      const m = [0, 1, 2].map((row) => [0, 1, 2].map((c) => poses[at + 3 + 3 * row + c]!)) as never;
      const place = [poses[at]!, poses[at + 1]!, poses[at + 2]! - 0.2] as const;
      assert.ok(Math.abs(rotate(fromMatrix(m), UNIT_Z)[2] - poses[at + 11]!) < 1e-9);
      for (let episode = 0; episode < 3; episode++) builder.addPose(episode, place, fromMatrix(m));
    }
  });
  return builder.build();
}

function match(target: Embodiment, histograms: readonly PoseHistogram[]): MatchResult {
  const [recorded, to] = [profileOf(HAND, 'hand'), profileOf(target, 'target')];
  const pair = bodyPair(recorded, to);
  const motion = ownMotion(histograms, recorded);
  const measured = motion.length > 0;
  return matchDataset({
    data: BODY_ONLY,
    pair: measured ? { ...pair, reach: reachOutcome(motion, recorded, to) } : pair,
    measuredMotion: measured,
    task: null,
    pairing: null,
    demands: demandsOf(null),
    use: 'replay',
  });
}

test('where a hand was carried is what its reach goes by, and no base is advised where there was none', () => {
  const histograms = [histogramOf(ARM)];
  const reachOf = (result: MatchResult) => result.factors.find(({ factor }) => factor === 'reach')!;
  const unmeasured = match(ARM, []);
  assert.equal(reachOf(unmeasured).value, null);
  assert.ok(unmeasured.blockers.some(({ code }) => code === 'block-reach-unknown'));
  const whole = match(ARM, histograms);
  assert.equal(reachOf(whole).reason.code, 'reach-of-motion');
  assert.ok(reachOf(whole).value! > 0.8, `${reachOf(whole).value}`);
  assert.equal(whole.placement, null);
  assert.ok(!whole.blockers.some(({ code }) => code === 'block-reach-unknown'));
  const small = match(armEmbodiment({ upper: 0.15, fore: 0.1 }), histograms);
  assert.ok(reachOf(small).value! < 0.4, `${reachOf(small).value}`);
});
