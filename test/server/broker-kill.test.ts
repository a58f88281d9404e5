import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killBrokerBetweenActs } from '../support/kill-broker.ts';

test('a broker killed between acts loses no acknowledged entry and logs none twice', async (t) => {
  const summary = await killBrokerBetweenActs(t, { kills: 3, acks: (round) => 3 + round * 9 });
  assert.equal(summary.logged, summary.submitted);
  t.diagnostic(JSON.stringify(summary));
});
