import { test } from 'node:test';
import { CONSUMER_STEPS, exchangeWithDeaths, PROVIDER_STEPS } from '#test/support/exchange-deaths.ts';
import { ExchangeWorld } from '#test/support/exchange-world.ts';

test('a consumer that dies at any one durable step goes on where it was', async (t) => {
  const world = await ExchangeWorld.create(t);
  for (const step of CONSUMER_STEPS) await exchangeWithDeaths(world, { consumer: [step] });
});

test('a provider that dies at any one durable step goes on where it was', async (t) => {
  const world = await ExchangeWorld.create(t);
  for (const step of PROVIDER_STEPS) await exchangeWithDeaths(world, { provider: [step] });
});
