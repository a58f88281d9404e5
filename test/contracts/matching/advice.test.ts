import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import { digestOf } from '#contracts/digest.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { adviceOf, adviceWords, LEAST_WORTH_ASKING, worthAsking } from '#contracts/matching/advice.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import type { IndexedDataset } from '#contracts/matching/search/indexed-dataset.ts';
import { matchQuerySchema, type MatchAnswer, type MatchUse } from '#contracts/matching/schema.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { armEmbodiment, datasetOn } from '#test/support/match-bodies.ts';

const idOf = (body: Embodiment): string => digestOf(nodeCrypto, canonicalBytes(body));
const NAMED = { asked: 'replay', other: 'pre-train', dataset: 'acme/arm@1' };

function ask(use: MatchUse, data: Partial<IndexedDataset> = {}): MatchAnswer {
  const engine = createMatchEngine({ idOf });
  const body = armEmbodiment({ upper: 0.4, fore: 0.35 });
  engine.addBody(body);
  engine.putDataset(datasetOn(idOf(body), 'own', data));
  return engine.match(matchQuerySchema.parse({ embodiment: body, use, task: 'pick a cup from a shelf' }));
}

test('data that fits is asked for', () => {
  const advice = adviceOf(ask('replay'));
  assert.equal(advice.code, 'request');
  assert.equal(adviceWords(advice, NAMED), null);
});

test('where only another use is served, that one is named with about its score', () => {
  const answer = ask('replay', { modalities: ['video'] });
  assert.equal(answer.results[0]?.gate, 0.05);
  const advice = adviceOf(answer);
  assert.ok(advice.code === 'other-use' && advice.use === 'pre-train', advice.code);
  assert.ok(advice.score >= LEAST_WORTH_ASKING);
  assert.match(
    adviceWords(advice, NAMED) ?? '',
    /^Nothing .* \(replay\)\. For pre-train, acme\/arm@1 would score about \d\d\.$/,
  );
  assert.match(adviceWords(advice, NAMED, 'zh') ?? '', /^对于“replay”.*acme\/arm@1 约得 \d\d 分。$/);
});

test('what is good for pre-training only is asked for where that is wanted', () => {
  const [first] = ask('fine-tune').results;
  assert.ok(first !== undefined && worthAsking(first));
  assert.equal(worthAsking({ ...first, verdict: 'pre-train-only' }), false);
  assert.equal(worthAsking({ ...first, verdict: 'pre-train-only', use: 'pre-train' }), true);
  assert.equal(worthAsking({ ...first, verdict: 'not-usable' }), false);
});

test('data for an unrelated task, and an empty answer, are not worth a request', () => {
  const answer = ask('replay', { tasks: [{ text: 'weld the seam', episodes: 9 }] });
  assert.ok(answer.results.length > 0 && answer.results.every((result) => !worthAsking(result)));
  for (const each of [answer, { ...answer, results: [] }]) {
    const advice = adviceOf(each);
    assert.equal(advice.code, 'none');
    assert.match(adviceWords(advice, NAMED) ?? '', /Keep the question open/);
  }
});
