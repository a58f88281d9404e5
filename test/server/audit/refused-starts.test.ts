import { test } from 'node:test';
import assert from 'node:assert/strict';
import { isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { signCheckpoint } from '#contracts/log/checkpoint.ts';
import { logKey, logSigner, openOnDisk, testEntry } from '#test/support/log-on-disk.ts';
import { SimulatedDisk } from '#test/support/simulated-disk.ts';

const throwsCode = (code: ErrorCode) => (error: unknown) => isExchangeError(error, code);

async function grow(disk: SimulatedDisk, from: number, to: number): Promise<void> {
  const log = await openOnDisk(disk);
  await Promise.all(Array.from({ length: to - from }, (_, i) => log.append(testEntry(from + i))));
  await log.close();
}

function restore(disk: SimulatedDisk, backup: ReadonlyMap<string, Uint8Array>): void {
  for (const path of disk.files().keys()) disk.tamper(path, null);
  for (const [path, bytes] of backup) disk.tamper(path, bytes);
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const out = Uint8Array.from(bytes);
  out[at] = (out[at] as number) ^ 1;
  return out;
}

test('refuses a folder that was restored from a backup', async () => {
  const disk = new SimulatedDisk();
  await grow(disk, 0, 300);
  const backup = disk.files();
  await grow(disk, 300, 310);
  restore(disk, backup);
  await assert.rejects(openOnDisk(disk), throwsCode('log-forked'));
  restore(disk, new Map());
  await assert.rejects(openOnDisk(disk), throwsCode('log-forked'));
});

test('refuses a head store that was restored from a backup, or lost', async () => {
  const disk = new SimulatedDisk();
  await grow(disk, 0, 300);
  const head = disk.storedHead;
  await grow(disk, 300, 310);
  disk.tamperHead(head);
  await assert.rejects(openOnDisk(disk), throwsCode('log-forked'));
  disk.tamperHead(null);
  await assert.rejects(openOnDisk(disk), throwsCode('log-forked'));
});

test('refuses a head of another key, of another log, or with a changed byte', async () => {
  const disk = new SimulatedDisk();
  await grow(disk, 0, 3);
  const head = disk.storedHead as string;
  disk.tamperHead(head.replace('\n3\n', '\n4\n'));
  await assert.rejects(openOnDisk(disk), throwsCode('bad-signature'));
  disk.tamperHead(head.replaceAll('log.example/audit', 'log.example/other'));
  await assert.rejects(openOnDisk(disk), throwsCode('log-origin-mismatch'));
  disk.tamperHead('');
  await assert.rejects(openOnDisk(disk), throwsCode('bad-checkpoint'));
});

test('refuses a second head of the same size', async () => {
  const disk = new SimulatedDisk();
  await grow(disk, 0, 3);
  const fork = { origin: logKey.name, size: 3, root: new Uint8Array(32), extensions: [] };
  disk.tamperHead(signCheckpoint(fork, logKey, logSigner));
  await assert.rejects(openOnDisk(disk), throwsCode('log-forked'));
});

test('names the first index of a damaged segment, and never takes a damaged record for a torn one', async () => {
  const disk = new SimulatedDisk();
  await grow(disk, 0, 20);
  const path = 'wal/0000000000000000.seg';
  const good = disk.files().get(path) as Uint8Array;
  const entryAt = Buffer.from(good).indexOf('entry 7 ');
  disk.tamper(path, flipped(good, entryAt));
  await assert.rejects(openOnDisk(disk), (error) => {
    assert.ok(isExchangeError(error, 'log-forked'));
    assert.equal(error.params['firstMissing'], 7);
    return true;
  });
  disk.tamper(path, flipped(good, 3));
  await assert.rejects(openOnDisk(disk), throwsCode('storage-failed'));
  disk.tamper(path, good);
  await (await openOnDisk(disk)).close();
});

test('refuses tiles that were changed, emptied, or cut', async () => {
  const disk = new SimulatedDisk();
  await grow(disk, 0, 600);
  const path = 'tile/0/001';
  const good = disk.files().get(path) as Uint8Array;
  disk.tamper(path, flipped(good, 77));
  await assert.rejects(openOnDisk(disk), (error) => isExchangeError(error));
  for (const bad of [new Uint8Array(0), good.slice(0, -32), good.slice(0, -1)]) {
    disk.tamper(path, bad);
    await assert.rejects(openOnDisk(disk), throwsCode('storage-failed'));
  }
  disk.tamper(path, good);
  await (await openOnDisk(disk)).close();
});

test('cuts a torn record that nobody was told about, and goes on', async () => {
  const disk = new SimulatedDisk();
  await grow(disk, 0, 20);
  const path = 'wal/0000000000000000.seg';
  const good = disk.files().get(path) as Uint8Array;
  disk.tamper(path, Uint8Array.from([...good, 0, 0, 0, 9, 1, 2, 3]));
  await grow(disk, 20, 25);
  const log = await openOnDisk(disk);
  assert.equal(log.head().checkpoint.size, 25);
  await log.close();
});
