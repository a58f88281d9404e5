import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATASET_METRIC_WORDS, METRIC_GROUPS, reasonName } from '#contracts/dataset/metric-words.ts';
import { DATASET_METRIC_IDS, QUALITY_METRIC_IDS } from '#contracts/dataset/quality.ts';

test('every metric has a name and a meaning in both languages, once', () => {
  const perEpisode = METRIC_GROUPS.flatMap(({ metrics }) => metrics);
  assert.deepEqual(perEpisode.map(({ id }) => id).sort(), [...QUALITY_METRIC_IDS].sort());
  assert.deepEqual(DATASET_METRIC_WORDS.map(({ id }) => id).sort(), [...DATASET_METRIC_IDS].sort());
  for (const { id, en, zh } of [...perEpisode, ...DATASET_METRIC_WORDS]) {
    for (const words of [...en, ...zh]) assert.ok(words.length > 1, id);
  }
});

test('reasons that are no metric have names too, and an unknown one is told as it is', () => {
  assert.equal(reasonName('timestamp-jitter', 'en'), 'Clock jitter');
  assert.equal(reasonName('duplicate', 'zh'), '与另一片段相同');
  assert.equal(reasonName('from-tomorrow', 'en'), 'from-tomorrow');
});
