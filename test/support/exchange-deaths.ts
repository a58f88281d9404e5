/** Exchanges whose companies die on the way. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isExchangeError } from '#contracts/errors.ts';
import { trustRootOfPin } from '#contracts/log/trust-root.ts';
import type { DurableBoundary } from '#node/negotiation/ports.ts';
import { verifyDelivery } from '#node/transfer/verify-delivery.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { ask, smallListing, until, untilView } from './exchange-steps.ts';
import type { Company, ExchangeWorld } from './exchange-world.ts';
import { TEST_PIN } from './test-log.ts';

/** Steps of a consumer, from request to receipt. */
export const CONSUMER_STEPS: readonly DurableBoundary[] = [
  'request-opened',
  'request-logged',
  'agreement-cosigned',
  'agreement-finalized',
  'transfer-requested',
  'transfer-started',
  'chunks-verified',
  'received-logged',
  'key-received',
  'delivery-placed',
  'receipt-signed',
  'receipt-logged',
  'transfer-completed',
];

/** Steps of a provider, from request to receipt. */
export const PROVIDER_STEPS: readonly DurableBoundary[] = [
  'request-received',
  'agreement-drafted',
  'agreement-verified',
  'agreement-logged',
  'transfer-accepted',
  'transfer-start-logged',
  'key-release-proposed',
  'key-released',
  'receipt-cosigned',
  'receipt-logged',
];

/** Every act of a whole exchange, in log order. */
const WHOLE = [
  'request.opened',
  'agreement.signed',
  'transfer.started',
  'transfer.received',
  'key.released',
  'receipt.acknowledged',
];

/** Goes on with an exchange until it is delivered, reviving whoever is dead. */
async function complete(companies: readonly Company[], exchange: string, outDir: string): Promise<void> {
  const consumer = companies[1]!;
  const revive = async (): Promise<void> => {
    for (const company of companies) if (company.isDead) await company.revive();
  };
  await until(async () => {
    await revive();
    const view = await consumer.service.get(exchange).catch(() => undefined);
    return view?.state === 'FINALIZED' ? view : undefined;
  });
  await until(async () => {
    await revive();
    const [transfer] = await consumer.service.transfers();
    if (transfer?.state === 'COMPLETED') return true;
    const pulling = consumer.service.pull(exchange, outDir, { patienceMs: 300 });
    return pulling.then(
      () => true,
      (error: unknown) => {
        const passing = isExchangeError(error) && ['interrupted', 'peer-unreachable'].includes(error.code);
        assert.ok(passing, String(error));
        return undefined;
      },
    );
  });
}

/**
 * A whole exchange in which each side dies at each of its given steps, once, and is started again. Asserts that it is delivered, with
 * every act in the log exactly once, and that the delivery verifies.
 */
export async function exchangeWithDeaths(
  world: ExchangeWorld,
  deaths: { readonly provider?: readonly DurableBoundary[]; readonly consumer?: readonly DurableBoundary[] },
): Promise<void> {
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const listing = await provider.publish(smallListing('arm-picks'));
  const logged = world.log.types.length;
  for (const step of deaths.provider ?? []) provider.dieAt.add(step);
  for (const step of deaths.consumer ?? []) consumer.dieAt.add(step);
  const exchange = await ask(consumer, listing);
  const outDir = join(consumer.home, 'delivered');
  await complete([provider, consumer], exchange, outDir);
  for (const company of [provider, consumer]) if (company.isDead) await company.revive();
  assert.deepEqual([...provider.dieAt, ...consumer.dieAt], [], 'some steps were never reached');
  await untilView(provider, exchange, (view) => view.state === 'FINALIZED');
  await until(async () => {
    const [sent] = await provider.service.transfers();
    return sent?.state === 'COMPLETED' ? sent : undefined;
  });
  assert.deepEqual(world.log.types.slice(logged), WHOLE, JSON.stringify(deaths));
  const trust = trustRootOfPin(TEST_PIN);
  const verdict = await verifyDelivery({ folder: outDir, crypto: nodeCrypto, trust, atMs: Date.now() });
  assert.deepEqual(
    verdict.rows.filter((row) => row.status === 'fail'),
    [],
  );
  await Promise.all([provider.stop(), consumer.stop()]);
}
