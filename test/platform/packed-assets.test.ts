/** Packed assets: the form that the asker takes, the same bytes in each, and the plain file where there is no packed one. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { packAsset, serveAssets } from '#platform/http/packed-assets.ts';

const SCRIPT = 'export const words = "a script that says the same thing again and again";\n'.repeat(100);

test('an asset travels in the best form that the asker takes', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kin-assets-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'big.js'), SCRIPT);
  await writeFile(join(folder, 'small.js'), 'export {};\n');
  for (const name of ['big.js', 'small.js']) await packAsset(join(folder, name));
  const app = express().use('/assets', serveAssets(folder, 1000));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string, accepted: string) => {
    const headers = { 'accept-encoding': accepted };
    const reply = await new Promise<IncomingMessage>((resolve, reject) =>
      get({ port, host: '127.0.0.1', path, headers, agent: false }, resolve).once('error', reject),
    );
    return { status: reply.statusCode, headers: reply.headers, body: await buffer(reply) };
  };

  const brotli = await ask('/assets/big.js', 'gzip, deflate, br');
  assert.equal(brotli.headers['content-encoding'], 'br');
  assert.match(brotli.headers['content-type'] ?? '', /^text\/javascript/);
  assert.match(brotli.headers['cache-control'] ?? '', /immutable/);
  assert.match(brotli.headers.vary ?? '', /accept-encoding/i);
  assert.equal(brotliDecompressSync(brotli.body).toString(), SCRIPT);

  const gzipped = await ask('/assets/big.js', 'gzip');
  assert.equal(gzipped.headers['content-encoding'], 'gzip');
  assert.equal(gunzipSync(gzipped.body).toString(), SCRIPT);

  for (const accepted of ['identity', 'br;q=0, gzip;q=0']) {
    const plain = await ask('/assets/big.js', accepted);
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(plain.body.toString(), SCRIPT);
  }
  const small = await ask('/assets/small.js', 'br');
  assert.equal(small.headers['content-encoding'], undefined);
  assert.equal(small.body.toString(), 'export {};\n');
  assert.equal((await ask('/assets/none.js', 'br')).status, 404);
  assert.equal((await ask('/assets/..%2f..%2fetc%2fpasswd.js', 'br')).status, 404);
});
