import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import type { ChainJoint, KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import type { Pose, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { NO_ROTATION, scale, unit } from '#contracts/embodiment/spatial.ts';
import { compareBodies } from '#contracts/matching/compare-bodies.ts';
import type { LimbProfile } from '#contracts/matching/factors/body-profile.ts';
import { limbFeatures } from '#contracts/matching/factors/kinematic-features.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { correspondingJoints, type CorrespondingJoints } from '#contracts/matching/joint-correspondence.ts';
import { listSharedRobots, needsSharedRobots, readSharedRobot } from '#test/support/shared-robots.ts';

const ARMS = { align: 'shoulder', mirrored: false } as const;
const HAND = readFileSync(new URL('../../../demo/robots/walnut-hand5.urdf', import.meta.url), 'utf8');

/** A joint by what it does in the arm: its axis, a point of it (m), how far it turns (rad). */
type Turn = readonly [axis: Vec3, point: Vec3, range: readonly [number, number]];

function limbOf(turns: readonly Turn[], tip: Vec3): LimbProfile {
  const joints = turns.map(
    ([axis, point, [lower, upper]], joint): ChainJoint => ({
      type: 'revolute',
      axis,
      point,
      lower,
      upper,
      unlimited: false,
      velocity: null,
      follows: null,
      shared: false,
      joint,
    }),
  );
  const tcp: Pose = { position: tip, rotation: NO_ROTATION };
  const chain: KinematicChain = { joints, tcp };
  const hand = { kind: 'none', fingers: 0, drives: 0, articulated: false, aperture: null } as const;
  return { effector: 0, chain, hand, features: limbFeatures('arm', chain), baseAboveFloor: null };
}

const [UP, ACROSS]: readonly Vec3[] = [
  [0, 0, 1],
  [0, 1, 0],
];
/** Six axes, three of them parallel: base, shoulder, elbow, wrist. */
const SIX: readonly Turn[] = [
  [UP!, [0, 0, 0], [-3, 3]],
  [ACROSS!, [0, 0, 0.2], [-1.2, 2.2]],
  [ACROSS!, [0, 0, 0.62], [-0.3, 2.6]],
  [ACROSS!, [0, 0, 1.01], [-2, 2]],
  [UP!, [0, 0.1, 1.01], [-2, 2]],
  [ACROSS!, [0, 0.1, 1.1], [-3, 3]],
];
/** Seven axes that roll and bend in turn: the third swings the elbow. */
const SEVEN: readonly Turn[] = [
  [UP!, [0, 0, 0], [-2.9, 2.9]],
  [ACROSS!, [0, 0, 0.33], [-1.7, 1.7]],
  [UP!, [0, 0, 0.33], [-2.9, 2.9]],
  [ACROSS!, [0.08, 0, 0.65], [-0.1, 3]],
  [UP!, [0, 0, 0.65], [-2.9, 2.9]],
  [ACROSS!, [0, 0, 1.03], [-2, 2]],
  [UP!, [0.09, 0, 1.03], [-2.9, 2.9]],
];
const SIX_TIP: Vec3 = [0, 0.2, 1.1];
const SEVEN_TIP: Vec3 = [0.09, 0, 1.2];

function paired(joints: readonly CorrespondingJoints[]): (readonly [number | null, number | null])[] {
  return joints.filter(({ from, to }) => from !== null && to !== null).map(({ from, to }) => [from, to]);
}

test('an arm with a joint to spare leaves out the one that swings its elbow, in both directions', () => {
  const [six, seven] = [limbOf(SIX, SIX_TIP), limbOf(SEVEN, SEVEN_TIP)];
  for (const [from, to, swing] of [
    [six, seven, 'to'],
    [seven, six, 'from'],
  ] as const) {
    const joints = correspondingJoints(from, to, ARMS);
    const inSeven = paired(joints).map(([a, b]) => (swing === 'to' ? b : a));
    const inSix = paired(joints).map(([a, b]) => (swing === 'to' ? a : b));
    assert.deepEqual(inSix.slice(0, 3), [0, 1, 2]);
    assert.deepEqual(inSeven.slice(0, 3), [0, 1, 3]);
    assert.ok(joints.every(({ alike, from: a, to: b }) => (alike === null) === (a === null || b === null)));
  }
});

test('an arm of another size, whose axes point the other way, has every joint of the first, and says which way they turn', () => {
  const flipped = new Set([0, 4, 6]);
  const larger = SEVEN.map(
    ([axis, point, [lower, upper]], i): Turn =>
      flipped.has(i)
        ? [scale(axis, -1), scale(point, 1.8), [-upper, -lower]]
        : [axis, scale(point, 1.8), [lower, upper]],
  );
  const joints = correspondingJoints(limbOf(SEVEN, SEVEN_TIP), limbOf(larger, scale(SEVEN_TIP, 1.8)), ARMS);
  assert.deepEqual(
    paired(joints),
    SEVEN.map((_, i) => [i, i]),
  );
  assert.ok(joints[0]!.alike! > 0.999);
  assert.ok(joints.every(({ alike }) => alike! > 0.6));
  assert.equal(joints[0]!.sense, 'opposite');
  assert.ok(joints.every(({ sense }, i) => sense !== (flipped.has(i) ? 'same' : 'opposite')));
});

test('every joint occurs once and in order, whatever the limbs; without a common pose their shapes decide', () => {
  const random = seededRandom(20261129);
  const number = (): number => 2 * random.unit() - 1;
  const limb = (count: number): LimbProfile =>
    limbOf(
      Array.from({ length: count }, (): Turn => {
        const axis = unit([number(), number(), number()]);
        return [axis, [number(), number(), number()], [-random.unit(), random.unit()]];
      }),
      [number(), number(), number()],
    );
  let shapes = 0;
  for (const [own, other] of [
    [1, 7],
    [3, 6],
    [6, 2],
    [7, 7],
    [30, 4],
  ] as const) {
    const joints = correspondingJoints(limb(own), limb(other), ARMS);
    const from = joints.flatMap((pair) => pair.from ?? []);
    const to = joints.flatMap((pair) => pair.to ?? []);
    assert.deepEqual(from, [...Array.from({ length: own }).keys()]);
    assert.deepEqual(to, [...Array.from({ length: other }).keys()]);
    assert.ok(joints.every(({ alike }) => alike === null || (alike > 0.35 && alike <= 1 + 1e-12)));
    if (joints.every(({ alike }) => alike === null)) shapes++;
  }
  assert.ok(shapes > 0);
});

test('a mirror image corresponds joint by joint', () => {
  const mirrored = SEVEN.map(([[x, y, z], [px, py, pz], range]): Turn => [[-x, y, -z], [px, -py, pz], range]);
  const [x, y, z] = SEVEN_TIP;
  const joints = correspondingJoints(limbOf(SEVEN, SEVEN_TIP), limbOf(mirrored, [x, -y, z]), {
    align: 'base',
    mirrored: true,
  });
  assert.deepEqual(
    paired(joints),
    SEVEN.map((_, i) => [i, i]),
  );
  assert.ok(joints.every(({ sense }) => sense !== 'opposite'));
  assert.equal(joints[0]!.sense, 'same');
});

test('fingers of hands correspond', () => {
  const hand = (id: string) => profileOf(canonicalForm(readRobotDescription(HAND)).embodiment, id);
  const { forward } = compareBodies(hand('one'), hand('other'), 'replay');
  assert.ok(forward.joints.length > 10);
  assert.ok(forward.joints.every(({ from, to, alike }) => from === to && alike! > 0.9));
});

/** What a roboticist would pair, on arms of several makers; joints by their place in the arm. */
const EXPECTED: readonly (readonly [string, string, readonly (readonly [number, number])[]])[] = [
  [
    'ur5e_urdf',
    'franka_fr3_urdf',
    [
      [1, 1],
      [2, 2],
      [3, 4],
    ],
  ],
  [
    'franka_fr3_urdf',
    'ur5e_urdf',
    [
      [1, 1],
      [2, 2],
      [4, 3],
    ],
  ],
  [
    'xarm7_urdf',
    'ur5e_urdf',
    [
      [1, 1],
      [2, 2],
      [4, 3],
    ],
  ],
  [
    'px100_urdf',
    'ur5e_urdf',
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ],
  ],
  [
    'so100_urdf',
    'widowx250s_urdf',
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 5],
      [5, 6],
    ],
  ],
  [
    'fanuc_m710ic50',
    'widowx250s_urdf',
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
      [6, 6],
    ],
  ],
];

test('arms of several makers correspond as a roboticist would pair them', needsSharedRobots, () => {
  const robots = listSharedRobots();
  const bodyOf = (name: string) => {
    const robot = robots.find((candidate) => candidate.name === name)!;
    return profileOf(canonicalForm(readRobotDescription(readSharedRobot(robot))).embodiment, name);
  };
  for (const [source, target, expected] of EXPECTED) {
    const [from, to] = [bodyOf(source), bodyOf(target)];
    const joints = paired(correspondingJoints(from.limbs[0]!, to.limbs[0]!, ARMS));
    const place = (limb: LimbProfile, joint: number | null): number =>
      limb.features.joints.indexOf(joint!) + 1;
    const places = joints.map(([a, b]) => `${place(from.limbs[0]!, a)} ${place(to.limbs[0]!, b)}`);
    for (const pair of expected)
      assert.ok(
        places.includes(pair.join(' ')),
        `${source} ${target}: ${pair.join(' ')} in ${places.join(', ')}`,
      );
  }
});
