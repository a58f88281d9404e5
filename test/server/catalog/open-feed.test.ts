import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { fromUtf8, utf8 } from '#contracts/bytes.ts';
import { canonicalBytes, canonicalJson } from '#contracts/canonical-json.ts';
import { MAX_TASKS, MAX_TASK_LENGTH } from '#contracts/dataset/limits.ts';
import { EMPTY_FEED } from '#contracts/feed/verify.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { storedVisibility } from '#contracts/manifest/stored-visibility.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { FeedOpener } from '#server/catalog/feed-opener.ts';
import { feedEntries } from '#server/catalog/feed-store.ts';
import { MAX_UNIT_LENGTH, unitsOf, type StorableEntry } from '#server/catalog/ingest-entry.ts';
import { listingRecord } from '#server/catalog/listing-record.ts';
import { openDocument, openPage, type PageToOpen } from '#server/catalog/open-feed.ts';
import { plainFacts } from '../../support/exchange-manifest.ts';
import { enrolledCompany, startBroker } from '../../support/broker-world.ts';
import { TestCompany } from '../../support/test-company.ts';

const LOG = 'log.test.invalid/kin';
/** Longest text that may be parsed on the event loop while a feed is pulled: facts of a listing, a request. */
const SMALL_TEXT = 40_000;

function companyWith(count: number): TestCompany {
  const company = new TestCompany('Larkspur', LOG);
  for (let i = 0; i < count; i++) company.publish(`d${i}`);
  return company;
}

function pageOf(company: TestCompany, entries: readonly unknown[] = company.feed): PageToOpen {
  return {
    bytes: canonicalBytes({ entries, length: company.feed.length }),
    publisher: company.participant,
    at: EMPTY_FEED,
    log: LOG,
    keys: [company.key],
  };
}

/** As many tasks, each as long, as a manifest may have. */
function manyTasks(): Partial<Manifest> {
  const facts = plainFacts(3, 1000);
  const tasks = Array.from({ length: MAX_TASKS }, (_, index) => ({
    index,
    episodes: 1,
    frames: 10,
    text: `${index} `.padEnd(MAX_TASK_LENGTH, '把杯子放到架子上'),
  }));
  return { facts: { ...facts, tasks } };
}

test('a page is opened up to the first entry that does not hold, and says why', async () => {
  const company = companyWith(4);
  const whole = await openPage(nodeCrypto, pageOf(company));
  assert.equal(whole.refused, null);
  assert.deepEqual(
    whole.entries.map(({ envelope }) => envelope),
    company.feed.map((envelope) => canonicalJson(envelope)),
  );
  assert.deepEqual(whole.at, { length: 4, head: whole.entries[3]!.digest });
  const gap = await openPage(nodeCrypto, pageOf(company, [company.feed[0], company.feed[2]]));
  assert.deepEqual([gap.entries.length, gap.at.length, gap.refused?.code], [1, 1, 'conflict']);
  const stranger = await openPage(nodeCrypto, { ...pageOf(company), keys: [] });
  assert.deepEqual([stranger.entries.length, stranger.refused?.code], [0, 'unknown-signer']);
  await assert.rejects(openPage(nodeCrypto, { ...pageOf(company), bytes: utf8('{"entries":[]}') }), {
    code: 'peer-misbehaved',
  });
});

test('a document is opened, invalid, or not the one that was asked for', async () => {
  const company = companyWith(0);
  const { digest, envelope, manifest } = company.manifest('shelf-cups');
  company.documents.set(digest, envelope);
  company.append({ kind: 'published', dataset: manifest.dataset, manifest: digest });
  const { entries } = await openPage(nodeCrypto, pageOf(company));
  const asked = {
    bytes: canonicalBytes({ envelope }),
    entry: entries[0]!.entry,
    digest,
    keys: [company.key],
  };
  const opened = await openDocument(nodeCrypto, asked);
  assert.ok(opened.kind === 'opened');
  assert.equal(opened.listing.title, 'Dataset shelf-cups');
  assert.equal(fromUtf8(opened.envelope), canonicalJson(envelope));
  assert.deepEqual(await openDocument(nodeCrypto, { ...asked, keys: [] }), { kind: 'invalid' });
  const other = canonicalBytes({ envelope: company.manifest('another').envelope });
  await assert.rejects(openDocument(nodeCrypto, { ...asked, bytes: other }), { code: 'peer-misbehaved' });
  assert.deepEqual(storedVisibility(canonicalJson(envelope)), { kind: 'public' });
});

test('the thread gives what the functions give, and nothing once it is closed', async (t: TestContext) => {
  const opener = new FeedOpener();
  t.after(() => opener.close());
  const company = companyWith(3);
  assert.deepEqual(await opener.page(pageOf(company)), await openPage(nodeCrypto, pageOf(company)));
  await assert.rejects(opener.page({ ...pageOf(company), bytes: utf8('{') }), { code: 'bad-json' });
  await opener.close();
  await assert.rejects(opener.page(pageOf(company)), { code: 'interrupted' });
});

test('a unit of work holds what one commit can write in a turn, in order, and nothing is left out', async () => {
  const company = companyWith(0);
  const sizes = [1_000, 90_000, 90_000, 90_000, 400_000, 10, 10];
  for (const i of sizes.keys()) company.publish(`d${i}`);
  const { entries } = await openPage(nodeCrypto, pageOf(company));
  const listing = listingRecord(company.manifest('any').manifest, entries[0]!.digest);
  const arrived = entries.map((entry, i): StorableEntry => {
    return { ...entry, manifest: { kind: 'opened', listing, envelope: new Uint8Array(sizes[i]!) } };
  });
  const units = unitsOf([...arrived, { ...entries[0]!, manifest: null }]);
  assert.deepEqual(
    units.map((unit) => unit.map(({ entry }) => entry.seq)),
    [[0, 1, 2], [3], [4], [5, 6, 0]],
  );
  assert.deepEqual(unitsOf([]), []);
  const lengthOf = ({ envelope, manifest }: StorableEntry): number =>
    envelope.length + (manifest?.kind === 'opened' ? manifest.envelope.length : 0);
  for (const unit of units.filter(({ length }) => length > 1))
    assert.ok(unit.reduce((sum, entry) => sum + lengthOf(entry), 0) <= MAX_UNIT_LENGTH);
});

test('no document of a publisher is parsed on the event loop', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world, { host: true });
  const { manifest } = company.publish('many-tasks', manyTasks());
  assert.ok(canonicalJson(manifest).length > 2 * SMALL_TEXT);
  const parse = t.mock.method(JSON, 'parse');
  const { feeds, catalog } = world.broker.context;
  await feeds.pull(company.participant);
  const found = await catalog.search({ q: '杯子', limit: 5, sort: 'newest' } as never, null);
  const { dataset } = manifest;
  for (const path of [
    `/v1/datasets/${dataset}/croissant.json`,
    '/v1/catalog.jsonld',
    `/v1/datasets/${dataset}/provenance`,
  ]) {
    const answer = await fetch(world.api + path);
    await answer.arrayBuffer();
    assert.equal(answer.status, 200, path);
  }
  const longest = Math.max(...parse.mock.calls.map(({ arguments: [text] }) => text.length));
  parse.mock.restore();
  assert.equal(found.total, 1);
  assert.ok(longest < SMALL_TEXT, `a text of ${longest} characters was parsed`);
});

test('a page that the broker serves holds what fits into it', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world, { host: true });
  for (let i = 0; i < 5; i++) company.publish(`d${i}`);
  const { feeds, database } = world.broker.context;
  await feeds.pull(company.participant);
  const texts = company.feed.map((envelope) => canonicalJson(envelope));
  const page = (from: number, limit: number, maxBytes: number): Promise<string[]> =>
    database.read((db) => feedEntries(db, company.participant, { from, limit, maxBytes }));
  assert.deepEqual(await page(1, 3, 1_000_000), texts.slice(1, 4));
  const two = Buffer.byteLength(texts[0]!) + Buffer.byteLength(texts[1]!);
  assert.deepEqual(await page(0, 5, two), texts.slice(0, 2));
  assert.deepEqual(await page(0, 5, two - 1), texts.slice(0, 1));
  assert.deepEqual(await page(5, 5, 1_000_000), []);
});
