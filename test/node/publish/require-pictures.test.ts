import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPolicy } from '#contracts/desensitize/policies.ts';
import { isExchangeError } from '#contracts/errors.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import { requirePictures, type PictureQuestion } from '#node/publish/require-pictures.ts';

type Rights = NonNullable<PublishRequest['rights']>;

function rights(personalData: Rights['personalData'], consent: Rights['operatorConsent']): Rights {
  const consents = { operatorConsent: consent, bystanderConsent: consent };
  return { basis: 'own-recording', ...consents, personalData, exportControl: 'none' };
}

/** Why it is refused; null when it is not. */
function reason(question: Partial<PictureQuestion> & { policyId: string }): unknown {
  const policy = findPolicy(question.policyId);
  assert.ok(policy.ok);
  try {
    requirePictures({
      request: {},
      format: 'video-folder',
      method: null,
      tracked: false,
      ...question,
      policy: policy.value,
    });
    return null;
  } catch (error) {
    assert.ok(isExchangeError(error, 'refused'));
    return error.params['reason'];
  }
}

test('a policy without video lets nothing of a folder of video out, and says so before any work', () => {
  for (const policyId of ['standard@1', 'no-pixels@1']) {
    assert.equal(reason({ policyId }), 'nothing-left');
    assert.equal(reason({ policyId, request: { rights: rights('none', 'given') } }), 'nothing-left');
    assert.equal(reason({ policyId, format: 'lerobot', method: 'human-video' }), null);
  }
});

test('unmasked video of people leaves only when the lister has said who is seen', () => {
  const open = { policyId: 'open@1' };
  assert.equal(reason(open), 'people-not-stated');
  assert.equal(reason({ ...open, format: 'lerobot', method: 'human-video' }), 'people-not-stated');
  const called: PictureQuestion['request'] = { collection: 'human-video' };
  assert.equal(reason({ ...open, format: 'mcap', request: called }), 'people-not-stated');
  const answers: [Rights, boolean][] = [
    [rights('unknown', 'given'), false],
    [rights('present', 'unknown'), false],
    [rights('present', 'given'), true],
    [rights('none', 'unknown'), true],
    [rights('desensitized', 'not-needed'), true],
  ];
  for (const [given, passes] of answers)
    assert.equal(reason({ ...open, request: { rights: given } }), passes ? null : 'people-not-stated');
});

test("robots' own cameras are left to the policy", () => {
  assert.equal(reason({ policyId: 'open@1', format: 'lerobot', method: 'teleoperation' }), null);
  assert.equal(reason({ policyId: 'standard@1', format: 'mcap', method: 'unknown' }), null);
});

test('what follows people frame by frame leaves only when the lister has said who is seen', () => {
  const robot = { format: 'lerobot', method: 'teleoperation', tracked: true } as const;
  assert.equal(reason({ ...robot, policyId: 'open@1' }), null, 'open@1 leaves it out');
  assert.equal(reason({ ...robot, policyId: 'open@2' }), 'people-not-stated');
  const consented = { rights: rights('present', 'given') };
  assert.equal(reason({ ...robot, policyId: 'open@2', request: consented }), null);
});
