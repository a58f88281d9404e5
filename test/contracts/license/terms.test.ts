import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { evaluateTerms, termEnd } from '#contracts/license/evaluate.ts';
import { odrlOffer, odrlOfferSchema } from '#contracts/license/odrl.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import {
  LICENSE_ACTIONS,
  licenseTermsSchema,
  type IntendedUse,
  type LicenseTerms,
} from '#contracts/license/terms.ts';

const template = (id: string): LicenseTerms => {
  const terms = LICENSE_TEMPLATES[id];
  assert.ok(terms);
  return terms;
};
const use = (change: Partial<IntendedUse> = {}): IntendedUse => ({
  actions: ['fine-tune'],
  commercialModels: false,
  fieldOfUse: null,
  region: null,
  purpose: 'fine-tune a grasp policy',
  ...change,
});
const codes = (terms: LicenseTerms, intended: IntendedUse): string[] => {
  const outcome = evaluateTerms(terms, intended);
  return outcome.ok ? [] : outcome.reasons.map((reason) => reason.code);
};

test('every template is valid terms under its own name', () => {
  for (const [id, terms] of Object.entries(LICENSE_TEMPLATES)) {
    assert.deepEqual(licenseTermsSchema.parse(terms), terms);
    assert.equal(terms.id, id);
  }
});

test('permits what the terms permit, with the duties that come along', () => {
  assert.deepEqual(evaluateTerms(template('train-only-1y'), use()), {
    ok: true,
    value: { duties: ['attribute', 'no-reidentification', 'recall', 'delete-at-end'] },
  });
});

test('refuses with every reason, not only the first', () => {
  const intended = use({
    actions: ['train', 'redistribute', 'distil'],
    commercialModels: true,
    fieldOfUse: 'weapons',
  });
  assert.deepEqual(codes(template('train-only-1y'), intended), [
    'action-not-permitted',
    'action-not-permitted',
    'commercial-models-not-permitted',
    'field-of-use-forbidden',
  ]);
});

test('judges region and field of use by the lists of the terms', () => {
  const terms: LicenseTerms = {
    ...template('open-research'),
    regions: ['DE', 'FR'],
    fieldsOfUse: ['household'],
  };
  assert.deepEqual(codes(terms, use()), ['region-not-permitted']);
  assert.deepEqual(codes(terms, use({ region: 'CN', fieldOfUse: 'logistics' })), [
    'field-of-use-not-permitted',
    'region-not-permitted',
  ]);
  assert.deepEqual(codes(terms, use({ region: 'DE', fieldOfUse: 'household' })), []);
});

test('a use is never refused by terms that permit everything, and always by terms that permit none of its actions', () => {
  const actions = fc.uniqueArray(fc.constantFrom(...LICENSE_ACTIONS), { minLength: 1 });
  fc.assert(
    fc.property(actions, actions, (wanted, permitted) => {
      const terms: LicenseTerms = { ...template('open-research'), permitted };
      const missing = wanted.filter((action) => !permitted.includes(action));
      assert.equal(codes(terms, use({ actions: wanted })).length, missing.length);
    }),
    { numRuns: 200, seed: 4 },
  );
});

test('a term ends to the millisecond, or never', () => {
  assert.equal(termEnd(template('train-only-1y'), 1000), 1000 + 365 * 86_400_000);
  assert.equal(termEnd(template('open-research'), 1000), null);
});

test('an offer in ODRL says every permission, prohibition and duty, and names exactly one version', () => {
  for (const terms of Object.values(LICENSE_TEMPLATES)) {
    const offer = odrlOffer(terms, 'urn:kin:ds:x', `sha256:${'0'.repeat(64)}`);
    assert.deepEqual(odrlOfferSchema.parse(offer), offer);
    const said = [...(offer.permission ?? []), ...(offer.prohibition ?? [])].map((rule) =>
      rule.action.replace(/^\w+:/, ''),
    );
    assert.deepEqual(said.sort(), [...LICENSE_ACTIONS].sort());
    assert.equal(offer.obligation?.length, terms.duties.length);
    assert.equal(offer['@id'], `sha256:${'0'.repeat(64)}#${terms.id}`);
  }
});
