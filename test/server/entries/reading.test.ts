import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestOf } from '#contracts/digest.ts';
import { newExchangeId } from '#contracts/ids.ts';
import { parseBundle } from '#contracts/log/tile.ts';
import { utf8 } from '#contracts/bytes.ts';
import { findOpening } from '#server/entries/opening-store.ts';
import { commitTo } from '#contracts/commitment.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import { enrolledCompany, startBroker, submit } from '../../support/broker-world.ts';

interface Item {
  index: number;
  type: string;
  entry: { payload: string } | null;
}

test('entries are hashes to the public, and open to their parties and to auditors, whose reading is logged', async (t) => {
  const world = await startBroker(t);
  const [company, other] = [
    await enrolledCompany(t, world, { name: 'Company' }),
    await enrolledCompany(t, world, { name: 'Other' }),
  ];
  const { accounts, log, database } = world.broker.context;
  const password = 'correct horse';
  await accounts.create({
    email: 'a@example.org',
    name: 'A',
    password,
    roles: ['auditor'],
    participant: null,
  });
  await accounts.create({
    email: 'o@example.org',
    name: 'O',
    password,
    roles: ['operator'],
    participant: null,
  });
  const logIn = async (email: string): Promise<string> =>
    String((await world.call('/v1/session', { body: { email, password } })).body['token']);
  const [auditor, operator] = [await logIn('a@example.org'), await logIn('o@example.org')];
  const digest = digestOf(nodeCrypto, utf8('x'));
  const entry = company.entry({
    type: 'request.opened',
    body: { manifest: digest, terms: digest, use: digest },
    exchange: { id: newExchangeId(secureRandom), role: 'consumer', seq: 0, prev: null },
  });
  const { index } = await submit(world, entry);
  await world.broker.context.outbox.whenEmpty();
  const read = async (token?: string): Promise<Item | undefined> => {
    const path = `/v1/log/entries?from=${index}&limit=1`;
    const { body } = await world.call(path, token === undefined ? {} : { token });
    return (body['items'] as Item[])[0];
  };

  assert.equal(await read(), undefined);
  assert.notEqual((await read(other.token(world.api)))?.index, index);
  assert.equal(await read(operator), undefined, 'running a broker is not auditing it');
  assert.deepEqual((await read(company.token(world.api)))?.entry, entry);
  const before = log.size;
  assert.deepEqual((await read(auditor))?.entry, entry);
  assert.equal(log.size, before + 1);

  const last = await world.call(`/v1/log/entries?from=${before}`, { token: auditor });
  const [access] = last.body['items'] as Item[];
  assert.equal(access?.type, 'audit.accessed');
  const statement = JSON.parse(Buffer.from(access?.entry?.payload ?? '', 'base64').toString('utf8')) as {
    predicate: { body: { from: number; to: number; account: string } };
  };
  const { body } = statement.predicate;
  assert.deepEqual([body.from, body.to], [index, index]);
  const opening = await database.read((db) => findOpening(db, body.account));
  assert.equal(commitTo(nodeCrypto, opening?.salt ?? '', JSON.parse(opening?.value ?? '')), body.account);

  const size = log.size;
  const bundle = `${world.api}/log/tile/entries/000.p/${size}`;
  assert.equal((await fetch(bundle)).status, 403);
  assert.equal((await fetch(bundle, { headers: { authorization: `Bearer ${operator}` } })).status, 403);
  const opened = await fetch(bundle, { headers: { authorization: `Bearer ${auditor}` } });
  assert.equal(opened.headers.get('cache-control'), 'private, no-store');
  assert.equal(parseBundle(new Uint8Array(await opened.arrayBuffer()), size).length, size);
});

test('checkpoint, tiles, proofs and trust root are public and say how long they keep', async (t) => {
  const world = await startBroker(t);
  const { log } = world.broker.context;
  const checkpoint = await fetch(`${world.api}/log/checkpoint`);
  assert.equal(await checkpoint.text(), log.checkpoint());
  assert.equal(checkpoint.headers.get('cache-control'), 'no-cache');
  const tile = await fetch(`${world.api}/log/tile/0/000.p/${log.size}`);
  assert.equal(tile.status, 200);
  assert.match(tile.headers.get('cache-control') ?? '', /immutable/);
  assert.equal((await tile.arrayBuffer()).byteLength, 32 * log.size);
  assert.equal((await fetch(`${world.api}/log/tile/0/001`)).status, 404);
  assert.equal((await fetch(`${world.api}/log/tile/0/0`)).status, 400);
  const proof = await (await fetch(`${world.api}/v1/log/proof/0`)).text();
  assert.match(proof, /^c2sp\.org\/tlog-proof@v1\nindex 0\n/);
  assert.equal((await fetch(`${world.api}/v1/log/proof/99`)).status, 404);
  const root = await world.call('/v1/log/trust-root');
  assert.deepEqual((root.body['log'] as { origin: string }).origin, 'log.test.invalid/kin');
});

test('growth of the log is told as it happens', async (t) => {
  const world = await startBroker(t);
  const stop = new AbortController();
  const response = await fetch(`${world.api}/v1/log/events`, { signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  assert.match(first?.value ?? '', /event: checkpoint\ndata: \{"size":3\}/);
  await enrolledCompany(t, world);
  let text = '';
  while (!text.includes('"size":6')) {
    const part = await reader?.read();
    assert.equal(part?.done, false, 'the stream goes on');
    text += part.value ?? '';
  }
  const more = Array.from({ length: 16 }, () => fetch(`${world.api}/v1/log/events`, { signal: stop.signal }));
  const statuses = (await Promise.all(more)).map((answer) => answer.status);
  assert.equal(statuses.filter((status) => status === 429).length, 1, 'streams are bounded per caller');
  stop.abort();
});
