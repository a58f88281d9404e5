import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { buildReachMap } from '#contracts/embodiment/reach/reach-map.ts';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import type { IndexedDataset } from '#contracts/matching/search/indexed-dataset.ts';
import { createMatchEngine, type MatchEngine } from '#contracts/matching/match-engine.ts';
import { matchQuerySchema, type MatchQuery } from '#contracts/matching/schema.ts';
import { enlarged } from '../../support/enlarged.ts';
import { leaning } from '../../support/leaning.ts';
import { rankExhaustively } from '../../support/exhaustive-match.ts';
import { randomCatalog, randomDataset, randomQuery } from '../../support/random-catalog.ts';

function engineOf(bodies: readonly BodyProfile[], datasets: readonly IndexedDataset[]): MatchEngine {
  const engine = createMatchEngine({ idOf: () => assert.fail('no body is described') });
  for (const body of bodies) engine.addProfile(body);
  for (const dataset of datasets) engine.putDataset(dataset);
  return engine;
}

function questions(random: SeededRandom, bodies: readonly BodyProfile[], count: number): MatchQuery[] {
  // Few targets, many questions: a reach map takes longer than a search.
  const targets = bodies.slice(0, 4);
  return Array.from({ length: count }, () => matchQuerySchema.parse(randomQuery(random, targets)));
}

test('the search finds what scoring every dataset finds, to the bit', () => {
  const random = seededRandom(5501);
  const { bodies, datasets } = randomCatalog(random, { bodies: 24, datasets: 160 });
  const engine = engineOf(bodies, datasets);
  const byId = new Map(bodies.map((body) => [body.id, body]));
  let shown = 0;
  let stoppedEarly = 0;
  for (const query of questions(random, bodies, 40)) {
    const target = query.embodimentId === undefined ? null : byId.get(query.embodimentId)!;
    const answer = engine.match(query);
    const wanted = rankExhaustively({ datasets, bodies: byId }, { target, query });
    assert.deepEqual(answer.results, wanted, JSON.stringify(query));
    assert.deepEqual(answer.limits, []);
    shown += wanted.length;
    const reach = answer.stages.find(({ stage }) => stage === 'coarse-reach')!;
    if (reach.kept < reach.entered) stoppedEarly++;
  }
  assert.ok(shown > 200, `${shown} results were compared`);
  assert.ok(stoppedEarly > 5, `${stoppedEarly} searches left bodies aside`);
});

test('the search finds the same for bodies and targets that do not stand upright, and for large ones', () => {
  const random = seededRandom(5510);
  const made = randomCatalog(random, { bodies: 14, datasets: 100 });
  const bodies = made.bodies.map((body, i): BodyProfile => {
    if (i % 3 === 2) return body;
    const lean = { around: i % 2 === 0 ? 'x' : 'y', angle: 0.3 + 0.2 * i } as const;
    const other = (chain: KinematicChain): KinematicChain =>
      i % 3 === 0 ? leaning(chain, lean) : enlarged(chain, 2 + i);
    return { ...body, limbs: body.limbs.map((limb) => ({ ...limb, chain: other(limb.chain) })) };
  });
  const engine = engineOf(bodies, made.datasets);
  const byId = new Map(bodies.map((body) => [body.id, body]));
  let shown = 0;
  for (const query of questions(random, bodies, 20)) {
    const target = query.embodimentId === undefined ? null : byId.get(query.embodimentId)!;
    const wanted = rankExhaustively({ datasets: made.datasets, bodies: byId }, { target, query });
    assert.deepEqual(engine.match(query).results, wanted, JSON.stringify(query));
    shown += wanted.length;
  }
  assert.ok(shown > 100, `${shown} results were compared`);
});

test('a task that nobody understands ranks as scoring every dataset ranks', () => {
  const random = seededRandom(5508);
  const { bodies, datasets } = randomCatalog(random, { bodies: 8, datasets: 60 });
  const engine = engineOf(bodies, datasets);
  const byId = new Map(bodies.map((body) => [body.id, body]));
  const target = bodies[0]!;
  const query = matchQuerySchema.parse({ embodimentId: target.id, task: '...' });
  const wanted = rankExhaustively({ datasets, bodies: byId }, { target, query });
  assert.deepEqual(engine.match(query).results, wanted);
});

test('an answer says which limit kept rows back, and only when it did', () => {
  const random = seededRandom(5509);
  const { bodies, datasets } = randomCatalog(random, { bodies: 12, datasets: 120 });
  const idOf = (): string => assert.fail('no body is described');
  const tight = createMatchEngine({ idOf, budget: { limbPairs: 2, measuredRows: 1, unsketchedRows: 1 } });
  const free = engineOf(bodies, datasets);
  for (const body of bodies) tight.addProfile(body);
  for (const dataset of datasets) tight.putDataset(dataset);
  const named = new Set<string>();
  for (const query of questions(random, bodies, 20)) {
    const answer = tight.match(query);
    for (const limit of answer.limits) named.add(limit);
    if (answer.limits.length === 0) assert.deepEqual(answer.results, free.match(query).results);
  }
  assert.deepEqual([...named].sort(), ['limb-pairs', 'measured-rows']);
});

test('an answer, stages included, depends neither on the order of arrival nor on earlier questions', () => {
  const random = seededRandom(5502);
  const { bodies, datasets } = randomCatalog(random, { bodies: 16, datasets: 80 });
  const queries = questions(random, bodies, 12);
  const warm = engineOf(bodies, datasets);
  for (const { id } of bodies.slice(0, 4)) while (warm.fillRow(id, 3));
  const turned = engineOf(bodies.toReversed(), datasets.toReversed());
  for (const query of queries) assert.deepEqual(turned.match(query), warm.match(query));
});

test('datasets that go, come again and change leave no trace', () => {
  const random = seededRandom(5503);
  const { bodies, datasets } = randomCatalog(random, { bodies: 10, datasets: 60 });
  const engine = engineOf(bodies, datasets);
  for (const dataset of datasets.slice(0, 40)) engine.removeDataset(dataset.datasetId);
  for (const dataset of datasets.slice(10, 30)) {
    const { datasetId } = dataset;
    engine.putDataset({ ...randomDataset(random, 'x', bodies), datasetId });
  }
  for (const dataset of datasets.slice(0, 35).toReversed()) engine.putDataset(dataset);
  for (const dataset of datasets.slice(35, 40)) engine.putDataset(dataset);
  const fresh = engineOf(bodies, datasets);
  assert.equal(engine.size, datasets.length);
  for (const query of questions(random, bodies, 8)) assert.deepEqual(engine.match(query), fresh.match(query));
});

test('a question among some datasets ranks those as if there were no others', () => {
  const random = seededRandom(5504);
  const made = randomCatalog(random, { bodies: 10, datasets: 60 });
  const { bodies } = made;
  // Pairings look at the whole catalog, whatever is asked about.
  const datasets = made.datasets.map((own) => ({ ...own, pairings: [] }));
  const engine = engineOf(bodies, datasets);
  const some = datasets.filter((_, i) => i % 4 === 0);
  const alone = engineOf(bodies, some);
  const ids = new Set([...some.map(({ datasetId }) => datasetId), 'urn:kin:ds:gone']);
  for (const query of questions(random, bodies, 8)) {
    assert.deepEqual(engine.match(query, ids).results, alone.match(query).results);
  }
});

test('a search in steps, between which the index changes, ends like one of the index as it is then', () => {
  const random = seededRandom(5511);
  const { bodies, datasets } = randomCatalog(random, { bodies: 12, datasets: 80 });
  const half = Math.floor(datasets.length / 2);
  let anew = 0;
  for (const query of questions(random, bodies, 8)) {
    const engine = engineOf(
      bodies.slice(0, 10),
      datasets.slice(0, half).filter((own) => isOn(own, bodies.slice(0, 10))),
    );
    for (const body of bodies) engine.addProfile(body);
    const steps = engine.matchInSteps(query);
    let [taken, put] = [0, half];
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        assert.deepEqual(step.value, engine.match(query));
        break;
      }
      if (++taken % 5 !== 0 || put === datasets.length) continue;
      engine.putDataset(datasets[put]!);
      if (put++ % 3 === 0) engine.removeDataset(datasets[put - 10]!.datasetId);
      anew++;
    }
  }
  assert.ok(anew > 50, `${anew} changes came between two steps`);
});

function isOn({ embodimentId }: IndexedDataset, bodies: readonly BodyProfile[]): boolean {
  return embodimentId === null || bodies.some(({ id }) => id === embodimentId);
}

test('geometry and maps that somebody else has built are taken as if they had been built here', () => {
  const random = seededRandom(5512);
  const { bodies, datasets } = randomCatalog(random, { bodies: 4, datasets: 20 });
  const wanted = engineOf(bodies, datasets);
  const own = structuredClone(bodies);
  const engine = engineOf(own, datasets);
  const query = matchQuerySchema.parse({ embodimentId: own[0]!.id });
  const plans = engine.missingMaps(query);
  assert.ok(plans.length > 0);
  for (const { chain, options, keep } of plans) keep(buildReachMap(structuredClone(chain), options));
  assert.deepEqual(engine.missingMaps(query), []);
  assert.equal(engine.uncompared(query), own.length);
  while (engine.fillRow(own[0]!.id, 3));
  assert.equal(engine.uncompared(query), 0);
  assert.deepEqual(engine.match(query), wanted.match(query));
});
