import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '#contracts/bytes.ts';
import { MAX_REQUEST_BYTES } from '#contracts/p2p/protocols.ts';
import type { PeerHandler } from '#platform/peer/exchange-server.ts';
import { serveLog } from '#server/p2p/log-protocol.ts';

test('a request of many values is refused before it is parsed', async (t) => {
  let handler: PeerHandler | undefined;
  const host = {
    handle: (_protocol: string, _limits: unknown, given: PeerHandler) => void (handler = given),
  };
  serveLog(host, { answer: () => Promise.reject(new Error('nothing of it gets here')) });
  const parse = t.mock.method(JSON, 'parse');
  const bytes = utf8(`[${'{},'.repeat(MAX_REQUEST_BYTES / 3 - 2)}{}]`);
  assert.ok(bytes.length <= MAX_REQUEST_BYTES);
  const request = { bytes, peerId: 'peer', signal: AbortSignal.timeout(10_000) };
  await assert.rejects(handler!(request), { code: 'limit-exceeded' });
  assert.equal(parse.mock.callCount(), 0);
});
