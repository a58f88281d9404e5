import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseJson } from '#contracts/canonical-json.ts';
import {
  createStandingRequestSchema,
  type CreateStandingRequest,
} from '#contracts/http/standing-requests.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { MAX_ENTRY_BYTES, openEntry } from '#contracts/log/entry.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { silentLogger } from '#platform/logger.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import { RequestService } from '#server/requests/request-service.ts';
import { nextArrivals } from '#server/requests/request-store.ts';
import { enrolledCompany, eventually, startBroker } from '../../support/broker-world.ts';
import { armEmbodiment } from '../../support/match-bodies.ts';
import type { TestCompany } from '../../support/test-company.ts';

function withTask(company: TestCompany, slug: string, text: string): Partial<Manifest> {
  const { facts } = company.manifest(slug).manifest;
  return { facts: { ...facts, tasks: [{ index: 0, text, episodes: 1, frames: 1 }] } };
}

const CUP = { query: { task: 'pick a cup from a shelf' }, minScore: 0.005, expiresAt: null };

function wanted(expiresAt: string | null): CreateStandingRequest {
  return createStandingRequestSchema.parse({ ...CUP, expiresAt });
}

test('a request stays open and reports what arrives later, once, by polling and by events', async (t) => {
  const world = await startBroker(t);
  const lister = await enrolledCompany(t, world, { name: 'Lister', host: true });
  const buyer = await enrolledCompany(t, world, { name: 'Buyer' });
  const { feeds, requests } = world.broker.context;
  const token = buyer.token(world.api);
  lister.publish('before', withTask(lister, 'before', 'pick a cup from a shelf'));
  await feeds.pull(lister.participant);
  await requests.whenQuiet();
  const opened = await world.call('/v1/standing-requests', { body: CUP, token });
  assert.equal(opened.status, 201);
  const path = `/v1/standing-requests/${String(opened.body['id'])}`;
  const stop = new AbortController();
  const events = await fetch(`${world.api}${path}/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();

  const { digest } = lister.publish('later', withTask(lister, 'later', 'pick the cup from the shelf'));
  lister.publish('other', withTask(lister, 'other', 'weld a seam on the hull'));
  await feeds.pull(lister.participant);
  await eventually(async () => (await world.call(path, { token })).body['matches'] === 1);
  const { body } = await world.call(`${path}/matches`, { token });
  const [report] = body['items'] as { seq: number; manifest: string; result: { score: number } }[];
  assert.deepEqual([report?.seq, report?.manifest], [1, digest]);
  const event = (await reader?.read())?.value ?? '';
  assert.match(event, /^id: 1\nevent: match\ndata: \{/);
  assert.ok(event.includes(digest));
  stop.abort();

  assert.deepEqual((await world.call(`${path}/matches?after=1`, { token })).body['items'], []);
  assert.equal(
    (await world.call(path, { token: lister.token(world.api) })).status,
    404,
    'requests are their owner’s',
  );
  assert.equal((await world.call(path)).status, 401);
  const closed = await world.call(path, { method: 'DELETE', token });
  assert.equal(closed.body['status'], 'closed');
  lister.publish('too-late', withTask(lister, 'too-late', 'pick a cup from a shelf'));
  await feeds.pull(lister.participant);
  await requests.whenQuiet();
  assert.equal((await world.call(path, { token })).body['matches'], 1);
});

test('a request expires by itself, and arrivals that a dead process left are looked at by the next', async (t) => {
  let offset = 0;
  const clock = (): number => Date.now() + offset;
  const world = await startBroker(t, { clock });
  const lister = await enrolledCompany(t, world, { name: 'Lister', host: true });
  const buyer = await enrolledCompany(t, world, { name: 'Buyer' });
  const { requests, database } = world.broker.context;
  const soon = formatTimestamp(Date.now() + 60_000);
  const expiring = await requests.open(buyer.participant, wanted(soon));
  const lasting = await requests.open(buyer.participant, wanted(null));
  await assert.rejects(requests.open(buyer.participant, wanted(formatTimestamp(0))), {
    code: 'deadline-passed',
  });
  offset = 61_000;
  assert.equal((await requests.get(buyer.participant, expiring.id)).status, 'expired');
  const { digest, manifest } = lister.publish('later', withTask(lister, 'later', 'pick a cup from a shelf'));
  await world.broker.context.feeds.pull(lister.participant);
  await requests.whenQuiet();
  await requests.stop();
  await database.write((tx) => {
    // As a process leaves it that died between the listing's commit and the reports'.
    tx.run('DELETE FROM reported_match');
    tx.run('UPDATE standing_request SET matches = 0');
    tx.run('INSERT INTO arrival (dataset, manifest) VALUES (?, ?)', manifest.dataset, digest);
    tx.run('INSERT INTO arrival (dataset, manifest) VALUES (?, ?)', manifest.dataset, digest);
  });
  await world.stop();
  const again = await startBroker(t, { home: world.home, clock });
  const reports = (id: string): ReturnType<typeof requests.reports> =>
    again.broker.context.requests.reports(buyer.participant, id, { after: 0, limit: 10 });
  await eventually(async () => (await reports(lasting.id)).length === 1);
  await again.broker.context.requests.whenQuiet();
  assert.equal((await reports(lasting.id)).length, 1);
  assert.equal((await reports(expiring.id)).length, 0);
});

test('a question of a known company is logged as commitments, and its answer counts the catalog', async (t) => {
  const world = await startBroker(t);
  const lister = await enrolledCompany(t, world, { name: 'Lister', host: true });
  lister.publish('cups', withTask(lister, 'cups', 'pick a cup from a shelf'));
  await world.broker.context.feeds.pull(lister.participant);
  const token = lister.token(world.api);
  const { body, status } = await world.call('/v1/matches', { body: CUP.query, token });
  assert.equal(status, 200);
  const { treeSize } = body['catalog'] as { treeSize: number };
  assert.deepEqual(body['catalog'], { size: 1, bodies: 0, treeSize });
  assert.equal((body['results'] as unknown[]).length, 1);
  await world.call('/v1/matches', { body: CUP.query });
  await world.broker.context.outbox.whenEmpty();
  const entries = await world.call('/v1/log/entries?type=match.proposed', { token });
  assert.equal((entries.body['items'] as unknown[]).length, 1, 'anonymous questions are not logged');
  assert.ok(!JSON.stringify(entries.body).includes('cup'));
  const [{ index }] = entries.body['items'] as [{ index: number }];
  const leaf = await world.broker.context.log.readLeaf(index);
  const { statement } = await openEntry(nodeCrypto, parseJson(leaf, MAX_ENTRY_BYTES));
  const logged = statement.predicate.body as { treeSize: number; candidates: number };
  assert.deepEqual([logged.treeSize, logged.candidates], [treeSize, 1]);
  assert.ok(treeSize > 0 && treeSize <= index, 'the log as it was before the question');
});

test('a body that refers to joints it has not is refused before the engine sees it', async (t) => {
  const world = await startBroker(t);
  const embodiment = armEmbodiment({ upper: 0.3, fore: 0.3 });
  const [limb] = embodiment.limbs;
  const query = { embodiment: { ...embodiment, limbs: [{ ...limb, joints: [0, 99] }] } };
  const { status, body } = await world.call('/v1/matches', { body: query });
  assert.deepEqual([status, body['code']], [400, 'schema-mismatch']);
  assert.equal((body['errors'] as { pointer: string }[])[0]?.pointer, '/body/embodiment/limbs/0');
});

test('every open request looks at what arrives, however many there are', async (t) => {
  const world = await startBroker(t);
  const lister = await enrolledCompany(t, world, { name: 'Lister', host: true });
  const buyer = await enrolledCompany(t, world, { name: 'Buyer' });
  const { feeds, requests } = world.broker.context;
  const token = buyer.token(world.api);
  const opened = await Promise.all(
    Array.from({ length: 40 }, () => world.call('/v1/standing-requests', { body: CUP, token })),
  );
  assert.ok(opened.every(({ status }) => status === 201));
  lister.publish('later', withTask(lister, 'later', 'pick the cup from the shelf'));
  await feeds.pull(lister.participant);
  await requests.whenQuiet();
  const { body } = await world.call('/v1/standing-requests', { token });
  assert.deepEqual(
    (body['items'] as { matches: number }[]).map(({ matches }) => matches),
    opened.map(() => 1),
  );
});

test('a broker ends although its engine never answers, and the arrivals stay for the next start', async (t) => {
  const world = await startBroker(t);
  const lister = await enrolledCompany(t, world, { name: 'Lister', host: true });
  const { database, feeds, requests } = world.broker.context;
  await requests.stop();
  let asked = 0;
  const stuck = new RequestService({
    clock: Date.now,
    random: secureRandom,
    database,
    logger: silentLogger,
    matchAmong: () => {
      asked += 1;
      return new Promise(() => undefined);
    },
  });
  await stuck.open('somebody', wanted(null));
  lister.publish('later', withTask(lister, 'later', 'pick the cup from the shelf'));
  await feeds.pull(lister.participant);
  stuck.start();
  await eventually(async () => asked === 1);
  assert.equal(await Promise.race([stuck.stop().then(() => 'ended'), sleep(2_000, 'hangs')]), 'ended');
  assert.equal((await database.read((db) => nextArrivals(db, 10))).length, 1);
});
