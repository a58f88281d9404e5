import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { rankByCertificates } from '#contracts/matching/certified-ranking.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import {
  matchAnswerSchema,
  matchQuerySchema,
  type FactorScore,
  type MatchResult,
  type MatchUse,
} from '#contracts/matching/schema.ts';
import { reasonWords } from '#contracts/matching/words.ts';
import { digestOf } from '#contracts/digest.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { armEmbodiment, datasetId, datasetOn } from '#test/support/match-bodies.ts';

const idOf = (body: Embodiment): string => digestOf(nodeCrypto, canonicalBytes(body));

test('certificates re-rank the first results, and the explanation still adds up', () => {
  const engine = createMatchEngine({ idOf });
  const target = armEmbodiment({ upper: 0.4, fore: 0.35 });
  const other = armEmbodiment({ upper: 0.42, fore: 0.33 });
  for (const body of [target, other]) engine.addBody(body);
  engine.putDataset(datasetOn(idOf(target), 'own'));
  engine.putDataset(datasetOn(idOf(other), 'other'));
  const answer = engine.match(matchQuerySchema.parse({ embodiment: target, use: 'replay' }));
  assert.equal(answer.results[0]!.dataset, datasetId('own'));

  const low = { share: 0.1, low: 0.05, high: 0.15 };
  const ranked = rankByCertificates(answer, new Map([[datasetId('own'), { whole: low, motion: low }]]));
  assert.deepEqual(
    ranked.results.map(({ dataset }) => dataset),
    [datasetId('other'), datasetId('own')],
  );
  assert.deepEqual(ranked.results[0], answer.results[1]);
  const certified = ranked.results[1]!;
  assert.deepEqual(matchAnswerSchema.parse(JSON.parse(JSON.stringify(ranked))), ranked);
  assert.deepEqual(certified.replayable, { ...low, basis: 'inverse-kinematics' });
  const lost = certified.factors.reduce((sum, factor) => sum + factor.lost, 0);
  assert.ok(Math.abs(Math.exp(-lost) - certified.bodyScore) < 1e-12);
  assert.ok(Math.abs(certified.uses.replay - certified.bodyScore * certified.gate) < 1e-9);
  assert.ok(certified.low <= certified.score && certified.score <= certified.high);
  assert.deepEqual(rankByCertificates(answer, new Map()), answer);
});

test('replay goes by whole motions, training by the motion of the limbs', () => {
  const engine = createMatchEngine({ idOf });
  const target = armEmbodiment({ upper: 0.4, fore: 0.35 });
  engine.addBody(target);
  engine.putDataset(datasetOn(idOf(target), 'two-handed'));
  const none = { share: 0, low: 0, high: 0.05 };
  const half = { share: 0.45, low: 0.35, high: 0.55 };
  const ranked = (use: MatchUse): MatchResult =>
    rankByCertificates(
      engine.match(matchQuerySchema.parse({ embodiment: target, use })),
      new Map([[datasetId('two-handed'), { whole: none, motion: half }]]),
    ).results[0]!;
  const reachOf = ({ factors }: MatchResult): FactorScore =>
    factors.find(({ factor }) => factor === 'reach')!;
  const [replay, tune] = [ranked('replay'), ranked('fine-tune')];
  assert.deepEqual([reachOf(replay).value, reachOf(tune).value], [0, 0.45]);
  assert.deepEqual(reachOf(replay).reason, { code: 'reach-certified', params: { coverage: 0 } });
  const told = { code: 'reach-certified-limbs', params: { coverage: 0.45, whole: 0 } };
  assert.deepEqual(reachOf(tune).reason, told);
  assert.match(
    reasonWords(reachOf(tune).reason, 'en'),
    /^45 % of the motion .* 0 % of it with all limbs at once/,
  );
  for (const { replayable } of [replay, tune]) assert.equal(replayable?.share, 0);
  // Both answers know what the other use is worth.
  assert.ok(Math.abs(tune.uses.replay - replay.uses.replay) < 1e-9);
  assert.ok(tune.bodyScore > 4 * ranked('replay').uses.replay);
});
