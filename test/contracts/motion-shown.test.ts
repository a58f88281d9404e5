import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import { bodyOfStatement } from '#contracts/embodiment/body/body-statement.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { PoseHistogramBuilder, type PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import { MOTION_SHOWN, motionShown, motionShownWords } from '#contracts/manifest/motion-shown.ts';
import { armEmbodiment } from '#test/support/match-bodies.ts';

const ID = `sha256:${'0'.repeat(64)}` as const;
const MAP: JointMap = { schema: 'joint-map/1', embodiment: ID, columns: [] };

function histogram(episodes: number): PoseHistogram {
  const builder = new PoseHistogramBuilder(0);
  for (let episode = 0; episode < episodes; episode++) builder.addPose(episode, [0.4, 0, 0.3], [1, 0, 0, 0]);
  return builder.build();
}

function shown(
  body: Embodiment | null,
  { jointMap = null, histograms = [] }: { jointMap?: JointMap | null; histograms?: PoseHistogram[] } = {},
): string {
  return motionShown({
    embodiment: body === null ? null : { id: ID, label: 'x', body },
    jointMap,
    histograms,
  });
}

test('what a version shows of its motion, or why it shows none', () => {
  const arm = armEmbodiment({ upper: 0.4, fore: 0.35 });
  const endEffectors = arm.endEffectors.map((effector) => ({ ...effector, limb: -1, joint: -1 }));
  assert.equal(shown(null), 'no-body');
  assert.equal(shown(bodyOfStatement({ kind: 'camera' }).form.embodiment), 'camera-only');
  assert.equal(shown({ ...arm, endEffectors: [] }), 'no-tools');
  assert.equal(shown({ ...arm, endEffectors }, { jointMap: MAP }), 'carried-hand');
  assert.equal(shown(arm), 'no-joints');
  assert.equal(shown(arm, { jointMap: MAP }), 'other-joints');
  assert.equal(shown(arm, { jointMap: MAP, histograms: [histogram(2)] }), 'poses-withheld');
  assert.equal(shown(arm, { jointMap: MAP, histograms: [histogram(3)] }), 'poses');
});

test('each has words in both languages', () => {
  for (const code of MOTION_SHOWN) {
    assert.match(motionShownWords(code), /^[a-z].* .*[a-z]$/);
    assert.match(motionShownWords(code, 'zh'), /\p{Script=Han}$/u);
  }
});
