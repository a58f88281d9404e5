import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ExchangeWorld, patternBytes, TRAINING } from '#test/support/exchange-world.ts';

test('an agreed dataset arrives whole, with every act logged once and in order', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const files = {
    'meta/info.json': new TextEncoder().encode('{"fps":30}'),
    'data/a.parquet': patternBytes(3_000_000, 1),
    'data/b.parquet': patternBytes(1_048_576, 2),
    'data/empty.bin': new Uint8Array(),
  };
  const listing = await provider.publish({ slug: 'arm-picks', files, access: 'manual' });

  const asked = await consumer.service.request({
    manifest: listing.envelope,
    license: 'train-only-1y',
    use: TRAINING,
  });
  assert.ok(asked.ok);
  const { exchange } = asked.value;
  const waiting = provider.service.events(AbortSignal.timeout(10_000));
  for await (const event of waiting) if (event.kind === 'negotiation' && event.needsDecision) break;
  assert.equal((await provider.service.get(exchange)).waiting?.for, 'decision');

  const decided = consumer.service.untilDecided(exchange, AbortSignal.timeout(10_000));
  await provider.service.approve(exchange);
  const agreed = await decided;
  assert.equal(agreed.state, 'FINALIZED');

  const out = join(consumer.home, 'delivered');
  const result = await consumer.service.pull(agreed.agreementId ?? '', out);
  assert.equal(result.files, 4);
  for (const [path, bytes] of Object.entries(files)) {
    assert.deepEqual(new Uint8Array(await readFile(join(out, path))), bytes);
  }
  assert.deepEqual(world.log.types.slice(-6), [
    'request.opened',
    'agreement.signed',
    'transfer.started',
    'transfer.received',
    'key.released',
    'receipt.acknowledged',
  ]);
  const [sent] = await provider.service.transfers();
  assert.equal(sent?.state, 'COMPLETED');
});
