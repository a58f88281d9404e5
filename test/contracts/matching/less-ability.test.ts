import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { bodyPair } from '#contracts/matching/factors/body-pair.ts';
import type { BodyProfile, CameraProfile } from '#contracts/matching/factors/body-profile.ts';
import {
  BODY_ONLY,
  matchDataset,
  type BodyPair,
  type ScoredDataset,
} from '#contracts/matching/match-dataset.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { MATCH_USES, type MatchUse } from '#contracts/matching/schema.ts';
import { demandsOf } from '#contracts/matching/task/task-demands.ts';
import { armEmbodiment, type ArmShape } from '#test/support/match-bodies.ts';
import { chain, machine, type Part, X, Y, Z } from '#test/support/machine-parts.ts';
import { randomHumanoid } from '#test/support/procedural-robots.ts';
import { toUrdf } from '#test/support/write-descriptions.ts';

const ARM: ArmShape = { upper: 0.4, fore: 0.35 };
const FILM: ScoredDataset = { ...BODY_ONLY, modalities: ['video', 'joint-position'] };

function body(shape: ArmShape, change: (form: Embodiment) => Embodiment = (same) => same): BodyProfile {
  return profileOf(change(armEmbodiment(shape)), JSON.stringify([shape, change.toString()]));
}

function score(pair: BodyPair, use: MatchUse, data: ScoredDataset): number {
  const asked = { data, pair, measuredMotion: false, task: null, pairing: null, demands: demandsOf(null) };
  return matchDataset({ ...asked, use }).score;
}

/** Each target has less than the one before it: its score is no higher, for any use. */
function neverRises(
  sources: readonly BodyProfile[],
  targets: readonly BodyProfile[],
  data = BODY_ONLY,
): void {
  for (const use of MATCH_USES) {
    for (const source of sources) {
      const scores = targets.map((target) => score(bodyPair(source, target), use, data));
      scores.slice(1).forEach((one, i) => {
        assert.ok(one <= scores[i]! + 1e-12, `${use}, ${source.id}: ${scores.join(' ')}`);
      });
    }
  }
}

const SOURCES = [ARM, { upper: 0.25, fore: 0.2 }, { upper: 0.5, fore: 0.6 }, { ...ARM, turn: 0.7 }];

test('a first joint that turns less never scores more, through every threshold for turning the base', () => {
  const turns = [3.2, 2.9, 2.5, 2.1, 1.7, 1.3, 0.9, 0.5];
  neverRises(
    SOURCES.map((shape) => body(shape)),
    turns.map((turn) => body({ ...ARM, turn })),
  );
});

test('a hand that loses fingers never scores more, whatever hand was recorded', () => {
  const hands = ([5, 3, 2] as const).map((fingers) => body({ ...ARM, fingers }));
  neverRises(
    ([2, 3, 5] as const).map((fingers) => body({ ...ARM, upper: 0.3, fingers })),
    hands,
  );
});

test('a hand that opens less never scores more', () => {
  neverRises(
    [0.05, 0.1].map((aperture) => body({ ...ARM, upper: 0.3, aperture })),
    [0.12, 0.09, 0.06, 0.02].map((aperture) => body({ ...ARM, aperture })),
  );
});

test('a target that loses its cameras one by one never scores more, the last one included', () => {
  const camera = (carrier: CameraProfile['carrier'], depth: boolean): CameraProfile => ({ carrier, depth });
  const base = body(ARM);
  const seen = (cameras: readonly CameraProfile[] | null): BodyProfile => ({
    ...base,
    id: JSON.stringify(cameras),
    cameras,
  });
  const all = [camera('head', true), camera('wrist', false), camera('base', false)];
  const sources = [all, [camera('wrist', true), camera('wrist', false)], [camera('base', true)]].map(seen);
  for (const order of [all, all.toReversed(), [all[1]!, all[2]!, all[0]!]]) {
    neverRises(sources, [seen(order), seen(order.slice(0, 2)), seen(order.slice(0, 1)), seen(null)], FILM);
  }
});

test('a target that loses its force sensor, and then its cameras, never scores more', () => {
  const base = body(ARM);
  const target = (feels: boolean | null, cameras: BodyProfile['cameras']): BodyProfile => ({
    ...base,
    id: JSON.stringify([feels, cameras]),
    feels,
    cameras,
  });
  const wrist: BodyProfile['cameras'] = [{ carrier: 'wrist', depth: false }];
  const contact = { ...demandsOf(null), contact: true };
  const source = { ...body({ ...ARM, upper: 0.35 }), cameras: wrist };
  for (const modalities of [
    ['video', 'joint-position', 'force'],
    ['joint-position', 'joint-torque'],
    ['video', 'joint-position'],
  ] as const) {
    const data: ScoredDataset = { ...FILM, modalities };
    for (const order of [
      [target(true, wrist), target(false, wrist), target(null, null)],
      [target(true, wrist), target(true, []), target(false, []), target(null, null)],
    ]) {
      for (const use of MATCH_USES) {
        const scores = order.map((to) => {
          const asked = {
            data,
            pair: bodyPair(source, to),
            measuredMotion: false,
            task: null,
            pairing: null,
          };
          return matchDataset({ ...asked, demands: contact, use }).score;
        });
        scores
          .slice(1)
          .forEach((one, i) => assert.ok(one <= scores[i]! + 1e-12, `${use} ${scores.join(' ')}`));
      }
    }
  }
});

test('a target that reaches less is not served better by what reaches little, too', () => {
  const shrunk = [1, 0.8, 0.6, 0.45].map((k) => body({ upper: 0.4 * k, fore: 0.35 * k, shoulder: 0.3 * k }));
  const small = body({ upper: 0.2, fore: 0.2 });
  const useful = shrunk.map((target) => bodyPair(small, target).usefulness);
  useful.slice(1).forEach((one, i) => assert.ok(one <= useful[i]! + 0.02, useful.join(' ')));
  for (const target of shrunk) {
    const own = bodyPair(target, target).usefulness;
    for (const other of shrunk) assert.ok(bodyPair(other, target).usefulness <= own);
  }
});

/** Mounting, arms and legs that a description shows. */
function limbsIn(text: string): string {
  const { embodiment } = canonicalForm(readRobotDescription(text));
  const named = embodiment.limbs.map(({ kind }) => kind).filter((kind) => kind === 'arm' || kind === 'leg');
  return [embodiment.mounting, ...named.sort()].join(' ');
}

test('a humanoid stays one, whichever joint of an arm or a leg is locked', () => {
  const model = randomHumanoid(7);
  assert.equal(limbsIn(toUrdf(model)), 'legged arm arm leg leg');
  const form = canonicalForm(readRobotDescription(toUrdf(model)));
  const long = form.embodiment.limbs.filter(
    ({ kind, joints }) => (kind === 'arm' || kind === 'leg') && joints.length > 4,
  );
  const names = long.flatMap(({ joints }) =>
    joints.map((i) => form.joints.find(({ joint }) => joint === i)!.name),
  );
  assert.ok(names.length >= 12);
  for (const name of names) {
    const bodies = model.bodies.map((one) =>
      one.joint.name === name ? { ...one, joint: { ...one.joint, type: 'fixed' as const } } : one,
    );
    assert.equal(limbsIn(toUrdf({ ...model, bodies })), 'legged arm arm leg leg', name ?? '');
  }
});

test('a joint that is locked, or made fixed with its range left in the file, still tells what a short limb is', () => {
  const limb = (name: string, at: Vec3, steps: readonly (readonly [Vec3, number])[]): Part[] =>
    chain(
      name,
      'base',
      steps.map(([axis, down], i) => ({
        at: i === 0 ? at : ([0, 0, -down] as const),
        turns: [axis, -1.2, 1.4],
      })),
    );
  const [hip, shoulder] = [
    [
      [Y, 0],
      [X, 0.03],
      [Z, 0.05],
      [Y, 0.25],
      [Y, 0.3],
      [X, 0.04],
    ],
    [
      [Y, 0],
      [X, 0.06],
      [Z, 0.12],
      [Y, 0.12],
    ],
  ] as const;
  const whole = machine([
    ...limb('hl', [0, 0.1, 0], hip),
    ...limb('hr', [0, -0.1, 0], hip),
    ...limb('al', [0, 0.2, 0.45], shoulder),
    ...limb('ar', [0, -0.2, 0.45], shoulder),
  ]);
  assert.equal(limbsIn(whole), 'legged arm arm leg leg');
  for (const name of ['al0', 'ar1', 'al2', 'ar3', 'hl0', 'hr3', 'hl5']) {
    const [before, rest] = whole.split(`<joint name="${name}"`) as [string, string];
    const end = rest.indexOf('</joint>');
    const own = rest.slice(0, end);
    for (const changed of [
      own.replace(/lower="[^"]*" upper="[^"]*"/, 'lower="0" upper="0"'),
      own.replace(/type="[a-z]*"/, 'type="fixed"'),
    ]) {
      assert.notEqual(changed, own);
      const text = `${before}<joint name="${name}"${changed}${rest.slice(end)}`;
      assert.equal(limbsIn(text), 'legged arm arm leg leg', `${name}: ${changed}`);
    }
  }
});

/** An arm of six joints with as many fingers of two knuckles as asked for. */
function fingeredArm(fingers: number): BodyProfile {
  const links: string[] = [];
  const joints: string[] = [];
  const hinge = (on: string, name: string, [at, axis, range]: readonly [string, string, number]): void => {
    links.push(`<link name="${name}"><inertial><mass value="1"/></inertial></link>`);
    joints.push(`<joint name="j${name}" type="revolute"><parent link="${on}"/><child link="${name}"/><origin xyz="${at}"/>
      <axis xyz="${axis}"/><limit lower="${-range / 2}" upper="${range / 2}" velocity="1" effort="1"/></joint>`);
  };
  const arm = [
    '0 0 0.1/0 0 1',
    '0 0 0.1/0 1 0',
    '0 0 0.35/0 1 0',
    '0 0 0.1/0 0 1',
    '0 0 0.2/0 1 0',
    '0 0 0.1/0 0 1',
  ];
  arm.forEach((joint, i) => {
    const [at, axis] = joint.split('/') as [string, string];
    hinge(`l${i}`, `l${i + 1}`, [at, axis, i % 3 === 0 || i === 5 ? 6 : 3.6]);
  });
  for (const side of [1, -1].slice(0, fingers)) {
    hinge('l6', `a${side}`, [`0 ${0.03 * side} 0.08`, '1 0 0', 1.4]);
    hinge(`a${side}`, `b${side}`, [`0 ${0.01 * side} 0.04`, '1 0 0', 1.6]);
  }
  const text = `<robot name="m"><link name="l0"><inertial><mass value="1"/></inertial></link>${links.join('')}${joints.join('')}</robot>`;
  return profileOf(canonicalForm(readRobotDescription(text)).embodiment, `${fingers} fingers`);
}

test('the one finger that is left is no part of the arm, and nothing is worth more to it', () => {
  const [both, one] = [fingeredArm(2), fingeredArm(1)];
  assert.deepEqual(
    [both, one].map(({ features }) =>
      features.map(({ kind, joints }) => `${kind}${joints.length}`).join(' '),
    ),
    ['arm6 finger2 finger2', 'arm6 finger2'],
  );
  const sources = [both, ...SOURCES.map((shape) => body(shape))];
  for (const use of MATCH_USES) {
    for (const source of sources) {
      const [before, after] = [both, one].map((target) => score(bodyPair(source, target), use, BODY_ONLY));
      assert.ok(after! <= before! + 0.01, `${use}, ${source.id}: ${before} ${after}`);
    }
  }
});
