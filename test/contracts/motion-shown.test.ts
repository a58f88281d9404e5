import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import type { PoseMap } from '#contracts/dataset/pose-map.ts';
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
  {
    jointMap = null,
    histograms = [],
    poseMap,
  }: { jointMap?: JointMap | null; histograms?: PoseHistogram[]; poseMap?: PoseMap } = {},
): string {
  return motionShown({
    embodiment: body === null ? null : { id: ID, label: 'x', body },
    jointMap,
    histograms,
    ...(poseMap === undefined ? {} : { poseMap }),
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

/** A pose map with one track, or one that reads none of its columns. */
function poseMap(tool: 'assumed' | 'stated' | null): PoseMap {
  const place = { position: [0, 0, 0], rotation: [1, 0, 0, 0] };
  const element = { feature: 'pose', dimension: 0 };
  const rotation = { form: 'quaternion' as const, elements: [element, element, element, element], factor: 1 };
  const frame = { ...place, basis: 'root' as const };
  const position = [element, element, element];
  return {
    schema: 'pose-map/1',
    embodiment: ID,
    tracks:
      tool === null
        ? []
        : [
            {
              effector: 0,
              role: 'state',
              position,
              factor: 1,
              rotation,
              frame,
              tool: { ...place, basis: tool },
            },
          ],
    unread: tool === null ? [{ feature: 'pose', reason: 'rotation-unknown' }] : [],
  };
}

test('tool poses are told from joints, assumed tools from stated ones, and columns that are not read from none', () => {
  const arm = armEmbodiment({ upper: 0.4, fore: 0.35 });
  const histograms = [histogram(3)];
  assert.equal(shown(arm, { histograms, poseMap: poseMap('stated') }), 'tool-poses');
  assert.equal(shown(arm, { histograms, poseMap: poseMap('assumed') }), 'tool-poses-assumed');
  assert.equal(shown(arm, { histograms, poseMap: poseMap(null) }), 'poses');
  assert.equal(shown(arm, { histograms: [histogram(2)], poseMap: poseMap('stated') }), 'poses-withheld');
  assert.equal(shown(arm, { jointMap: MAP, poseMap: poseMap(null) }), 'poses-unread');
  const endEffectors = arm.endEffectors.map((effector) => ({ ...effector, limb: -1, joint: -1 }));
  assert.equal(shown({ ...arm, endEffectors }, { poseMap: poseMap(null) }), 'poses-unread');
});

test('each has words in both languages', () => {
  for (const code of MOTION_SHOWN) {
    assert.match(motionShownWords(code), /^[a-z].* .*[a-z]$/);
    assert.match(motionShownWords(code, 'zh'), /\p{Script=Han}$/u);
  }
});
