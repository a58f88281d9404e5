import { test } from 'node:test';
import { CONSUMER_STEPS, PROVIDER_STEPS } from '../support/exchange-deaths.ts';
import { PATH_ENTRIES, pathWithKills, type KillPlan } from '../support/exchange-kills.ts';

/** Steps of a publication. */
const PUBLISHING = ['job-desensitize', 'job-inspect-again', 'job-seal', 'job-sign', 'job-log', 'job-done'];
/** Where access is automatic the agreement is drafted in the transaction that stores the request: one death serves both. */
const PROVIDER_TOGETHER = PROVIDER_STEPS.filter((step) => step !== 'agreement-drafted');
/** A job that died while it waited for the log is finished by the outbox: no job is left to say `done`. */
const PUBLISHING_TOGETHER = PUBLISHING.filter((step) => step !== 'job-done');

test('the path is completed although everybody is killed at each durable step', async (t) => {
  await pathWithKills(t, {
    provider: [...PUBLISHING_TOGETHER, ...PROVIDER_TOGETHER],
    consumer: CONSUMER_STEPS,
    broker: () => ['entry-appended'],
  });
});

test('the path is completed although the broker is killed before each of its answers', async (t) => {
  await pathWithKills(t, {
    broker: (place) => (place === 1 ? ['entry-indexed', 'feed-ingested'] : ['entry-indexed']),
  });
});

const single: [name: string, plan: KillPlan][] = [
  ...[...PUBLISHING, ...PROVIDER_STEPS].map((step): [string, KillPlan] => [
    `the provider at ${step}`,
    { provider: [step] },
  ]),
  ...CONSUMER_STEPS.map((step): [string, KillPlan] => [`the consumer at ${step}`, { consumer: [step] }]),
  ...PATH_ENTRIES.map((type, at): [string, KillPlan] => [
    `the broker when it has appended ${type}`,
    { broker: (place) => (place === at ? ['entry-appended'] : []) },
  ]),
];
for (const [name, plan] of single) {
  test(`the path is completed although a kill ends ${name}`, async (t) => {
    await pathWithKills(t, plan);
  });
}
