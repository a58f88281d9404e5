import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_TASKS, MAX_TASK_LENGTH } from '#contracts/dataset/limits.ts';
import { openManifest } from '#contracts/manifest/verify.ts';
import { openForeignManifest, openOwnManifest } from '#node/open-manifest.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { plainFacts } from '../support/exchange-manifest.ts';
import { TestCompany } from '../support/test-company.ts';

test('a large manifest is opened by the thread as it is at once, a small one where it is asked for', async (t) => {
  const company = new TestCompany('Larkspur', 'log.test.invalid/kin');
  const tasks = Array.from({ length: MAX_TASKS }, (_, index) => ({
    index,
    episodes: 1,
    frames: 10,
    text: `${index} `.padEnd(MAX_TASK_LENGTH, 'cup '),
  }));
  const small = company.manifest('small').envelope;
  const large = company.manifest('large', { facts: { ...plainFacts(3, 1000), tasks } }).envelope;
  const expected = await Promise.all([small, large].map((envelope) => openManifest(nodeCrypto, envelope)));
  const parse = t.mock.method(JSON, 'parse');
  for (const [i, envelope] of [small, large].entries()) {
    assert.deepEqual(await openForeignManifest(nodeCrypto, envelope), expected[i]);
    assert.deepEqual(await openOwnManifest(nodeCrypto, envelope), expected[i]?.manifest);
  }
  const parsed = parse.mock.calls.map(({ arguments: [text] }) => text.length);
  const forged = { ...large, signatures: small.signatures };
  await assert.rejects(openForeignManifest(nodeCrypto, forged), { code: 'bad-signature' });
  assert.equal(parsed.length, 2, 'the small one, twice');
  assert.ok(Math.max(...parsed) < small.payload.length);
});
