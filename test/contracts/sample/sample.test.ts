import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestOf } from '#contracts/digest.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import {
  openSample,
  parseSample,
  requireAllowedSample,
  sampleBytes,
  sampleIndexBytes,
  seriesBytes,
  type Sample,
  type SampleOffer,
} from '#contracts/sample/sample.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

const DATASET = `urn:kin:ds:${'a'.repeat(52)}`;
const digest = (text: string): string => digestOf(nodeCrypto, new TextEncoder().encode(text));
const license = LICENSE_TEMPLATES['open-research'] as LicenseTerms;

function sample(): Sample {
  return {
    schema: 'sample/1',
    dataset: DATASET,
    derivative: digest('root'),
    format: { name: 'lerobot', version: 'v3.0' },
    fps: 15,
    episodes: [
      {
        frames: 30,
        source: 4,
        sourceFrames: 75,
        tasks: ['pick'],
        series: digest('series'),
        videos: [{ camera: 0, file: digest('video') }],
      },
    ],
    channels: [
      { feature: 'action', dimension: 0, label: 'shoulder', unit: 'rad', role: 'action', rateHz: 15 },
    ],
    omitted: [],
    cameras: [{ name: 'observation.images.front', codec: 'avc', width: 64, height: 48, fps: 15 }],
    files: [
      { path: 'data/file.parquet', size: 900, digest: digest('data'), part: 'dataset' },
      {
        path: 'series/episode-000000.f32',
        size: seriesBytes(30, 1),
        digest: digest('series'),
        part: 'series',
      },
      { path: 'videos/front.mp4', size: 4000, digest: digest('video'), part: 'dataset' },
    ],
  };
}

function offerOf(made: Sample): SampleOffer {
  const index = digestOf(nodeCrypto, sampleIndexBytes(made));
  return { index, bytes: sampleBytes(made), episodes: 1, frames: 30, license, smallDatasetConfirmed: false };
}

function refuses(work: () => unknown, code: string): void {
  assert.throws(work, (error) => isExchangeError(error) && error.code === code);
}

test('an index opens under the offer that names it, and under no other', () => {
  const made = sample();
  const bytes = sampleIndexBytes(made);
  const expected = {
    offer: offerOf(made),
    dataset: DATASET,
    plaintextRoot: digest('root'),
    pixels: true,
  };
  assert.deepEqual(openSample(nodeCrypto, bytes, expected), made);
  refuses(() => openSample(nodeCrypto, bytes, { ...expected, pixels: false }), 'content-mismatch');
  refuses(
    () => openSample(nodeCrypto, bytes, { ...expected, plaintextRoot: digest('x') }),
    'content-mismatch',
  );
  refuses(
    () => openSample(nodeCrypto, bytes, { ...expected, offer: { ...expected.offer, frames: 29 } }),
    'content-mismatch',
  );
  refuses(
    () => openSample(nodeCrypto, bytes, { ...expected, offer: { ...expected.offer, index: digest('y') } }),
    'content-mismatch',
  );
});

test('an index that contradicts itself is refused', () => {
  const file = (at: number, change: object): Sample => {
    const made = sample();
    return { ...made, files: made.files.map((each, i) => (i === at ? { ...each, ...change } : each)) };
  };
  const bad: [Sample, string][] = [
    [file(1, { size: 12 }), 'content-mismatch'],
    [file(1, { part: 'dataset' }), 'content-mismatch'],
    [file(0, { part: 'series' }), 'content-mismatch'],
    [file(0, { path: '../x' }), 'path-not-allowed'],
    [file(0, { path: 'zz' }), 'path-not-allowed'],
    [file(0, { size: 20 * 1024 * 1024 }), 'limit-exceeded'],
    [file(2, { path: 'videos/front.html' }), 'content-mismatch'],
    [{ ...sample(), cameras: [] }, 'content-mismatch'],
    [{ ...sample(), channels: [] }, 'content-mismatch'],
  ];
  for (const [made, code] of bad) refuses(() => parseSample(sampleIndexBytes(made)), code);
});

test('a tenth of the frames, and few episodes only when confirmed', () => {
  const offer = offerOf(sample());
  requireAllowedSample(offer, { episodes: 20, frames: 300 });
  refuses(() => requireAllowedSample(offer, { episodes: 20, frames: 299 }), 'content-mismatch');
  refuses(() => requireAllowedSample(offer, { episodes: 19, frames: 300 }), 'content-mismatch');
  requireAllowedSample({ ...offer, smallDatasetConfirmed: true }, { episodes: 8, frames: 300 });
  const priced = {
    ...offer,
    license: { ...license, price: { amount: '1', currency: 'EUR', per: 'dataset' as const } },
  };
  refuses(() => requireAllowedSample(priced, { episodes: 20, frames: 300 }), 'content-mismatch');
});
