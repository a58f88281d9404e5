import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { utf8 } from '#contracts/bytes.ts';
import { FEED_TOPIC } from '#contracts/p2p/protocols.ts';
import { secureRandom, signerFromSeed } from '#platform/node-crypto.ts';
import { catalogRows, changedListings, newestChange } from '#server/catalog/listing-store.ts';
import {
  enrolledCompany,
  eventually,
  startBroker,
  submit,
  type TestBroker,
} from '../../support/broker-world.ts';
import { TestCompany } from '../../support/test-company.ts';

async function catalogOf(world: TestBroker): Promise<string> {
  return canonicalJson(await world.broker.context.database.read(catalogRows));
}

async function total(world: TestBroker, query = ''): Promise<unknown> {
  return (await world.call(`/v1/datasets${query}`)).body['total'];
}

function counts(
  world: TestBroker,
): ReturnType<TestBroker['broker']['context']['feeds']['counts']['snapshot']> {
  return world.broker.context.feeds.counts.snapshot();
}

test('a hint over gossip brings the publisher’s feed into the catalog', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world, { host: true });
  const host = company.host;
  assert.ok(host !== undefined);
  await host.dial(world.broker.discovery().addresses[0] ?? '');
  company.publish('shelf-cups');
  await eventually(() => host.subscribers(FEED_TOPIC).length > 0);
  assert.equal(await host.publish(FEED_TOPIC, company.hint()), 1);
  await eventually(async () => (await total(world)) === 1);
  const { body } = await world.call('/v1/datasets');
  const [item] = body['items'] as { slug: string; provider: { name: string }; logIndex: unknown }[];
  assert.equal(item?.slug, 'shelf-cups');
  assert.equal(item?.provider.name, 'Larkspur');
  assert.equal(item?.logIndex, null, 'nothing was logged about it');
});

test('a broker starts although documents of its listings are gone, and shows what is left', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world, { host: true });
  const { digest: kept } = company.publish('shelf-cups');
  const lost = [company.publish('drawer-tools'), company.publish('table-wipe')].map(({ digest }) => digest);
  const { database, feeds } = world.broker.context;
  await feeds.pull(company.participant);
  await database.write((tx) => {
    for (const digest of lost) tx.run('DELETE FROM document WHERE digest = ?', digest);
  });
  const changes = await database.read((db) => changedListings(db, { after: 0, limit: 50 }));
  assert.equal(changes.at(-1)?.change, await database.read(newestChange));
  const shown = changes.flatMap(({ manifest, envelope }) => (envelope === null ? [] : [manifest]));
  assert.deepEqual(shown, [kept]);
  await world.stop();
  const again = await Promise.race([startBroker(t, { home: world.home }), sleep(30_000, null)]);
  assert.ok(again !== null, 'the broker is ready');
  assert.equal(again.broker.context.matches.size.datasets, 1);
});

test('a broker that starts late, and one that was cut off, end with the same catalog', async (t) => {
  const always = await startBroker(t);
  const company = await enrolledCompany(t, always, { host: true });
  const feeds = always.broker.context.feeds;
  const first = company.publish('shelf-cups');
  await feeds.pull(company.participant);
  company.publish('drawer-tools', { collection: 'simulation' });
  company.append({
    kind: 'withdrawn',
    dataset: first.manifest.dataset,
    manifest: first.digest,
    reason: 'a face was seen',
  });
  await feeds.pull(company.participant);
  const cutOff = await startBroker(t);
  await cutOff.call('/v1/participants', { body: company.enrolment() });
  await cutOff.broker.context.feeds.pull(company.participant);
  await cutOff.stop();
  company.publish('shelf-cups', { version: 2, previous: first.digest, title: 'Cups again' });
  for (let i = 0; i < 40; i++) company.publish(`bulk-${i}`);
  await feeds.pull(company.participant);
  const back = await startBroker(t, { home: cutOff.home });
  await eventually(async () => (await total(back)) === 42);
  const late = await startBroker(t);
  await late.call('/v1/participants', { body: company.enrolment() });
  await late.broker.context.feeds.pull(company.participant);
  const expected = await catalogOf(always);
  assert.equal(await total(always), 42);
  assert.equal(await catalogOf(late), expected);
  assert.equal(await catalogOf(back), expected);
});

test('indexes nothing of strangers, and counts what they send', async (t) => {
  const world = await startBroker(t);
  const { feeds } = world.broker.context;
  const stranger = new TestCompany('Stranger', world.broker.context.identity.logOrigin);
  stranger.publish('unknown');
  assert.equal(await feeds.hint(stranger.hint()), 'ignore');
  assert.equal(await feeds.hint(utf8('{"payload":1}')), 'reject');
  assert.equal(await feeds.hint(secureRandom(300)), 'reject');
  const company = await enrolledCompany(t, world);
  company.publish('shelf-cups');
  const hint = company.hint();
  const forged = Buffer.from(hint)
    .toString('utf8')
    .replace(/"sig":"..../, '"sig":"AAAA');
  assert.equal(await feeds.hint(utf8(forged)), 'reject');
  assert.equal(await feeds.hint(hint), 'accept');
  assert.equal(await feeds.hint(hint), 'ignore');
  const seen = counts(world);
  assert.equal(seen['hint-unknown'], 1);
  assert.equal(seen['hint-malformed'], 2);
  assert.equal(seen['hint-unsigned'], 1);
  assert.equal(seen['hint-accepted'], 1);
  assert.equal(seen['hint-replayed'], 1);
  const metrics = await world.call('/metrics');
  assert.match(String(metrics.body['text']), /kin_broker_feed_events\{name="hint-replayed"\} 1/);
});

test('takes a feed only in order, only from its publisher, and only for its own log', async (t) => {
  const world = await startBroker(t);
  const { feeds } = world.broker.context;
  const company = await enrolledCompany(t, world, { host: true });
  company.publish('first');
  company.publish('second');
  company.publish('third');
  const [, second, third] = company.feed;
  company.feed.splice(1, 2, third ?? never(), second ?? never());
  await feeds.pull(company.participant);
  assert.equal(await total(world), 1, 'what came in order stands');
  assert.ok(counts(world)['entry-refused'] >= 1);
  company.feed.splice(1, 2, second ?? never(), third ?? never());
  await feeds.pull(company.participant);
  assert.equal(await total(world), 3);
  const foreign = new TestCompany('Foreign', 'other.invalid');
  foreign.publish('fourth');
  company.feed.push(foreign.feed[0] ?? never());
  await feeds.pull(company.participant);
  assert.equal(await total(world), 3);
});

test('a manifest that is not what the feed promises leaves the feed intact', async (t) => {
  const world = await startBroker(t);
  const { feeds } = world.broker.context;
  const company = await enrolledCompany(t, world, { host: true });
  const other = await enrolledCompany(t, world, { name: 'Other' });
  const stolen = other.manifest('stolen');
  company.documents.set(stolen.digest, stolen.envelope);
  company.append({ kind: 'published', dataset: stolen.manifest.dataset, manifest: stolen.digest });
  const restricted = company.manifest('restricted');
  company.append({ kind: 'published', dataset: restricted.manifest.dataset, manifest: restricted.digest });
  const cells = { count: 1, keys: 'gA==', weights: 'AQ==' };
  const withheld = { poses: 0, cells: 0, outside: 0 };
  const none = { count: 0, keys: '', weights: '' };
  const histogram = { schema: 'histogram/1', effector: 0, poses: 1, episodes: 3, fallback: 'none' } as const;
  company.publish('unreadable', { histograms: [{ ...histogram, fine: cells, coarse: none, withheld }] });
  const again = company.publish('real');
  company.publish('real', { title: 'A second first version' });
  await feeds.pull(company.participant);
  const seen = counts(world);
  assert.deepEqual(
    [seen['manifest-invalid'], seen['manifest-withheld'], seen['version-fork'], seen['listed']],
    [2, 1, 1, 1],
  );
  const { body } = await world.call('/v1/datasets');
  assert.equal((body['items'] as { manifest: string }[])[0]?.manifest, again.digest);
});

test('a node that sends another document than it was asked for is asked again later', async (t) => {
  const world = await startBroker(t);
  const { feeds } = world.broker.context;
  const company = await enrolledCompany(t, world, { host: true });
  const { digest } = company.publish('shelf-cups');
  const right = company.documents.get(digest) ?? never();
  company.documents.set(digest, company.manifest('something-else').envelope);
  await feeds.pull(company.participant);
  assert.ok(counts(world)['pull-failed'] >= 1);
  assert.equal(await total(world), 0);
  company.documents.set(digest, right);
  await feeds.pull(company.participant);
  assert.equal(await total(world), 1);
});

test('what a rotated key signed stands when a later entry under the new key continues it', async (t) => {
  const world = await startBroker(t);
  const { feeds } = world.broker.context;
  const company = await enrolledCompany(t, world, { host: true });
  company.publish('under-the-old-key');
  const held = company.feed.splice(0);
  const replaces = company.key;
  company.signer = signerFromSeed(secureRandom(32));
  const validFrom = '2026-01-01T00:00:00.000Z';
  await submit(
    world,
    company.rootEntry('key.rotated', {
      key: company.key,
      purpose: 'sign',
      root: company.root,
      validFrom,
      replaces,
    }),
  );
  company.feed.push(...held);
  await feeds.pull(company.participant);
  assert.equal(await total(world), 0, 'nobody vouches for it yet');
  assert.ok(counts(world)['entry-unvouched'] >= 1);
  company.publish('under-the-new-key');
  await feeds.pull(company.participant);
  assert.equal(await total(world), 2);
});

test('a publisher that signs two feeds is found out by its hint', async (t) => {
  const world = await startBroker(t);
  const { feeds } = world.broker.context;
  const company = await enrolledCompany(t, world, { host: true });
  company.publish('one');
  await feeds.pull(company.participant);
  const other = `sha256:${'ab'.repeat(32)}` as const;
  assert.equal(await feeds.hint(company.hint({ head: other })), 'ignore');
  assert.equal(counts(world)['hint-forked'], 1);
});

test('the broker serves its copy of a feed to others, and restricted manifests to the named only', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world, { host: true });
  const friend = await enrolledCompany(t, world, { name: 'Friend', host: true });
  const stranger = await enrolledCompany(t, world, { name: 'Stranger', host: true });
  const open = company.publish('open');
  const visibility = { kind: 'named' as const, participants: [friend.participant] };
  const closed = company.publish('closed', { visibility });
  await world.broker.context.feeds.pull(company.participant);
  const address = world.broker.discovery().addresses[0] ?? '';
  const { FEED_PROTOCOL } = await import('#contracts/p2p/protocols.ts');
  const ask = async (from: TestCompany, request: unknown): Promise<Record<string, unknown>> => {
    const bytes = await from.host?.request(address, FEED_PROTOCOL, utf8(canonicalJson(request)));
    return JSON.parse(Buffer.from(bytes ?? []).toString('utf8')) as Record<string, unknown>;
  };
  const page = await ask(stranger, { op: 'since', publisher: company.participant, from: 0, limit: 10 });
  assert.deepEqual(page['entries'], company.feed);
  assert.ok((await ask(stranger, { op: 'document', digest: open.digest }))['envelope']);
  assert.ok((await ask(friend, { op: 'document', digest: closed.digest }))['envelope']);
  await assert.rejects(ask(stranger, { op: 'document', digest: closed.digest }), { code: 'not-found' });
  assert.equal((await world.call('/v1/datasets')).body['total'], 1);
  const named = await world.call('/v1/datasets', { token: friend.token(world.api) });
  assert.equal(named.body['total'], 2);
  const own = await world.call('/v1/datasets', { token: company.token(world.api) });
  assert.equal(own.body['total'], 2);
  const path = `/v1/datasets/${closed.manifest.dataset}`;
  assert.equal((await world.call(path, { token: stranger.token(world.api) })).status, 404);
});

function never(): never {
  throw new TypeError('the fixture is not what the test made it');
}
