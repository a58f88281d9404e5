import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasetFactsSchema, factsBytes, factsFit, type DatasetFacts } from '#contracts/dataset/facts.ts';
import { MAX_FACTS_BYTES } from '#contracts/dataset/limits.ts';
import { QUALITY_METRIC_IDS, QUALITY_METRICS, qualityValue } from '#contracts/dataset/quality.ts';

const absent = { presence: 'absent', rateHz: null, channels: 0 } as const;
const extent = { episodes: 1, frames: 10, seconds: 1, fps: 10, tasks: 1, videos: null };

function minimalFacts(): DatasetFacts {
  return {
    schema: 'facts/1',
    format: { name: 'lerobot', version: 'v3.0' },
    robotType: null,
    episodes: 1,
    frames: 10,
    seconds: 1,
    hours: 0.000277778,
    bytes: 1000,
    files: 4,
    fps: 10,
    features: [],
    tasks: [{ index: 0, text: 'Put the cup on the shelf.', episodes: 1, frames: 10 }],
    tasksOmitted: 0,
    modalities: [],
    sensing: { jointTorque: absent, force: absent, tactile: absent },
    cameras: [],
    clock: { source: 'unknown', jitterMs: null },
    control: { mode: 'unknown', reference: 'unknown', basis: 'unknown', rateHz: null },
    collection: {
      method: 'unknown',
      methodBasis: 'unknown',
      device: null,
      siteClass: null,
      operatorClass: null,
      from: null,
      to: null,
      simulator: null,
    },
    annotation: { granularity: 'episode', successLabels: 'absent' },
    declared: extent,
    observed: extent,
    discrepancies: [],
    quality: {
      metrics: [
        { id: 'duration', unit: 's', episodes: 1, min: 1, median: 1, p95: 1, max: 1, mean: 1 },
        { id: 'jumps', unit: 'count', episodes: 1, min: 2, median: 2, p95: 2, max: 2, mean: 2 },
      ],
      episodes: [{ episode: 0, values: [1, 2], reasons: ['jumps'] }],
      episodesOmitted: 0,
      duplicates: [],
      qualification: {
        profile: 'built-in@1',
        passed: 0,
        failed: 1,
        rate: 0,
        reasons: [{ reason: 'jumps', episodes: 1 }],
      },
    },
    findings: [],
    findingsOmitted: 0,
  };
}

test('accepts facts with everything unknown said to be unknown', () => {
  const facts = minimalFacts();
  assert.deepEqual(datasetFactsSchema.parse(facts), facts);
  assert.ok(factsFit(facts));
  assert.ok(factsBytes(facts) < 3000);
});

test('refuses members that the schema does not name', () => {
  assert.equal(datasetFactsSchema.safeParse({ ...minimalFacts(), operator: 'a person' }).success, false);
});

test('refuses facts of another major', () => {
  assert.equal(datasetFactsSchema.safeParse({ ...minimalFacts(), schema: 'facts/2' }).success, false);
});

test('refuses a finding with a code that is no code and one with too many parameters', () => {
  const finding = {
    code: 'file-unreadable',
    severity: 'error',
    file: null,
    offset: null,
    row: null,
    params: {},
  };
  const with_ = (change: object) => ({ ...minimalFacts(), findings: [{ ...finding, ...change }] });
  assert.equal(datasetFactsSchema.safeParse(with_({})).success, true);
  assert.equal(datasetFactsSchema.safeParse(with_({ code: 'File Unreadable' })).success, false);
  const params = Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`p${i}`, i]));
  assert.equal(datasetFactsSchema.safeParse(with_({ params })).success, false);
});

test('says when facts are too large for a manifest', () => {
  const facts = minimalFacts();
  const row = facts.quality.episodes[0];
  assert.ok(row);
  const many = {
    ...facts,
    tasks: Array.from({ length: 900 }, (_, index) => ({
      index,
      text: 'x'.repeat(400),
      episodes: 0,
      frames: 0,
    })),
  };
  assert.ok(factsBytes(many) > MAX_FACTS_BYTES);
  assert.equal(factsFit(many), false);
});

test('finds the value of a metric by its place in the metric list', () => {
  const { quality } = minimalFacts();
  const [row] = quality.episodes;
  assert.ok(row);
  assert.equal(qualityValue(quality, row, 'jumps'), 2);
  assert.equal(qualityValue(quality, row, 'jerk'), null);
});

test('names every metric once and gives it a unit', () => {
  assert.equal(new Set(QUALITY_METRIC_IDS).size, QUALITY_METRIC_IDS.length);
  for (const id of QUALITY_METRIC_IDS) assert.ok(QUALITY_METRICS[id]);
});
