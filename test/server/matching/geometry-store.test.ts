import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import SqliteConnection from 'better-sqlite3';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import type { IndexedDataset } from '#contracts/matching/search/indexed-dataset.ts';
import type { GeometryStore } from '#contracts/matching/factors/limb-geometry.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import { matchQuerySchema, type MatchAnswer } from '#contracts/matching/schema.ts';
import { openGeometryFile, openMapFile } from '#server/matching/geometry-store.ts';
import { randomBody, randomCatalog } from '../../support/random-catalog.ts';

const { bodies, datasets: made } = randomCatalog(seededRandom(9001), { bodies: 5, datasets: 30 });
/** Every manifest has a digest of its own. */
const datasets = made.map((dataset, i) => ({
  ...dataset,
  manifestDigest: `sha256:${i.toString(16).padStart(64, '0')}`,
}));
/** Datasets that show motion of their own on a known body. */
const measured = datasets.filter(
  ({ embodimentId, histograms }) => embodimentId !== null && histograms.some(({ poses }) => poses > 0),
);

async function filePath(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kin-geometry-'));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, 'geometry.db');
}

/** A store that counts what is found in it and what is written. */
function counted<T extends GeometryStore>(store: T, count: { found: number; written: number }): T {
  return {
    ...store,
    get: (key: string) => {
      const bytes = store.get(key);
      if (bytes !== undefined) count.found++;
      return bytes;
    },
    put: (key: string, bytes: Uint8Array) => {
      count.written++;
      store.put(key, bytes);
    },
  };
}

interface Started {
  readonly answer: MatchAnswer;
  readonly limbs: { readonly found: number; readonly written: number };
  readonly motions: { readonly found: number; readonly written: number };
}

/** Builds an index with the file, asks one question, and tells how much was found and how much written. */
function startWith(path: string): Started {
  const file = openGeometryFile(path);
  const [limbs, motions] = [
    { found: 0, written: 0 },
    { found: 0, written: 0 },
  ];
  const engine = createMatchEngine({
    idOf: () => assert.fail('no body is described'),
    geometry: counted(file.limbs, limbs),
    motions: counted(file.motions, motions),
  });
  // Profiles of their own: what was computed for one object is not computed again.
  for (const body of structuredClone(bodies)) engine.addProfile(body);
  for (const dataset of datasets) engine.putDataset(dataset);
  const answer = engine.match(
    matchQuerySchema.parse({ embodimentId: bodies[0]!.id, task: 'pick up the cup' }),
  );
  file.close();
  return { answer, limbs, motions };
}

const LIMBS = new Set(bodies.flatMap(({ limbs }) => limbs.map(({ chain }) => JSON.stringify(chain)))).size;

test('a second start finds the geometry of all limbs and all motions, and answers the same', async (t) => {
  const path = await filePath(t);
  const first = startWith(path);
  assert.equal(first.limbs.written, LIMBS);
  const second = startWith(path);
  assert.equal(second.limbs.written, 0);
  assert.equal(second.limbs.found, bodies.flatMap(({ limbs }) => limbs).length);
  assert.ok(measured.length > 5);
  assert.deepEqual(first.motions, { found: 0, written: measured.length });
  assert.deepEqual(second.motions, { found: measured.length, written: 0 });
  assert.deepEqual(second.answer, first.answer);
});

test('a motion is kept as long as the manifest that it belongs to is in the index', async (t) => {
  const path = await filePath(t);
  const [one, other, third] = measured.slice(0, 3) as [IndexedDataset, IndexedDataset, IndexedDataset];
  const file = openGeometryFile(path);
  t.after(() => file.close());
  const engine = createMatchEngine({
    idOf: () => assert.fail('no body is described'),
    motions: file.motions,
  });
  for (const body of bodies) engine.addProfile(body);
  for (const dataset of [one, other, third]) engine.putDataset(dataset);
  const replaced = `sha256:${'9'.repeat(64)}`;
  engine.putDataset(one);
  engine.putDataset({ ...other, manifestDigest: replaced });
  engine.removeDataset(third.datasetId);
  const kept = [one.manifestDigest, other.manifestDigest, replaced, third.manifestDigest];
  assert.deepEqual(
    kept.map((digest) => file.motions.get(digest) !== undefined),
    [true, false, true, false],
  );
});

test('what is broken in the file is computed again', async (t) => {
  const path = await filePath(t);
  const first = startWith(path);
  const db = new SqliteConnection(path);
  const [one] = db.prepare('SELECT name, bytes FROM limb').all() as { name: Buffer; bytes: Buffer }[];
  one!.bytes[1000]! ^= 1;
  db.prepare('UPDATE limb SET bytes = ? WHERE name = ?').run(one!.bytes, one!.name);
  db.close();
  const second = startWith(path);
  assert.ok(second.limbs.written >= 1);
  assert.deepEqual(second.answer, first.answer);
  assert.equal(startWith(path).limbs.written, 0);
});

test('a file of another code, and a file that is no database, are begun anew', async (t) => {
  const path = await filePath(t);
  const first = startWith(path);
  const db = new SqliteConnection(path);
  db.prepare('UPDATE made_by SET code = ?').run(Buffer.alloc(16));
  db.close();
  const second = startWith(path);
  assert.equal(second.limbs.written, LIMBS);
  await writeFile(path, 'this is no database, however long one reads it. '.repeat(200));
  const third = startWith(path);
  assert.equal(third.limbs.written, LIMBS);
  assert.deepEqual([second.answer, third.answer], [first.answer, first.answer]);
});

test('a limb that differs in the last bit has a geometry of its own', async (t) => {
  const file = openGeometryFile(await filePath(t));
  t.after(() => file.close());
  const [limb] = randomBody(seededRandom(9002), 'one').limbs;
  const key = JSON.stringify(limb!.chain);
  file.limbs.put(key, Uint8Array.of(1, 2, 3));
  assert.deepEqual([...file.limbs.get(key)!], [1, 2, 3]);
  assert.equal(
    file.limbs.get(key.replace(/\d(?=[,\]}])/, (digit) => String((Number(digit) + 1) % 10))),
    undefined,
  );
});

test('a map that was built comes back as it was', async (t) => {
  const path = await filePath(t);
  const [limb] = randomBody(seededRandom(9003), 'one').limbs;
  const options = { turningBase: false, dilated: false };
  const first = openMapFile(path);
  const built = first.mapOf(limb!.chain, options);
  first.close();
  const db = new SqliteConnection(path);
  assert.equal(db.prepare('SELECT count(*) FROM map').pluck().get(), 1);
  const [bytes] = db.prepare('SELECT bytes FROM map').pluck().all() as Buffer[];
  assert.ok(bytes!.length < built.sectors.length / 5, `${bytes!.length} bytes`);
  db.close();
  const second = openMapFile(path);
  t.after(() => second.close());
  assert.deepEqual(second.mapOf(limb!.chain, options), built);
});
