import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CanonicalForm, canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { chainForward, chainLength } from '#contracts/embodiment/kinematics/chain.ts';
import { bodyMotionsOf, chainOf, poseOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import type { KinematicTree, Pose } from '#contracts/embodiment/kinematic-tree.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { angleBetween, compose, distance, invert } from '#contracts/embodiment/spatial.ts';
import { randomArm, randomHumanoid } from '#test/support/procedural-robots.ts';
import { listSharedRobots, needsSharedRobots, readSharedRobot } from '#test/support/shared-robots.ts';
import { toMjcf, toUrdf } from '#test/support/write-descriptions.ts';

/** Random canonical positions inside the limits, one a joint; couplings obeyed. */
function randomPositions({ embodiment }: CanonicalForm, seed: number): number[] {
  const random = seededRandom(seed);
  const free = embodiment.joints.map(({ lower, upper }) =>
    lower === null || upper === null ? 6 * random.unit() - 3 : lower + (upper - lower) * random.unit(),
  );
  return embodiment.joints.map(({ follows }, i) =>
    follows === null ? free[i]! : follows.multiplier * free[follows.joint]! + follows.offset,
  );
}

/** The same positions by the names and zeros of the description. */
function byName(form: CanonicalForm, q: readonly number[]): Record<string, number> {
  return Object.fromEntries(
    form.joints.map(({ name, joint, sign, offset }) => [name, sign * q[joint]! + offset]),
  );
}

/** Largest difference between tools moved by the description and by the embodiment alone, over random positions. */
function worstDifference(tree: KinematicTree): number {
  const form = canonicalForm(tree);
  const { embodiment } = form;
  const zero = embodiment.joints.map(() => 0);
  const atZero = forwardKinematics(tree, byName(form, zero));
  let worst = 0;
  for (let seed = 0; seed < 4; seed++) {
    const q = randomPositions(form, seed);
    const moved = forwardKinematics(tree, byName(form, q));
    const motions = bodyMotionsOf(embodiment, q);
    for (const effector of embodiment.endEffectors) {
      if (effector.joint < 0) continue;
      const name = form.joints.find(({ joint }) => joint === effector.joint)!.name;
      const link = tree.joints.find((joint) => joint.name === name)!.child;
      const tool = compose(form.base, poseOf(effector.tcp));
      const motion = compose(moved[link]!, invert(atZero[link]!));
      const expected: Pose = compose(invert(form.base), compose(motion, tool));
      const chain = chainOf(embodiment, effector);
      const actual = chainForward(
        chain,
        chain.joints.map(({ joint }) => q[joint]!),
      );
      const along = compose(motions[effector.joint]!, poseOf(effector.tcp));
      for (const pose of [actual, along]) {
        worst = Math.max(worst, distance(pose.position, expected.position));
        worst = Math.max(worst, angleBetween(pose.rotation, expected.rotation));
      }
      const first = chain.joints.find(({ type }) => type === 'revolute')!.point;
      if (chain.joints[0]!.type === 'revolute') {
        assert.ok(distance(actual.position, first) <= chainLength(chain) + 1e-6, 'chain length is a bound');
      }
    }
  }
  return worst;
}

test('the tool moves by the embodiment alone as it moves by the description', () => {
  for (let seed = 1; seed <= 15; seed++) {
    for (const text of [toUrdf(randomArm(seed)), toMjcf(randomArm(seed)), toUrdf(randomHumanoid(seed))]) {
      const worst = worstDifference(readRobotDescription(text));
      assert.ok(worst < 1e-6, `seed ${seed}: ${worst}`);
    }
  }
});

test('so it does for every robot of the shared folder', needsSharedRobots, () => {
  const bad: string[] = [];
  for (const robot of listSharedRobots()) {
    const tree = readRobotDescription(readSharedRobot(robot));
    // Bases written as sliding joints are taken off, ball joints are split: their positions have no one name.
    const worst = worstDifference(tree);
    if (!(worst < 1e-6)) bad.push(`${robot.name}: ${worst}`);
  }
  assert.deepEqual(bad, []);
});
