import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExchangeError } from '#contracts/errors.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import {
  MAX_SAMPLE_REQUEST_BYTES,
  MAX_SAMPLE_RESPONSE_BYTES,
  SAMPLE_PROTOCOL,
} from '#contracts/p2p/protocols.ts';
import { enrolledCompany, eventually, startBroker } from '#test/support/broker-world.ts';
import { plainFacts } from '#test/support/exchange-manifest.ts';
import { TestCompany } from '#test/support/test-company.ts';
import { fillDisk, noFullDisk } from '#test/support/system-faults.ts';

const license = LICENSE_TEMPLATES['open-research'] as LicenseTerms;

test('a broker whose disk is full serves what it has, says so, and goes on by itself', {
  skip: noFullDisk(),
}, async (t) => {
  const world = await startBroker(t);
  assert.deepEqual((await world.call('/healthz')).body['status'], 'ok');
  const late = new TestCompany('Larkspur', world.broker.context.identity.logOrigin);
  const free = fillDisk(t);
  try {
    const refused = await world.call('/v1/participants', { body: late.enrolment() });
    assert.deepEqual([refused.status, refused.body['code']], [503, 'storage-failed']);
    const health = await world.call('/healthz');
    assert.deepEqual([health.status, health.body['code']], [503, 'storage-failed']);
    assert.match(String(health.body['detail']), /storage/);
    assert.equal((await world.call('/v1/datasets')).status, 200);
  } finally {
    free();
  }
  assert.equal((await world.call('/healthz')).status, 200);
  assert.equal((await world.call('/v1/participants', { body: late.enrolment() })).status, 200);
});

test('a sample whose failure cannot be written down is not asked for again and again, and nothing ends the broker', {
  skip: noFullDisk(),
}, async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world, { host: true });
  let asked = 0;
  let free = (): void => undefined;
  const limits = { maxRequestBytes: MAX_SAMPLE_REQUEST_BYTES, maxResponseBytes: MAX_SAMPLE_RESPONSE_BYTES };
  company.host?.handle(SAMPLE_PROTOCOL, limits, async () => {
    if (++asked === 1) free = fillDisk(t);
    throw new ExchangeError('not-found', 'There is no such file.');
  });
  const { digest } = company.manifest('index');
  company.publish('sampled', {
    facts: { ...plainFacts(3, 1000), episodes: 40, frames: 4000 },
    sample: { index: digest, bytes: 500, episodes: 1, frames: 10, license, smallDatasetConfirmed: false },
  });
  await world.broker.context.feeds.pull(company.participant);
  try {
    await eventually(async () => asked > 0);
    await sleep(500);
    assert.ok(asked <= 2, `asked ${asked} times`);
    // The node comes back: that its sample is due cannot be written either. An error that nobody hears would fail this test.
    const { feeds, host } = world.broker.context;
    await host.disconnect(company.host?.peerId ?? '');
    await feeds.pull(company.participant);
    await sleep(200);
    assert.equal((await world.call('/healthz')).status, 503);
  } finally {
    free();
  }
});
