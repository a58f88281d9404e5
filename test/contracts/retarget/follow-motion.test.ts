import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import { REPLAY_TOLERANCE, TARGET_STRIDE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { transferTrajectory } from '#contracts/embodiment/reach/trajectory-replay.ts';
import { judgeWindow } from '#contracts/fit/follow-windows.ts';
import { plannedWindows, tracksOf } from '#contracts/fit/measure-fit.ts';
import { placeMotion } from '#contracts/fit/place-motion.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { MotionFollower, type FollowedMotion } from '#contracts/retarget/follow-motion.ts';
import { BRANCH_SPEED } from '#contracts/retarget/posture-solver.ts';
import { randomArm } from '#test/support/procedural-robots.ts';
import { FPS, FRAMES, motionOf, sampleOf } from '#test/support/smooth-motion.ts';
import { toUrdf } from '#test/support/write-descriptions.ts';

function bodyOf(seed: number) {
  const { embodiment } = canonicalForm(readRobotDescription(toUrdf(randomArm(seed))));
  return { embodiment, profile: profileOf(embodiment, `arm ${seed}`) };
}

/** Asserts joint and velocity limits at every frame, and that residual and mask are what the chain says. */
function checkPath(follower: MotionFollower, followed: FollowedMotion, targets: Float64Array): void {
  const chain = follower.chain;
  for (let k = 0; k < FRAMES; k++) {
    const q = followed.q.subarray(chain.size * k, chain.size * (k + 1));
    for (let v = 0; v < chain.size; v++) {
      const before = k === 0 ? q[v]! : followed.q[chain.size * (k - 1) + v]!;
      const most = Math.min(chain.velocity[v]!, BRANCH_SPEED) / FPS;
      assert.ok(Math.abs(q[v]! - before) <= most + 1e-9, `frame ${k}: a joint jumps`);
    }
    chain.forward(q);
    const off = [0, 1, 2].map((i) => chain.position[i]! - targets[TARGET_STRIDE * k + i]!);
    assert.ok(Math.abs(Math.hypot(...off) - followed.position[k]!) < 1e-9);
    const within =
      followed.position[k]! <= REPLAY_TOLERANCE.positionTolerance &&
      followed.angle[k]! <= REPLAY_TOLERANCE.angleTolerance;
    assert.equal(followed.met[k] === 1, within);
  }
}

interface Followed {
  readonly windows: number;
  /** Windows that can be followed by themselves, and those that the path of the episode follows. */
  readonly alone: number;
  readonly counted: number;
}

/** Follows one motion of `from` with `to`; every frame of a window that counts must be met. */
function followOne(from: ReturnType<typeof bodyOf>, to: ReturnType<typeof bodyOf>, seed: number): Followed {
  const poses = motionOf(new FastChain(from.profile.limbs[0]!.chain), seed);
  const sample = sampleOf(poses);
  const plan = placeMotion({
    from: from.profile,
    target: to.embodiment,
    to: to.profile,
    tracks: tracksOf(from.embodiment, from.profile, { effectors: [0] }),
    sample,
  });
  const [track] = plan.tracks;
  if (track === null || track === undefined || plan.transfer === null)
    return { windows: 0, alone: 0, counted: 0 };
  const { limb, ...how } = track;
  const follower = new MotionFollower(to.profile.limbs[limb]!.chain, { ...how, interval: 1 / FPS });
  const targets = transferTrajectory({ poses, length: FRAMES }, plan.transfer).poses;
  const followed = follower.follow(targets, FRAMES);
  checkPath(follower, followed, targets);
  const counted = plannedWindows(plan, sample).filter((window) => judgeWindow(window, [followed]) === null);
  for (const window of counted) {
    for (let k = window.from; k <= window.to; k++) {
      assert.ok(followed.position[k]! <= REPLAY_TOLERANCE.positionTolerance);
      assert.ok(followed.angle[k]! <= REPLAY_TOLERANCE.angleTolerance);
    }
  }
  return {
    windows: plan.windows.length,
    alone: plan.windows.filter((blocker) => blocker === null).length,
    counted: counted.length,
  };
}

test('what a certificate counts is followed within 1 cm and 10 degrees, every frame, on one path through the episode', (t) => {
  const bodies = [1, 2, 3, 4, 5].map(bodyOf);
  const total = { windows: 0, alone: 0, counted: 0 };
  for (const [a, from] of bodies.entries()) {
    for (const [b, to] of bodies.entries()) {
      if (a === b) continue;
      const found = followOne(from, to, 10 * a + b);
      for (const key of Object.keys(total) as (keyof Followed)[]) total[key] += found[key];
    }
  }
  t.diagnostic(
    `${total.counted} of ${total.windows} windows on the paths of their episodes, ${total.alone} by themselves`,
  );
  // One path costs little: what can be followed by itself nearly always can be followed on the way.
  assert.ok(total.counted >= 0.95 * total.alone && total.alone > 30);
});

test('a body follows its own motion whole, and again to the bit', () => {
  const { profile } = bodyOf(7);
  const { chain } = profile.limbs[0]!;
  const targets = motionOf(new FastChain(chain), 3);
  const runs = [0, 1].map(() =>
    new MotionFollower(chain, { rollFree: false, halfTurn: false, interval: 1 / FPS }).follow(
      targets,
      FRAMES,
    ),
  );
  assert.equal(runs[0]!.missed, 0);
  assert.ok(runs[0]!.off < 0.2, `residual of ${runs[0]!.off} of the tolerance`);
  assert.deepEqual(runs[0], runs[1]);
});

test('frames without a pose are neither met nor missed, and poses out of reach are missed without a jump', () => {
  const { profile } = bodyOf(7);
  const { chain } = profile.limbs[0]!;
  const targets = motionOf(new FastChain(chain), 3);
  targets.fill(Number.NaN, TARGET_STRIDE * 20, TARGET_STRIDE * 30);
  for (let k = 100; k < 160; k++) targets[TARGET_STRIDE * k]! += 9;
  const follower = new MotionFollower(chain, { rollFree: false, halfTurn: false, interval: 1 / FPS });
  const followed = follower.follow(targets, FRAMES);
  assert.ok(followed.missed >= 60 && followed.missed < 130, `${followed.missed} missed`);
  assert.ok(Number.isNaN(followed.position[25]!) && followed.met[25] === 0);
  assert.equal(followed.met.subarray(100, 160).some(Boolean), false);
  for (let i = chain.joints.length; i < followed.q.length; i++) assert.ok(Number.isFinite(followed.q[i]!));
});

test('a gripper that is turned half is the same gripper', () => {
  const { profile } = bodyOf(7);
  const { chain } = profile.limbs[0]!;
  const targets = motionOf(new FastChain(chain), 3);
  for (let at = 0; at < targets.length; at += TARGET_STRIDE)
    for (const i of [3, 4, 6, 7, 9, 10]) targets[at + i]! *= -1;
  const options = { rollFree: false, interval: 1 / FPS };
  const followed = new MotionFollower(chain, { ...options, halfTurn: true }).follow(targets, FRAMES);
  assert.equal(followed.missed, 0);
});
