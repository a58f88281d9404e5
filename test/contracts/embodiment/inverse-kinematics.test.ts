import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainForward, type KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { chainsOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import {
  InverseSolver,
  REPLAY_TOLERANCE,
  TARGET_STRIDE,
} from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import { ALIGNED } from '#contracts/embodiment/reach/reach-coverage.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { toMatrix } from '#contracts/embodiment/spatial.ts';
import {
  TrajectoryReplayer,
  transferTrajectory,
  type ToolTrajectory,
} from '#contracts/embodiment/reach/trajectory-replay.ts';
import { armEmbodiment, type ArmShape } from '#test/support/match-bodies.ts';

function arm(shape: ArmShape): KinematicChain {
  return chainsOf(armEmbodiment(shape))[0]!;
}

/** Poses along a straight line in joint space. */
function sweep(chain: KinematicChain, from: readonly number[], to: readonly number[]): ToolTrajectory {
  const length = 12;
  const fast = new FastChain(chain);
  const poses = new Float64Array(TARGET_STRIDE * length);
  for (let k = 0; k < length; k++) {
    fast.forward(from.map((value, i) => value + ((to[i]! - value) * k) / (length - 1)));
    poses.set(fast.position, TARGET_STRIDE * k);
    poses.set(fast.rotation, TARGET_STRIDE * k + 3);
  }
  return { poses, length };
}

test('the compiled chain agrees with the chain it was made from', () => {
  const chain = arm({ upper: 0.4, fore: 0.3 });
  const fast = new FastChain(chain);
  const random = seededRandom(2);
  for (let k = 0; k < 200; k++) {
    const q = Array.from(
      { length: fast.size },
      (_, v) => fast.lower[v]! + random.unit() * (fast.upper[v]! - fast.lower[v]!),
    );
    fast.forward(q);
    const pose = chainForward(chain, q);
    pose.position.forEach((x, i) => assert.ok(Math.abs(x - fast.position[i]!) < 1e-12));
    toMatrix(pose.rotation)
      .flat()
      .forEach((x, i) => assert.ok(Math.abs(x - fast.rotation[i]!) < 1e-12));
  }
});

for (const rollFree of [true, false]) {
  test(`nearby poses are met within tolerance and limits, ${rollFree ? 'rolling freely' : 'orientation complete'}`, () => {
    const fast = new FastChain(arm({ upper: 0.4, fore: 0.3 }));
    const solver = new InverseSolver(fast, { rollFree, maxIterations: 60, ...REPLAY_TOLERANCE });
    const random = seededRandom(4);
    const target = new Float64Array(TARGET_STRIDE);
    let met = 0;
    for (let k = 0; k < 300; k++) {
      const goal = Float64Array.from(
        { length: fast.size },
        (_, v) => fast.lower[v]! + random.unit() * (fast.upper[v]! - fast.lower[v]!),
      );
      fast.forward(goal);
      target.set(fast.position, 0);
      target.set(fast.rotation, 3);
      const q = goal.map((value, v) =>
        Math.max(fast.lower[v]!, Math.min(fast.upper[v]!, value + 0.6 * (random.unit() - 0.5))),
      );
      const said = solver.solve(q, target);
      fast.forward(q);
      const off = Math.hypot(...[0, 1, 2].map((i) => fast.position[i]! - target[i]!));
      q.forEach((value, v) => assert.ok(value >= fast.lower[v]! && value <= fast.upper[v]!));
      assert.equal(said && off > REPLAY_TOLERANCE.positionTolerance, false);
      if (said) met++;
    }
    assert.ok(met > 290, `${met} of 300`);
  });
}

test('an arm replays its own motion on one branch', () => {
  const chain = arm({ upper: 0.4, fore: 0.3 });
  const motion = sweep(chain, [0, 0.3, 0.5, 0, 0.4, 0], [0.8, 0.6, 1.0, 0.3, 0.8, 0.2]);
  for (const rollFree of [true, false]) {
    const outcome = new TrajectoryReplayer(chain, { rollFree, interval: 0.5 }).replay(motion);
    assert.deepEqual(outcome, { blocker: null, followed: 12 });
  }
});

test('a short arm does not follow a long one, and says why', () => {
  const long = arm({ upper: 0.6, fore: 0.5 });
  const motion = sweep(long, [0, 0.2, 0.1, 0, 0.2, 0], [0.5, 0.4, 0.2, 0, 0.1, 0]);
  const outcome = new TrajectoryReplayer(arm({ upper: 0.2, fore: 0.2 }), {
    rollFree: true,
    interval: null,
  }).replay(motion);
  assert.equal(outcome.blocker, 'start-unreachable');
});

test('a motion that is too fast for the joints is refused for that reason', () => {
  const chain = arm({ upper: 0.4, fore: 0.3 });
  const motion = sweep(chain, [0, 0.3, 0.5, 0, 0.4, 0], [2.4, 0.6, 1.0, 0.3, 0.8, 0.2]);
  const replayer = new TrajectoryReplayer(chain, { rollFree: true, interval: 0.01 });
  assert.equal(replayer.replay(motion).blocker, 'too-fast');
});

test('a placement undone brings a trajectory back', () => {
  const chain = arm({ upper: 0.4, fore: 0.3 });
  const motion = sweep(chain, [0, 0.3, 0.5, 0, 0.4, 0], [0.8, 0.6, 1.0, 0.3, 0.8, 0.2]);
  const zero = [0, 0, 0] as const;
  const there = transferTrajectory(motion, {
    from: zero,
    to: zero,
    placement: { dx: 0.1, dy: 0.2, dz: -0.1, eighths: 0 },
  });
  const back = transferTrajectory(there, {
    from: zero,
    to: zero,
    placement: { dx: -0.1, dy: -0.2, dz: 0.1, eighths: 0 },
  });
  back.poses.forEach((x, i) => assert.ok(Math.abs(x - motion.poses[i]!) < 1e-12));
  const turned = transferTrajectory(motion, { from: zero, to: zero, placement: { ...ALIGNED, eighths: 3 } });
  const home = transferTrajectory(turned, { from: zero, to: zero, placement: { ...ALIGNED, eighths: 5 } });
  home.poses.forEach((x, i) => assert.ok(Math.abs(x - motion.poses[i]!) < 1e-9));
});
