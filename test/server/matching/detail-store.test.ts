import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import { matchQuerySchema } from '#contracts/matching/schema.ts';
import { openDatabase } from '#platform/database/database.ts';
import { openReader } from '#platform/database/reader.ts';
import { openDetailStore } from '#server/matching/detail-store.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { randomCatalog, randomQuery } from '../../support/random-catalog.ts';

test('an engine that keeps details on disk answers like one that keeps them in memory', async (t) => {
  const random = seededRandom(5601);
  const { bodies, datasets } = randomCatalog(random, { bodies: 6, datasets: 50 });
  const folder = join(await tempFolder(t), 'scratch');
  await mkdir(folder);
  await writeFile(join(folder, 'details.db'), 'left by a process that was killed');
  const details = openDetailStore(folder);
  const idOf = (): string => assert.fail('no body is described');
  const [onDisk, inMemory] = [createMatchEngine({ idOf, details }), createMatchEngine({ idOf })];
  for (const engine of [onDisk, inMemory]) {
    for (const body of bodies) engine.addProfile(body);
    for (const dataset of datasets) engine.putDataset(dataset);
    for (const { datasetId } of datasets.slice(0, 10)) engine.removeDataset(datasetId);
    for (const dataset of datasets.slice(5, 15)) engine.putDataset(dataset);
  }
  for (let i = 0; i < 6; i++) {
    const query = matchQuerySchema.parse(randomQuery(random, bodies.slice(0, 2)));
    assert.deepEqual(onDisk.match(query), inMemory.match(query));
  }
  details.close();
  await assert.rejects(stat(folder), { code: 'ENOENT' });
});

test('a reader sees what the program has committed, and writes nothing', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kin-reader-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'broker.db');
  assert.throws(() => openReader(path), { code: 'storage-failed' });
  const migrations = join(import.meta.dirname, '../../../migrations/broker');
  const database = openDatabase({ path, migrations, clock: () => 0 });
  const reader = openReader(path);
  const count = (): number =>
    reader.read((db) => db.get<{ n: number }>('SELECT count(*) AS n FROM document'))!.n;
  assert.equal(count(), 0);
  await database.write((tx) => {
    tx.run("INSERT INTO document (digest, provider, envelope) VALUES ('a', 'p', '{}')");
    assert.equal(count(), 0, 'an open transaction is not seen');
  });
  assert.equal(count(), 1);
  assert.throws(() => reader.read((db) => db.all("DELETE FROM document WHERE digest = 'a' RETURNING 1")), {
    code: 'storage-failed',
  });
  reader.close();
  await database.close();
});
