import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrokerBoundary } from '#server/context.ts';
import { pathWithKills } from '../support/exchange-kills.ts';

/** Deaths of the broker by the place of an entry in the path. */
const BROKER_DEATHS: Readonly<Record<number, readonly BrokerBoundary[]>> = {
  1: ['entry-appended', 'feed-ingested'],
  6: ['entry-indexed'],
};

// A sample: each start of a process takes a second or two, and kill.long.ts has every step.
test('the path is completed although broker, provider and consumer are killed at durable steps of it', async (t) => {
  const died = await pathWithKills(t, {
    provider: ['job-log', 'agreement-verified', 'receipt-cosigned'],
    consumer: ['request-opened', 'transfer-started', 'delivery-placed'],
    broker: (place) => BROKER_DEATHS[place] ?? [],
  });
  assert.equal(died, 9);
});
