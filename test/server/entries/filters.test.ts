import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestOf } from '#contracts/digest.ts';
import { datasetIdOf, newExchangeId } from '#contracts/ids.ts';
import type { Provenance } from '#contracts/http/provenance.ts';
import { utf8 } from '#contracts/bytes.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import { enrolledCompany, startBroker, submit, type TestBroker } from '../../support/broker-world.ts';

interface Item {
  readonly index: number;
  readonly type: string;
  readonly time: string;
  readonly actor: string;
}

const digest = digestOf(nodeCrypto, utf8('x'));

async function auditorToken(world: TestBroker): Promise<string> {
  const account = { email: 'a@example.org', password: 'correct horse' };
  await world.broker.context.accounts.create({
    ...account,
    name: 'A',
    roles: ['auditor'],
    participant: null,
  });
  return String((await world.call('/v1/session', { body: account })).body['token']);
}

async function page(
  world: TestBroker,
  query: string,
  token?: string,
): Promise<{ items: Item[]; next: number | null }> {
  const path = `/v1/log/entries?${query}`;
  const { status, body } = await world.call(path, token === undefined ? {} : { token });
  assert.equal(status, 200, JSON.stringify(body));
  return body as unknown as { items: Item[]; next: number | null };
}

test('an auditor narrows entries by type, company, dataset and time, and pages from either end', async (t) => {
  const world = await startBroker(t);
  const lister = await enrolledCompany(t, world, { name: 'Lister' });
  const asker = await enrolledCompany(t, world, { name: 'Asker' });
  const auditor = await auditorToken(world);
  const dataset = datasetIdOf(nodeCrypto, lister.participant, 'cups');
  for (let i = 0; i < 5; i++) {
    await submit(
      world,
      asker.entry({
        type: 'request.opened',
        body: { manifest: digest, terms: digest, use: digest },
        exchange: { id: newExchangeId(secureRandom), role: 'consumer', seq: 0, prev: null },
        parties: [lister.participant],
        dataset,
      }),
    );
  }
  await world.broker.context.outbox.whenEmpty();
  const requests = await page(world, `type=request.opened&limit=3`, auditor);
  assert.equal(requests.items.length, 3);
  const rest = await page(world, `type=request.opened&limit=3&from=${requests.next}`, auditor);
  assert.deepEqual([rest.items.length, rest.next], [2, null]);
  const all = [...requests.items, ...rest.items].map(({ index }) => index);

  const backwards = await page(world, `type=request.opened&order=newest&limit=3`, auditor);
  const earlier = await page(
    world,
    `type=request.opened&order=newest&limit=3&from=${backwards.next}`,
    auditor,
  );
  assert.deepEqual(
    [...backwards.items, ...earlier.items].map(({ index }) => index),
    all.toReversed(),
  );

  const party = await page(world, `party=${lister.participant}&type=request.opened`, auditor);
  assert.equal(party.items.length, 5);
  const actor = await page(world, `actor=${lister.participant}&type=request.opened`, auditor);
  assert.equal(actor.items.length, 0);
  const both = await page(world, `type=request.opened,key.registered&party=${asker.participant}`, auditor);
  assert.deepEqual(
    new Set(both.items.map(({ type }) => type)),
    new Set(['request.opened', 'key.registered']),
  );
  assert.equal((await page(world, `dataset=${dataset}`, auditor)).items.length, 5);
  const [first, , third] = requests.items;
  assert.ok(first && third);
  const early = await page(world, `dataset=${dataset}&until=${first.time}`, auditor);
  assert.ok(early.items.every(({ time }) => time <= first.time) && early.items.length >= 1);
  const late = await page(world, `dataset=${dataset}&since=${third.time}`, auditor);
  assert.ok(late.items.every(({ time }) => time >= third.time) && late.items.length >= 3);
  assert.equal((await world.call('/v1/log/entries?since=yesterday', { token: auditor })).status, 400);
  assert.equal((await world.call(`/v1/log/entries?type=a';--`, { token: auditor })).status, 400);
});

test('no filter shows a company what it is no party to', async (t) => {
  const world = await startBroker(t);
  const lister = await enrolledCompany(t, world, { name: 'Lister' });
  const asker = await enrolledCompany(t, world, { name: 'Asker' });
  const rival = await enrolledCompany(t, world, { name: 'Rival' });
  const dataset = datasetIdOf(nodeCrypto, lister.participant, 'cups');
  const { index } = await submit(
    world,
    asker.entry({
      type: 'request.opened',
      body: { manifest: digest, terms: digest, use: digest },
      exchange: { id: newExchangeId(secureRandom), role: 'consumer', seq: 0, prev: null },
      parties: [lister.participant],
      dataset,
    }),
  );
  const queries = [
    `dataset=${dataset}`,
    `party=${lister.participant}&type=request.opened`,
    `subject=sha256:${'0'.repeat(64)}`,
    `order=newest&type=request.opened`,
  ];
  for (const query of queries) {
    for (const token of [undefined, rival.token(world.api)]) {
      const seen = await page(world, query, token);
      assert.ok(
        seen.items.every((item) => item.index !== index),
        query,
      );
    }
    const own = await page(world, query, lister.token(world.api));
    assert.ok(
      own.items.some((item) => item.index === index),
      query,
    );
  }
  const path = `/v1/log/entries/${index}`;
  assert.equal((await world.call(path)).status, 404);
  assert.equal((await world.call(path, { token: rival.token(world.api) })).status, 404);
  const mine = await world.call(path, { token: asker.token(world.api) });
  assert.equal((mine.body['entry'] as Item).index, index);
  assert.match(String(mine.body['proof']), new RegExp(`^c2sp\\.org/tlog-proof@v1\nindex ${index}\n`));
});

test('a dataset’s provenance tells each reader what is his to know', async (t) => {
  const world = await startBroker(t);
  const lister = await enrolledCompany(t, world, { name: 'Lister', host: true });
  const asker = await enrolledCompany(t, world, { name: 'Asker' });
  const rival = await enrolledCompany(t, world, { name: 'Rival' });
  const auditor = await auditorToken(world);
  const first = lister.publish('cups');
  const second = lister.publish('cups', { version: 2, previous: first.digest });
  await world.broker.context.feeds.pull(lister.participant);
  const { dataset } = first.manifest;
  const exchange = { id: newExchangeId(secureRandom), role: 'consumer' as const, seq: 0, prev: null };
  await submit(
    world,
    asker.entry({
      type: 'request.opened',
      body: { manifest: second.digest, terms: digest, use: digest },
      exchange,
      parties: [lister.participant],
      dataset,
    }),
  );
  const { roots } = { roots: { plaintextRoot: digest, ciphertextRoot: digest } };
  await submit(
    world,
    lister.entry({
      type: 'dataset.published',
      subject: second.digest,
      body: {
        feedSeq: 1,
        feedHead: digest,
        version: 2,
        report: digest,
        embodiment: null,
        terms: digest,
        ...roots,
      },
      dataset,
    }),
  );
  const graph = async (token?: string): Promise<Provenance> => {
    const path = `/v1/datasets/${dataset}/provenance`;
    const { status, body } = await world.call(path, token === undefined ? {} : { token });
    assert.equal(status, 200, JSON.stringify(body));
    return body as unknown as Provenance;
  };
  const kinds = ({ nodes }: Provenance): string[] => nodes.map(({ kind }) => kind).toSorted();
  const open = await graph();
  assert.deepEqual(kinds(open), ['company', 'recording', 'report', 'version', 'version']);
  assert.equal(open.scope, 'public');
  const versions = open.nodes.filter(({ kind }) => kind === 'version');
  assert.deepEqual(
    versions.map(({ label, state }) => [label, state]),
    [
      ['v2', 'listed'],
      ['v1', 'superseded'],
    ],
  );
  assert.ok((versions[0]?.logIndex ?? -1) >= 0, 'the publication is in the log');
  assert.ok(
    open.edges.some(
      ({ from, relation, to }) =>
        relation === 'supersedes' && from === `version:${second.digest}` && to === `version:${first.digest}`,
    ),
  );
  const ids = new Set(open.nodes.map(({ id }) => id));
  assert.ok(open.edges.every(({ from, to }) => ids.has(from) && ids.has(to)));
  assert.deepEqual(kinds(await graph(rival.token(world.api))), kinds(open), 'a rival learns no more');
  for (const token of [lister.token(world.api), asker.token(world.api), auditor]) {
    const seen = await graph(token);
    const request = seen.nodes.find(({ kind }) => kind === 'request');
    assert.equal(request?.company, asker.participant);
    assert.ok(seen.edges.some(({ from, to }) => from === request.id && to === `version:${second.digest}`));
  }
  assert.equal((await graph(auditor)).scope, 'everything');
});
