import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestOfJson } from '#contracts/digest.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { PoseHistogramBuilder } from '#contracts/embodiment/reach/pose-histogram.ts';
import { createMatchEngine, type MatchEngine } from '#contracts/matching/match-engine.ts';
import {
  matchAnswerSchema,
  matchQuerySchema,
  SCORER,
  type MatchQueryInput,
} from '#contracts/matching/schema.ts';
import { otherScorerWords } from '#contracts/matching/words.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { armEmbodiment, datasetId, datasetOn } from '#test/support/match-bodies.ts';

const idOf = (embodiment: Embodiment): string => digestOfJson(nodeCrypto, embodiment);
const big = armEmbodiment({ upper: 0.45, fore: 0.4 });
const same = armEmbodiment({ upper: 0.44, fore: 0.41 });
const tiny = armEmbodiment({ upper: 0.12, fore: 0.12, shoulder: 0.1 });
const five = armEmbodiment({ upper: 0.45, fore: 0.4, fingers: 5 });

function engineOf(bodies: readonly Embodiment[]): MatchEngine {
  const engine = createMatchEngine({ idOf });
  for (const body of bodies) engine.addBody(body);
  return engine;
}

function ask(engine: MatchEngine, query: MatchQueryInput) {
  return engine.match(matchQuerySchema.parse(query));
}

test('data of the own body comes first and of a body out of reach last', () => {
  const engine = engineOf([big, same, tiny]);
  engine.putDataset(datasetOn(idOf(big), 'big'));
  engine.putDataset(datasetOn(idOf(same), 'same'));
  engine.putDataset(datasetOn(idOf(tiny), 'tiny'));
  const answer = ask(engine, { embodiment: tiny, use: 'replay' });
  assert.equal(answer.results[0]?.dataset, datasetId('tiny'));
  assert.equal(answer.results[0]?.verdict, 'direct');
  assert.ok(answer.results.slice(1).every((result) => result.score < 0.6));
  const other = ask(engine, { embodiment: big, use: 'replay' });
  assert.deepEqual(
    other.results.slice(0, 2).map((result) => result.dataset),
    [datasetId('big'), datasetId('same')],
  );
});

test('an answer keeps to its schema and its explanation adds up to the score', () => {
  const engine = engineOf([big, same, five]);
  for (const [label, body] of Object.entries({ big, same, five }))
    engine.putDataset(datasetOn(idOf(body), label));
  const answer = ask(engine, { embodiment: big, task: 'take the mug from the shelf' });
  assert.deepEqual(matchAnswerSchema.parse(JSON.parse(JSON.stringify(answer))), answer);
  assert.equal(answer.results.length, 3);
  for (const result of answer.results) {
    const lost = result.factors.reduce((sum, factor) => sum + factor.lost, 0);
    assert.ok(Math.abs(Math.exp(-lost) - result.bodyScore) < 1e-12);
    const task = result.task?.score ?? 1;
    assert.ok(Math.abs(result.bodyScore * result.gate * Math.sqrt(task) - result.score) < 1e-12);
    assert.ok(result.low <= result.score && result.score <= result.high);
  }
});

test('the answer does not depend on the order of arrival', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map((label, i) =>
    datasetOn(idOf([big, same, tiny][i % 3]!), label, {
      tasks: [{ text: ['pick a cup', 'open the drawer'][i % 2]!, episodes: 9 }],
    }),
  );
  const answers = [rows, rows.toReversed()].map((order, i) => {
    const engine = engineOf(i === 0 ? [big, same, tiny] : [tiny, same, big]);
    for (const row of order) engine.putDataset(row);
    return ask(engine, { embodiment: big, task: 'pick a cup' });
  });
  assert.deepEqual(answers[0], answers[1]);
});

test('the task orders datasets of one body, in either language', () => {
  const engine = engineOf([big]);
  const tasks = {
    cup: 'pick up the cup',
    bowl: '拿起碗',
    drawer: 'open the drawer',
    dance: 'wave to the person',
  };
  for (const [label, text] of Object.entries(tasks))
    engine.putDataset(datasetOn(idOf(big), label, { tasks: [{ text, episodes: 5 }] }));
  for (const task of ['pick a cup from a shelf', '从架子上拿杯子']) {
    const answer = ask(engine, { embodiment: big, task });
    assert.deepEqual(
      answer.results.slice(0, 2).map((result) => result.dataset),
      [datasetId('cup'), datasetId('bowl')],
    );
  }
});

test('video without motion is pre-training data and says so, whatever its score', () => {
  const engine = engineOf([big]);
  engine.putDataset(
    datasetOn(null, 'film', { method: 'human-video', modalities: ['video'], controlMode: 'unknown' }),
  );
  engine.putDataset(datasetOn(idOf(big), 'robot'));
  const answer = ask(engine, { embodiment: big, use: 'fine-tune' });
  assert.deepEqual(
    answer.results.map((result) => [result.dataset, result.verdict]),
    [
      [datasetId('robot'), 'direct'],
      [datasetId('film'), 'pre-train-only'],
    ],
  );
  assert.deepEqual(
    answer.results[1]?.blockers.map((blocker) => blocker.code),
    ['block-no-motion'],
  );
});

test('two fingers take pinch tasks of a five-finger hand, but no in-hand tasks', () => {
  const engine = engineOf([big, five]);
  engine.putDataset(
    datasetOn(idOf(five), 'five', { tasks: [{ text: 'rotate in hand the ball', episodes: 5 }] }),
  );
  const pinch = ask(engine, { embodiment: big, task: 'pick up the ball' });
  assert.equal(pinch.results[0]?.verdict, 'map');
  const inHand = ask(engine, { embodiment: big, task: 'rotate in hand a ball' });
  assert.equal(inHand.results[0]?.verdict, 'pre-train-only');
  assert.ok(inHand.results[0]?.blockers.some((blocker) => blocker.code === 'block-in-hand'));
});

test('filters hold rows back and the stages count them', () => {
  const engine = engineOf([big]);
  engine.putDataset(datasetOn(idOf(big), 'long', { hours: 20 }));
  engine.putDataset(datasetOn(idOf(big), 'short', { hours: 0.1 }));
  engine.putDataset(datasetOn(idOf(big), 'sim', { hours: 20, method: 'simulation' }));
  const answer = ask(engine, { embodiment: big, filters: { minHours: 1, methods: ['teleoperation'] } });
  assert.deepEqual(
    answer.results.map((result) => result.dataset),
    [datasetId('long')],
  );
  assert.deepEqual(answer.stages[0], { stage: 'filters', unit: 'datasets', entered: 3, kept: 1 });
  assert.deepEqual(answer.catalog, { size: 3, bodies: 1, treeSize: null });
});

test("a dataset's own histogram replaces the workspace of its body", () => {
  const engine = engineOf([big, tiny]);
  const near = new PoseHistogramBuilder(0);
  for (let k = 0; k < 3000; k++) {
    near.addPose(k % 5, [0.12 + 0.01 * (k % 5), 0.01 * (k % 7), 0.12], [0, 1, 0, 0]);
  }
  engine.putDataset(datasetOn(idOf(big), 'near', { histograms: [near.build()] }));
  engine.putDataset(datasetOn(idOf(big), 'all'));
  const answer = ask(engine, { embodiment: tiny, use: 'replay' });
  const reach = Object.fromEntries(answer.results.map((result) => [result.dataset, result.factors[0]]));
  assert.equal(reach[datasetId('near')]?.reason.code, 'reach-of-motion');
  assert.equal(reach[datasetId('all')]?.reason.code, 'reach-of-workspace');
  assert.ok(reach[datasetId('near')]!.value! > reach[datasetId('all')]!.value! + 0.3);
});

test('a question without a body ranks by task alone', () => {
  const engine = engineOf([big]);
  engine.putDataset(datasetOn(idOf(big), 'cup'));
  engine.putDataset(datasetOn(null, 'drawer', { tasks: [{ text: 'open the drawer', episodes: 4 }] }));
  const answer = ask(engine, { task: 'open a drawer' });
  assert.equal(answer.embodimentId, null);
  assert.equal(answer.results[0]?.dataset, datasetId('drawer'));
});

test('an unknown body id is refused, removed datasets are gone', () => {
  const engine = engineOf([big]);
  engine.putDataset(datasetOn(idOf(big), 'x'));
  assert.equal(engine.removeDataset(datasetId('x')), true);
  assert.equal(engine.removeDataset(datasetId('x')), false);
  assert.equal(ask(engine, { embodiment: big }).results.length, 0);
  assert.throws(() => ask(engine, { embodimentId: `sha256:${'1'.repeat(64)}` }), { code: 'not-found' });
  assert.throws(() => engine.putDataset(datasetOn(`sha256:${'1'.repeat(64)}`, 'y')), { code: 'not-found' });
});

test('an answer of an older or newer broker is read, and what its scores are worth is said', () => {
  const answer = ask(engineOf([big]), { embodiment: big });
  for (const scorer of ['scorer/1', 'scorer/27']) {
    assert.equal(matchAnswerSchema.parse({ ...answer, scorer }).scorer, scorer);
  }
  for (const scorer of ['scorer/0', 'scorer', 'other/5', `scorer/${'9'.repeat(40)}`]) {
    assert.throws(() => matchAnswerSchema.parse({ ...answer, scorer }));
  }
  assert.match(otherScorerWords({ scorer: 'scorer/1', own: SCORER }), /scorer\/1.*not comparable/);
});
