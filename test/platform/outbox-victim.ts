/** Enqueues and delivers until it is killed; prints the number of each enqueued item once its commit has returned. */

import { join } from 'node:path';
import { utf8 } from '#contracts/bytes.ts';
import { journalHandler, openOutboxDatabase, outboxOver } from './outbox-world.ts';

const folder = process.argv[2] ?? '';
const first = Number(process.argv[3]);
const database = await openOutboxDatabase(folder);
const outbox = outboxOver(database, { note: journalHandler(join(folder, 'journal')) });
outbox.start();
for (let n = first; ; n++) {
  await database.write((tx) =>
    outbox.enqueue(tx, { kind: 'note', orderKey: `key-${n % 3}`, payload: utf8(String(n)), id: `item-${n}` }),
  );
  process.stdout.write(`${n}\n`);
}
