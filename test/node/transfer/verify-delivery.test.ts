import assert from 'node:assert/strict';
import { cp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { trustRootOfPin } from '#contracts/log/trust-root.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { verifyDelivery, type DeliveryVerdict } from '#node/transfer/verify-delivery.ts';
import { agree } from '#test/support/exchange-steps.ts';
import { ExchangeWorld } from '#test/support/exchange-world.ts';
import { TEST_PIN } from '#test/support/test-log.ts';

function verify(folder: string, atMs = Date.now()): Promise<DeliveryVerdict> {
  return verifyDelivery({ folder, crypto: nodeCrypto, trust: trustRootOfPin(TEST_PIN), atMs });
}

function failed(verdict: DeliveryVerdict): string[] {
  return verdict.rows.filter((row) => row.status === 'fail').map((row) => row.check);
}

test('a delivery is verified offline, and every kind of tampering is named', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const agreed = await agree(provider, consumer);
  const delivered = join(consumer.home, 'delivered');
  await consumer.service.pull(agreed.exchange, delivered);

  const verdict = await verify(delivered);
  assert.deepEqual(
    verdict.rows.filter((row) => row.status === 'fail'),
    [],
  );
  const open = verdict.rows.filter((row) => row.status === 'not-checked').map((row) => row.check);
  assert.deepEqual(open, ['revocation']);
  assert.equal(verdict.headline, 'not-checked');
  assert.equal(verdict.rows.filter((row) => row.check.startsWith('log:')).length, 8);

  let number = 0;
  const tampered = async (change: (folder: string) => Promise<void>): Promise<string[]> => {
    const copy = join(consumer.home, `copy-${number++}`);
    await cp(delivered, copy, { recursive: true });
    await change(copy);
    return failed(await verify(copy));
  };
  const data = 'data/chunk-000/file-000.parquet';
  const acts = await readdir(join(delivered, 'exchange/log'));
  const act = (type: string, ending: string) =>
    `exchange/log/${acts.find((name) => name.endsWith(`${type}.${ending}`))}`;

  const flipped = await tampered(async (folder) => {
    const bytes = await readFile(join(folder, data));
    bytes[700_000] = (bytes[700_000] ?? 0) ^ 1;
    await writeFile(join(folder, data), bytes);
  });
  assert.deepEqual(flipped, ['content']);
  assert.deepEqual(await tampered((folder) => writeFile(join(folder, 'extra.txt'), 'x')), ['content']);
  assert.deepEqual(await tampered((folder) => rm(join(folder, data))), ['content']);
  assert.deepEqual(await tampered((folder) => writeFile(join(folder, 'exchange/note.txt'), 'x')), ['papers']);
  const noRelease = await tampered((folder) => rm(join(folder, act('key.released', 'json'))));
  assert.ok(noRelease.includes('log:key.released') && noRelease.includes('key-commitment'));
  const swapped = await tampered(async (folder) => {
    const from = act('transfer.started', 'tlog-proof');
    await cp(join(folder, act('transfer.received', 'tlog-proof')), join(folder, from));
  });
  assert.ok(swapped.includes('log:transfer.started') && swapped.includes('papers'));
  const otherReport = await tampered((folder) =>
    rename(join(folder, 'exchange/manifest.json'), join(folder, 'exchange/report.json')),
  );
  assert.ok(otherReport.includes('report') && otherReport.includes('manifest'));
  const noKeys = await tampered(async (folder) => {
    for (const name of acts.filter((one) => one.includes('key.registered'))) {
      await rm(join(folder, 'exchange/log', name));
    }
  });
  assert.ok(noKeys.includes('keys:provider') && noKeys.includes('keys:consumer'));
});

test('a license that has run out fails at that instant, and another log key fails everything it signed', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const agreed = await agree(provider, consumer);
  const delivered = join(consumer.home, 'delivered');
  await consumer.service.pull(agreed.exchange, delivered);
  assert.deepEqual(failed(await verify(delivered, Date.now() + 366 * 86_400_000)), ['license-term']);

  const trust = trustRootOfPin({ ...TEST_PIN, origin: 'log.example/other' });
  const verdict = await verifyDelivery({ folder: delivered, crypto: nodeCrypto, trust, atMs: Date.now() });
  assert.ok(failed(verdict).includes('log-pin'));
  assert.equal(failed(verdict).filter((check) => check.startsWith('log:')).length, 8);
});
