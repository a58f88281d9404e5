/** The doors of a node at their largest, honest and hostile: see `event-loop.ts`. Its broker is a process of its own. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { digestOfJson } from '#contracts/digest.ts';
import { datasetIdOf, newExchangeId } from '#contracts/ids.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import {
  CHUNK_PROTOCOL,
  DSP_PROTOCOL,
  FEED_PROTOCOL,
  FIT_PROTOCOL,
  MAX_FEED_PAGE,
  SAMPLE_PROTOCOL,
} from '#contracts/p2p/protocols.ts';
import { signEnvelope } from '#contracts/signature.ts';
import type { NodeContext } from '#node/context.ts';
import { createOwnFeed } from '#node/feed/own-feed.ts';
import { putDraft } from '#node/publish/draft-store.ts';
import { insertListing } from '#node/publish/listing-store.ts';
import { insertNegotiation } from '#node/negotiation/negotiation-store.ts';
import { nodeCrypto, secureRandom, signerFromSeed } from '#platform/node-crypto.ts';
import { startBrokerProcess } from '../test/support/broker-process.ts';
import { plainReport, trainOnly } from '../test/support/exchange-manifest.ts';
import { TRAINING } from '../test/support/exchange-world.ts';
import { NetworkNode } from '../test/support/exchange-network.ts';
import { kin } from '../test/support/run-kin.ts';
import { TestCompany } from '../test/support/test-company.ts';
import type { ApiCall } from './event-loop-child.ts';
import { hostileQuestions, largestBody, largestManifest, largestRobot } from './large-documents.ts';
import { repeat, type LoopBench } from './loop-bench.ts';

const ORIGIN = 'log.bench.invalid/kin';
const DATASETS = 6;
/** As many as a console lists. */
const EXCHANGES = 500;
const LISTINGS = 2_000;
const DRAFTS = 100;
const NAMES = 20_000;
/** Payload of a hostile envelope: as long as a request can carry it in Base64. */
const PAYLOAD_BYTES = 90 * 1024;
/** A request on a protocol. */
const FRAME_BYTES = 120 * 1024;

/** A node under measurement. */
interface MeasuredNode {
  readonly node: NetworkNode;
  readonly context: NodeContext;
  readonly api: string;
  /** Address of the broker's API. */
  readonly broker: string;
  /** Datasets with the largest manifests, and what they stand on. */
  readonly datasets: readonly string[];
  readonly manifests: readonly string[];
}

/** Measures a node; what is not asked for is not set up. */
export async function nodeDoors(bench: LoopBench, scope: TestContext): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kin-loop-node-'));
  scope.after(() => rmSync(folder, { recursive: true, force: true }));
  const broker = await startBrokerProcess(join(folder, 'broker'), ORIGIN);
  scope.after(() => broker.stop());
  const home = join(folder, 'node');
  const made = await kin(['init', '--name', 'Measured', '--home', home, '--broker', broker.api]);
  if (made.code !== 0) throw new Error(made.stderr);
  const node = new NetworkNode('Measured', home);
  scope.after(() => node.stop());
  await node.start();
  const { context } = node.running;
  const manifests: string[] = [];
  const datasets: string[] = [];
  const versions = Array.from({ length: DATASETS }, (_, i) => largestVersion(context, `large-${i}`, i));
  await bench.measure('node publish.largest manifests', async () => {
    for (const { manifest, report } of versions) {
      await context.database.write((tx) => insertListing(tx, { ...manifest, folder }, Date.now()));
      const signed = await context.publication.publish({ manifest, report });
      manifests.push(signed.manifest);
      datasets.push(manifest.dataset);
    }
    await context.outbox.retryNow();
  });
  const measured = { node, context, api: node.console, broker: broker.api, datasets, manifests };
  if (bench.wants('node feed')) await feeds(bench, measured);
  if (bench.wants('node fit')) await fits(bench, measured);
  if (bench.wants('node message', 'node chunk', 'node sample')) await peers(bench, measured);
  if (bench.wants('node console')) await pages(bench, measured, folder);
}

/** What a publication of the largest manifest signs. */
function largestVersion({ identity }: NodeContext, slug: string, seed: number) {
  const company = new TestCompany('Any', identity.log.origin);
  const { manifest: plain } = company.manifest(slug, largestManifest(seed));
  const { derivative } = plain;
  const report = plainReport({ ...derivative, chunkList: { files: [] } } as never, derivative.files);
  const manifest: Manifest = {
    ...plain,
    provider: { participant: identity.participant, key: identity.key },
    dataset: datasetIdOf(nodeCrypto, identity.participant, slug),
    derivative: { ...derivative, report: digestOfJson(nodeCrypto, report) },
  };
  return { manifest, report };
}

async function feeds(bench: LoopBench, { context, manifests }: MeasuredNode): Promise<void> {
  const { database, host, identity, world } = context;
  const [target] = host.addresses() as [string];
  const ask = (files: readonly string[]) =>
    bench.tell({ say: 'peer', target, protocol: FEED_PROTOCOL, files, parallel: 8 }, 'called');
  const documents = manifests.map((digest) => bench.file(canonicalJson({ op: 'document', digest })));
  await bench.measure('node feed.largest manifests', () => ask([...documents, ...documents, ...documents]));
  const feed = createOwnFeed({ crypto: nodeCrypto, clock: world.clock, identity, announce: () => undefined });
  await database.write((tx) => {
    for (let i = 0; i < 2 * MAX_FEED_PAGE; i++) {
      const at = feed.append(tx, {
        kind: 'withdrawn',
        dataset: datasetIdOf(nodeCrypto, identity.participant, `gone-${i}`),
        manifest: manifests[0]!,
        reason: 'The recording was made anew. '.repeat(8),
      });
      feed.reveal(tx, at.seq);
    }
  });
  const since = { op: 'since', publisher: identity.participant, from: 0, limit: MAX_FEED_PAGE };
  const page = bench.file(canonicalJson(since));
  await bench.measure('node feed.pages of 500 entries', () => ask(repeat(12, page)));
}

async function fits(bench: LoopBench, { context, broker, datasets }: MeasuredNode): Promise<void> {
  const { identity, host } = context;
  const company = await bench.tell({ say: 'company', origin: ORIGIN, datasets: 0, versions: 0 }, 'company');
  await bench.calls([
    { url: `${broker}/v1/participants`, file: bench.file(canonicalJson(company.enrolment)) },
  ]);
  const body = bench.file(canonicalJson(largestBody()));
  const [target] = host.addresses() as [string];
  const provider = identity.participant;
  await bench.measure('node fit.largest body and manifest', () =>
    bench.tell({ say: 'fit', target, provider, datasets, body, times: 2 }, 'called'),
  );
}

/** Envelopes that are signed and as long as they may be, with the worst of payloads. */
function hostileEnvelopes(bench: LoopBench, payloadType: string): string[] {
  const signer = signerFromSeed(secureRandom(32));
  return Object.values(hostileQuestions(PAYLOAD_BYTES)).flatMap((text) => {
    try {
      return [bench.file(canonicalJson(signEnvelope(payloadType, JSON.parse(text), signer)))];
    } catch {
      // What no signer can write.
      return [];
    }
  });
}

async function peers(bench: LoopBench, { context }: MeasuredNode): Promise<void> {
  const [target] = context.host.addresses() as [string];
  const frames = Object.values(hostileQuestions(FRAME_BYTES)).map((text) => bench.file(text));
  const doors = [
    ['message', DSP_PROTOCOL, hostileEnvelopes(bench, 'application/vnd.kinship.dsp-message.v1+json')],
    ['fit request', FIT_PROTOCOL, hostileEnvelopes(bench, 'application/vnd.kinship.fit-request.v1+json')],
    ['chunk request', CHUNK_PROTOCOL, []],
    ['sample request', SAMPLE_PROTOCOL, []],
    ['feed request', FEED_PROTOCOL, []],
  ] as const;
  for (const [name, protocol, envelopes] of doors) {
    const files = [...frames, ...frames, ...envelopes, ...envelopes];
    await bench.measure(`node ${name}.hostile`, () =>
      bench.tell({ say: 'peer', target, protocol, files, parallel: 8 }, 'called'),
    );
  }
}

async function pages(bench: LoopBench, measured: MeasuredNode, folder: string): Promise<void> {
  const { node, api } = measured;
  const token = node.running.consoleToken;
  const manyNames = join(folder, 'many');
  mkdirSync(manyNames);
  for (let i = 0; i < NAMES; i++) writeFileSync(join(manyNames, `episode_${i}.bin`), '');
  await fillStore(measured);
  const get = (path: string, times = 6): ApiCall[] => repeat(times, { url: api + path, token });
  for (const path of ['/v1/exchanges', '/v1/agreements', '/v1/listings', '/v1/drafts', '/v1/acts?limit=500'])
    await bench.measure(`node console.${path}`, () => bench.calls(get(path), 3));
  const many = encodeURIComponent(manyNames);
  await bench.measure('node console./v1/folders', () => bench.calls(get(`/v1/folders?path=${many}`), 3));
  for (const path of ['/openapi.json', '/', '/v1/node', '/v1/transfers'])
    await bench.measure(`node console.${path}`, () => bench.calls(get(path, 12)));
  const post = (path: string, text: string, times = 4): ApiCall[] =>
    repeat(times, { url: api + path, token, file: bench.file(text) });
  const robot = JSON.stringify({ text: largestRobot() });
  await bench.measure('node console./v1/robots', () => bench.calls(post('/v1/robots', robot), 2));
  const hostile = Object.values(hostileQuestions(1024 * 1024)).flatMap((text) => post('/v1/robots', text, 1));
  await bench.measure('node console./v1/robots, hostile', () => bench.calls([...hostile, ...hostile], 4));
  const wide = Object.values(hostileQuestions(3 * 1024 * 1024)).flatMap((text) =>
    post('/v1/certified-matches', text, 1),
  );
  await bench.measure('node console./v1/certified-matches, hostile', () => bench.calls(wide, 4));
  const draft = JSON.stringify({ fields: '"'.repeat(60_000) });
  await bench.measure('node console./v1/drafts, put', () =>
    bench.calls(repeat(8, { url: `${api}/v1/drafts/d-1`, method: 'PUT', token, file: bench.file(draft) })),
  );
}

async function fillStore({ context, datasets, manifests }: MeasuredNode): Promise<void> {
  const { database, identity } = context;
  const now = Date.now();
  const { derivative } = new TestCompany('Any', identity.log.origin).manifest('any').manifest;
  await database.write((tx) => {
    for (let i = 0; i < EXCHANGES; i++) {
      insertNegotiation(
        tx,
        {
          exchange: newExchangeId(secureRandom),
          role: 'provider',
          counterparty: identity.participant,
          counterpartyName: 'Somebody',
          consumerKey: identity.key,
          dataset: datasets[0]!,
          manifest: manifests[0]!,
          version: 1,
          title: `Dataset ${i}`,
          derivative,
          terms: trainOnly(),
          use: TRAINING,
          useSalt: '',
          deadline: now + 86_400_000,
          state: i % 2 === 0 ? 'REQUESTED' : 'FINALIZED',
          needsDecision: i % 2 === 0,
        },
        now + i,
      );
    }
    for (let i = 0; i < LISTINGS; i++) {
      const slug = `small-${i}`;
      const dataset = datasetIdOf(nodeCrypto, identity.participant, slug);
      insertListing(tx, { dataset, version: 1, slug, title: slug, folder: '/', access: 'auto' }, now);
    }
    for (let i = 0; i < DRAFTS; i++) putDraft(tx, { id: `d-${i}`, fields: 'x'.repeat(64_000) }, now);
  });
}
