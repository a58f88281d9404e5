import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { openDatabase } from '#platform/database/database.ts';
import { OUTBOX_SCHEMA_SQL } from '#platform/outbox.ts';
import * as schema from '#server/db/schema.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', 'migrations', 'broker');

test('the query builder’s tables are those that the migrations make', async (t) => {
  const path = join(await tempFolder(t), 'broker.db');
  const database = openDatabase({ path, migrations: MIGRATIONS, clock: Date.now });
  for (const table of Object.values(schema) as SQLiteTable[]) {
    const { name, columns } = getTableConfig(table);
    const actual = await database.read((db) =>
      db.all<{ name: string; type: string; notnull: number; pk: number }>(
        'SELECT name, type, "notnull", pk FROM pragma_table_info(?)',
        name,
      ),
    );
    const expected = columns.map((column) => [column.name, column.getSQLType().toUpperCase()]);
    assert.deepEqual(
      actual.map((column) => [column.name, column.type]),
      expected,
      name,
    );
    for (const column of columns) {
      const found = actual.find((row) => row.name === column.name);
      assert.equal(column.notNull, found?.notnull === 1 || found?.pk !== 0, `${name}.${column.name}`);
    }
  }
  await database.close();
});

test('the outbox table is the one that the outbox asks for', async (t) => {
  const { readFile } = await import('node:fs/promises');
  const sql = await readFile(join(MIGRATIONS, '0001_foundation.sql'), 'utf8');
  assert.ok(sql.includes(OUTBOX_SCHEMA_SQL.trim()));
  assert.ok(t.name !== '');
});
