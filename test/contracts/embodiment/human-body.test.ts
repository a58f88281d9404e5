import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { poseOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import { HUMAN, humanTree, wornCameraEmbodiment } from '#contracts/embodiment/body/human-body.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { rotate } from '#contracts/embodiment/spatial.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

test('a person has two legs, two arms with five-finger hands, a torso and a head', () => {
  const { embodiment } = canonicalForm(humanTree(1.75), HUMAN);
  const count = (kind: string): number => embodiment.limbs.filter((limb) => limb.kind === kind).length;
  assert.deepEqual(['leg', 'arm', 'torso', 'head', 'finger'].map(count), [2, 2, 1, 1, 10]);
  assert.equal(embodiment.kind, 'human');
  assert.equal(embodiment.mounting, 'legged');
  for (const { hand } of embodiment.endEffectors) {
    assert.equal(hand?.kind, 'anthropomorphic');
    assert.equal(hand?.fingers.length, 5);
    assert.ok((hand?.opposable ?? 0) >= 3);
  }
});

test('shoulders stand near the height that anthropometry gives, and grow with stature', () => {
  for (const stature of [1.5, 1.75, 1.95]) {
    const { embodiment } = canonicalForm(humanTree(stature), HUMAN);
    assert.ok(
      Math.abs((embodiment.shoulderHeight ?? 0) - 0.818 * stature) < 0.04,
      String(embodiment.shoulderHeight),
    );
  }
});

test('positive flexion lifts arms, knees and fingers the way people bend', () => {
  const tree = humanTree(1.75);
  const at = (joint: string, degrees: number, link: string): Vec3 => {
    const poses = forwardKinematics(tree, { [joint]: (degrees * Math.PI) / 180 });
    return poses[tree.links.findIndex(({ name }) => name === link)]!.position;
  };
  for (const side of ['left', 'right']) {
    const hand = `${side}_wrist_flexion`;
    const out = side === 'left' ? 1 : -1;
    assert.ok(at(`${side}_shoulder_flexion`, 90, hand)[0] > 0.5, 'forward');
    assert.ok(at(`${side}_shoulder_abduction`, 90, hand)[1] * out > 0.6, 'outward');
    assert.ok(at(`${side}_elbow_flexion`, 90, hand)[0] > 0.2, 'forearm forward');
    assert.ok(at(`${side}_knee_flexion`, 90, `${side}_ankle_flexion`)[0] < -0.3, 'foot backward');
    const tip = `${side}_index_tip`;
    assert.ok(
      (at(`${side}_index_knuckle`, 60, tip)[1] - at('neck_rotation', 0, tip)[1]) * out < 0,
      'finger inward',
    );
  }
});

test('people of different height are different bodies; no person is half a metre or three metres tall', () => {
  const id = (stature: number): string =>
    embodimentId(nodeCrypto, canonicalForm(humanTree(stature), HUMAN).embodiment);
  assert.notEqual(id(1.6), id(1.8));
  assert.equal(id(1.7), id(1.7));
  for (const stature of [0.4, 3, Number.NaN]) {
    assert.throws(
      () => humanTree(stature),
      (error) => isExchangeError(error, 'limit-exceeded'),
    );
  }
});

test('a worn camera is a body that only sees: forward, and down by its tilt', () => {
  const { sensors, joints, endEffectors } = wornCameraEmbodiment({ height: 1.6, rateHz: 30 });
  assert.deepEqual([joints.length, endEffectors.length, sensors.length], [0, 0, 1]);
  const round = (v: Vec3): number[] => v.map((x) => Math.round(x * 1e6) / 1e6 + 0);
  const { rotation } = poseOf(sensors[0]!.pose);
  assert.deepEqual(
    [round(rotate(rotation, [0, 0, 1])), round(rotate(rotation, [0, 1, 0]))],
    [
      [1, 0, 0],
      [0, 0, -1],
    ],
  );
  const tilted = poseOf(wornCameraEmbodiment({ height: 1.6, tilt: Math.PI / 2 }).sensors[0]!.pose);
  assert.deepEqual(round(rotate(tilted.rotation, [0, 0, 1])), [0, 0, -1]);
  assert.throws(
    () => wornCameraEmbodiment({ height: Number.NaN }),
    (error) => isExchangeError(error, 'schema-mismatch'),
  );
});
