/**
 * How fast a dataset travels from node to node, everything included (tokens, chunk hashes, disk on both sides, decryption, roots, log),
 * against a plain TLS socket on loopback in the same process: `node bench/transfer.ts [MiB]` prints one JSON line per figure.
 */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer, connect, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { ask, decided } from '../test/support/exchange-steps.ts';
import { ExchangeWorld, patternBytes } from '../test/support/exchange-world.ts';
import { tempFolder } from '../test/support/temp-folder.ts';
import { withScope, type Emit } from './bench-scope.ts';

const MIB = 1024 * 1024;
const DEFAULT_MIB = 256;
const RUNS = 3;
const WRITE_BYTES = 256 * 1024;

/** Measures transfers of `mebibytes` MiB. */
export async function benchTransfer(emit: Emit, mebibytes: number = DEFAULT_MIB): Promise<void> {
  const baseline: number[] = [];
  for (let run = 0; run < RUNS; run++) baseline.push(await plainTls(mebibytes));
  const tls = Math.max(...baseline);
  emit({ name: 'transfer.baseline.tls-socket', value: round(tls), unit: 'MiB/s' });
  const whole = await withScope((scope) => wholePull(scope, mebibytes));
  emit({ name: 'transfer.pull', value: round(whole), unit: 'MiB/s' });
  emit({ name: 'transfer.pull-to-tls', value: round(whole / tls), unit: 'ratio' });
}

async function wholePull(
  scope: Parameters<typeof ExchangeWorld.create>[0],
  mebibytes: number,
): Promise<number> {
  const world = await ExchangeWorld.create(scope);
  const provider = await world.company('Provider');
  const consumer = await world.company('Consumer');
  const files = Object.fromEntries(
    Array.from({ length: 4 }, (_, i) => [
      `data/chunk-000/file-00${i}.parquet`,
      patternBytes((mebibytes / 4) * MIB, i + 1),
    ]),
  );
  const listing = await provider.publish({ slug: 'large', access: 'auto', files });
  const rates: number[] = [];
  const out = await tempFolder(scope);
  for (let run = 0; run < RUNS; run++) {
    const view = await decided(consumer, await ask(consumer, listing));
    const folder = join(out, `delivery-${run}`);
    const started = performance.now();
    await consumer.service.pull(view.exchange, folder);
    rates.push(mebibytes / ((performance.now() - started) / 1000));
    await rm(folder, { recursive: true });
  }
  return Math.max(...rates);
}

/** MiB a second through a TLS 1.2 socket (AES-256-GCM, pre-shared key, so that no certificate is needed), both ends in this process. */
async function plainTls(mebibytes: number): Promise<number> {
  const key = Buffer.alloc(32, 7);
  const options = { ciphers: 'PSK-AES256-GCM-SHA384', maxVersion: 'TLSv1.2' as const };
  const server = createServer(
    { ...options, pskCallback: () => key },
    (socket) => void send(socket, mebibytes * MIB),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const started = performance.now();
  const client = connect({
    ...options,
    host: '127.0.0.1',
    port,
    pskCallback: () => ({ psk: key, identity: 'bench' }),
    checkServerIdentity: () => undefined,
  });
  let received = 0;
  for await (const part of client) received += (part as Buffer).length;
  const seconds = (performance.now() - started) / 1000;
  server.close();
  return received / MIB / seconds;
}

async function send(socket: TLSSocket, bytes: number): Promise<void> {
  const part = Buffer.alloc(WRITE_BYTES, 0x5a);
  for (let sent = 0; sent < bytes; sent += part.length) {
    if (!socket.write(part)) await once(socket, 'drain');
  }
  socket.end();
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

if (import.meta.main) {
  const print: Emit = (line) => void process.stdout.write(`${JSON.stringify(line)}\n`);
  await benchTransfer(print, Number(process.argv[2] ?? DEFAULT_MIB));
}
