import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeclaredFeature } from '#node/dataset/dataset-reader.ts';
import { describeFeature, wordsOf } from '#node/dataset/features/describe-feature.ts';
import { mapJoints } from '#node/dataset/features/map-joints.ts';
import { fixtureRobot } from '#test/support/lerobot-fixture.ts';

function feature(name: string, names: readonly string[] | null = null, dtype = 'float32'): DeclaredFeature {
  return { name, dtype, shape: [names?.length ?? 1], names, fps: null, info: {} };
}

test('reads role and modality off the names that people give', () => {
  const seen = (name: string, names?: string[], dtype?: string) => {
    const { role, modality } = describeFeature(feature(name, names ?? null, dtype));
    return `${role} ${modality}`;
  };
  assert.equal(
    seen('observation.state', ['shoulder_pan.pos', 'gripper.pos', 'elbow.pos']),
    'state joint-position',
  );
  assert.equal(seen('observation.state'), 'state other');
  assert.equal(seen('action', ['x.vel', 'y.vel', 'theta.vel']), 'action joint-velocity');
  assert.equal(seen('action.ee_pose'), 'action end-effector-pose');
  assert.equal(seen('observation.force_torque'), 'state force');
  assert.equal(seen('observation.joint_torques'), 'state joint-torque');
  assert.equal(seen('observation.images.wrist', undefined, 'video'), 'image video');
  assert.equal(seen('observation.images.wrist_depth', undefined, 'video'), 'image depth');
  assert.equal(seen('observation.images.tactile_left', undefined, 'video'), 'image tactile');
  assert.equal(seen('next.success', undefined, 'bool'), 'label other');
  assert.equal(seen('note', undefined, 'string'), 'language language');
});

test('lets a feature that says what it is speak for its dimensions', () => {
  const { dimensions } = describeFeature(
    feature('observation.keypoints', ['wrist.x', 'thumb_base.y', 'tip.z']),
  );
  assert.deepEqual(new Set(dimensions), new Set(['human-pose']));
  const mixed = describeFeature(
    feature('observation.state', ['elbow.pos', 'gripper.pos', 'ft.fx', 'elbow.effort']),
  );
  assert.deepEqual(mixed.dimensions, ['joint-position', 'gripper', 'force', 'joint-torque']);
});

test('parts names into words', () => {
  assert.deepEqual(wordsOf('kLeftShoulderPitch'), ['left', 'shoulder', 'pitch']);
  assert.deepEqual(wordsOf('observation.images.cam_high2'), ['observation', 'images', 'cam', 'high', '2']);
});

test('maps a name to a joint only when one joint fits', () => {
  const robot = fixtureRobot(3);
  const names = (given: string[]) => mapJoints(given, robot).map((joint) => joint?.name ?? null);
  assert.deepEqual(names(['joint_1', 'joint_2.pos', 'Joint3', 'hand', '']), [
    'joint_1',
    'joint_2',
    'joint_3',
    null,
    null,
  ]);
});
