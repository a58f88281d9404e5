import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrokerBoundary } from '#server/context.ts';
import { pathWithKills } from '../support/exchange-kills.ts';

/** Deaths of the broker by the place of an entry in the path. */
const BROKER_DEATHS: readonly (readonly BrokerBoundary[])[] = [
  [],
  ['entry-appended', 'feed-ingested'],
  ['entry-indexed'],
  ['entry-appended'],
  [],
  [],
  ['entry-indexed'],
  ['entry-appended'],
];

test('the path is completed although broker, provider and consumer are killed at durable steps of it', async (t) => {
  const died = await pathWithKills(t, {
    provider: [
      'job-log',
      'request-received',
      'agreement-verified',
      'key-release-proposed',
      'receipt-cosigned',
    ],
    consumer: [
      'request-opened',
      'agreement-cosigned',
      'transfer-started',
      'received-logged',
      'key-received',
      'delivery-placed',
    ],
    broker: (place) => BROKER_DEATHS[place] ?? [],
  });
  assert.equal(died, 17);
});
