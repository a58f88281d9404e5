import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishRequestSchema } from '#contracts/http/console.ts';
import { rightsSchema } from '#contracts/manifest/manifest.ts';
import { PEOPLE_SEEN } from '#contracts/manifest/people-seen.ts';
import {
  EMPTY_FIELDS,
  missingStep,
  requestOf,
  type AskingFacts,
  type Fields,
} from '#server/portal/pages/publish/fields.ts';

const video: AskingFacts = {
  format: { name: 'video-folder', version: null },
  collection: { method: 'unknown' },
  modalities: [],
};
const robot: AskingFacts = {
  format: { name: 'lerobot', version: 'v3.0' },
  collection: { method: 'teleoperation' },
  modalities: [],
};
const ready: Fields = { ...EMPTY_FIELDS, folder: '/data/kitchen', title: 'Kitchen' };

test('who is seen is asked where video of people leaves as it is, and nowhere else', () => {
  const open: Fields = { ...ready, policy: 'open' };
  assert.equal(missingStep(open, video), 'privacy');
  assert.equal(missingStep(open, { ...robot, collection: { method: 'human-video' } }), 'privacy');
  assert.equal(missingStep({ ...open, collection: 'human-video' }, robot), 'privacy');
  assert.equal(missingStep(open, robot), null);
  assert.equal(missingStep({ ...ready, policy: 'standard' }, video), null);
  for (const people of PEOPLE_SEEN) {
    const fields = { ...open, people };
    assert.equal(missingStep(fields, video), null);
    const { rights } = requestOf(fields) as { rights: unknown };
    assert.equal(rightsSchema.safeParse(rights).success, true);
  }
  assert.equal('rights' in requestOf(open), false);
});

test('a person or a worn camera is asked for as such, and what contradicts the data stops at its step', () => {
  const bodyOf = (fields: Partial<Fields>): unknown =>
    publishRequestSchema.parse(requestOf({ ...ready, ...fields })).body;
  assert.equal(bodyOf({ robot: '/data/arm.urdf' }), undefined);
  assert.deepEqual(bodyOf({ body: 'human' }), { kind: 'human' });
  // Which axis is up is said of a file, and of nothing else.
  assert.deepEqual(bodyOf({ robot: '/data/dog.urdf', up: 'y' }), { kind: 'robot', up: 'y' });
  assert.deepEqual(bodyOf({ body: 'human', robot: '/data/ada.xml', up: 'y' }), { kind: 'human', up: 'y' });
  assert.equal(bodyOf({ up: 'y' }), undefined);
  assert.deepEqual(bodyOf({ body: 'human', stature: 1.8 }), { kind: 'human', stature: 1.8 });
  // Whose skeleton is known is as tall as it says.
  assert.deepEqual(bodyOf({ body: 'human', stature: 1.8, robot: '/data/ada.xml' }), { kind: 'human' });
  assert.deepEqual(bodyOf({ body: 'camera', cameraHeight: 1.5 }), { kind: 'camera', height: 1.5 });
  const person: Fields = { ...ready, body: 'human' };
  assert.equal(missingStep(person, robot), 'robot');
  assert.equal(missingStep({ ...person, collection: 'motion-capture' }, robot), null);
  const suit: AskingFacts = { ...robot, collection: { method: 'unknown' } };
  assert.equal(missingStep(person, suit), null);
  const camera: Fields = { ...ready, body: 'camera' };
  assert.equal(missingStep(camera, { ...suit, modalities: [{ kind: 'joint-position' }] }), 'robot');
  assert.equal(missingStep({ ...camera, policy: 'open' }, suit), 'privacy');
});
