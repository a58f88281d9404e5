import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { isExchangeError } from '#contracts/errors.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import { fillDisk, noFullDisk } from '#test/support/system-faults.ts';

const SCHEMA = 'CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;';

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kin-database-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function migrationsOf(folder: string, files: Record<string, string>): Promise<string> {
  const migrations = join(folder, 'migrations');
  await mkdir(migrations, { recursive: true });
  for (const [name, sql] of Object.entries(files)) await writeFile(join(migrations, name), sql);
  return migrations;
}

async function openNotes(t: TestContext): Promise<Database> {
  const folder = await folderOf(t);
  const migrations = await migrationsOf(folder, { '0001_notes.sql': SCHEMA });
  const database = openDatabase({ path: join(folder, 'store.db'), migrations, clock: () => 1 });
  t.after(() => database.close());
  return database;
}

const texts = (database: Database): Promise<string[]> =>
  database.read((db) => db.all<{ text: string }>('SELECT text FROM note ORDER BY id').map((row) => row.text));

test('a unit of work is all or nothing', async (t) => {
  const database = await openNotes(t);
  await database.write((tx) => tx.run('INSERT INTO note (text) VALUES (?)', 'kept'));
  await assert.rejects(
    database.write(async (tx) => {
      tx.run('INSERT INTO note (text) VALUES (?)', 'lost');
      await sleep(1);
      throw new TypeError('stop');
    }),
    TypeError,
  );
  assert.deepEqual(await texts(database), ['kept']);
});

test('units of work run one after the other even when they await', async (t) => {
  const database = await openNotes(t);
  const order: string[] = [];
  const unit = (name: string): Promise<void> =>
    database.write(async (tx) => {
      order.push(`${name} begins`);
      tx.run('INSERT INTO note (text) VALUES (?)', name);
      await sleep(5);
      order.push(`${name} ends`);
    });
  await Promise.all([unit('a'), unit('b'), unit('c')]);
  assert.deepEqual(order, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('a unit of work inside a unit of work is refused instead of waiting for itself', async (t) => {
  const database = await openNotes(t);
  const nested = database.write(() => database.write(() => undefined));
  await assert.rejects(nested, (error) => isExchangeError(error, 'conflict'));
});

test('a write started by an effect after the commit is not taken for a nested one', async (t) => {
  const database = await openNotes(t);
  let later: Promise<unknown> | undefined;
  await database.write((tx) => {
    tx.afterCommit(() => {
      later = database.write((next) => next.run("INSERT INTO note (text) VALUES ('later')"));
    });
  });
  await later;
  assert.deepEqual(await texts(database), ['later']);
});

test('effects do not run when the unit of work fails', async (t) => {
  const database = await openNotes(t);
  let ran = false;
  const failing = database.write((tx) => {
    tx.afterCommit(() => (ran = true));
    throw new RangeError('no');
  });
  await assert.rejects(failing, RangeError);
  assert.equal(ran, false);
});

test('a handle kept beyond its unit of work is refused', async (t) => {
  const database = await openNotes(t);
  let kept: WriteHandle | undefined;
  await database.write((tx) => {
    kept = tx;
  });
  assert.throws(
    () => kept?.run("INSERT INTO note (text) VALUES ('x')"),
    (error) => isExchangeError(error, 'conflict'),
  );
});

test('a reader sees one snapshot while others write', async (t) => {
  const database = await openNotes(t);
  const count = 'SELECT count(*) AS n FROM note';
  const [before, after] = await database.read(async (db) => {
    const first = db.get<{ n: number }>(count)?.n;
    await database.write((tx) => tx.run("INSERT INTO note (text) VALUES ('new')"));
    return [first, db.get<{ n: number }>(count)?.n];
  });
  assert.deepEqual([before, after], [0, 0]);
  assert.deepEqual(await texts(database), ['new']);
});

test('readers cannot write, and more readers than connections wait their turn', async (t) => {
  const database = await openNotes(t);
  await assert.rejects(
    database.read((db) => db.get("INSERT INTO note (text) VALUES ('x') RETURNING id")),
    (error) => isExchangeError(error, 'storage-failed'),
  );
  const reads = Array.from({ length: 20 }, () => database.read(() => sleep(1, 'done')));
  assert.deepEqual(new Set(await Promise.all(reads)), new Set(['done']));
});

test('a broken unique constraint is a conflict', async (t) => {
  const database = await openNotes(t);
  const insert = (): Promise<unknown> =>
    database.write((tx) => tx.run("INSERT INTO note (text) VALUES ('x')"));
  await insert();
  await assert.rejects(insert(), (error) => isExchangeError(error, 'conflict'));
});

test('a closed database refuses work after finishing what runs', async (t) => {
  const database = await openNotes(t);
  const slow = database.read(() => sleep(10, 'read'));
  const write = database.write((tx) => tx.run("INSERT INTO note (text) VALUES ('x')").changes);
  await database.close();
  assert.deepEqual(await Promise.all([slow, write]), ['read', 1]);
  await assert.rejects(
    database.write(() => undefined),
    (error) => isExchangeError(error, 'interrupted'),
  );
});

test('migrations apply once, in order, and later ones on a populated database', async (t) => {
  const folder = await folderOf(t);
  const path = join(folder, 'store.db');
  const open = (migrations: string): Database => openDatabase({ path, migrations, clock: () => 1 });
  const first = open(await migrationsOf(folder, { '0001_notes.sql': SCHEMA }));
  await first.write((tx) => tx.run("INSERT INTO note (text) VALUES ('old')"));
  await first.close();
  const more = { '0002_rank.sql': 'ALTER TABLE note ADD COLUMN rank INTEGER NOT NULL DEFAULT 7;' };
  const second = open(await migrationsOf(folder, more));
  assert.deepEqual(await second.read((db) => db.all('SELECT text, rank FROM note')), [
    { text: 'old', rank: 7 },
  ]);
  await second.close();
  await open(join(folder, 'migrations')).close();
});

test('a table that a migration rebuilds keeps its children', async (t) => {
  const folder = await folderOf(t);
  const path = join(folder, 'store.db');
  const family = `CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE child (parent INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE) STRICT;
    INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1);`;
  const rebuild = `CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT) STRICT;
    INSERT INTO parent_new SELECT id, NULL FROM parent; DROP TABLE parent; ALTER TABLE parent_new RENAME TO parent;`;
  const migrations = await migrationsOf(folder, { '0001_family.sql': family, '0002_rebuild.sql': rebuild });
  const database = openDatabase({ path, migrations, clock: () => 1 });
  assert.equal((await database.read((db) => db.all('SELECT * FROM child'))).length, 1);
  await assert.rejects(
    database.write((tx) => tx.run('INSERT INTO child VALUES (9)')),
    (error) => isExchangeError(error, 'storage-failed'),
  );
  await database.close();
});

const BROKEN_SERIES: [string, Record<string, string>, string][] = [
  ['a gap in the numbers', { '0001_a.sql': SCHEMA, '0003_c.sql': 'SELECT 1;' }, 'bad-config'],
  ['a name that is no migration', { 'notes.sql': SCHEMA }, 'bad-config'],
  ['broken SQL', { '0001_a.sql': 'CREATE TABLE (;' }, 'storage-failed'],
  ['a commit of its own', { '0001_a.sql': `${SCHEMA} COMMIT;` }, 'storage-failed'],
];
for (const [what, files, code] of BROKEN_SERIES) {
  test(`a series of migrations with ${what} is refused`, async (t) => {
    const folder = await folderOf(t);
    const migrations = await migrationsOf(folder, files);
    assert.throws(
      () => openDatabase({ path: join(folder, 'store.db'), migrations, clock: () => 1 }),
      (error) => isExchangeError(error) && error.code === code,
    );
  });
}

test('an edited migration and a newer database are refused', async (t) => {
  const folder = await folderOf(t);
  const path = join(folder, 'store.db');
  const two = { '0001_notes.sql': SCHEMA, '0002_more.sql': 'CREATE TABLE more (id INTEGER) STRICT;' };
  const migrations = await migrationsOf(folder, two);
  await openDatabase({ path, migrations, clock: () => 1 }).close();
  const open = () => openDatabase({ path, migrations, clock: () => 1 });
  await writeFile(join(migrations, '0002_more.sql'), 'CREATE TABLE less (id INTEGER) STRICT;');
  assert.throws(open, (error) => isExchangeError(error, 'content-mismatch'));
  await rm(join(migrations, '0002_more.sql'));
  assert.throws(open, (error) => isExchangeError(error, 'unknown-version'));
});

test('a full disk refuses what is written, says so, reads on, and is well again by itself', {
  skip: noFullDisk(),
}, async (t) => {
  const database = await openNotes(t);
  await database.write((tx) => tx.run('INSERT INTO note (text) VALUES (?)', 'kept'));
  assert.equal(await database.trouble(), null);
  const free = fillDisk(t);
  await assert.rejects(
    database.write((tx) => tx.run('INSERT INTO note (text) VALUES (?)', 'refused')),
    (error) => isExchangeError(error, 'storage-failed'),
  );
  assert.match((await database.trouble())?.code ?? 'no trouble', /^SQLITE_(?:FULL|IOERR)/);
  assert.deepEqual(await texts(database), ['kept']);
  free();
  assert.equal(await database.trouble(), null);
  await database.write((tx) => tx.run('INSERT INTO note (text) VALUES (?)', 'later'));
  assert.deepEqual(await texts(database), ['kept', 'later']);
});

test('a database can be closed while its disk is full, and has everything when it is opened again', {
  skip: noFullDisk(),
}, async (t) => {
  const folder = await folderOf(t);
  const migrations = await migrationsOf(folder, { '0001_notes.sql': SCHEMA });
  const open = (): Database => openDatabase({ path: join(folder, 'store.db'), migrations, clock: () => 1 });
  const database = open();
  await database.write((tx) => tx.run('INSERT INTO note (text) VALUES (?)', 'kept'));
  const free = fillDisk(t);
  await database.close();
  free();
  const again = open();
  assert.deepEqual(await texts(again), ['kept']);
  await again.close();
});

test('a reader that could not be opened leaves its place to the next one', async (t) => {
  const folder = await folderOf(t);
  const migrations = await migrationsOf(folder, { '0001_notes.sql': SCHEMA });
  const path = join(folder, 'store.db');
  const database = openDatabase({ path, migrations, clock: () => 1 });
  t.after(() => database.close());
  await rename(path, `${path}.away`);
  for (let i = 0; i < 6; i++) {
    await assert.rejects(texts(database), (error) => isExchangeError(error, 'storage-failed'));
  }
  await rename(`${path}.away`, path);
  assert.deepEqual(await Promise.race([texts(database), sleep(30_000, 'hangs', { ref: false })]), []);
});
