import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killBrokerBetweenActs } from '../support/kill-broker.ts';

test('a broker killed fifty times between acts loses no acknowledged entry and logs none twice', async (t) => {
  const began = performance.now();
  const summary = await killBrokerBetweenActs(t, {
    kills: 50,
    acks: (round) => (round * 7) % 40,
  });
  assert.equal(summary.logged, summary.submitted);
  t.diagnostic(JSON.stringify({ ...summary, seconds: Math.round((performance.now() - began) / 1000) }));
});
