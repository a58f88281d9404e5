/**
 * How long a match takes, and its parts, on made-up bodies and datasets, one JSON line a figure:
 *
 *     npm run bench -- match          a million datasets on ten thousand bodies: some minutes
 *     npm run bench -- match-quick    a fiftieth of that
 *     node bench/match.ts [datasets] [bodies] [share with own histograms]
 *
 * Times are processor time of the one thread that matches: on an idle machine, the time that passes. Warm means that the pair
 * index of a known body is filled; no answer and no list of results is ever kept. The baseline is the definition itself:
 * every dataset is scored in full, and the answer is compared with that.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCoarseMap, coarseCodes, coarseCoverage } from '#contracts/embodiment/reach/coarse-reach.ts';
import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import {
  InverseSolver,
  REPLAY_TOLERANCE,
  TARGET_STRIDE,
} from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import { workspaceCloud } from '#contracts/embodiment/reach/pose-cloud.ts';
import { bestCoverage } from '#contracts/embodiment/reach/reach-coverage.ts';
import { buildReachMap } from '#contracts/embodiment/reach/reach-map.ts';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import type { IndexedDataset } from '#contracts/matching/search/indexed-dataset.ts';
import { createMatchEngine, type MatchEngine } from '#contracts/matching/match-engine.ts';
import {
  matchQuerySchema,
  MATCH_USES,
  type MatchQuery,
  type MatchResult,
} from '#contracts/matching/schema.ts';
import { openDetailStore } from '../server/matching/detail-store.ts';
import { openGeometryFile } from '../server/matching/geometry-store.ts';
import { exhaustiveScorer } from '../test/support/exhaustive-match.ts';
import { percentile, type Emit } from './bench-scope.ts';
import { benchMatchBroker } from './match-broker.ts';
import {
  bodyId,
  isTilted,
  makeCatalog,
  randomBody,
  randomChain,
  taskSentence,
  type MadeCatalog,
} from './match-catalog.ts';

/** The catalog that the project promises something about. */
const PROMISED = { size: 1_000_000, bodies: 10_000, measured: 0.3 };
const QUICK = { size: 20_000, bodies: 400, measured: 0.3 };
/** Questions about known bodies, about new ones, and those (hard ones among them) whose answer is compared with the exhaustive ranking. */
const KNOWN_QUESTIONS = 60;
const NEW_QUESTIONS = 30;
const COMPARED_QUESTIONS = [2, 3, 5, 6, 10];
/** Known bodies that are asked about, and of those whose first axis is not vertical; their rows of the pair index are filled first. */
const KNOWN_BODIES = 12;
const TILTED_BODIES = 6;
const TILTED_QUESTIONS = 30;
/** Datasets with motion of their own that a restart is measured with. */
const RESTARTED_DATASETS = 5000;
/** Results that recall looks at. */
const FINAL = 10;

/** Processor time of this thread, milliseconds: matching is one thread's work, and a busy machine shall not count against it. */
function clock(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds that each of `count` calls takes. */
function times(count: number, run: (i: number) => unknown): number[] {
  return Array.from({ length: count }, (_, i) => {
    const started = clock();
    run(i);
    return clock() - started;
  });
}

/** Measures the parts: reach map, full and coarse pair, inverse kinematics. */
export function benchMatchParts(emit: Emit): void {
  const random = seededRandom(11);
  const chains = Array.from({ length: 12 }, () => randomChain(random));
  const built = times(chains.length, (i) => buildReachMap(chains[i]!));
  emit({ name: 'match.reach-map', value: percentile(built, 0.5), unit: 'ms' });
  emit({ name: 'match.reach-map.p95', value: percentile(built, 0.95), unit: 'ms' });
  const maps = chains.map((chain) => buildReachMap(chain));
  const clouds = chains.map((chain) => workspaceCloud(chain));
  const rounds = 40;
  const perPair = (run: (from: number, to: number) => unknown): number => {
    const all = (): void => chains.forEach((_, from) => chains.forEach((__, to) => run(from, to)));
    all();
    const started = clock();
    for (let k = 0; k < rounds; k++) all();
    return ((clock() - started) * 1000) / (rounds * chains.length * chains.length);
  };
  const full = perPair((from, to) => bestCoverage(clouds[from]!, maps[to]!, { fixedHeight: null }));
  emit({ name: 'match.pair.full', value: full, unit: 'us' });
  const coarseMaps = chains.map((chain) => buildCoarseMap(chain));
  const motions = clouds.map((cloud) => ({ cloud, codes: coarseCodes(cloud) }));
  const coarse = perPair((from, to) => coarseCoverage(motions[from]!, coarseMaps[to]!));
  emit({ name: 'match.pair.coarse', value: coarse, unit: 'us' });
  emit({ name: 'match.inverse-kinematics', value: solvesPerSecond(chains), unit: 'solves/s' });
}

/** Solves from a nearby posture, as along a trajectory. */
function solvesPerSecond(chains: readonly KinematicChain[]): number {
  const random = seededRandom(13);
  const perChain = 2000;
  let seconds = 0;
  for (const chain of chains) {
    const fast = new FastChain(chain);
    const solver = new InverseSolver(fast, { rollFree: false, maxIterations: 40, ...REPLAY_TOLERANCE });
    const targets = new Float64Array(TARGET_STRIDE * perChain);
    const starts = new Float64Array(fast.size * perChain);
    for (let k = 0; k < perChain; k++) {
      const q = Float64Array.from(fast.lower, (lower, v) => lower + random.unit() * (fast.upper[v]! - lower));
      fast.forward(q);
      targets.set(fast.position, TARGET_STRIDE * k);
      targets.set(fast.rotation, TARGET_STRIDE * k + 3);
      starts.set(
        q.map((value) => value + 0.4 * (random.unit() - 0.5)),
        fast.size * k,
      );
    }
    const started = clock();
    for (let k = 0; k < perChain; k++) {
      solver.solve(starts.subarray(fast.size * k, fast.size * (k + 1)), targets, TARGET_STRIDE * k);
    }
    seconds += (clock() - started) / 1000;
  }
  return Math.round((perChain * chains.length) / seconds);
}

/** Details on disk for as long as this process lasts. */
function passingDetails(): ReturnType<typeof openDetailStore> {
  const folder = mkdtempSync(join(tmpdir(), 'kin-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  return openDetailStore(join(folder, 'scratch'));
}

/** Measures matches against a catalog. */
export function benchMatchCatalog(
  emit: Emit,
  made: { size: number; bodies: number; measured: number },
): void {
  const label = `match.${made.size}-datasets.${made.bodies}-bodies`;
  const say = (name: string, value: number, unit: string): void =>
    emit({ name: `${label}.${name}`, value: Math.round(value * 1000) / 1000, unit });
  const catalog = makeCatalog(made);
  const before = process.memoryUsage().rss;
  const engine = createMatchEngine({ idOf: () => bodyId(0), details: passingDetails() });
  const bodies = clock();
  for (const body of catalog.bodies) engine.addProfile(body);
  say('build.bodies', (clock() - bodies) / 1000, 's');
  const rows = clock();
  for (const dataset of catalog.datasets()) engine.putDataset(dataset);
  say('build.datasets', (clock() - rows) / 1000, 's');
  const random = seededRandom(23);
  measureJoin(say, { engine, random, bodies: made.bodies });
  const drawn = Array.from({ length: 4 * KNOWN_BODIES }, () => catalog.bodies[random.below(made.bodies)]!);
  const known = idsOf(drawn.filter((body) => !isTilted(body)).slice(0, KNOWN_BODIES));
  const tilted = idsOf(catalog.bodies.filter(isTilted).slice(0, TILTED_BODIES));
  for (const id of [...known, ...tilted]) while (engine.fillRow(id, 500));
  const ask = (i: number): MatchQuery => question(i, known[i % known.length]!);
  for (let i = 0; i < 3; i++) engine.match(ask(i));
  report(
    say,
    'known',
    times(KNOWN_QUESTIONS, (i) => engine.match(ask(i))),
  );
  const askTilted = (i: number): MatchQuery => question(i, tilted[i % tilted.length]!);
  for (let i = 0; i < 3; i++) engine.match(askTilted(i));
  report(
    say,
    'known-tilted',
    times(TILTED_QUESTIONS, (i) => engine.match(askTilted(i))),
  );
  const strangers = Array.from({ length: NEW_QUESTIONS }, (_, i) =>
    randomBody(bodyId(made.bodies + 100 + i), random),
  );
  const fresh = times(NEW_QUESTIONS, (i) => {
    engine.addProfile(strangers[i]!);
    engine.match(question(i, strangers[i]!.id));
  });
  const of = (leaning: boolean): number[] => fresh.filter((_, i) => isTilted(strangers[i]!) === leaning);
  report(say, 'new', of(false));
  report(say, 'new-tilted', of(true));
  say('memory', process.memoryUsage().rss / 1e6, 'MB');
  say('memory.engine', (process.memoryUsage().rss - before) / 1e6, 'MB');
  measureRecall(say, {
    engine,
    catalog,
    questions: [...COMPARED_QUESTIONS.map(ask), askTilted(0)],
  });
  measureRestart(say, catalog);
}

function idsOf(bodies: readonly BodyProfile[]): string[] {
  return bodies.map(({ id }) => id);
}

/** Bodies, and datasets with motion of their own, that come back after a restart: what the start before has kept of them is not made again. */
function measureRestart(say: Say, catalog: MadeCatalog): void {
  const folder = mkdtempSync(join(tmpdir(), 'kin-bench-'));
  try {
    const datasets = measuredOf(catalog, RESTARTED_DATASETS);
    const fill = (): { bodies: number; dataset: number } => {
      const kept = openGeometryFile(join(folder, 'geometry.db'));
      const details = openDetailStore(join(folder, 'scratch'));
      const engine = createMatchEngine({
        idOf: () => bodyId(0),
        geometry: kept.limbs,
        motions: kept.motions,
        details,
      });
      const started = clock();
      // Profiles of their own: what was computed for one object is not computed again.
      for (const body of catalog.bodies) engine.addProfile(structuredClone(body));
      const between = clock();
      for (const dataset of datasets) engine.putDataset(dataset);
      const taken = { bodies: (between - started) / 1000, dataset: (clock() - between) / datasets.length };
      details.close();
      kept.close();
      return taken;
    };
    const first = fill();
    const second = fill();
    say('restart.bodies', second.bodies, 's');
    say('first-start.measured-dataset', first.dataset, 'ms');
    say('restart.measured-dataset', second.dataset, 'ms');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first datasets with motion of their own. */
function measuredOf(catalog: MadeCatalog, count: number): IndexedDataset[] {
  const found: IndexedDataset[] = [];
  for (const dataset of catalog.datasets()) {
    if (dataset.histograms.length > 0) found.push(dataset);
    if (found.length === count) break;
  }
  return found;
}

type Say = (name: string, value: number, unit: string) => void;

/** Questions differ in task and use; one in four has no task. */
function question(i: number, id: string): MatchQuery {
  return matchQuerySchema.parse({
    embodimentId: id,
    ...(i % 4 === 3 ? {} : { task: taskSentence(i) }),
    use: i % 2 === 0 ? 'fine-tune' : MATCH_USES[(i >> 1) % MATCH_USES.length],
  });
}

function report(say: Say, name: string, taken: readonly number[]): void {
  say(`${name}.p50`, percentile(taken, 0.5), 'ms');
  say(`${name}.p95`, percentile(taken, 0.95), 'ms');
}

/** A body that comes into the running index, with everything that questions about it and about others need. */
function measureJoin(
  say: Say,
  { engine, random, bodies }: { engine: MatchEngine; random: SeededRandom; bodies: number },
): void {
  const joined = Array.from({ length: 3 }, (_, i) => randomBody(bodyId(bodies + i), random));
  const join = times(joined.length, (i) => {
    engine.addProfile(joined[i]!);
    // Coarse reach and likeness of all come first; reach follows while nobody asks.
    for (let filled = 0; filled < bodies + joined.length; filled += 500) engine.fillRow(joined[i]!.id, 500);
  });
  report(say, 'join', join);
  report(
    say,
    'warm',
    times(joined.length, (i) => {
      while (engine.fillRow(joined[i]!.id, 500));
    }),
  );
}

interface Compared {
  readonly engine: MatchEngine;
  readonly catalog: MadeCatalog;
  readonly questions: readonly MatchQuery[];
}

/** Scores every dataset for every compared question, and counts how many of the first ten the engine had. */
function measureRecall(say: Say, { engine, catalog, questions }: Compared): void {
  const bodies = new Map<string, BodyProfile>(catalog.bodies.map((body) => [body.id, body]));
  const runs = questions.map((query) => ({
    query,
    score: exhaustiveScorer(bodies, { target: bodies.get(query.embodimentId!)!, query }),
    best: [] as MatchResult[],
  }));
  const started = clock();
  for (const dataset of catalog.datasets()) {
    for (const run of runs) {
      const result = run.score(dataset);
      const last = run.best[FINAL - 1];
      if (result === null || (last !== undefined && inOrder(last, result) < 0)) continue;
      run.best = [...run.best, result].sort(inOrder).slice(0, FINAL);
    }
  }
  say('baseline.exhaustive', (clock() - started) / questions.length, 'ms');
  const found = runs.map(({ query, best }) => {
    const shown = new Set(
      engine
        .match(query)
        .results.slice(0, FINAL)
        .map(({ dataset }) => dataset),
    );
    return best.filter(({ dataset }) => shown.has(dataset)).length / best.length;
  });
  say('recall', found.reduce((sum, share) => sum + share, 0) / found.length, 'share of the first ten');
  say('recall.least', Math.min(...found), 'share of the first ten');
}

function inOrder(a: MatchResult, b: MatchResult): number {
  return b.score - a.score || (a.dataset < b.dataset ? -1 : 1);
}

/** All figures of matching. */
export async function benchMatch(emit: Emit): Promise<void> {
  benchMatchParts(emit);
  benchMatchCatalog(emit, PROMISED);
  await benchMatchBroker(emit, { datasets: 2000, bodies: 200 });
}

/** The same on a small catalog and a small broker. */
export async function benchMatchQuick(emit: Emit): Promise<void> {
  benchMatchParts(emit);
  benchMatchCatalog(emit, QUICK);
  await benchMatchBroker(emit, { datasets: 200, bodies: 20 });
}

if (import.meta.main) {
  const emit: Emit = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const [size, bodies, measured] = process.argv.slice(2).map(Number);
  if (size === undefined) await benchMatch(emit);
  else
    benchMatchCatalog(emit, {
      ...PROMISED,
      size,
      bodies: bodies ?? 200,
      measured: measured ?? PROMISED.measured,
    });
}
