import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import { REPLAY_TOLERANCE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { EpisodeFollower, judgeWindow } from '#contracts/fit/follow-windows.ts';
import { plannedWindows, tracksOf } from '#contracts/fit/measure-fit.ts';
import { placeMotion } from '#contracts/fit/place-motion.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { listSharedRobots, needsSharedRobots, readSharedRobot } from '#test/support/shared-robots.ts';
import { FRAMES, motionOf, sampleOf } from '#test/support/smooth-motion.ts';

/** Arms that are paired, each of another family, and episodes a pair. */
const ARMS = 9;
const EPISODES = 3;

interface Arm {
  readonly family: string;
  readonly embodiment: Embodiment;
  readonly profile: BodyProfile;
}

function arms(): Arm[] {
  const found: Arm[] = [];
  for (const robot of listSharedRobots()) {
    if (found.length === ARMS) break;
    if (!robot.kind.includes('arm') || found.some(({ family }) => family === robot.family)) continue;
    const { embodiment } = canonicalForm(readRobotDescription(readSharedRobot(robot)));
    const profile = profileOf(embodiment, robot.name);
    const joints = profile.limbs.length === 1 ? profile.limbs[0]!.chain.joints.length : 0;
    if (joints >= 5) found.push({ family: robot.family, embodiment, profile });
  }
  return found;
}

test('what a certificate counts is met, every frame: 72 pairs of real arms', needsSharedRobots, (t) => {
  const bodies = arms();
  assert.equal(bodies.length, ARMS);
  const total = { windows: 0, alone: 0, counted: 0, frames: 0 };
  const pairs = bodies.flatMap((from, a) => bodies.flatMap((to, b) => (a === b ? [] : [{ from, to, a, b }])));
  for (const { from, to, a, b } of pairs) {
    for (let e = 0; e < EPISODES; e++) {
      const chain = new FastChain(from.profile.limbs[0]!.chain);
      const poses = motionOf(chain, 1000 * a + 10 * b + e);
      const sample = sampleOf(poses);
      const tracks = tracksOf(from.embodiment, from.profile, { effectors: [0] });
      const bodiesOf = { from: from.profile, target: to.embodiment, to: to.profile };
      const plan = placeMotion({ ...bodiesOf, tracks, sample });
      total.windows += sample.windows.length;
      if (plan.transfer === null) continue;
      total.alone += plan.windows.filter((blocker) => blocker === null).length;
      const follower = new EpisodeFollower({ plan, to: to.profile, clock: sample.clock });
      const paths = follower.follow([poses], FRAMES);
      for (const window of plannedWindows(plan, sample)) {
        if (judgeWindow(window, paths) !== null) continue;
        total.counted++;
        for (let k = window.from; k <= window.to; k++) {
          total.frames++;
          assert.ok(paths[0]!.position[k]! <= REPLAY_TOLERANCE.positionTolerance);
          assert.ok(paths[0]!.angle[k]! <= REPLAY_TOLERANCE.angleTolerance);
        }
      }
    }
  }
  t.diagnostic(
    `${total.counted} of ${total.windows} windows (${total.alone} by themselves), ${total.frames} frames, all within`,
  );
  assert.ok(total.counted >= 0.97 * total.alone && total.counted > total.windows / 2);
});
