/** Kills processes that write a log, and checks after each what a log promises. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { openHeadStore } from '#server/audit/head-store.ts';
import { nodeStorage } from '#server/audit/node-storage.ts';
import { openLog } from '#server/audit/transparency-log.ts';
import { LOG_ORIGIN, assertKeepsPromises, logSigner, testEntry } from './log-on-disk.ts';
import { seededRandom } from './mutate-bytes.ts';

/** Kills `kills` writers of one log with SIGKILL, each after a random number of acknowledgements. Returns the final size. */
export async function killWriters(kills: number, seed: number): Promise<number> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kin-log-'));
  const random = seededRandom(seed);
  const acknowledged = new Map<number, Uint8Array>();
  const heads = new Set<string>();
  let size = 0;
  try {
    for (let i = 0; i < kills; i++) {
      await runAndKill({ folder, first: size, acks: Math.floor(random() * 400), acknowledged, heads });
      size = await checkAfterKill(folder, { acknowledged, heads: [...heads] });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return size;
}

async function runAndKill(run: {
  folder: string;
  first: number;
  acks: number;
  acknowledged: Map<number, Uint8Array>;
  heads: Set<string>;
}): Promise<void> {
  const script = path.join(import.meta.dirname, 'log-child.ts');
  const child = spawn(process.execPath, [script, run.folder, String(run.first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [kind, number, index, head] = line.split(' ');
    // A line that the kill cut short acknowledges nothing.
    if (kind !== 'ack' || head === undefined) continue;
    const entry = testEntry(Number(number));
    const known = run.acknowledged.get(Number(index));
    assert.ok(known === undefined || Buffer.from(known).equals(entry), `index ${index} was given out twice`);
    run.acknowledged.set(Number(index), entry);
    const note = Buffer.from(head, 'base64').toString();
    if (note.endsWith('=\n')) run.heads.add(note);
    seen += 1;
    if (seen === run.acks + 1) child.kill('SIGKILL');
  }
  await exited;
  assert.ok(seen > 0, 'the writer acknowledged nothing');
}

async function checkAfterKill(
  folder: string,
  promised: { acknowledged: ReadonlyMap<number, Uint8Array>; heads: readonly string[] },
): Promise<number> {
  const log = await openLog({
    storage: nodeStorage(path.join(folder, 'log')),
    headStore: openHeadStore(path.join(folder, 'head.sqlite'), LOG_ORIGIN),
    signer: logSigner,
    origin: LOG_ORIGIN,
    crypto: nodeCrypto,
  });
  await assertKeepsPromises(log, promised);
  const { size } = log.head().checkpoint;
  await log.close();
  return size;
}
