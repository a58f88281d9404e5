import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeatureStatement } from '#contracts/dataset/lifecycle.ts';
import { findPoseColumns, type PoseFeature } from '#node/dataset/features/pose-columns.ts';

function feature(name: string, names: readonly string[] | number, shape?: readonly number[]): PoseFeature {
  const width = typeof names === 'number' ? names : names.length;
  return {
    name,
    dtype: 'float32',
    shape: shape ?? [width],
    names: typeof names === 'number' ? null : names,
    min: null,
    max: null,
  };
}

/** Side, form and dimensions of each pose that is found. */
function found(
  features: readonly PoseFeature[],
  statements: Record<string, FeatureStatement> = {},
): (readonly [string | null, string | null, string])[] {
  return findPoseColumns(features, statements).map(({ side, position, rotation }) => [
    side,
    rotation?.form ?? null,
    [...position, ...(rotation?.elements ?? [])].map(({ dimension }) => dimension).join(' '),
  ]);
}

test('poses are found under the names that data has', () => {
  const cases: [PoseFeature[], ReturnType<typeof found>][] = [
    [
      [feature('observation.state', ['x', 'y', 'z', 'roll', 'pitch', 'yaw', 'pad', 'gripper'])],
      [[null, 'roll-pitch-yaw', '0 1 2 3 4 5']],
    ],
    [
      [feature('observation.state', ['gripper', 'ee_x', 'ee_y', 'ee_z', 'ee_qw', 'ee_qx', 'ee_qy', 'ee_qz'])],
      [[null, 'quaternion', '1 2 3 4 5 6 7']],
    ],
    [
      [
        feature(
          'observation.ee_pose',
          ['x', 'y', 'z']
            .map((a) => `pose.position.${a}`)
            .concat(['x', 'y', 'z', 'w'].map((a) => `pose.orientation.${a}`)),
        ),
      ],
      [[null, 'quaternion', '0 1 2 6 3 4 5']],
    ],
    [
      [
        feature(
          'observation.state',
          ['left', 'right'].flatMap((side) =>
            ['x', 'y', 'z', 'axis_angle_x', 'axis_angle_y', 'axis_angle_z'].map((key) => `${side}_${key}`),
          ),
        ),
      ],
      [
        ['left', 'rotation-vector', '0 1 2 3 4 5'],
        ['right', 'rotation-vector', '6 7 8 9 10 11'],
      ],
    ],
    [[feature('observation.tcp_pose', 16, [4, 4])], [[null, 'matrix', '3 7 11 0 1 2 4 5 6 8 9 10']]],
    [
      [
        feature('obs.robot0_eef_pos', 3),
        feature('obs.robot0_eef_quat', 4),
        feature('obs.robot0_joint_pos', 7),
      ],
      [[null, 'quaternion', '0 1 2 3 0 1 2']],
    ],
    [
      [feature('observation.ee_pos', ['x', 'y', 'z']), feature('observation.ee_quat', ['w', 'x', 'y', 'z'])],
      [[null, 'quaternion', '0 1 2 0 1 2 3']],
    ],
  ];
  for (const [features, expected] of cases) assert.deepEqual(found(features), expected, features[0]!.name);
});

test('what names leave open stays open', () => {
  for (const open of [
    feature('observation.cartesian_position', 6),
    feature('observation.eef_pose', 7),
    feature('observation.state', ['x', 'y', 'z', 'rx', 'ry', 'rz']),
    feature('observation.tcp_pose', 16),
  ])
    assert.deepEqual(found([open]), [[null, null, '0 1 2']], open.name);
  const pair = [feature('observation.ee_pos', 3), feature('observation.ee_quat', 4)];
  assert.deepEqual(found(pair), [[null, null, '0 1 2']]);
});

test('places and turns of other things, velocities and joints are no tool poses', () => {
  const pose = ['x', 'y', 'z', 'qx', 'qy', 'qz', 'qw'];
  for (const name of [
    'observation.object_pose',
    'observation.mug_pose',
    'odom',
    'observation.camera_pose',
    'observation.ee_velocity',
  ])
    assert.deepEqual(found([feature(name, pose)]), [], name);
  assert.deepEqual(found([feature('observation.state', ['x', 'y', 'z', 'gripper'])]), []);
  const joints = ['shoulder_pan', 'shoulder_lift', 'elbow', 'wrist_roll', 'wrist_pitch', 'wrist_yaw'];
  assert.deepEqual(found([feature('observation.state', joints)]), []);
});

test('what is stated goes before names, and says what they leave open', () => {
  const seven = feature('observation.eef_pose', 7);
  const state = (pose: FeatureStatement['pose']): Record<string, FeatureStatement> => ({
    [seven.name]: pose === undefined ? {} : { pose },
  });
  assert.deepEqual(found([seven], state({ rotation: 'quaternion-wxyz', side: 'left' })), [
    ['left', 'quaternion', '0 1 2 3 4 5 6'],
  ]);
  assert.deepEqual(found([seven], state({ rotation: 'quaternion-xyzw', positionAt: 4, rotationAt: 0 })), [
    [null, 'quaternion', '4 5 6 3 0 1 2'],
  ]);
  assert.deepEqual(found([seven], state({ rotation: 'two-columns' })), [[null, null, '0 1 2']]);
  assert.deepEqual(found([seven], state({ use: false })), []);
  const elsewhere = [feature('a', 3), feature('b', 4)];
  assert.deepEqual(found(elsewhere, { a: { pose: { rotation: 'quaternion-wxyz', orientation: 'b' } } }), [
    [null, 'quaternion', '0 1 2 0 1 2 3'],
  ]);
});
