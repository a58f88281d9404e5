import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as assertProperty, double, integer, property } from 'fast-check';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { workspaceTrajectories } from '#contracts/embodiment/reach/workspace-trajectories.ts';
import {
  FIT_STEP,
  motionShare,
  roundedOutwards,
  roundedShare,
  sharedSteps,
} from '#contracts/fit/certificate.ts';
import { FitMeasurer, type FitMeasurement, type RecordedMotion } from '#contracts/fit/measure-fit.ts';
import type { EpisodeMotion, MotionWindow } from '#contracts/fit/place-motion.ts';
import { granted, type Outcome } from '#contracts/errors.ts';
import { armEmbodiment } from '#test/support/match-bodies.ts';

function episodeOf(window: MotionWindow, episode: number): EpisodeMotion {
  return { episode, frames: window[0]!.length, poses: window.map(({ poses }) => poses) };
}

/** Windows that are episodes of their own, five poses a second. */
function recorded(windows: readonly MotionWindow[]): RecordedMotion {
  return {
    effectors: windows[0]!.map((_, track) => track),
    sample: {
      windows: windows.map((window, episode) => ({ episode, from: 0, to: window[0]!.length - 1, window })),
      trial: windows.slice(0, 8).map(episodeOf),
      interval: 0.2,
      clock: { interval: 0.2, speeds: true },
    },
  };
}

function motionOf(body: Embodiment, count = 40): RecordedMotion {
  const chain = chainOf(body, body.endEffectors[0]!);
  return recorded(workspaceTrajectories(chain, count).map((one) => [one]));
}

function measureFit(from: Embodiment, target: Embodiment, motion: RecordedMotion): Outcome<FitMeasurement> {
  const placed = FitMeasurer.place(from, target, motion);
  if (!placed.ok) return placed;
  for (const episode of placed.value.episodes)
    placed.value.follow(episodeOf(motion.sample.windows[episode]!.window, episode));
  return granted(placed.value.result());
}

const ARM = armEmbodiment({ upper: 0.4, fore: 0.35 });

test('a body replays its own motion, and a much smaller one much less', () => {
  const motion = motionOf(ARM);
  const own = measureFit(ARM, ARM, motion);
  const small = measureFit(ARM, armEmbodiment({ upper: 0.2, fore: 0.15 }), motion);
  assert.ok(own.ok && small.ok);
  assert.ok(own.value.share >= 0.95, `${own.value.share}`);
  assert.ok(small.value.share < 0.5, `${small.value.share}`);
  assert.equal(own.value.trajectories, 40);
  assert.ok(small.value.blockers.length > 0);
});

test('speed limits block what is recorded too fast for the body', () => {
  const { effectors, sample } = motionOf(ARM);
  const motion = {
    effectors,
    sample: { ...sample, interval: 0.01, clock: { interval: 0.01, speeds: true } },
  };
  const measured = measureFit(ARM, ARM, motion);
  assert.ok(measured.ok);
  assert.ok(measured.value.share < 0.5);
  assert.equal(measured.value.blockers[0]?.code, 'too-fast');
});

test('a body that probes a single place, and a motion of few trajectories, get no answer', () => {
  const frozen = { ...ARM, joints: ARM.joints.map((joint) => ({ ...joint, lower: -0.01, upper: 0.01 })) };
  const codes = [measureFit(ARM, frozen, motionOf(ARM)), measureFit(ARM, ARM, motionOf(ARM, 7))].map(
    (outcome) => (outcome.ok ? 'answered' : outcome.reasons[0]!.code),
  );
  assert.deepEqual(codes, ['workspace-too-small', 'too-few-trajectories']);
});

/** The same arm twice, half a metre apart. */
function withTwin(body: Embodiment): Embodiment {
  const aside = ([x, y, z]: readonly number[]): number[] => [x!, y! + 0.5, z!];
  const count = body.joints.length;
  const [limb, effector] = [body.limbs[0]!, body.endEffectors[0]!];
  return {
    ...body,
    joints: [
      ...body.joints,
      ...body.joints.map((joint) => ({
        ...joint,
        parent: joint.parent < 0 ? -1 : joint.parent + count,
        point: aside(joint.point),
      })),
    ],
    limbs: [limb, { ...limb, joints: limb.joints.map((joint) => joint + count) }],
    endEffectors: [
      effector,
      {
        ...effector,
        limb: 1,
        joint: effector.joint + count,
        tcp: { ...effector.tcp, position: aside(effector.tcp.position) },
      },
    ],
  };
}

test('two arms replay what two arms recorded, and one arm cannot', () => {
  // As in a canonical form, the joints of a lone arm's shoulder meet at its base.
  const arm = armEmbodiment({ upper: 0.4, fore: 0.35, shoulder: 0 });
  const pair = withTwin(arm);
  const chains = pair.endEffectors.map((effector) => workspaceTrajectories(chainOf(pair, effector), 20));
  const windows = chains[0]!.map((first, i) => [first, chains[1]![i]!]);
  const motion = recorded(windows);
  const both = measureFit(pair, pair, motion);
  const one = measureFit(pair, arm, motion);
  assert.ok(both.ok && one.ok);
  assert.ok(both.value.share >= 0.9, `${both.value.share}`);
  assert.deepEqual([one.value.share, one.value.blockers], [0, [{ code: 'no-limb', share: 1 }]]);
  // Whole motions need both arms; of the two arms' motions, one arm follows one.
  const limbsOf = ({ limbs }: FitMeasurement): unknown =>
    limbs?.map(({ effector, side }) => [effector, side]);
  assert.deepEqual(limbsOf(one.value), [
    [0, 'left'],
    [1, 'left'],
  ]);
  const shares = one.value.limbs!.map(({ share }) => share).sort((a, b) => a - b);
  assert.equal(shares[0], 0);
  assert.ok(shares[1]! >= 0.9, `${shares[1]}`);
  for (const { share } of both.value.limbs!) assert.ok(share >= both.value.share);
  const useful = motionShare(one.value);
  assert.equal(useful.share, shares[1]! / 2);
  assert.ok(useful.low <= useful.share && useful.share <= useful.high);
});

test('a motion of a single limb is told by its share alone', () => {
  const own = measureFit(ARM, ARM, motionOf(ARM));
  assert.ok(own.ok);
  assert.equal(own.value.limbs, undefined);
  const { share, low, high } = own.value;
  assert.deepEqual(motionShare(own.value), { share, low, high });
});

test('what is replayed and what blocks the rest add up to the whole', () => {
  assertProperty(
    property(
      array(integer({ min: 0, max: 60 }), { maxLength: 5 }),
      integer({ min: 0, max: 20 }),
      (counts, steps) => {
        const shares = sharedSteps(counts, steps * FIT_STEP);
        const total = counts.reduce((sum, count) => sum + count, 0);
        const sum = shares.reduce((all, share) => all + share, 0);
        assert.ok(Math.abs(sum - (total === 0 ? 0 : steps * FIT_STEP)) < 1e-9);
        shares.forEach((share, i) => {
          const exact = total === 0 ? 0 : (counts[i]! * steps * FIT_STEP) / total;
          assert.ok(share >= 0 && Math.abs(share - exact) < FIT_STEP);
        });
      },
    ),
  );
  // 14 of 100 are blocked: 85 % and 15 % in steps, not 85 % and twice 10 %.
  assert.deepEqual(sharedSteps([7, 7], 0.15), [0.1, 0.05]);
});

test('bodies without a tool, and motion of what is no tool, get no answer', () => {
  const bare = { ...ARM, endEffectors: [] };
  const leg = { ...ARM, limbs: ARM.limbs.map((limb) => ({ ...limb, kind: 'leg' as const })) };
  const codes = [measureFit(ARM, bare, motionOf(ARM)), measureFit(leg, ARM, motionOf(ARM))].map((outcome) =>
    outcome.ok ? 'answered' : outcome.reasons[0]!.code,
  );
  assert.deepEqual(codes, ['workspace-too-small', 'no-motion']);
});

test('what is stated are steps: shares to the nearest, intervals outwards', () => {
  const isStep = (value: number): boolean => Math.abs(value / FIT_STEP - Math.round(value / FIT_STEP)) < 1e-9;
  assertProperty(
    property(double({ min: 0, max: 1, noNaN: true }), double({ min: 0, max: 1, noNaN: true }), (a, b) => {
      const share = roundedShare(a);
      const { low, high } = roundedOutwards(Math.min(a, b), Math.max(a, b));
      assert.ok(isStep(share) && isStep(low) && isStep(high));
      assert.ok(Math.abs(share - a) <= FIT_STEP / 2 + 1e-9);
      assert.ok(low <= Math.min(a, b) + 1e-9 && high >= Math.max(a, b) - 1e-9);
    }),
  );
});
