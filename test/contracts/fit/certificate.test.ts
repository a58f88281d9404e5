import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitCertificateSchema } from '#contracts/fit/certificate.ts';
import { TestCompany } from '#test/support/test-company.ts';

const ORIGIN = 'log.kinship.example/test';
const { provider, dataset } = new TestCompany('Larkspur', ORIGIN).manifest('set').manifest;
const digest = `sha256:${'0'.repeat(64)}`;
const limb = { side: 'left', share: 0.7 } as const;
const HONEST = {
  schema: 'fit-certificate/1',
  log: ORIGIN,
  provider,
  dataset,
  histogram: digest,
  embodiment: digest,
  tolerance: 'replay-1cm-10deg',
  trajectories: 40,
  share: 0.6,
  low: 0.4,
  high: 0.75,
  limbs: [
    { effector: 0, ...limb },
    { effector: 1, ...limb },
  ],
  blockers: [
    { code: 'too-fast', share: 0.3 },
    { code: 'branch-ends', share: 0.1 },
  ],
  time: '2026-01-01T00:00:00.000Z',
};

test('a certificate whose shares make sense is one', () => {
  const taken = fitCertificateSchema.safeParse(HONEST);
  assert.deepEqual(taken.error?.issues ?? [], []);
  // Parts that are rounded each by itself exceed the whole by little.
  const rounded = { ...HONEST, share: 0.9, high: 1, blockers: [{ code: 'too-fast', share: 0.15 }] };
  assert.equal(fitCertificateSchema.safeParse(rounded).success, true);
});

const HOSTILE: Readonly<Record<string, object>> = {
  'a share between the steps': { share: 0.61 },
  'a share that is no number': { share: Number.NaN },
  'a share beyond the whole': { share: 1.05, high: 1.05 },
  'a share below its interval': { share: 0.35 },
  'a share above its interval': { share: 0.8 },
  'an interval upside down': { low: 0.75, high: 0.4 },
  'blockers beyond the rest': { blockers: [{ code: 'too-fast', share: 0.6 }] },
  'one blocker twice': { blockers: [HONEST.blockers[0], HONEST.blockers[0]] },
  'one limb twice': { limbs: [HONEST.limbs[0], HONEST.limbs[0]] },
  'a limb of no number': { limbs: [HONEST.limbs[0], { effector: -1, ...limb }] },
  'a single limb': { limbs: [HONEST.limbs[0]] },
  'more limbs than there are histograms': {
    limbs: Array.from({ length: 40 }, (_, effector) => ({ effector, ...limb })),
  },
};
for (const [what, change] of Object.entries(HOSTILE)) {
  test(`no certificate: ${what}`, () => {
    assert.equal(fitCertificateSchema.safeParse({ ...HONEST, ...change }).success, false);
  });
}
