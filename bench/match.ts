/**
 * How long a match takes, and its parts, on generated bodies and datasets: `node bench/match.ts [datasets] [bodies]` prints one
 * JSON line per figure.
 *
 * Times are processor time of the one thread that matches: on an idle machine, the time that passes. Bodies are random arms of
 * four to seven axes; no figure depends on a file. Warm means: the first look of a known body at the
 * others is an index; no list of results is ever kept.
 */

import {
  buildCoarseMap,
  coarseCodes,
  coarseCoverage,
  GLANCE_POSES,
} from '#contracts/embodiment/coarse-reach.ts';
import type { ChainJoint, KinematicChain } from '#contracts/embodiment/chain.ts';
import { FastChain } from '#contracts/embodiment/fast-chain.ts';
import { InverseSolver, REPLAY_TOLERANCE, TARGET_STRIDE } from '#contracts/embodiment/inverse-kinematics.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { workspaceCloud } from '#contracts/embodiment/pose-cloud.ts';
import { bestCoverage } from '#contracts/embodiment/reach-coverage.ts';
import { buildReachMap } from '#contracts/embodiment/reach-map.ts';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import type { BodyProfile } from '#contracts/matching/body-profile.ts';
import type { IndexedDataset } from '#contracts/matching/indexed-dataset.ts';
import { limbFeatures } from '#contracts/matching/kinematic-features.ts';
import { createMatchEngine, type MatchEngine } from '#contracts/matching/match-engine.ts';
import { matchQuerySchema } from '#contracts/matching/schema.ts';

/** Takes one figure. */
export type Emit = (line: { name: string; value: number; unit: string }) => void;

/** Sizes of the catalogs that are measured. */
const SIZES = [1_000, 10_000, 100_000];
const DEFAULT_BODIES = 200;
const QUERIES = 30;

const VERBS = ['pick', 'place', 'open', 'close', 'pour', 'insert', 'wipe', 'fold', 'stack', 'push'];
const OBJECTS = [
  'cup',
  'bowl',
  'drawer',
  'bottle',
  'towel',
  'block',
  'peg',
  'box',
  'apple',
  'door',
  'book',
  'pen',
];
const PLACES = ['table', 'shelf', 'box', 'sink', 'tray', 'cabinet', 'floor', 'fridge'];

/** A random serial arm whose first axis is vertical. */
function randomChain(random: SeededRandom): KinematicChain {
  const count = 4 + random.below(4);
  const joints: ChainJoint[] = [];
  let at: Vec3 = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const axes: Vec3[] = [
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ];
    const axis: Vec3 = i === 0 ? [0, 0, 1] : i === 1 ? [0, 1, 0] : axes[random.below(3)]!;
    const range = 1.5 + random.unit() * 1.6;
    joints.push({
      type: 'revolute',
      axis,
      point: at,
      lower: -range,
      upper: range,
      unlimited: false,
      velocity: 2,
      follows: null,
      shared: false,
      joint: i,
    });
    at = [at[0] + 0.05 * random.unit(), at[1], at[2] + 0.05 + 0.25 * random.unit()];
  }
  return { joints, tcp: { position: at, rotation: [1, 0, 0, 0] } };
}

function randomBody(id: string, random: SeededRandom): BodyProfile {
  const chain = randomChain(random);
  const features = limbFeatures('arm', chain);
  const fingers = [2, 2, 2, 3, 5][random.below(5)]!;
  const kind = fingers === 2 ? 'two-finger' : fingers === 3 ? 'three-finger' : 'anthropomorphic';
  return {
    id,
    limbs: [
      {
        effector: 0,
        chain,
        hand: { kind, fingers, drives: fingers, aperture: [0, 0.06 + 0.06 * random.unit()] },
        features,
        baseAboveFloor: null,
      },
    ],
    features: [features],
    floorBound: false,
    turningBase: false,
    handOnly: false,
    human: false,
    cameras: null,
    commands: null,
    accuracyM: null,
  };
}

function bodyId(i: number): string {
  return `sha256:${i.toString(16).padStart(64, '0')}`;
}

function dataset(i: number, bodies: number, random: SeededRandom): IndexedDataset {
  const of = (words: readonly string[]): string => words[random.below(words.length)]!;
  return {
    datasetId: `urn:kin:ds:${i.toString(32).replaceAll(/[01]/g, 'z').padStart(52, 'a')}`,
    manifestDigest: `sha256:${i.toString(16).padStart(64, '0')}`,
    embodimentId: bodyId(random.below(bodies)),
    tasks: [{ text: `${of(VERBS)} the ${of(OBJECTS)} on the ${of(PLACES)}`, episodes: 20 }],
    hours: 10 * random.unit(),
    episodes: 20,
    method: 'teleoperation',
    modalities: ['video', 'joint-position'],
    controlMode: 'position',
    accuracyM: null,
    histograms: [],
  };
}

/** Processor time of this thread, milliseconds: matching is one thread's work, and a busy machine shall not count against it. */
function clock(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Median and 95th percentile of the milliseconds that a call takes. */
function times(count: number, run: (i: number) => unknown): { p50: number; p95: number } {
  const taken = Array.from({ length: count }, (_, i) => {
    const started = clock();
    run(i);
    return clock() - started;
  }).toSorted((a, b) => a - b);
  return { p50: taken[Math.floor(count / 2)]!, p95: taken[Math.min(count - 1, Math.floor(count * 0.95))]! };
}

/** Measures the parts: reach map, full and coarse pair, inverse kinematics. */
export function benchMatchParts(emit: Emit): void {
  const random = seededRandom(11);
  const chains = Array.from({ length: 12 }, () => randomChain(random));
  const built = times(chains.length, (i) => buildReachMap(chains[i]!));
  emit({ name: 'match.reach-map', value: built.p50, unit: 'ms' });
  emit({ name: 'match.reach-map.p95', value: built.p95, unit: 'ms' });
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
  const coarse = perPair((from, to) => coarseCoverage(motions[from]!, coarseMaps[to]!, GLANCE_POSES));
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

/** Measures matches against a catalog of `size` datasets on `bodies` distinct bodies. */
export function benchMatchCatalog(emit: Emit, { size, bodies }: { size: number; bodies: number }): void {
  const random = seededRandom(17);
  const engine = createMatchEngine({ idOf: () => bodyId(0) });
  for (let i = 0; i < bodies; i++) engine.addProfile(randomBody(bodyId(i), random));
  for (let i = 0; i < size; i++) engine.putDataset(dataset(i, bodies, random));
  const ask = (id: string, i: number): void => {
    const task = `${VERBS[i % VERBS.length]!} a ${OBJECTS[i % OBJECTS.length]!}`;
    engine.match(matchQuerySchema.parse({ embodimentId: id, task, use: 'fine-tune' }));
  };
  const label = `match.${size}-datasets.${bodies}-bodies`;
  const asked = Array.from({ length: QUERIES }, () => bodyId(random.below(bodies)));
  const cold = times(1, () => ask(asked[0]!, 0));
  emit({ name: `${label}.first`, value: cold.p50, unit: 'ms' });
  asked.forEach(ask);
  const warm = times(QUERIES, (i) => ask(asked[i]!, i + 3));
  emit({ name: `${label}.known.p50`, value: warm.p50, unit: 'ms' });
  emit({ name: `${label}.known.p95`, value: warm.p95, unit: 'ms' });
  measureNew(emit, { engine, label, random, bodies, ask });
  emit({ name: `${label}.memory`, value: Math.round(process.memoryUsage().rss / 1e6), unit: 'MB' });
}

interface NewBodies {
  readonly engine: MatchEngine;
  readonly label: string;
  readonly random: SeededRandom;
  readonly bodies: number;
  readonly ask: (id: string, i: number) => void;
}

/** The first question about bodies that the index has never seen, their reach maps included. */
function measureNew(emit: Emit, { engine, label, random, bodies, ask }: NewBodies): void {
  const count = 8;
  const fresh = times(count, (i) => {
    engine.addProfile(randomBody(bodyId(bodies + i), random));
    ask(bodyId(bodies + i), i);
  });
  emit({ name: `${label}.new.p50`, value: fresh.p50, unit: 'ms' });
  emit({ name: `${label}.new.p95`, value: fresh.p95, unit: 'ms' });
}

/** All figures of matching. */
export function benchMatch(emit: Emit): void {
  benchMatchParts(emit);
  for (const size of SIZES) benchMatchCatalog(emit, { size, bodies: Math.min(DEFAULT_BODIES, size) });
}

if (import.meta.main) {
  const emit: Emit = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const [size, bodies] = process.argv.slice(2).map(Number);
  if (size === undefined) benchMatch(emit);
  else benchMatchCatalog(emit, { size, bodies: bodies ?? DEFAULT_BODIES });
}
