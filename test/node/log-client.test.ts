import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createBrokerClient } from '#node/broker-client.ts';
import { createLogClient } from '#node/log/log-client.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import { TestCompany } from '#test/support/test-company.ts';
import { TEST_PIN } from '#test/support/test-log.ts';

const ANSWERS: readonly [string, number, string, string][] = [
  ['a proxy that knows no such page', 404, '<h1>404</h1>', 'log-unavailable'],
  ['a page of its own', 200, '{"hello":"world"}', 'log-unavailable'],
  ['a proxy that lets nobody through', 403, '<h1>Forbidden</h1>', 'log-unavailable'],
  ['an answer without end', 200, ' '.repeat(9 * 1024 * 1024), 'log-unavailable'],
  ['no JSON at all', 200, '<h1>Welcome</h1>', 'peer-misbehaved'],
  [
    'a clock that differs',
    401,
    '{"code":"unauthenticated","detail":"The token is not yet valid."}',
    'log-unavailable',
  ],
  ['a log that cannot write', 503, '{"code":"storage-failed","detail":"No."}', 'storage-failed'],
  ['the log itself, which refuses', 403, '{"code":"forbidden","detail":"Suspended."}', 'forbidden'],
];

test('an act waits for the log, whatever answers in its place', async (t) => {
  let [status, body] = [200, ''];
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createBrokerClient({ api, clock: Date.now, random: secureRandom, identity: null });
  const log = createLogClient({ crypto: nodeCrypto, client, log: TEST_PIN });
  const entry = new TestCompany('Larkspur', TEST_PIN.origin).manifest('set').envelope;
  for (const [what, ...answer] of ANSWERS) {
    [status, body] = answer;
    await assert.rejects(log.submit(entry, AbortSignal.timeout(5_000)), { code: answer[2] }, what);
  }
});
