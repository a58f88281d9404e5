import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bodyOfStatement,
  bodyStatementSchema,
  methodForBody,
  type BodyKind,
} from '#contracts/embodiment/body/body-statement.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import type { CollectionMethod, Modality } from '#contracts/dataset/vocabulary.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

test('a person is made from a stature, told apart by five centimetres; nobody says: an average one', () => {
  const id = (stature?: number): string => {
    const { form } = bodyOfStatement({ kind: 'human', ...(stature === undefined ? {} : { stature }) });
    assert.equal(form.embodiment.kind, 'human');
    assert.equal(form.embodiment.endEffectors.length, 2);
    return embodimentId(nodeCrypto, form.embodiment);
  };
  assert.equal(id(1.74), id(1.76));
  assert.equal(id(), id(1.7));
  assert.notEqual(id(1.7), id(1.8));
  assert.equal(bodyOfStatement({ kind: 'human', stature: 1.76 }).tree.name, 'human:1.75');
});

test('a head camera of a person looks ahead from between the eyes', () => {
  const headCamera = { rateHz: 30, depth: true };
  const { embodiment } = bodyOfStatement({ kind: 'human', stature: 1.7, headCamera }).form;
  const [camera] = embodiment.sensors;
  assert.deepEqual([embodiment.sensors.length, camera!.kind, camera!.rateHz], [1, 'depth', 30]);
  const head = embodiment.limbs.find(({ joints }) => joints.includes(camera!.joint));
  assert.equal(head?.kind, 'head');
  assert.ok(camera!.pose.position[2]! > 1.5 && camera!.pose.position[2]! < 1.7);
});

test('a camera alone has neither joints nor hands; a robot needs its description', () => {
  const { tree, form } = bodyOfStatement({ kind: 'camera', height: 1.5, tilt: 0.3 });
  assert.deepEqual([form.embodiment.kind, form.embodiment.mounting], ['camera', 'worn']);
  assert.deepEqual([tree.joints.length, form.joints.length, form.embodiment.sensors.length], [0, 0, 1]);
  assert.throws(
    () => bodyOfStatement({ kind: 'robot' }),
    (error) => isExchangeError(error, 'usage'),
  );
  for (const wrong of [
    { kind: 'human', stature: 3 },
    { kind: 'camera', height: -1 },
    { kind: 'camera', stature: 1.7 },
    { kind: 'robot', stature: 1.7 },
    { kind: 'octopus' },
  ])
    assert.ok(!bodyStatementSchema.safeParse(wrong).success, JSON.stringify(wrong));
});

test('the collection method follows from the body where nobody states it', () => {
  const told = (kind: BodyKind, method: CollectionMethod, ...modalities: Modality[]): CollectionMethod =>
    methodForBody(kind, { method, modalities });
  assert.equal(told('human', 'unknown', 'human-pose'), 'motion-capture');
  assert.equal(told('human', 'unknown', 'joint-position', 'video'), 'motion-capture');
  assert.equal(told('human', 'unknown', 'video'), 'human-video');
  assert.equal(told('camera', 'unknown', 'video'), 'human-video');
  assert.equal(told('human', 'simulation', 'joint-position'), 'simulation');
  assert.equal(told('robot', 'unknown', 'joint-position'), 'unknown');
  assert.equal(told('robot', 'motion-capture', 'joint-position'), 'motion-capture');
});

test('a body that contradicts the data is refused with the reason', () => {
  const reason = (kind: BodyKind, method: CollectionMethod, modality: Modality): unknown => {
    try {
      methodForBody(kind, { method, modalities: [modality] });
      return null;
    } catch (error) {
      assert.ok(isExchangeError(error, 'usage'));
      return error.params['reason'];
    }
  };
  assert.equal(reason('human', 'teleoperation', 'joint-position'), 'teleoperated');
  assert.equal(reason('camera', 'teleoperation', 'video'), 'teleoperated');
  assert.equal(reason('camera', 'unknown', 'joint-position'), 'camera-with-joints');
  assert.equal(reason('camera', 'human-video', 'human-pose'), null);
  assert.equal(reason('robot', 'teleoperation', 'joint-position'), null);
});
