import assert from 'node:assert/strict';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { inspectWithVerdicts } from '#node/dataset/inspect-dataset.ts';
import { scanWithVerdicts } from '#node/dataset/scan/scan-dataset.ts';
import { writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { writeMcapFixture } from '#test/support/recording-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { writeRldsFixture, writeRobomimicFixture } from '#test/support/trajectory-fixture.ts';

/** Files younger than two seconds are never relied on. */
const SETTLE_MS = 2100;

const GROWING = {
  mcap: (path: string) => writeMcapFixture(path),
  rlds: (path: string) => writeRldsFixture(path),
  'hdf5-robomimic': (path: string) => writeRobomimicFixture(path, 3),
};

for (const [name, write] of Object.entries(GROWING)) {
  test(`a second look at ${name} reads only what is new, and says what a first look says`, async (t) => {
    const dir = await tempFolder(t);
    await write(join(dir, 'a.dat'));
    await write(join(dir, 'b.dat'));
    await sleep(SETTLE_MS);
    const first = await scanWithVerdicts(dir);
    assert.deepEqual(first.read, { read: 2, known: 0 });
    const again = await scanWithVerdicts(dir, { known: first.records });
    assert.deepEqual(again.read, { read: 0, known: 2 });
    assert.deepEqual(again.facts, first.facts);
    await write(join(dir, 'c.dat'));
    const grown = await scanWithVerdicts(dir, { known: again.records });
    assert.deepEqual(grown.read, { read: 1, known: 2 });
    assert.deepEqual(grown.facts, (await scanWithVerdicts(dir)).facts);
  });
}

test('a second look at LeRobot, through the confined child, reads only what is new', async (t) => {
  const folder = await tempFolder(t);
  const dir = join(folder, 'set');
  const store = join(folder, 'store');
  await writeLerobotFixture(dir, { version: 'v2.1', withVideo: true, episodes: 3 });
  await sleep(SETTLE_MS);
  const first = await inspectWithVerdicts(dir, { store });
  assert.deepEqual(first.read, { read: 3, known: 0 });
  const again = await inspectWithVerdicts(dir, { store });
  assert.deepEqual([again.read, again.facts], [{ read: 0, known: 3 }, first.facts]);
  await writeFile(join(store, 'not.records'), 'x');
  const path = join(dir, 'data/chunk-000/episode_000001.parquet');
  await writeFile(path, await readFile(path));
  const changed = await inspectWithVerdicts(dir, { store });
  assert.deepEqual(changed.read, { read: 1, known: 2 });
  assert.deepEqual(changed.facts, (await inspectWithVerdicts(dir)).facts);
});

test('a file that was written to is read again, whatever its modification time says', async (t) => {
  const dir = await tempFolder(t);
  const path = join(dir, 'a.dat');
  await writeMcapFixture(path);
  const past = new Date('2026-01-01T00:00:00Z');
  await utimes(path, past, past);
  await sleep(SETTLE_MS);
  const first = await scanWithVerdicts(dir);
  const bytes = await readFile(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
  await writeFile(path, bytes);
  await utimes(path, past, past);
  const again = await scanWithVerdicts(dir, { known: first.records });
  assert.deepEqual(again.read, { read: 1, known: 0 });
  assert.ok(again.facts.findings.some(({ code }) => code === 'recording-damaged'));
});

test('a file that changed moments ago is not relied on', async (t) => {
  const dir = await tempFolder(t);
  await writeMcapFixture(join(dir, 'a.dat'));
  const { records } = await scanWithVerdicts(dir);
  assert.equal(records.size, 0);
});
