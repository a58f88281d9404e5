import { test } from 'node:test';
import assert from 'node:assert/strict';
import { findPolicy, POLICY_IDS } from '#contracts/desensitize/policies.ts';
import { policyIdSchema } from '#contracts/manifest/manifest.ts';

test('every policy is found by its id, and by its name as the newest version', () => {
  for (const id of POLICY_IDS) {
    assert.ok(policyIdSchema.safeParse(id).success);
    const name = id.split('@')[0] as string;
    const newest = POLICY_IDS.findLast((other) => other.startsWith(`${name}@`));
    for (const [asked, expected] of [
      [id, id],
      [name, newest],
    ] as const) {
      const found = findPolicy(asked);
      assert.ok(found.ok && found.value.id === expected);
    }
  }
});

test('video leaves the building under open only', () => {
  const withVideo = POLICY_IDS.filter((id) => {
    const found = findPolicy(id);
    return found.ok && (found.value.video !== 'drop' || found.value.images !== 'drop');
  });
  assert.deepEqual(withVideo, ['open@1', 'open@2']);
});

test('strict is refused with the reason until masking exists', () => {
  for (const id of ['strict', 'strict@1']) {
    const found = findPolicy(id);
    assert.ok(!found.ok);
    assert.equal(found.reasons[0]?.code, 'masking-not-available');
  }
});

test('unknown policies and versions are refused', () => {
  for (const id of ['', 'standard@2', 'Standard', 'stand', '__proto__', 'constructor', 'open@']) {
    const found = findPolicy(id);
    assert.ok(!found.ok && found.reasons[0]?.code === 'policy-unknown', id);
  }
});
