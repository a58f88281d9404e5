import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateSchema } from '#contracts/http/console.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import { askedUseSchema, intendedUseSchema } from '#contracts/license/terms.ts';
import { truthfulText } from '#contracts/text.ts';

const use = (purpose: string, fieldOfUse: string | null = null) => ({
  actions: ['train'],
  commercialModels: false,
  fieldOfUse,
  region: null,
  purpose,
});

test('a purpose that is asked with holds words and nothing that makes a page lie; old ones stay readable', () => {
  for (const said of ['fine-tune a grasp policy', '微调抓取策略', 'two\nlines of it'])
    assert.ok(askedUseSchema.safeParse(use(said)).success, said);
  for (const said of ['train\u202eyna rof', 'a\u0007b c', '\u200b\u200b\u200b\u200b', '…!?…', 'ab']) {
    assert.ok(!askedUseSchema.safeParse(use(said)).success, JSON.stringify(said));
    if (said.length > 2) assert.ok(intendedUseSchema.safeParse(use(said)).success);
  }
  assert.ok(!askedUseSchema.safeParse(use('train a policy', 'a\u2066b')).success);
});

test('text that has to be taken as it came loses what would make a page lie', () => {
  assert.equal(
    truthfulText('say\u001b[31m \u202emore\u2069\nand again'),
    'say\ufffd[31m \ufffdmore\ufffd\nand again',
  );
});

test('success is a rate, other metrics have their own unit', () => {
  const report = (metric: string, value: number, baseline: number | null = null) =>
    evaluateSchema.safeParse({ agreement: 'agr_1', metric, value, baseline, trials: 20 }).success;
  assert.ok(report('success', 0.62, 0.48) && report('success', 0) && report('success', 1));
  assert.ok(!report('success', 62) && !report('success', 0.62, 48) && !report('success', -0.1));
  assert.ok(report('seconds', 62, 48));
});

test('what every object inherits is no license', () => {
  for (const id of ['constructor', '__proto__', 'toString'])
    assert.equal(LICENSE_TEMPLATES[id], undefined, id);
  assert.ok(Object.keys(LICENSE_TEMPLATES).includes('train-only-1y'));
});
