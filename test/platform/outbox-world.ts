/** A small program around an outbox, for tests in this process and for processes that tests kill. */

import { appendFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utf8, fromUtf8 } from '#contracts/bytes.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { silentLogger } from '#platform/logger.ts';
import { secureRandom } from '#platform/node-crypto.ts';
import {
  createOutbox,
  OUTBOX_SCHEMA_SQL,
  type Outbox,
  type OutboxHandler,
  type OutboxOptions,
} from '#platform/outbox.ts';

const EFFECT_SQL = 'CREATE TABLE effect (item TEXT NOT NULL, text TEXT NOT NULL) STRICT;';

/** Opens (or reopens) the database of a folder with an outbox table and a table of effects. */
export async function openOutboxDatabase(folder: string): Promise<Database> {
  const migrations = join(folder, 'migrations');
  await mkdir(migrations, { recursive: true });
  await writeFile(join(migrations, '0001_outbox.sql'), OUTBOX_SCHEMA_SQL + EFFECT_SQL);
  return openDatabase({ path: join(folder, 'store.db'), migrations, clock: Date.now });
}

/** An outbox with quick back-off over a database; handlers by kind. */
export function outboxOver(
  database: Database,
  handlers: Record<string, OutboxHandler>,
  options: OutboxOptions & { clock?: () => number } = {},
): Outbox {
  const deps = {
    database,
    handlers,
    clock: options.clock ?? Date.now,
    random: secureRandom,
    logger: silentLogger,
  };
  return createOutbox(deps, { backOff: { firstMs: 5, factor: 2, longestMs: 50 }, ...options });
}

/** Texts of the effects in the order in which they were committed. */
export async function effects(database: Database): Promise<string[]> {
  const rows = await database.read((db) =>
    db.all<{ text: string }>('SELECT text FROM effect ORDER BY rowid'),
  );
  return rows.map((row) => row.text);
}

/** Delivers by appending to a journal outside the database, and settles by one row of effect. */
export function journalHandler(journal: string): OutboxHandler {
  return {
    deliver: async (item) => {
      appendFileSync(journal, `${item.id}\n`);
      return utf8(`receipt of ${item.id}`);
    },
    settle: (tx, item) => {
      tx.run('INSERT INTO effect (item, text) VALUES (?, ?)', item.id, fromUtf8(item.payload));
    },
  };
}
