import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { listenHttp } from '#platform/http/app.ts';
import { setSessionCookie } from '#platform/http/cookies.ts';
import { silentLogger } from '#platform/logger.ts';

/** A certificate for `console.test.invalid` that nobody else trusts; its key is public and good for nothing. */
const FILES = join(import.meta.dirname, '..', '..', 'fixtures', 'tls');

test('a listener with a certificate speaks TLS, and its cookies never leave it', async (t) => {
  const [cert, key] = await Promise.all(['cert.pem', 'key.pem'].map((name) => readFile(join(FILES, name))));
  assert.ok(cert && key);
  const app = express();
  app.get('/', (incoming, response) => {
    setSessionCookie(response, { name: 'kin', value: 'x', maxAgeS: 60, secure: incoming.secure });
    response.send('here');
  });
  const listener = await listenHttp(app, {
    host: '127.0.0.1',
    port: 0,
    tls: { cert, key },
    logger: silentLogger,
  });
  t.after(() => listener.close());
  assert.match(listener.address, /^https:/);
  const answer = await new Promise<{ status: number | undefined; cookie: string }>((resolve, reject) => {
    request(listener.address, { ca: cert, servername: 'console.test.invalid' }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, cookie: String(response.headers['set-cookie']) });
    })
      .on('error', reject)
      .end();
  });
  assert.equal(answer.status, 200);
  assert.match(answer.cookie, /Secure/);
  await assert.rejects(fetch(listener.address), 'a certificate that nobody vouches for is refused');
});

test('a listener with a certificate ends although somebody holds it in a handshake that never comes', async () => {
  const [cert, key] = await Promise.all(['cert.pem', 'key.pem'].map((name) => readFile(join(FILES, name))));
  assert.ok(cert && key);
  const options = { host: '127.0.0.1', port: 0, tls: { cert, key }, logger: silentLogger };
  const listener = await listenHttp(express(), options);
  const silent = connect(listener.port, '127.0.0.1');
  silent.on('error', () => undefined);
  await once(silent, 'connect');
  const late = sleep(30_000, 'hangs', { ref: false });
  assert.equal(await Promise.race([listener.close().then(() => 'closed'), late]), 'closed');
  silent.destroy();
});

test('a certificate and a key that are no pair are a matter of configuration', async () => {
  const cert = await readFile(join(FILES, 'cert.pem'));
  await assert.rejects(
    listenHttp(express(), { host: '127.0.0.1', port: 0, tls: { cert, key: cert }, logger: silentLogger }),
    { code: 'bad-config' },
  );
});
