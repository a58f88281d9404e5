import assert from 'node:assert/strict';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  plainConversion,
  type DeliveryConversion,
  type TargetFormat,
} from '#contracts/dataset/conversions.ts';
import { trustRootOfPin } from '#contracts/log/trust-root.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { runConversion } from '#node/dataset/convert/run-conversion.ts';
import { verifyDelivery } from '#node/transfer/verify-delivery.ts';
import { contentOf } from '#test/support/dataset-compare.ts';
import { ask, decided, fails } from '#test/support/exchange-steps.ts';
import { ExchangeWorld, type Company } from '#test/support/exchange-world.ts';
import { writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { tempFolder, type Cleanup } from '#test/support/temp-folder.ts';
import { TEST_PIN } from '#test/support/test-log.ts';

interface Scene {
  readonly consumer: Company;
  readonly exchange: string;
  /** The dataset as its provider has it. */
  readonly source: string;
}

/** A v3.0 dataset with video, agreed upon. */
async function scene(t: Cleanup): Promise<Scene> {
  const raw = join(await tempFolder(t), 'raw');
  await writeLerobotFixture(raw, { episodes: 3, frames: 12, withVideo: true });
  const source = `${raw}-v3`;
  await runConversion(source, { source: raw, options: plainConversion('lerobot-v3.0') });
  await rm(join(source, 'exchange'), { recursive: true });
  const files: Record<string, Uint8Array> = {};
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(source.length + 1)] = await readFile(path);
  }
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const listing = await provider.publish({ slug: 'arm-picks', access: 'auto', files });
  const { exchange } = await decided(consumer, await ask(consumer, listing));
  return { consumer, exchange, source };
}

function into(
  format: TargetFormat,
  keepOriginals: boolean,
  episodes: string | null = null,
): DeliveryConversion {
  return { options: { ...plainConversion(format), episodes }, keepOriginals };
}

async function contentRow(folder: string, original?: string) {
  const verdict = await verifyDelivery({
    folder,
    crypto: nodeCrypto,
    trust: trustRootOfPin(TEST_PIN),
    atMs: Date.now(),
    original,
  });
  const others = verdict.rows.filter(({ check, status }) => status === 'fail' && check !== 'content');
  assert.deepEqual(others, []);
  const row = verdict.rows.find(({ check }) => check === 'content');
  assert.ok(row);
  return row;
}

test('a delivery is converted after verification, and verify redoes the conversion', async (t) => {
  const { consumer, exchange, source } = await scene(t);
  const folder = join(consumer.home, 'delivered');
  const seen: number[] = [];
  const result = await consumer.service.pull(exchange, folder, {
    conversion: into('lerobot-v2.1', true, '0,2'),
    onProgress: ({ converting }) => {
      if (converting !== undefined && converting !== null) seen.push(converting.episodes);
    },
  });
  assert.deepEqual(result.converted, {
    format: 'lerobot-v2.1',
    episodes: 2,
    frames: 24,
    leftOut: 0,
    lossySteps: 0,
  });
  assert.ok(seen.length > 0);
  const whole = await contentOf(source);
  assert.deepEqual(await contentOf(folder), [whole[0], whole[2]]);
  const row = await contentRow(folder);
  assert.equal(row.status, 'pass');
  assert.match(row.evidence, /^pass by redoing the conversion: sha256:/);

  const number = { copies: 0 };
  const tampered = async (change: (copy: string) => Promise<void>): Promise<string> => {
    const copy = join(consumer.home, `copy-${number.copies++}`);
    await cp(folder, copy, { recursive: true });
    await change(copy);
    const verdict = await verifyDelivery({
      folder: copy,
      crypto: nodeCrypto,
      trust: trustRootOfPin(TEST_PIN),
      atMs: Date.now(),
    });
    return verdict.rows.find(({ check }) => check === 'content')?.status ?? '';
  };
  const data = 'data/chunk-000/episode_000000.parquet';
  const flip = async (path: string): Promise<void> => {
    const bytes = await readFile(path);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(path, bytes);
  };
  assert.equal(await tampered((copy) => flip(join(copy, data))), 'fail');
  assert.equal(
    await tampered((copy) => flip(join(copy, 'exchange/original/data/chunk-000/file-000.parquet'))),
    'fail',
  );
  assert.equal(await tampered((copy) => rm(join(copy, 'exchange/conversions.json'))), 'fail');
  assert.equal(await tampered((copy) => writeFile(join(copy, 'extra.bin'), 'x')), 'fail');
});

test('without the files as sent, a conversion is undone and redone, or not judged', async (t) => {
  const { consumer, exchange, source } = await scene(t);
  const folder = join(consumer.home, 'delivered');
  await consumer.service.pull(exchange, folder, { conversion: into('lerobot-v2.1', false) });
  assert.equal((await readdir(join(folder, 'exchange'))).includes('original'), false);
  const undone = await contentRow(folder);
  assert.equal(undone.status, 'pass', undone.why ?? '');
  assert.match(undone.evidence, /undone to .* redone to/);
  const named = await contentRow(folder, source);
  assert.match(named.evidence, /from sha256:/);
});

test('a part of the episodes proves nothing without the files as sent', async (t) => {
  const { consumer, exchange, source } = await scene(t);
  const folder = join(consumer.home, 'delivered');
  await consumer.service.pull(exchange, folder, { conversion: into('mcap', false, '1') });
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.endsWith('.mcap')),
    ['episode_000000.mcap'],
  );
  const row = await contentRow(folder);
  assert.equal(row.status, 'not-checked');
  assert.match(row.why ?? '', /--originals/);
  assert.equal((await contentRow(folder, source)).status, 'pass');
});

test('a conversion that fails leaves nothing behind, and the pull goes on with another', async (t) => {
  const { consumer, exchange } = await scene(t);
  const folder = join(consumer.home, 'delivered');
  await fails(consumer.service.pull(exchange, folder, { conversion: into('mcap', false, '9') }), 'not-found');
  await assert.rejects(readdir(folder));
  const abort = new AbortController();
  await fails(
    consumer.service.pull(exchange, folder, {
      conversion: into('lerobot-v2.1', false),
      signal: abort.signal,
      onProgress: ({ converting }) => {
        if (converting !== undefined && converting !== null) abort.abort();
      },
    }),
    'interrupted',
  );
  await assert.rejects(readdir(folder));
  consumer.die();
  await consumer.revive();
  const result = await consumer.service.pull(exchange, folder, { conversion: into('lerobot-v2.1', false) });
  assert.equal(result.converted?.episodes, 3);
  const leftovers = (await readdir(consumer.home)).filter((name) => name.startsWith('.delivered'));
  assert.deepEqual(leftovers, []);
});
