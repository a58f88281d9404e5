import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import SqliteConnection from 'better-sqlite3';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import { matchQuerySchema, type MatchAnswer } from '#contracts/matching/schema.ts';
import { openGeometryFile } from '#server/matching/geometry-store.ts';
import { randomBody, randomCatalog } from '../../support/random-catalog.ts';

const { bodies, datasets } = randomCatalog(seededRandom(9001), { bodies: 5, datasets: 30 });

async function filePath(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kin-geometry-'));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, 'geometry.db');
}

/** Builds an index with the file, asks one question, and tells how many limbs were found and how many written. */
function startWith(path: string): { answer: MatchAnswer; found: number; written: number } {
  const file = openGeometryFile(path);
  let found = 0;
  let written = 0;
  const engine = createMatchEngine({
    idOf: () => assert.fail('no body is described'),
    geometry: {
      get: (key) => {
        const bytes = file.get(key);
        if (bytes !== undefined) found++;
        return bytes;
      },
      put: (key, bytes) => {
        written++;
        file.put(key, bytes);
      },
    },
  });
  // Profiles of their own: what was computed for one object is not computed again.
  for (const body of structuredClone(bodies)) engine.addProfile(body);
  for (const dataset of datasets) engine.putDataset(dataset);
  const answer = engine.match(
    matchQuerySchema.parse({ embodimentId: bodies[0]!.id, task: 'pick up the cup' }),
  );
  file.close();
  return { answer, found, written };
}

const LIMBS = new Set(bodies.flatMap(({ limbs }) => limbs.map(({ chain }) => JSON.stringify(chain)))).size;

test('a second start finds the geometry of all limbs, and answers the same', async (t) => {
  const path = await filePath(t);
  const first = startWith(path);
  assert.equal(first.written, LIMBS);
  const second = startWith(path);
  assert.equal(second.written, 0);
  assert.equal(second.found, bodies.flatMap(({ limbs }) => limbs).length);
  assert.deepEqual(second.answer, first.answer);
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
  assert.ok(second.written >= 1);
  assert.deepEqual(second.answer, first.answer);
  assert.equal(startWith(path).written, 0);
});

test('a file of another code, and a file that is no database, are begun anew', async (t) => {
  const path = await filePath(t);
  const first = startWith(path);
  const db = new SqliteConnection(path);
  db.prepare('UPDATE made_by SET code = ?').run(Buffer.alloc(16));
  db.close();
  const second = startWith(path);
  assert.equal(second.written, LIMBS);
  await writeFile(path, 'this is no database, however long one reads it. '.repeat(200));
  const third = startWith(path);
  assert.equal(third.written, LIMBS);
  assert.deepEqual([second.answer, third.answer], [first.answer, first.answer]);
});

test('a limb that differs in the last bit has a geometry of its own', async (t) => {
  const file = openGeometryFile(await filePath(t));
  t.after(() => file.close());
  const [limb] = randomBody(seededRandom(9002), 'one').limbs;
  const key = JSON.stringify(limb!.chain);
  file.put(key, Uint8Array.of(1, 2, 3));
  assert.deepEqual([...file.get(key)!], [1, 2, 3]);
  assert.equal(file.get(key.replace(/\d(?=[,\]}])/, (digit) => String((Number(digit) + 1) % 10))), undefined);
});
