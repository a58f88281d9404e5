import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import { IDENTITY, unit } from '#contracts/embodiment/spatial.ts';
import {
  alignLimbs,
  limbFeatures,
  limbLikeness,
  type LimbFeatures,
} from '#contracts/matching/factors/kinematic-features.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { randomArm, type ModelJoint, type RobotModel } from '#test/support/procedural-robots.ts';
import { toUrdf } from '#test/support/write-descriptions.ts';

/** A chain of joints drawn at random, numbered from `first`. */
function chainOf(count: number, first: number, random: SeededRandom): KinematicChain {
  const number = (): number => 2 * random.unit() - 1;
  const joints = Array.from({ length: count }, (_, i) => ({
    type: random.unit() < 0.2 ? ('prismatic' as const) : ('revolute' as const),
    axis: unit([number(), number(), number()]),
    point: [number(), number(), number()] as const,
    lower: -random.unit(),
    upper: random.unit(),
    unlimited: false,
    velocity: null,
    follows: null,
    shared: false,
    joint: first + i,
  }));
  return { joints, tcp: IDENTITY };
}

function limbOf(count: number, first: number, random: SeededRandom): LimbFeatures {
  return limbFeatures('arm', chainOf(count, first, random));
}

test('limbs of any two lengths are aligned: every joint once, in order, none for a limb without joints', () => {
  const random = seededRandom(20261128);
  for (let own = 0; own <= 24; own++) {
    for (let other = 0; other <= 24; other++) {
      const [a, b] = [limbOf(own, 100, random), limbOf(other, 500, random)];
      const aligned = alignLimbs(a, b);
      const from = aligned.flatMap((pair) => pair.from ?? []);
      const to = aligned.flatMap((pair) => pair.to ?? []);
      assert.deepEqual(from, a.joints, `${own} and ${other} joints`);
      assert.deepEqual(to, b.joints, `${own} and ${other} joints`);
    }
  }
});

/** Features of the arm of a made-up robot. */
function armOf(model: RobotModel): LimbFeatures {
  const { embodiment } = canonicalForm(readRobotDescription(toUrdf(model)));
  return profileOf(embodiment, model.name).limbs[0]!.features;
}

/** The model with another joint in place of one. */
function withJoint(model: RobotModel, index: number, change: (joint: ModelJoint) => ModelJoint): RobotModel {
  return {
    ...model,
    bodies: model.bodies.map((body, i) => (i === index ? { ...body, joint: change(body.joint) } : body)),
  };
}

test('an arm that loses range, or a joint that others have not, is never more like another', () => {
  const arms = Array.from({ length: 24 }, (_, seed) => randomArm(seed + 1));
  const recorded = arms.map(armOf);
  let [cuts, locks, rises] = [0, 0, 0];
  for (const model of arms.slice(0, 8)) {
    const whole = armOf(model);
    const moving = model.bodies.flatMap(({ joint }, i) => (joint.type === 'revolute' ? [i] : []));
    // The tool of a last joint that pitches is guessed from its range, and from what is before it.
    for (const index of moving.slice(0, -1)) {
      const part = (joint: ModelJoint, share: number): number =>
        joint.lower + share * (joint.upper - joint.lower);
      const cut = armOf(withJoint(model, index, (joint) => ({ ...joint, upper: part(joint, 0.6) })));
      const still = (joint: ModelJoint): ModelJoint => ({
        ...joint,
        lower: part(joint, 0.5),
        upper: part(joint, 0.5),
      });
      const locked = armOf(withJoint(model, index, still));
      for (const from of recorded) {
        const before = limbLikeness(from, whole);
        assert.ok(limbLikeness(from, cut) <= before + 1e-5);
        cuts++;
        if (locked.joints.length !== whole.joints.length - 1 || from.joints.length >= whole.joints.length)
          continue;
        locks++;
        if (limbLikeness(from, locked) > before + 1e-5) rises++;
      }
    }
  }
  assert.ok(cuts > 600 && locks > 200);
  // Of arms that are not alike at all, one with two joints held may be a little more so.
  assert.ok(rises <= 0.03 * locks, `${rises} of ${locks}`);
});
