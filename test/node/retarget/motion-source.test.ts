import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { DeclaredFeature } from '#node/dataset/dataset-reader.ts';
import { findTracks } from '#node/retarget/motion-source.ts';
import { robotFile, writeRobotRecording } from '#test/support/robot-recording.ts';
import { kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

/** A skeleton whose points are named, three numbers a point. */
function skeleton(points: readonly string[], name = 'observation.keypoints'): DeclaredFeature {
  const names = points.flatMap((point) => ['x', 'y', 'z'].map((axis) => `${point}.${axis}`));
  return { name, dtype: 'float32', shape: [names.length], names, fps: 30, info: {} };
}

function armsOf(feature: DeclaredFeature): unknown[] {
  return findTracks([feature]).map((track) =>
    track.kind === 'forearm'
      ? [
          track.side,
          track.wrist[0] / 3,
          track.elbow[0] / 3,
          track.shoulder === null ? null : track.shoulder.at[0] / 3,
        ]
      : track.kind,
  );
}

test('points of arms are found under the names of markers, of suits and of the axes of joints', () => {
  assert.deepEqual(armsOf(skeleton(['left_shoulder', 'left_elbow', 'left_wrist'])), [['left', 2, 1, 0]]);
  const suit = ['Hips', 'RightShoulder', 'RightUpperArm', 'RightForeArm', 'RightHand', 'RightHandThumb1'];
  assert.deepEqual(armsOf(skeleton(suit)), [['right', 4, 3, 1]]);
  const axes = ['right_elbow', 'right_wrist_flexion', 'right_wrist_deviation', 'right_palm'];
  assert.deepEqual(armsOf(skeleton(axes)), [['right', 2, 0, null]]);
});

test('turns, and names that leave the wrist open, are no points of arms', () => {
  assert.deepEqual(armsOf(skeleton(['left_elbow', 'left_wrist'], 'observation.rotations')), []);
  assert.deepEqual(armsOf(skeleton(['left_elbow', 'left_wrist_in', 'left_wrist_out'])), []);
  assert.deepEqual(armsOf(skeleton(['elbow', 'wrist'])), []);
});

test('a hand without an arm is refused as what it is, not as what nobody named', async (t) => {
  const root = join(await tempFolder(t), 'hand');
  await writeRobotRecording(root, { robot: 'walnut-hand5', tasks: ['crack a walnut'] });
  const args = ['retarget', root, '--source-robot', robotFile('walnut-hand5'), '-o', join(root, '..', 'out')];
  const { code, stderr } = await kin([...args, '--robot', robotFile('larkspur-arm7')]);
  assert.equal(code, 6, stderr);
  assert.match(stderr, /a hand without an arm, and no column says where it was carried/);
});
