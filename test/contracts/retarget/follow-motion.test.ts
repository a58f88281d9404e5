import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/canonical.ts';
import { FastChain } from '#contracts/embodiment/fast-chain.ts';
import { REPLAY_TOLERANCE, TARGET_STRIDE } from '#contracts/embodiment/inverse-kinematics.ts';
import { readRobotDescription } from '#contracts/embodiment/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { transferTrajectory } from '#contracts/embodiment/trajectory-replay.ts';
import { tracksOf } from '#contracts/fit/measure-fit.ts';
import { placeMotion, type MotionWindow } from '#contracts/fit/place-motion.ts';
import { profileOf } from '#contracts/matching/profile-of.ts';
import { BRANCH_SPEED, MotionFollower, type FollowedMotion } from '#contracts/retarget/follow-motion.ts';
import { randomArm } from '#test/support/procedural-robots.ts';
import { toUrdf } from '#test/support/write-descriptions.ts';

const FPS = 30;
const FRAMES = 300;
const WINDOW = 60;
const STEP = 6;

function bodyOf(seed: number) {
  const { embodiment } = canonicalForm(readRobotDescription(toUrdf(randomArm(seed))));
  return { embodiment, profile: profileOf(embodiment, `arm ${seed}`) };
}

/** A smooth motion of a chain in the middle of its range. */
function motionOf(chain: FastChain, seed: number): Float64Array {
  const random = seededRandom(seed);
  const waves = Array.from({ length: chain.size }, (_, v) => {
    const range = chain.upper[v]! - chain.lower[v]!;
    return {
      middle: chain.lower[v]! + (0.3 + 0.4 * random.unit()) * range,
      swing: Math.min(0.5, 0.2 * range) * random.unit(),
      speed: 0.3 + random.unit(),
      phase: 6 * random.unit(),
    };
  });
  const poses = new Float64Array(TARGET_STRIDE * FRAMES);
  for (let k = 0; k < FRAMES; k++) {
    chain.forward(waves.map((w) => w.middle + w.swing * Math.sin((w.speed * k) / FPS + w.phase)));
    poses.set(chain.position, TARGET_STRIDE * k);
    poses.set(chain.rotation, TARGET_STRIDE * k + 3);
  }
  return poses;
}

function windowsOf(poses: Float64Array): { readonly start: number; readonly window: MotionWindow }[] {
  const windows: { start: number; window: MotionWindow }[] = [];
  for (let start = 0; start + WINDOW < FRAMES; start += WINDOW) {
    const length = WINDOW / STEP + 1;
    const picked = new Float64Array(TARGET_STRIDE * length);
    for (let i = 0; i < length; i++) {
      const at = TARGET_STRIDE * (start + STEP * i);
      picked.set(poses.subarray(at, at + TARGET_STRIDE), TARGET_STRIDE * i);
    }
    windows.push({ start, window: [{ poses: picked, length }] });
  }
  return windows;
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

test('what a certificate counts as replayable is followed within 1 cm and 10 degrees, frame by frame', (t) => {
  const bodies = [1, 2, 3, 4, 5].map(bodyOf);
  let [inside, met, windows] = [0, 0, 0];
  for (const [a, from] of bodies.entries()) {
    for (const [b, to] of bodies.entries()) {
      if (a === b) continue;
      const poses = motionOf(new FastChain(from.profile.limbs[0]!.chain), 10 * a + b);
      const sampled = windowsOf(poses);
      const tracks = tracksOf(from.embodiment, from.profile, [0]);
      const plan = placeMotion({
        from: from.profile,
        to: to.profile,
        tracks,
        windows: sampled.map(({ window }) => window),
        interval: STEP / FPS,
      });
      const track = plan.tracks[0];
      if (track === null || track === undefined || plan.transfer === null) continue;
      const chain = to.profile.limbs[track.limb]!.chain;
      const follower = new MotionFollower(chain, {
        rollFree: track.rollFree,
        halfTurn: false,
        interval: 1 / FPS,
      });
      const targets = transferTrajectory({ poses, length: FRAMES }, plan.transfer).poses;
      const followed = follower.follow(targets, FRAMES);
      checkPath(follower, followed, targets);
      sampled.forEach(({ start }, w) => {
        if (plan.windows[w] !== null) return;
        windows++;
        for (let k = start; k <= start + WINDOW; k++) {
          inside++;
          met += followed.met[k]!;
        }
      });
    }
  }
  t.diagnostic(
    `${windows} replayable windows: ${met} of ${inside} frames (${((100 * met) / inside).toFixed(2)} %)`,
  );
  assert.ok(windows > 30 && met / inside >= 0.98);
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
