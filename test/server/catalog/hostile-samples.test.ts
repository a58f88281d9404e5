import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parseJson } from '#contracts/canonical-json.ts';
import { digestOf, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import {
  MAX_SAMPLE_REQUEST_BYTES,
  MAX_SAMPLE_RESPONSE_BYTES,
  SAMPLE_PROTOCOL,
} from '#contracts/p2p/protocols.ts';
import { SAMPLE_PAGE_BYTES, samplePageRequestSchema } from '#contracts/sample/messages.ts';
import { sampleBytes, sampleIndexBytes, seriesBytes, type Sample } from '#contracts/sample/sample.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { enrolledCompany, eventually, startBroker, type TestBroker } from '../../support/broker-world.ts';
import { plainFacts } from '../../support/exchange-manifest.ts';
import type { TestCompany } from '../../support/test-company.ts';

const license = LICENSE_TEMPLATES['open-research'] as LicenseTerms;
const FRAMES = 10;

/** Company whose node serves these bytes under these digests, whatever they are. */
async function servingCompany(
  t: TestContext,
  world: TestBroker,
  served: Map<Digest, Uint8Array>,
): Promise<TestCompany> {
  const company = await enrolledCompany(t, world, { host: true });
  const limits = { maxRequestBytes: MAX_SAMPLE_REQUEST_BYTES, maxResponseBytes: MAX_SAMPLE_RESPONSE_BYTES };
  company.host?.handle(SAMPLE_PROTOCOL, limits, async ({ bytes }) => {
    const asked = samplePageRequestSchema.parse(parseJson(bytes, MAX_SAMPLE_REQUEST_BYTES));
    const file = served.get(asked.file);
    if (file === undefined) throw new ExchangeError('not-found', 'There is no such file.');
    const from = asked.page * SAMPLE_PAGE_BYTES;
    return await Promise.resolve(file.subarray(from, from + SAMPLE_PAGE_BYTES));
  });
  return company;
}

function bytesOf(text: string, size: number): Uint8Array {
  return new Uint8Array(Buffer.alloc(size, text));
}

interface Made {
  readonly sample: Sample;
  readonly served: Map<Digest, Uint8Array>;
}

function makeSample(manifest: Manifest, change: (sample: Sample) => Sample = (same) => same): Made {
  const series = bytesOf('s', seriesBytes(FRAMES, 1));
  const data = bytesOf('d', 500);
  const digest = (bytes: Uint8Array): Digest => digestOf(nodeCrypto, bytes);
  const sample = change({
    schema: 'sample/1',
    dataset: manifest.dataset,
    derivative: manifest.derivative.plaintextRoot,
    format: { name: 'lerobot', version: 'v3.0' },
    fps: 10,
    episodes: [
      { frames: FRAMES, source: 0, sourceFrames: FRAMES, tasks: [], series: digest(series), videos: [] },
    ],
    channels: [{ feature: 'action', dimension: 0, label: 'a', unit: 'rad', role: 'action', rateHz: 10 }],
    omitted: [],
    cameras: [],
    files: [
      { path: 'data/0.parquet', size: data.length, digest: digest(data), part: 'dataset' },
      { path: 'series/0.f32', size: series.length, digest: digest(series), part: 'series' },
    ],
  });
  const index = sampleIndexBytes(sample);
  return {
    sample,
    served: new Map([
      [digest(index), index],
      [digest(series), series],
      [digest(data), data],
    ]),
  };
}

function facts(): Manifest['facts'] {
  return { ...plainFacts(3, 1000), episodes: 40, frames: 4000 };
}

function offering({ sample }: Made): Partial<Manifest> {
  return {
    facts: facts(),
    sample: {
      index: digestOf(nodeCrypto, sampleIndexBytes(sample)),
      bytes: sampleBytes(sample),
      episodes: sample.episodes.length,
      frames: FRAMES,
      license,
      smallDatasetConfirmed: false,
    },
  };
}

async function mirrorOf(world: TestBroker): Promise<string[]> {
  const found = await readdir(join(world.home, 'samples'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test('what a company serves instead of its sample is not kept, and the others lose nothing', async (t) => {
  const world = await startBroker(t);
  const served = new Map<Digest, Uint8Array>();
  const company = await servingCompany(t, world, served);
  const plain = (slug: string): Manifest => company.manifest(slug, { facts: facts() }).manifest;
  const good = makeSample(plain('good'));
  const contradicting = makeSample(plain('contradicting'), (sample) => ({ ...sample, channels: [] }));
  const foreign = makeSample(plain('good'));
  const seeing = makeSample(plain('seeing'), (sample) => ({
    ...sample,
    cameras: [{ name: 'front', codec: 'avc', width: 1, height: 1, fps: 1 }],
  }));
  for (const made of [good, contradicting, seeing])
    for (const [name, bytes] of made.served) served.set(name, bytes);
  const wrong = makeSample(plain('wrong'), (sample) => ({ ...sample, omitted: ['other bytes'] }));
  const wrongIndex = digestOf(nodeCrypto, sampleIndexBytes(wrong.sample));
  served.set(wrongIndex, bytesOf('x', 300));
  const endless = makeSample(plain('endless'), (sample) => ({ ...sample, omitted: ['endless'] }));
  served.set(digestOf(nodeCrypto, sampleIndexBytes(endless.sample)), bytesOf('e', 2 * SAMPLE_PAGE_BYTES));

  company.publish('contradicting', offering(contradicting));
  company.publish('foreign', offering(foreign));
  company.publish('seeing', offering(seeing));
  company.publish('wrong', offering(wrong));
  company.publish('endless', offering(endless));
  const last = company.publish('good', offering(good));
  const { feeds, sampleMirror } = world.broker.context;
  await feeds.pull(company.participant);
  await eventually(async () => {
    const { status } = await world.call(`/v1/datasets/${last.manifest.dataset}/sample`);
    return status === 200;
  });
  await eventually(() => {
    const { refused, failed } = sampleMirror.counts.snapshot();
    return refused === 3 && failed >= 2;
  });
  assert.deepEqual((await mirrorOf(world)).length, good.served.size);
  assert.equal((await world.call('/v1/datasets')).body['total'], 6);
});

test('a manifest whose sample breaks the bounds is not listed', async (t) => {
  const world = await startBroker(t);
  const company = await servingCompany(t, world, new Map());
  const made = makeSample(company.manifest('big', { facts: facts() }).manifest);
  const { sample } = offering(made);
  assert.ok(sample);
  company.publish('big', { facts: facts(), sample: { ...sample, frames: 401 } });
  company.publish('small', { facts: { ...facts(), episodes: 19 }, sample });
  company.publish('fine', { facts: facts(), sample: { ...sample, frames: 400 } });
  await world.broker.context.feeds.pull(company.participant);
  const { body } = await world.call('/v1/datasets');
  assert.deepEqual(
    (body['items'] as { slug: string }[]).map(({ slug }) => slug),
    ['fine'],
  );
});

test('samples stop where the quota of a company ends', async (t) => {
  const world = await startBroker(t, { samples: { totalBytes: 1_000_000, perProviderBytes: 700 } });
  const served = new Map<Digest, Uint8Array>();
  const company = await servingCompany(t, world, served);
  for (const slug of ['one', 'two']) {
    const made = makeSample(company.manifest(slug, { facts: facts() }).manifest);
    for (const [name, bytes] of made.served) served.set(name, bytes);
    company.publish(slug, offering(made));
  }
  const { feeds, sampleMirror } = world.broker.context;
  await feeds.pull(company.participant);
  await eventually(() => sampleMirror.counts.snapshot()['over-quota'] >= 1);
  assert.equal(sampleMirror.counts.snapshot().mirrored, 1);
});
