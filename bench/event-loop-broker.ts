/** The doors of a broker at their largest, honest and hostile: see `event-loop.ts`. */

import type { TestContext } from 'node:test';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { MAX_EMBODIMENT_BYTES } from '#contracts/embodiment/embodiment-schema.ts';
import { formatSigningKey } from '#contracts/keys.ts';
import { cosignEnvelope, type Envelope } from '#contracts/signature.ts';
import { FEED_PROTOCOL, LOG_PROTOCOL, MAX_FEED_PAGE } from '#contracts/p2p/protocols.ts';
import { MAX_KEY_ENTRIES } from '#contracts/participant/enrolment.ts';
import { secureRandom, signerFromSeed } from '#platform/node-crypto.ts';
import { warmUp } from '#server/warm-up.ts';
import { startBroker, type TestBroker } from '../test/support/broker-world.ts';
import { TestCompany } from '../test/support/test-company.ts';
import { fillCatalog, SEARCHES } from './catalog.ts';
import type { ApiCall, FromChild } from './event-loop-child.ts';
import { hostileQuestions, largestBody } from './large-documents.ts';
import { PARALLEL, repeat, type LoopBench } from './loop-bench.ts';

/** Longest question, as the route has it. */
const QUESTION_BYTES = 2 * MAX_EMBODIMENT_BYTES + 16 * 1024;
const LISTINGS = 100_000;
const COMPANIES = 12;
const STANDING = 60;
/** Companies whose feeds are taken in one after the other, 24 manifests each. */
const FEEDS = 3;

/** Measures a broker; what is not asked for is not set up. */
export async function brokerDoors(bench: LoopBench, scope: TestContext): Promise<void> {
  await warmUp();
  const world = await startBroker(scope);
  if (bench.wants('question', 'standing request')) await questions(bench, world);
  if (bench.wants('enrolment', 'participants', 'session', 'log')) await companies(bench, world);
  if (bench.wants('feed', 'dataset', 'catalog.dcat')) await documents(bench, world);
  if (bench.wants('page')) await pages(bench, world);
  if (bench.wants('catalog of 100k', 'restart')) await largeCatalog(bench, world);
  await world.stop();
  await bench.measure('restart', () => startBroker(scope, { home: world.home }));
}

async function questions(bench: LoopBench, { api, broker }: TestBroker): Promise<void> {
  const url = `${api}/v1/matches`;
  const largest = bench.file(canonicalJson({ embodiment: largestBody(), task: 'pick up the cup' }));
  await bench.measure('question.largest', () => bench.calls(repeat(6, { url, file: largest }), 2));
  for (const [shape, text] of Object.entries(hostileQuestions(QUESTION_BYTES))) {
    const file = bench.file(text);
    await bench.measure(`question.${shape}`, () => bench.calls(repeat(24, { url, file })));
  }
  const tooLong = bench.file(hostileQuestions(1024 * 1024)['empty objects']!);
  await bench.measure('question.too long', () => bench.calls(repeat(8, { url, file: tooLong })));
  const company = new TestCompany('Asker', broker.context.identity.logOrigin);
  await bench.calls([
    { url: `${api}/v1/participants`, file: bench.file(canonicalJson(company.enrolment())) },
  ]);
  const token = company.token(api);
  const query = { query: { embodiment: largestBody() }, minScore: 0.5, expiresAt: null };
  const file = bench.file(canonicalJson(query));
  const standing = `${api}/v1/standing-requests`;
  await bench.measure('standing request.open', () =>
    bench.calls(repeat(STANDING, { url: standing, file, token })),
  );
  await bench.measure('standing request.list', () => bench.calls(repeat(4, { url: standing, token }), 2));
}

async function companies(bench: LoopBench, { api, broker }: TestBroker): Promise<void> {
  const { accounts, host, identity } = broker.context;
  const url = `${api}/v1/participants`;
  const enrolments = (cosigners: number, count: number): ApiCall[] =>
    Array.from({ length: count }, (_, i) => ({
      url,
      file: bench.file(canonicalJson(longHistory(identity.logOrigin, `Company ${i}`, cosigners))),
    }));
  const plain = enrolments(0, COMPANIES);
  const crafted = enrolments(3, 2);
  await bench.measure('enrolment.64 key entries', () => bench.calls(plain, 4));
  await bench.measure('enrolment.64 entries of 4 signatures', () => bench.calls(crafted, 2));
  await bench.measure('participants.page', () => bench.calls(repeat(6, { url: `${url}?limit=100` }), 3));
  const password = 'correct horse battery';
  await accounts.create({
    email: 'auditor@example.org',
    name: 'Auditor',
    password,
    roles: ['auditor'],
    participant: null,
  });
  const login = bench.file(canonicalJson({ email: 'auditor@example.org', password }));
  await bench.measure('session.open', () =>
    bench.calls(repeat(4, { url: `${api}/v1/session`, file: login })),
  );
  const session = await fetch(`${api}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: canonicalJson({ email: 'auditor@example.org', password }),
  });
  const { token } = (await session.json()) as { token: string };
  await bench.measure('log.page of 200 entries, as auditor', () =>
    bench.calls(repeat(6, { url: `${api}/v1/log/entries?limit=200`, token }), 3),
  );
  await bench.measure('log.bundles and tiles', () =>
    bench.calls(
      [
        'log/tile/entries/000',
        'log/tile/0/000',
        'log/tile/0/001',
        'log/checkpoint',
        'v1/log/proof/3',
      ].flatMap((path) => repeat(4, { url: `${api}/${path}`, token })),
    ),
  );
  const target = host.addresses()[0]!;
  const wide = bench.file(`[${'{},'.repeat(43_000)}{}]`);
  await bench.measure('log protocol.hostile frames', () =>
    bench.tell(
      { say: 'peer', target, protocol: LOG_PROTOCOL, files: repeat(32, wide), parallel: 16 },
      'called',
    ),
  );
}

/** A company with as many key entries as an enrolment carries; each may have further signatures of keys that nobody has seen. */
function longHistory(origin: string, name: string, cosigners: number): unknown {
  const company = new TestCompany(name, origin);
  const fresh = () => signerFromSeed(secureRandom(32));
  while (company.keyEntries.length < MAX_KEY_ENTRIES)
    company.keyEntries.push(company.keyEntry(formatSigningKey(fresh().publicKey), 'sign'));
  const keyEntries = company.keyEntries.map((entry) => {
    let signed: Envelope = entry;
    for (let i = 0; i < cosigners; i++) signed = cosignEnvelope(signed, fresh());
    return signed;
  });
  return { ...company.enrolment(), keyEntries };
}

async function documents(bench: LoopBench, { api, broker }: TestBroker): Promise<void> {
  const { feeds, host, identity, matches, requests } = broker.context;
  const made: Extract<FromChild, { say: 'company' }>[] = [];
  for (let i = 0; i < FEEDS; i++) {
    const company = await bench.tell(
      { say: 'company', origin: identity.logOrigin, datasets: 4, versions: 6 },
      'company',
    );
    const enrolment = bench.file(canonicalJson(company.enrolment));
    await bench.calls([{ url: `${api}/v1/participants`, file: enrolment }]);
    made.push(company);
  }
  await bench.measure('feed.largest manifests', async () => {
    for (const { participant } of made) {
      await feeds.pull(participant);
      await matches.sync();
      await requests.whenQuiet();
    }
  });
  const { datasets, documents: digests, participant } = made[0]!;
  const of = (path: string): ApiCall[] =>
    datasets.map((dataset) => ({ url: `${api}/v1/datasets/${dataset}${path}` }));
  await bench.measure('dataset.detail', () => bench.calls([...of(''), ...of('')], 4));
  await bench.measure('dataset.croissant', () =>
    bench.calls([...of('/croissant.json'), ...of('/croissant.json')], 4),
  );
  await bench.measure('dataset.provenance', () => bench.calls(of('/provenance'), 4));
  await bench.measure('catalog.dcat page of large manifests', () =>
    bench.calls(repeat(3, { url: `${api}/v1/catalog.jsonld?limit=50` }), 3),
  );
  const target = host.addresses()[0]!;
  const page = bench.file(
    canonicalJson({ op: 'since', publisher: participant, from: 0, limit: MAX_FEED_PAGE }),
  );
  const document = bench.file(canonicalJson({ op: 'document', digest: digests[0] }));
  const files = [...repeat(12, page), ...repeat(12, document)];
  await bench.measure('feed protocol.pages and documents', () =>
    bench.tell({ say: 'peer', target, protocol: FEED_PROTOCOL, files, parallel: PARALLEL }, 'called'),
  );
}

async function pages(bench: LoopBench, { api }: TestBroker): Promise<void> {
  for (const path of ['/openapi.json', '/', '/metrics', '/v1/overview', '/.well-known/kinship']) {
    await bench.measure(`page.${path}`, () => bench.calls(repeat(12, { url: api + path })));
  }
}

async function largeCatalog(bench: LoopBench, { api, broker }: TestBroker): Promise<void> {
  const { catalog, database, identity } = broker.context;
  const company = new TestCompany('Many', identity.logOrigin);
  await bench.calls([
    { url: `${api}/v1/participants`, file: bench.file(canonicalJson(company.enrolment())) },
  ]);
  await fillCatalog(database, company.participant, LISTINGS);
  await bench.measure('catalog of 100k.read into memory', () => catalog.warm());
  const searches = SEARCHES.map((search) => ({ url: `${api}/v1/datasets?${search}` }));
  await bench.measure('catalog of 100k.searches', () =>
    bench.calls([...searches, ...searches, ...searches, ...searches], 1),
  );
  await bench.measure('catalog of 100k.searches side by side', () =>
    bench.calls([...searches, ...searches, ...searches]),
  );
}
