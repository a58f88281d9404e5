import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { utf8 } from '#contracts/bytes.ts';
import { isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { openHeadStore } from '#server/audit/head-store.ts';
import { nodeStorage } from '#server/audit/node-storage.ts';
import { openLog } from '#server/audit/transparency-log.ts';
import { LOG_ORIGIN, assertReceipt, logSigner, testEntry } from '#test/support/log-on-disk.ts';

const throwsCode = (code: ErrorCode) => (error: unknown) => isExchangeError(error, code);

async function inFolder(act: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kin-log-'));
  try {
    await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('writes, closes and reopens a log on a real disk', async () => {
  await inFolder(async (folder) => {
    const open = (): ReturnType<typeof openLog> =>
      openLog({
        storage: nodeStorage(path.join(folder, 'log')),
        headStore: openHeadStore(path.join(folder, 'head.sqlite'), LOG_ORIGIN),
        signer: logSigner,
        origin: LOG_ORIGIN,
        crypto: nodeCrypto,
      });
    const log = await open();
    await Promise.all(Array.from({ length: 600 }, (_, i) => log.append(testEntry(i))));
    await log.close();
    const reopened = await open();
    const receipt = await reopened.append(testEntry(601));
    assert.equal(receipt.index, 600);
    await assertReceipt(testEntry(601), receipt);
    assert.deepEqual([...(await reopened.reader.readEntry(5))], [...testEntry(5)]);
    await reopened.close();
  });
});

test('lets only one writer hold the head of a log', async () => {
  await inFolder(async (folder) => {
    const file = path.join(folder, 'head.sqlite');
    const first = openHeadStore(file, LOG_ORIGIN);
    assert.throws(() => openHeadStore(file, LOG_ORIGIN), throwsCode('home-locked'));
    first.close();
    openHeadStore(file, LOG_ORIGIN).close();
  });
});

test('swaps the head only against the one that stands there', async () => {
  await inFolder(async (folder) => {
    const heads = openHeadStore(path.join(folder, 'head.sqlite'), LOG_ORIGIN);
    assert.equal(heads.read(), null);
    heads.compareAndSwap(null, 'one');
    assert.throws(() => heads.compareAndSwap(null, 'two'), throwsCode('log-forked'));
    assert.throws(() => heads.compareAndSwap('zero', 'two'), throwsCode('log-forked'));
    heads.compareAndSwap('one', 'two');
    assert.equal(heads.read(), 'two');
    heads.close();
  });
});

test('answers what the disk cannot do with a typed error', async () => {
  await inFolder(async (folder) => {
    const storage = nodeStorage(folder);
    assert.equal(await storage.read('absent'), null);
    assert.deepEqual(await storage.list('absent'), []);
    await assert.rejects(storage.rename('absent', 'other'), throwsCode('storage-failed'));
    await assert.rejects(storage.open('absent/file'), throwsCode('storage-failed'));
    await storage.makeDirectory('a/b/c');
    const file = await storage.open('a/b/c/file');
    await file.write(utf8('hello world'), 0);
    await file.truncate(5);
    await file.sync();
    assert.equal(await file.size(), 5);
    assert.deepEqual([...(await file.read(3, 10))], [...utf8('lo')]);
    await file.close();
    assert.throws(() => openHeadStore(path.join(folder, 'a'), LOG_ORIGIN), throwsCode('storage-failed'));
  });
});
