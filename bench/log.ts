/**
 * How fast the transparency log takes entries, against a plain file that is synced as often, in the same run.
 * `node bench/log.ts [entries]` prints one JSON line per figure.
 */

import { mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { NOTE_SIGNATURE, makeVerifierKey } from '#contracts/log/signed-note.ts';
import { nodeCrypto, signerFromSeed } from '#platform/node-crypto.ts';
import { fsck } from '#server/audit/fsck.ts';
import { openHeadStore } from '#server/audit/head-store.ts';
import { nodeStorage } from '#server/audit/node-storage.ts';
import { openLog, type TransparencyLog } from '#server/audit/transparency-log.ts';

/** Size of a signed entry as the exchange writes them, bytes. */
const ENTRY_BYTES = 1300;
const CALLERS = 1024;
const SINGLE_APPENDS = 300;
const DEFAULT_ENTRIES = 100_000;
const ORIGIN = 'bench.example/log';

/** Takes one figure. */
export type Emit = (line: { name: string; value: number; unit: string }) => void;

/** Measures the log on `entries` entries in a temporary folder. */
export async function benchLog(emit: Emit, entries: number = DEFAULT_ENTRIES): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kin-bench-log-'));
  try {
    for (const batch of [1, CALLERS]) {
      const rate = await plainFile(path.join(folder, `plain-${batch}`), batch);
      emit({ name: `log.baseline.file-fdatasync.batch-${batch}`, value: rate, unit: 'entries/s' });
    }
    await measureAppends(emit, folder, entries);
    await measureStart(emit, folder);
    await measureCheck(emit, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function entry(i: number): Uint8Array {
  const bytes = Buffer.alloc(ENTRY_BYTES, 0x61);
  bytes.writeUInt32BE(i, 0);
  return bytes;
}

/** Entries a second that a plain file takes, synced after each batch. */
async function plainFile(file: string, batch: number): Promise<number> {
  const handle = await open(file, 'w');
  const bytes = Buffer.concat(Array.from({ length: batch }, (_, i) => entry(i)));
  const rounds = batch === 1 ? SINGLE_APPENDS : 50;
  const started = performance.now();
  for (let i = 0; i < rounds; i++) {
    await handle.write(bytes, 0, bytes.length, i * bytes.length);
    await handle.datasync();
  }
  const seconds = (performance.now() - started) / 1000;
  await handle.close();
  return Math.round((rounds * batch) / seconds);
}

function openBenchLog(folder: string): Promise<TransparencyLog> {
  return openLog({
    storage: nodeStorage(path.join(folder, 'log')),
    headStore: openHeadStore(path.join(folder, 'head.sqlite'), ORIGIN),
    signer: signerFromSeed(new Uint8Array(32)),
    origin: ORIGIN,
    crypto: nodeCrypto,
  });
}

async function measureAppends(emit: Emit, folder: string, entries: number): Promise<void> {
  const log = await openBenchLog(folder);
  const counter = { next: 0 };
  const latencies: number[] = [];
  const one = async (): Promise<void> => {
    const started = performance.now();
    await log.append(entry(counter.next++));
    latencies.push(performance.now() - started);
  };
  const singles = performance.now();
  for (let i = 0; i < SINGLE_APPENDS; i++) await one();
  emit({
    name: 'log.append.1-caller',
    value: Math.round((SINGLE_APPENDS * 1000) / (performance.now() - singles)),
    unit: 'entries/s',
  });
  latencies.length = 0;
  const started = performance.now();
  const cpu = process.cpuUsage();
  // A closed loop: every caller waits for its receipt before it appends again.
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (counter.next < entries) await one();
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  emit({ name: `log.append.${CALLERS}-callers`, value: Math.round(entries / seconds), unit: 'entries/s' });
  const cpuSeconds = (user + system) / 1e6;
  emit({ name: 'log.append.per-cpu-second', value: Math.round(entries / cpuSeconds), unit: 'entries/s' });
  latencies.sort((a, b) => a - b);
  for (const [name, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    const value = latencies[Math.floor(latencies.length * share)] ?? 0;
    emit({ name: `log.append.${CALLERS}-callers.${name}`, value: Math.round(value * 10) / 10, unit: 'ms' });
  }
  emit({ name: 'log.receipt', value: (await log.prove(0)).length, unit: 'bytes' });
  await log.close();
}

async function measureStart(emit: Emit, folder: string): Promise<void> {
  const started = performance.now();
  const log = await openBenchLog(folder);
  emit({ name: 'log.start', value: Math.round(performance.now() - started), unit: 'ms' });
  await log.close();
}

async function measureCheck(emit: Emit, folder: string): Promise<void> {
  const { publicKey } = signerFromSeed(new Uint8Array(32));
  const logKey = makeVerifierKey(nodeCrypto, { name: ORIGIN, type: NOTE_SIGNATURE, publicKey });
  const started = performance.now();
  const report = await fsck({ storage: nodeStorage(path.join(folder, 'log')), crypto: nodeCrypto, logKey });
  const seconds = (performance.now() - started) / 1000;
  emit({ name: 'log.check', value: Math.round(report.entries / seconds), unit: 'entries/s' });
  emit({ name: 'log.check.findings', value: report.findings.length, unit: 'count' });
}

if (import.meta.main) {
  const entries = Number(process.argv[2] ?? DEFAULT_ENTRIES);
  await benchLog((line) => process.stdout.write(`${JSON.stringify(line)}\n`), entries);
}
