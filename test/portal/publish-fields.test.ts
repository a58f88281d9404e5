import assert from 'node:assert/strict';
import { test } from 'node:test';
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
};
const robot: AskingFacts = {
  format: { name: 'lerobot', version: 'v3.0' },
  collection: { method: 'teleoperation' },
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
