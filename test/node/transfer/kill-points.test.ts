import { test } from 'node:test';
import { CONSUMER_STEPS, exchangeWithDeaths, PROVIDER_STEPS } from '#test/support/exchange-deaths.ts';
import { ExchangeWorld } from '#test/support/exchange-world.ts';

test('an exchange is completed although the consumer dies at each of its durable steps', async (t) => {
  await exchangeWithDeaths(await ExchangeWorld.create(t), { consumer: CONSUMER_STEPS });
});

test('an exchange is completed although the provider dies at each of its durable steps', async (t) => {
  await exchangeWithDeaths(await ExchangeWorld.create(t), { provider: PROVIDER_STEPS });
});

test('an exchange is completed although both sides die at each of their durable steps', async (t) => {
  const deaths = { consumer: CONSUMER_STEPS, provider: PROVIDER_STEPS };
  await exchangeWithDeaths(await ExchangeWorld.create(t), deaths);
});
