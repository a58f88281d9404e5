import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankBodies } from '#contracts/matching/rank-bodies.ts';
import { sharedProfile } from '#test/support/oracle-arms.ts';
import { needsSharedRobots } from '#test/support/shared-robots.ts';

/** Two files of one robot each, in two formats or from two makers. */
const TWINS: readonly (readonly [string, string])[] = [
  ['franka_fr3_mjcf', 'franka_fr3_urdf'],
  ['franka_panda_mjcf', 'franka_panda_erd'],
  ['ur5e_mjcf', 'ur5e_urdf'],
  ['piper_mjcf', 'piper_urdf'],
  ['unitree_z1_urdf', 'unitree_z1_mjcf'],
  ['vx300s_mjcf', 'vx300s_urdf'],
  ['so101_urdf', 'so101_mjcf'],
  ['robotiq_2f85_mjcf', 'robotiq_2f85_urdf'],
  ['franka_hand_mjcf', 'franka_hand_urdf'],
  ['shadow_hand_right_mjcf', 'shadow_hand_right_urdf'],
  ['allegro_right_mjcf', 'allegro_right_urdf'],
  ['leap_right_mjcf', 'leap_right_urdf'],
  ['unitree_g1_29dof_urdf', 'unitree_g1_mjcf'],
  ['unitree_h1_urdf', 'unitree_h1_mjcf'],
  ['unitree_a1_urdf', 'unitree_a1_mjcf'],
  ['unitree_go1_urdf', 'unitree_go1_mjcf'],
  ['google_robot_mjcf', 'google_robot_r2s'],
];

test(
  'two files of one robot serve each other at 0.9 at least, in both directions',
  needsSharedRobots,
  (t) => {
    const scores = TWINS.flatMap((names) => {
      const [a, b] = names.map((label) => ({ label, body: sharedProfile(label, null) }));
      const score = (source: typeof a, target: typeof a): number =>
        rankBodies({ target: target!, sources: [source!], use: 'replay', verify: 0 }).ranking[0]!.score;
      return [
        { pair: names.join(' to '), score: score(a, b) },
        { pair: names.toReversed().join(' to '), score: score(b, a) },
      ];
    });
    const least = scores.reduce((worst, one) => (one.score < worst.score ? one : worst));
    t.diagnostic(`least: ${least.pair}, ${least.score.toFixed(3)}`);
    assert.deepEqual(
      scores.filter(({ score }) => score < 0.9),
      [],
    );
  },
);
