import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { utf8 } from '#contracts/bytes.ts';
import type { Envelope } from '#contracts/signature.ts';
import { catalogRows } from '#server/catalog/listing-store.ts';
import { ftsQuery, indexedText } from '#server/catalog/search-text.ts';
import { enrolledCompany, startBroker } from '../../support/broker-world.ts';

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

test('no bytes of a stranger make a hint throw or change the catalog', async (t) => {
  const world = await startBroker(t);
  const { feeds, database } = world.broker.context;
  const company = await enrolledCompany(t, world);
  company.publish('shelf-cups');
  const good = Buffer.from(company.hint());
  const before = await database.read(catalogRows);
  const mutated = fc
    .tuple(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 3 }))
    .map(([at, bytes]) => Buffer.concat([good.subarray(0, at), bytes, good.subarray(at + 1)]))
    // The same bytes, or a blank between them, say the same.
    .filter((bytes) => !isDeepStrictEqual(jsonOf(bytes), jsonOf(good)));
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 1200 }),
    fc.json({ maxDepth: 6 }).map((json) => Buffer.from(utf8(json))),
    mutated,
  );
  let rejected = 0;
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      const verdict = await feeds.hint(bytes);
      assert.notEqual(verdict, 'accept');
      if (verdict === 'reject') rejected += 1;
    }),
    { numRuns: 300 },
  );
  assert.ok(rejected > 200);
  assert.deepEqual(await database.read(catalogRows), before);
});

test('no answer of a publisher makes a pull throw or breaks the feed’s order', async (t) => {
  const world = await startBroker(t);
  const { feeds, database } = world.broker.context;
  const company = await enrolledCompany(t, world, { host: true });
  for (let i = 0; i < 5; i++) company.publish(`dataset-${i}`);
  const original = [...company.feed];
  const entry = fc.oneof(
    fc.nat(4).map((i) => original[i]),
    fc.nat(4).map((i) => ({ ...original[i], payloadType: 'application/vnd.kinship.manifest.v1+json' })),
    fc.record({ payload: fc.base64String(), payloadType: fc.string(), signatures: fc.constant([]) }),
    fc.anything({ maxDepth: 2, withNullPrototype: false }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 8 }), async (entries) => {
      const state = await database.read((db) =>
        db.get<{ length: number }>('SELECT length FROM feed WHERE publisher = ?', company.participant),
      );
      company.feed.splice(0, company.feed.length, ...original.slice(0, state?.length ?? 0));
      company.feed.push(...(JSON.parse(JSON.stringify(entries) ?? '[]') as Envelope[]));
      await feeds.pull(company.participant);
    }),
    { numRuns: 40 },
  );
  company.feed.splice(0, company.feed.length, ...original);
  await feeds.pull(company.participant);
  const { body } = await world.call('/v1/datasets');
  assert.equal(body['total'], 5);
  const rows = await database.read((db) =>
    db.all<{ seq: number }>(
      'SELECT seq FROM feed_entry WHERE publisher = ? ORDER BY seq',
      company.participant,
    ),
  );
  assert.deepEqual(
    rows.map((row) => row.seq),
    [0, 1, 2, 3, 4],
  );
});

test('whatever is typed into the search box is a search, never an operator or an error', async (t) => {
  const world = await startBroker(t);
  const { catalog } = world.broker.context;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constant('" OR NEAR( *')),
      async (q) => {
        const page = await catalog.search({ q, sort: 'newest', limit: 20 }, null);
        assert.equal(page.total, 0);
      },
    ),
    { numRuns: 100 },
  );
});

test('Chinese is found by the characters that stand together', () => {
  assert.equal(indexedText('抓取杯子 cup').replace(/\s+/g, ' ').trim(), '抓 取 杯 子 cup');
  assert.equal(ftsQuery('杯子'), '"杯 子"*');
  assert.equal(ftsQuery('"shelf" cup*'), '"shelf" AND "cup"*');
  assert.equal(ftsQuery('?!'), null);
});
