import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { effects, journalHandler, openOutboxDatabase, outboxOver } from './outbox-world.ts';

const ROUNDS = 6;
const victim = join(import.meta.dirname, 'outbox-victim.ts');

/** Runs the victim for a while, kills it with SIGKILL and gives the last number that it acknowledged. */
async function runAndKill(folder: string, first: number, milliseconds: number): Promise<number> {
  const child = spawn(process.execPath, [victim, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let acknowledged = first - 1;
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    const last = lines.at(-1);
    if (last !== undefined) acknowledged = Number(last);
  });
  await once(child.stdout, 'data');
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await once(child, 'close');
  return acknowledged;
}

test('a process killed at any moment loses nothing it acknowledged and takes effect exactly once', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kin-crash-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  let next = 0;
  const unsure = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    // A commit may be durable whose acknowledgement was not seen: numbers go on beyond it.
    const acknowledged = await runAndKill(folder, next, 7 * round);
    unsure.add(acknowledged + 1);
    next = acknowledged + 2;
  }
  const database = await openOutboxDatabase(folder);
  const outbox = outboxOver(database, { note: journalHandler(join(folder, 'journal')) });
  outbox.start();
  await outbox.whenEmpty();
  const enqueued = await database.read((db) =>
    db
      .all<{ text: string }>('SELECT CAST(payload AS TEXT) AS text FROM outbox ORDER BY seq')
      .map((row) => row.text),
  );
  const settled = await effects(database);
  const delivered = (await readFile(join(folder, 'journal'), 'utf8')).trim().split('\n');
  await outbox.stop();
  const integrity = await database.read((db) => db.get('PRAGMA integrity_check'));
  assert.deepEqual(integrity, { integrity_check: 'ok' });
  await database.close();

  const numbers = new Set(enqueued.map(Number));
  const lost = Array.from({ length: next }, (_, n) => n).filter((n) => !numbers.has(n) && !unsure.has(n));
  assert.deepEqual(lost, []);
  assert.equal(new Set(settled).size, settled.length, 'no effect happened twice');
  assert.deepEqual(settled.length, enqueued.length);
  for (const key of [0, 1, 2]) {
    const ofKey = (texts: string[]): string[] => texts.filter((text) => Number(text) % 3 === key);
    assert.deepEqual(ofKey(settled), ofKey(enqueued), 'items of one key keep their order');
  }
  t.diagnostic(
    `${ROUNDS} kills, ${enqueued.length} items, ${delivered.length - settled.length} repeated deliveries`,
  );
});
