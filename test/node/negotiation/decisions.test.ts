import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, decided, fails, smallListing, untilView } from '#test/support/exchange-steps.ts';
import { ExchangeWorld, TRAINING } from '#test/support/exchange-world.ts';

test('a use that the terms do not permit is refused before anything leaves the node', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const listing = await provider.publish(smallListing('arm-picks'));
  const before = world.log.types.length;
  const asked = await consumer.service.request({
    manifest: listing.envelope,
    license: 'train-only-1y',
    use: { ...TRAINING, actions: ['redistribute'], commercialModels: true },
  });
  assert.ok(!asked.ok);
  assert.deepEqual(
    asked.reasons.map((reason) => reason.code),
    ['action-not-permitted', 'commercial-models-not-permitted'],
  );
  assert.equal(world.log.types.length, before);
  assert.deepEqual(await consumer.service.list(), []);
});

test('a refusal reaches the consumer with its reason once it stands in the log', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const listing = await provider.publish(smallListing('arm-picks', 'manual'));
  const exchange = await ask(consumer, listing);
  await untilView(provider, exchange, (view) => view.waiting?.for === 'decision');
  const refused = await provider.service.refuse(exchange, {
    code: 'competitor',
    note: 'You build the same arm.',
  });
  assert.equal(refused.ended?.code, 'competitor');
  await fails(provider.service.approve(exchange), 'transition-not-allowed');
  const view = await decided(consumer, exchange);
  assert.equal(view.state, 'TERMINATED');
  assert.deepEqual(view.ended, { by: 'provider', code: 'competitor', note: 'You build the same arm.' });
  assert.equal(world.log.types.at(-1), 'negotiation.terminated');
  await fails(consumer.service.pull(exchange, '/nowhere'), 'transition-not-allowed');
});

test('a consumer takes a request back, and the provider can no longer approve it', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const listing = await provider.publish(smallListing('arm-picks', 'manual'));
  const exchange = await ask(consumer, listing);
  await untilView(provider, exchange, (view) => view.waiting?.for === 'decision');
  await consumer.service.cancel(exchange, { code: 'not-needed' });
  await untilView(provider, exchange, (view) => view.state === 'TERMINATED');
  await fails(provider.service.approve(exchange), 'transition-not-allowed');
  assert.equal((await provider.service.get(exchange)).ended?.by, 'consumer');
});

test('the access mode "policy" agrees with verified companies and refuses others by itself', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const verified = await world.company('Marigold', { verified: true });
  const stranger = await world.company('Nettle');
  const listing = await provider.publish(smallListing('arm-picks', 'policy'));
  const good = await decided(verified, await ask(verified, listing));
  const bad = await decided(stranger, await ask(stranger, listing));
  assert.equal(good.state, 'FINALIZED');
  assert.equal(bad.state, 'TERMINATED');
  assert.equal(bad.ended?.code, 'not-verified');
});

test('two consumers at once get two agreements, each about the same bytes', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumers = await Promise.all([world.company('Marigold'), world.company('Nettle')]);
  const listing = await provider.publish(smallListing('arm-picks'));
  const views = await Promise.all(
    consumers.map(async (consumer) => decided(consumer, await ask(consumer, listing))),
  );
  assert.deepEqual(
    views.map((view) => view.state),
    ['FINALIZED', 'FINALIZED'],
  );
  assert.notEqual(views[0]?.agreementDigest, views[1]?.agreementDigest);
});

test('a deadline ends an open request on both sides without anybody asking', async (t) => {
  const world = await ExchangeWorld.create(t);
  let nowMs = Date.now();
  const clock = (): number => nowMs;
  const provider = await world.company('Larkspur', { clock });
  const consumer = await world.company('Marigold', { clock });
  const listing = await provider.publish(smallListing('arm-picks', 'manual'));
  const exchange = await ask(consumer, listing, nowMs + 3_600_000);
  await untilView(provider, exchange, (view) => view.waiting?.for === 'decision');
  assert.equal(await provider.service.expire(), 0);
  nowMs += 3_600_001;
  await fails(provider.service.approve(exchange), 'deadline-passed');
  assert.equal(await provider.service.expire(), 1);
  assert.equal(await provider.service.expire(), 0);
  assert.equal(await consumer.service.expire(), 1);
  for (const company of [provider, consumer]) {
    const view = await untilView(company, exchange, (one) => one.state === 'TERMINATED');
    assert.equal(view.ended?.code, 'deadline-passed');
  }
});

test('a version that was superseded is not agreed on any more', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const listing = await provider.publish(smallListing('arm-picks', 'manual'));
  const exchange = await ask(consumer, listing);
  await untilView(provider, exchange, (view) => view.waiting?.for === 'decision');
  provider.retire(listing.digest);
  await fails(provider.service.approve(exchange), 'refused');
  const late = await decided(consumer, await ask(consumer, listing));
  assert.equal(late.state, 'TERMINATED');
  assert.equal(late.ended?.code, 'refused');
});

test('while the log is down acts wait with the reason shown, and go on when it is back', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const listing = await provider.publish(smallListing('arm-picks'));
  world.log.down = true;
  const exchange = await ask(consumer, listing);
  const waiting = await untilView(consumer, exchange, (view) => view.waiting?.trouble != null);
  assert.equal(waiting.state, null);
  assert.equal(waiting.waiting?.for, 'log');
  assert.match(waiting.waiting.trouble ?? '', /log-unavailable/);
  await fails(provider.service.get(exchange), 'not-found');
  world.log.down = false;
  assert.equal((await decided(consumer, exchange)).state, 'FINALIZED');
});

test('a provider that cannot reach the consumer answers it by its next poll', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur', {
    messages: () => ({
      send: async () => {
        throw new (await import('#contracts/errors.ts')).ExchangeError('peer-unreachable', 'Behind a wall.');
      },
    }),
  });
  const consumer = await world.company('Marigold');
  const listing = await provider.publish(smallListing('arm-picks', 'manual'));
  const exchange = await ask(consumer, listing);
  await untilView(provider, exchange, (view) => view.waiting?.for === 'decision');
  await provider.service.approve(exchange);
  const stuck = await untilView(provider, exchange, (view) => view.waiting?.trouble != null);
  assert.equal(stuck.waiting?.for, 'peer');
  await consumer.service.poll(exchange);
  const view = await untilView(
    consumer,
    exchange,
    (one) => one.state === 'VERIFIED' || one.state === 'FINALIZED',
  );
  assert.ok(view.agreementId !== null);
  await untilView(provider, exchange, (one) => one.state === 'FINALIZED');
  assert.equal((await consumer.service.poll(exchange)).state, 'FINALIZED');
});
