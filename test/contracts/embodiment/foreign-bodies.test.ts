/** What descriptions of machines that nobody here has seen have in common, in small machines made for each case. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyClassOf } from '#contracts/embodiment/body/body-class.ts';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { sameBody } from '#contracts/embodiment/body/embodiment-id.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { body, chain, machine, type Part, X, Y, Z } from '#test/support/machine-parts.ts';
import { TREE_REPACKS } from '#test/support/repack-tree.ts';

function kinds({ limbs }: Embodiment): string {
  return limbs.map(({ kind, joints }) => `${kind}${joints.length}`).join(' ');
}

/** An arm of a person's build: three joints at the shoulder, elbow, and a wrist of three. `side` is 1 for the left. */
function wristedArm(on: string, side: number, at: Vec3): Part[] {
  return chain(`arm${side}_`, on, [
    { at, turns: [Y, -3, 1] },
    { at: [0, 0.05 * side, 0], turns: [X, side > 0 ? -0.3 : -2, side > 0 ? 2 : 0.3] },
    { at: [0, 0, -0.1], turns: [Z, -1.5, 1.5] },
    { at: [0, 0, -0.15], turns: [Y, -2.2, 0] },
    { at: [0, 0, -0.1], turns: [Z, -2, 2] },
    { at: [0, 0, -0.12], turns: [Y, -1.4, 1.4] },
    { at: [0.01, 0, -0.01], turns: [X, -0.7, 0.7] },
  ]);
}

test('a wrist that turns little is no jaw, nor is an elbow; a jaw is one', () => {
  const arms = body([...wristedArm('base', 1, [0, 0.2, 1]), ...wristedArm('base', -1, [0, -0.2, 1])]);
  assert.equal(kinds(arms), 'arm7 arm7');
  const elbow = chain('e', 'base', [
    { at: [0, 0, 0.1], turns: [Z, -2, 2] },
    { at: [0, 0, 0.05], turns: [Y, -1.5, 1.5] },
    { at: [0, 0, 0.1], turns: [Z, -2, 2] },
    { at: [0.02, 0, 0.25], turns: [Y, 0, 2.2] },
  ]);
  assert.equal(kinds(body(elbow)), 'arm4');
  const spherical = wristedArm('base', 1, [0, 0, 1]).map((part, i) =>
    i > 4 ? { ...part, at: [0, 0, 0] as Vec3 } : part,
  );
  assert.equal(kinds(body(spherical)), 'arm7');
  const jawed = chain('j', 'base', [
    { at: [0, 0, 0.05], turns: [Z, -2, 2] },
    { at: [0, 0, 0.05], turns: [Y, -1.5, 1.5] },
    { at: [0, 0, 0.12], turns: [Y, -1.5, 1.5] },
    { at: [0, 0, 0.12], turns: [Y, -1.6, 1.6] },
    { at: [0, 0, 0.05], turns: [Z, -2.7, 2.7] },
    { at: [0.02, 0, 0.03], turns: [Y, -0.1, 1.7] },
  ]);
  assert.equal(kinds(body(jawed)), 'arm5 finger1');
  const sliding = (axis: Vec3): Embodiment =>
    body([...jawed.slice(0, 5), { ...jawed[5]!, turns: undefined, slides: [axis, 0, 0.05] }]);
  assert.equal(kinds(sliding(Y)), 'arm5 finger1');
  assert.equal(kinds(sliding(Z)), 'arm6', 'a quill is no jaw');
});

const WHEELS: readonly Part[] = [1, -1].map((side) => ({
  name: `wheel${side}`,
  on: 'base',
  at: [0, 0.3 * side, 0.1],
  spins: Y,
}));
/** Four casters whose swivels the file leaves turned anyhow. */
const CASTERS: readonly Part[] = [1, -1].flatMap((front) =>
  [1, -1].flatMap((side): Part[] => [
    { name: `swivel${front}${side}`, on: 'base', at: [0.25 * front, 0.25 * side, 0.1], spins: Z },
    { name: `roll${front}${side}`, on: `swivel${front}${side}`, at: [0, 0.05, -0.05], spins: Y },
    { name: `twin${front}${side}`, on: `swivel${front}${side}`, at: [0, -0.05, -0.05], spins: Y },
  ]),
);

test('a base on casters looks where its arms reach, and arms on wheels are arms', () => {
  const lift: Part = { name: 'lift', on: 'base', at: [0, 0, 0.5], slides: [Z, 0, 0.4] };
  const reaching = (side: number): Part[] =>
    chain(`r${side}_`, 'lift', [
      { at: [0.1, 0.2 * side, 0.4], turns: [Z, -0.6, 0.6] },
      { at: [0.1, 0, 0], turns: [Y, -1, 1] },
      { at: [0.3, 0, 0], turns: [X, -2, 2] },
      { at: [0.1, 0, 0], turns: [Y, -2, 0] },
      { at: [0.2, 0, 0], turns: [X, -3, 3] },
    ]);
  const parts = [lift, ...reaching(1), ...reaching(-1)];
  for (const base of [CASTERS, [...WHEELS, ...CASTERS]]) {
    const found = body([...base, ...parts]);
    assert.equal(found.mounting, 'mobile');
    assert.deepEqual(
      found.endEffectors.map(({ tcp: { position } }) => [position[0]! > 0.3, Math.abs(position[1]!) < 0.3]),
      [
        [true, true],
        [true, true],
      ],
    );
  }
  const floats = `<mujoco><worldbody><body name="base"><freejoint/><inertial mass="9" pos="0 0 0" diaginertia="1 1 1"/>
    ${[1, -1].map((s) => `<body pos="0 ${0.3 * s} 0.1"><joint axis="0 1 0"/><geom size=".1"/></body>`).join('')}
    ${[1, -1].map((s) => nested(wristedArm('base', s, [0.1, 0.2 * s, 1]))).join('')}</body></worldbody></mujoco>`;
  const rolling = canonicalForm(readRobotDescription(floats)).embodiment;
  assert.equal(kinds(rolling), 'wheel1 wheel1 arm7 arm7');
});

/** A chain as nested MJCF bodies. */
function nested([first, ...rest]: readonly Part[]): string {
  if (first === undefined) return '';
  const [axis, lower, upper] = first.turns!;
  const limits = `limited="true" range="${(lower * 180) / Math.PI} ${(upper * 180) / Math.PI}"`;
  return `<body pos="${first.at.join(' ')}"><joint axis="${axis.join(' ')}" ${limits}/><geom size=".02"/>${nested(rest)}</body>`;
}

test('an arm that stands straight keeps its form however its base is turned, and on whatever side its up is', () => {
  const straight = (turn: number, aside = 0.00002): Embodiment =>
    body([
      { name: 'plate', on: 'base', at: [0.3, -0.2, 0] },
      { name: 'turned', on: 'plate', at: [0, 0, 0], turns: [Z, turn, turn] },
      ...chain('j', 'turned', [
        { at: [0, 0, 0.15], turns: [Z, -2.9, 2.9] },
        { at: [0, 0, 0.2], turns: [Y, -2, 2] },
        { at: [0, 0, 0.2], turns: [Z, -2.9, 2.9] },
        { at: [0, aside, 0.2], turns: [Y, -2, 2] },
        { at: [0, 0, 0.2], turns: [Z, -2.9, 2.9] },
        { at: [0, 0, 0.2], turns: [Y, -2, 2] },
        { at: [0, 0, 0.1], turns: [Z, -3, 3] },
      ]),
    ]);
  const form = straight(0);
  for (const turn of [0.4, 1.3, 2.9]) assert.ok(sameBody(straight(turn), form), String(turn));
  // A joint that lies to one side tells the two sides of the swing apart, whichever way its axis is written.
  const aside = [0, 1.3, 2.9].map((turn) => straight(turn, 0.003));
  for (const one of aside) assert.ok(sameBody(one, aside[0]!));
});

test('a camera head keeps its form however its base is turned', () => {
  const tree = readRobotDescription(
    machine([
      { name: 'pan', on: 'base', at: [0, 0, 0.1], turns: [Z, -2, 2] },
      { name: 'tilt', on: 'pan', at: [0.02, 0, 0.05], turns: [Y, -1, 1] },
    ]),
  );
  const plain = canonicalForm(tree).embodiment;
  for (let seed = 1; seed <= 5; seed++) {
    const moved = TREE_REPACKS['a shifted and turned base']!(tree, seededRandom(seed));
    assert.ok(sameBody(canonicalForm(moved).embodiment, plain), String(seed));
  }
});

test('arms whose shoulders turn about one line are told apart by what they carry', () => {
  const arm = (side: number): Part[] =>
    wristedArm('base', side, [0, 0, 1]).map((part, i) =>
      i === 1 ? { ...part, at: [0, 0.2 * side, 0] } : part,
    );
  const [one, other] = [body([...arm(1), ...arm(-1)]), body([...arm(-1), ...arm(1)])];
  assert.deepEqual(one, other);
  assert.ok(one.endEffectors[0]!.tcp.position[1]! * one.endEffectors[1]!.tcp.position[1]! < 0);
});

test('a torso that leans shows where ahead is, whatever the arms do behind it', () => {
  const waist: Part = { name: 'waist', on: 'base', at: [0, 0, 0.8], turns: [Y, 0, 2.4] };
  const arms = [1, -1].flatMap((side) => wristedArm('waist', side, [0, 0.15 * side, 0.4]));
  const found = body([...WHEELS, waist, ...arms]);
  for (const { tcp } of found.endEffectors) assert.ok(tcp.position[0]! > 0.1, String(tcp.position));
});

/** A finger that curls about y; other than a plain one it has a joint that spreads it, too. */
function finger([prefix, on]: readonly [string, string], at: Vec3, kind?: 'plain'): Part[] {
  const curl = { turns: [Y, 0, 1.5] as const };
  const spread = kind === undefined;
  return chain(prefix, on, [
    ...(spread ? [{ at, turns: [X, -0.3, 0.3] as const }] : []),
    { at: spread ? [0, 0, 0.01] : at, ...curl },
    { at: [0, 0, 0.04], ...curl },
    { at: [0, 0, 0.03], ...curl },
  ]);
}

test('a hand whose palm folds is a hand with all of its fingers', () => {
  const hand = body([
    ...chain('t', 'base', [
      { at: [0.03, 0.03, 0], turns: [Z, -1, 1] },
      { at: [0.01, 0, 0.02], turns: [Y, -1.2, 0] },
      { at: [0, 0, 0.04], turns: [Y, -1.2, 0] },
      { at: [0, 0, 0.03], turns: [Y, -1.2, 0] },
    ]),
    ...finger(['i', 'base'], [0, 0.03, 0.09]),
    ...finger(['m', 'base'], [0, 0.01, 0.09], 'plain'),
    { name: 'fold', on: 'base', at: [0, -0.01, 0.02], turns: [Z, -0.4, 0.4] },
    ...finger(['r', 'fold'], [0, -0.01, 0.06]),
    ...finger(['l', 'fold'], [0, -0.03, 0.05]),
  ]);
  assert.equal(hand.mounting, 'flange');
  assert.equal(bodyClassOf(hand), 'hand');
  const { kind, fingers } = hand.endEffectors[0]!.hand!;
  assert.equal(kind, 'anthropomorphic');
  assert.deepEqual(
    fingers.map(({ joints }) => joints.length).toSorted((a, b) => a - b),
    [3, 4, 4, 4, 4],
  );
});

test('small walkers are no hands', () => {
  const leg = (front: number, side: number): Part[] =>
    chain(`leg${front}${side}_`, 'base', [
      { at: [0.09 * front, 0.04 * side, 0], turns: [X, -0.6, 0.6] },
      { at: [0, 0.02 * side, 0], turns: [Y, -1, 1.5] },
      { at: [0, 0, -0.08], turns: [Y, -2, 0] },
    ]);
  const dog = body([1, -1].flatMap((front) => [1, -1].flatMap((side) => leg(front, side))));
  assert.equal(kinds(dog), 'leg3 leg3 leg3 leg3');
  const doll = body([
    ...[1, -1].flatMap((side) =>
      chain(`l${side}_`, 'base', [
        { at: [0, 0.04 * side, -0.05], turns: [Z, -1, 1] },
        { at: [0, 0, 0], turns: [X, -1, 1] },
        { at: [0, 0, 0], turns: [Y, -1.6, 0.5] },
        { at: [0, 0, -0.08], turns: [Y, 0, 2] },
        { at: [0, 0, -0.08], turns: [Y, -1, 1] },
        { at: [0, 0, 0], turns: [X, -1, 1] },
      ]),
    ),
    ...[1, -1].flatMap((side) =>
      chain(`a${side}_`, 'base', [
        { at: [0, 0.06 * side, 0.05], turns: [Y, -2, 2] },
        { at: [0, 0.02 * side, 0], turns: [X, -1.5, 1.5] },
        { at: [0, 0.06 * side, 0], turns: [Z, -1.5, 1.5] },
      ]),
    ),
    ...chain('h', 'base', [
      { at: [0, 0, 0.08], turns: [Z, -1, 1] },
      { at: [0, 0, 0.02], turns: [Y, -1, 1] },
    ]),
  ]);
  assert.equal(bodyClassOf(doll), 'humanoid');
});

test('a base that slides between the edges of a floor is a base; a gantry is a machine', () => {
  const arm = chain('j', 'yaw', [
    { at: [0.1, 0, 0.4], turns: [Z, -2.8, 2.8] },
    { at: [0, 0, 0.1], turns: [Y, -1.5, 1.5] },
    { at: [0, 0, 0.3], turns: [Y, -2, 2] },
    { at: [0, 0, 0.3], turns: [Z, -3, 3] },
  ]);
  const slide = (name: string, on: string, axis: Vec3): Part => ({
    name,
    on,
    at: [0, 0, 0],
    slides: [axis, -5, 5],
  });
  const yaw: Part = { name: 'yaw', on: 'y', at: [0, 0, 0], turns: [Z, -3.14, 3.14] };
  const driven = body([slide('x', 'base', X), slide('y', 'x', Y), yaw, ...arm]);
  assert.deepEqual([driven.mounting, kinds(driven)], ['mobile', 'arm4']);
  const gantry = body([
    slide('x', 'base', X),
    slide('y', 'x', Y),
    ...arm.map((p) => (p.on === 'yaw' ? { ...p, on: 'y' } : p)),
  ]);
  assert.equal(gantry.joints.length, 6);
});

/** A biped whose feet are drawn as boxes, named by a frame for the sole, or not drawn at all. */
function biped(foot: 'box' | 'frame' | 'mesh'): string {
  const legs = [1, -1].flatMap((side) =>
    chain(`l${side}_`, 'base', [
      { at: [0, 0.1 * side, 0], turns: [Z, -0.5, 0.5] },
      { at: [0, 0, -0.02], turns: [X, -0.4, 0.4] },
      { at: [0, 0, 0], turns: [Y, -2, 1] },
      { at: [0, 0, -0.4], turns: [Y, 0, 2.2] },
      { at: [0, 0, -0.4], turns: [Y, -0.8, 0.5] },
    ]),
  );
  const soles = [1, -1].map(
    (side): Part => ({
      name: `foot${side}`,
      on: `l${side}_4`,
      at: foot === 'box' ? [0.05, 0, -0.055] : [0, 0, foot === 'frame' ? -0.06 : 0],
      ...(foot === 'box' ? { box: [0.24, 0.1, 0.01] as const } : {}),
    }),
  );
  const arms = [1, -1].flatMap((side) => wristedArm('base', side, [0, 0.2 * side, 0.5]));
  return machine([...legs, ...soles, ...arms]);
}

test('bipeds stand on flat feet, and as high however the feet are drawn', () => {
  for (const foot of ['box', 'frame', 'mesh'] as const) {
    const { shoulderHeight } = canonicalForm(readRobotDescription(biped(foot))).embodiment;
    // Hip to ankle 0.82 m, ankle to sole 0.06 m, shoulders 0.5 m above the hips.
    assert.ok(Math.abs(shoulderHeight! - 1.38) < 0.005, `${foot}: ${shoulderHeight}`);
  }
});

test('a rolling base stands on the rims of its wheels, whichever way they are turned', () => {
  const rolling = (turned: number): string =>
    machine(wristedArm('base', 1, [0, 0, 0.9]))
      .replace('</robot>', '')
      .concat(
        ...[1, -1].map(
          (side) => `<link name="w${side}"><collision><origin rpy="1.5707963 0 0"/><geometry>
          <cylinder radius="0.08" length="0.03"/></geometry></collision></link>
          <joint name="w${side}" type="continuous"><parent link="base"/><child link="w${side}"/>
          <origin xyz="0 ${0.2 * side} 0" rpy="0 ${turned} 0"/><axis xyz="0 1 0"/></joint>`,
        ),
        '</robot>',
      );
  for (const turned of [0, 0.3, 1]) {
    const { shoulderHeight } = canonicalForm(readRobotDescription(rolling(turned))).embodiment;
    assert.ok(Math.abs(shoulderHeight! - 0.98) < 1e-6, String(shoulderHeight));
  }
});

test('a hip that turns all round carries a leg, a swivel a wheel', () => {
  const corners = [
    [0.2, 0.1],
    [0.2, -0.1],
    [-0.2, 0.1],
    [-0.2, -0.1],
  ] as const;
  const standing = (axis: Vec3, down: Vec3): Embodiment =>
    body(
      corners.flatMap(([x, y], i) =>
        chain(`c${i}`, 'base', [
          { at: [x, y, 0], spins: axis },
          { at: down, spins: Y },
        ]),
      ),
    );
  assert.equal(kinds(standing(Y, [0.02, 0, -0.15])), 'leg2 leg2 leg2 leg2');
  assert.equal(kinds(standing(Z, [0.02, 0, -0.04])), 'wheel2 wheel2 wheel2 wheel2');
});

test('two hands in one file are hands', () => {
  const hand = (name: string, y: number): Part[] => [
    ...chain(name, 'base', [
      { at: [0, y, 0], turns: [X, -0.5, 0.5] },
      { at: [0, 0, 0.04], turns: [Y, -0.5, 0.5] },
    ]),
    ...[-0.03, -0.01, 0.01, 0.03].flatMap((x) =>
      chain(`${name}${x}`, `${name}1`, [
        { at: [x, 0, 0.09], turns: [X, 0, 1.5] },
        { at: [0, 0, 0.04], turns: [X, 0, 1.5] },
        { at: [0, 0, 0.025], turns: [X, 0, 1.5], box: [0.01, 0.01, 0.04] },
      ]),
    ),
  ];
  const pair = body([...hand('l', 0.25), ...hand('r', -0.25)]);
  assert.deepEqual(
    pair.endEffectors.map(({ hand: found }) => found?.fingers.length),
    [4, 4],
  );
  const hand4 = 'arm2 finger3 finger3 finger3 finger3';
  assert.equal(kinds(pair), `${hand4} ${hand4}`);
});
