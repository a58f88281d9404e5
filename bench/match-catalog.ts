/** Made-up catalogs for the bench of matching: bodies of several kinds, datasets with tasks, signals and motion. No figure depends on a file. */

import { COLLECTION_METHODS, CONTROL_MODES, type Modality } from '#contracts/dataset/vocabulary.ts';
import type { ChainJoint, KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { PoseHistogramBuilder, type PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import { PI } from '#contracts/embodiment/elementary.ts';
import { fromMatrix, type Matrix3 } from '#contracts/embodiment/spatial.ts';
import type { BodyProfile, HandProfile, LimbProfile } from '#contracts/matching/factors/body-profile.ts';
import type { DataSignals } from '#contracts/matching/factors/factor-data.ts';
import type { IndexedDataset } from '#contracts/matching/search/indexed-dataset.ts';
import { limbFeatures } from '#contracts/matching/factors/kinematic-features.ts';
import { leaning } from '../test/support/leaning.ts';

const VERBS =
  'pick|place|open|close|pour|insert|wipe|fold|stack|push|pull|turn|press|cut|hang|sort|screw|lift'.split(
    '|',
  );
const OBJECTS =
  'cup|bowl|drawer|bottle|towel|block|peg|box|apple|door|book|pen|plate|spoon|knife|shirt|button|lid|banana|can|cloth|cable|screw|ball'.split(
    '|',
  );
const PLACES = 'table|shelf|box|sink|tray|cabinet|floor|fridge|basket|oven'.split('|');
const SIGNALS: readonly (readonly Modality[])[] = [
  ['video', 'joint-position'],
  ['video', 'joint-position', 'gripper'],
  ['video', 'depth', 'joint-position'],
  ['joint-position'],
  ['video', 'end-effector-pose'],
  ['video'],
];
/** Different motions that are recorded on one body. */
const MOTIONS_A_BODY = 4;

function of<T>(random: SeededRandom, words: readonly T[]): T {
  return words[random.below(words.length)]!;
}

/** A random serial arm of four to seven axes whose first axis is vertical. */
export function randomChain(random: SeededRandom): KinematicChain {
  const count = 4 + random.below(4);
  const joints: ChainJoint[] = [];
  const axes: Vec3[] = [
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
  ];
  let at: Vec3 = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const axis: Vec3 = i === 0 ? [0, 0, 1] : i === 1 ? [0, 1, 0] : of(random, axes);
    const range = 1.5 + random.unit() * 1.6;
    const limits = { lower: -range, upper: range, unlimited: false, velocity: 2 };
    joints.push({ type: 'revolute', axis, point: at, ...limits, follows: null, shared: false, joint: i });
    at = [at[0] + 0.05 * random.unit(), at[1], at[2] + 0.05 + 0.25 * random.unit()];
  }
  return { joints, tcp: { position: at, rotation: [1, 0, 0, 0] } };
}

function randomHand(random: SeededRandom): HandProfile {
  const fingers = of(random, [2, 2, 2, 3, 5]);
  const kind = fingers === 2 ? 'two-finger' : fingers === 3 ? 'three-finger' : 'anthropomorphic';
  return {
    kind,
    fingers,
    drives: fingers,
    articulated: fingers > 2,
    aperture: [0, 0.06 + 0.06 * random.unit()],
  };
}

/** How far (rad) the first axis of a tilted body may lean: the shoulder of a humanoid, an arm on a wall. */
const LEAN = [0.2, PI / 2] as const;

/** One body in eight has two arms, one in eight stands on a floor, one in six leans, two in five tell about cameras. */
export function randomBody(id: string, random: SeededRandom): BodyProfile {
  const floorBound = random.unit() < 0.125;
  const baseAboveFloor = floorBound ? 0.4 + 0.8 * random.unit() : null;
  const arms = random.unit() < 0.125 ? 2 : 1;
  const hand = randomHand(random);
  const upright = randomChain(random);
  const chain = random.unit() < 1 / 6 ? leaning(upright, randomLean(random)) : upright;
  const limbs = Array.from({ length: arms }, (_, effector): LimbProfile => {
    const side = arms === 1 ? 0 : effector === 0 ? 0.2 : -0.2;
    const placed = shifted(chain, side);
    return { effector, chain: placed, hand, features: limbFeatures('arm', placed), baseAboveFloor };
  });
  return {
    id,
    limbs,
    extremities: [],
    features: limbs.map(({ features }) => features),
    floorBound,
    turningBase: floorBound && random.unit() < 0.5,
    handOnly: false,
    human: false,
    cameras: of(random, [null, null, null, [], [{ carrier: 'wrist', depth: false }]]),
    feels: null,
    commands: of(random, [null, ['position'] as const]),
    accuracyM: of(random, [null, 0.0001, 0.001]),
  };
}

/** True for a body whose first limb's first axis is not vertical. */
export function isTilted({ limbs }: BodyProfile): boolean {
  return Math.abs(limbs[0]!.chain.joints[0]!.axis[2]) < 0.999;
}

function randomLean(random: SeededRandom): Parameters<typeof leaning>[1] {
  const angle = LEAN[0] + (LEAN[1] - LEAN[0]) * random.unit();
  return { angle, around: random.unit() < 0.5 ? 'x' : 'y' };
}

function shifted(chain: KinematicChain, left: number): KinematicChain {
  const move = ([x, y, z]: Vec3): Vec3 => [x, y + left, z];
  return {
    joints: chain.joints.map((joint) => ({ ...joint, point: move(joint.point) })),
    tcp: { ...chain.tcp, position: move(chain.tcp.position) },
  };
}

/** Id of the i-th body. */
export function bodyId(i: number): string {
  const random = seededRandom(i);
  return `sha256:${Array.from({ length: 8 }, () => random.uint32().toString(16).padStart(8, '0')).join('')}`;
}

/** A catalog that can be listed again and again without being held in memory. */
export interface MadeCatalog {
  readonly bodies: readonly BodyProfile[];
  /** The same datasets each time. */
  datasets(): Generator<IndexedDataset>;
}

/** Makes a catalog. `measured` is the share of the datasets that carry pose histograms of their own. */
export function makeCatalog(made: {
  readonly size: number;
  readonly bodies: number;
  readonly measured: number;
}): MadeCatalog {
  const random = seededRandom(17);
  const bodies = Array.from({ length: made.bodies }, (_, i) => randomBody(bodyId(i), random));
  const signals = bodies.map(() => Array.from({ length: 1 + random.below(4) }, () => randomSignals(random)));
  const motions = made.measured === 0 ? [] : bodies.map((body) => motionsOf(body, random));
  return {
    bodies,
    *datasets() {
      const draws = seededRandom(19);
      for (let i = 0; i < made.size; i++) {
        // A few bodies are far more common than the others.
        const body = Math.floor(made.bodies * draws.unit() * draws.unit());
        const histograms = draws.unit() < made.measured ? of(draws, motions[body]!) : [];
        yield randomDataset(i, {
          body: bodies[body]!.id,
          signals: signals[body]!,
          histograms,
          random: draws,
        });
      }
    },
  };
}

/** Whoever records on a body does so in a few ways. */
function randomSignals(random: SeededRandom): DataSignals {
  return {
    method: random.unit() < 0.8 ? 'teleoperation' : of(random, COLLECTION_METHODS),
    modalities: of(random, SIGNALS),
    controlMode: of(random, CONTROL_MODES),
    accuracyM: random.unit() < 0.8 ? null : 0.002,
  };
}

function randomDataset(
  i: number,
  on: {
    readonly body: string;
    readonly signals: readonly DataSignals[];
    readonly histograms: readonly PoseHistogram[];
    readonly random: SeededRandom;
  },
): IndexedDataset {
  const { random } = on;
  const instructions = 1 + random.below(3);
  return {
    datasetId: `urn:kin:ds:${i
      .toString(26)
      .replaceAll(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)]!)
      .padStart(52, 'q')}`,
    manifestDigest: `sha256:${i.toString(16).padStart(64, '0')}`,
    embodimentId: on.body,
    tasks: Array.from({ length: instructions }, () => ({
      text: `${of(random, VERBS)} the ${of(random, OBJECTS)} on the ${of(random, PLACES)}`,
      episodes: 20,
    })),
    hours: 10 * random.unit(),
    episodes: 20 * instructions,
    ...of(random, on.signals),
    pairings: [],
    histograms: on.histograms,
  };
}

function rowsOf(m: Float64Array): Matrix3 {
  const row = (at: number): Vec3 => [m[at]!, m[at + 1]!, m[at + 2]!];
  return [row(0), row(3), row(6)];
}

/** Motions around a few places of a body's workspace. */
function motionsOf(body: BodyProfile, random: SeededRandom): PoseHistogram[][] {
  return Array.from({ length: MOTIONS_A_BODY }, () =>
    body.limbs.map((limb) => {
      const fast = new FastChain(limb.chain);
      const builder = new PoseHistogramBuilder(limb.effector);
      const middle = Float64Array.from(
        fast.lower,
        (lower, v) => lower + (0.2 + 0.6 * random.unit()) * (fast.upper[v]! - lower),
      );
      const wide = 0.2 + 0.5 * random.unit();
      for (let k = 0; k < 240; k++) {
        fast.forward(middle.map((value) => value + wide * (random.unit() - 0.5)));
        builder.addPose(k % 8, [...fast.position] as unknown as Vec3, fromMatrix(rowsOf(fast.rotation)));
      }
      return builder.build();
    }),
  );
}

/** The i-th of the questions' task sentences. */
export function taskSentence(i: number): string {
  return `${VERBS[i % VERBS.length]!} a ${OBJECTS[(5 * i) % OBJECTS.length]!}`;
}
