import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killBrokerBetweenActs } from '../support/kill-broker.ts';

test('a broker killed between acts loses no acknowledged entry and logs none twice', async (t) => {
  const summary = await killBrokerBetweenActs(t, { kills: 3, delayMs: (round) => 150 + round * 130 });
  assert.equal(summary.logged, summary.submitted);
  t.diagnostic(JSON.stringify(summary));
});
