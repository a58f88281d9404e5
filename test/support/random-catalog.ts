/** Made-up catalogs of bodies and datasets of every kind that the scorer tells apart, the same for one seed. */

import {
  COLLECTION_METHODS,
  CONTROL_MODES,
  PAIRING_KINDS,
  type Modality,
} from '#contracts/dataset/vocabulary.ts';
import { PoseHistogramBuilder, type PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import type { SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import type { IndexedDataset } from '#contracts/matching/search/indexed-dataset.ts';
import type { StatedPairing } from '#contracts/matching/factors/pairing.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import type { MatchQueryInput } from '#contracts/matching/schema.ts';
import { MATCH_USES } from '#contracts/matching/schema.ts';
import { armEmbodiment, datasetOn } from './match-bodies.ts';

const TASKS = [
  'pick up the cup',
  'put the cup on the shelf',
  '把杯子放到架子上',
  'open the drawer',
  'insert the peg',
  'fold the towel',
  'rotate in hand the ball',
  'pour water into the bowl',
  'zzz',
];
const MODALITY_SETS: readonly (readonly Modality[])[] = [
  ['video', 'joint-position'],
  ['joint-position'],
  ['video'],
  ['depth', 'end-effector-pose', 'joint-torque'],
  ['video', 'human-pose', 'force'],
];

/** One of the given, by the next draw. */
export function oneOf<T>(random: SeededRandom, of: readonly T[]): T {
  return of[random.below(of.length)]!;
}

/** A body with one or two arms; some walk, some have cameras, some tell their accuracy. */
export function randomBody(random: SeededRandom, id: string): BodyProfile {
  const arm = (): BodyProfile =>
    profileOf(
      armEmbodiment({
        upper: 0.15 + 0.35 * random.unit(),
        fore: 0.15 + 0.3 * random.unit(),
        fingers: oneOf(random, [2, 2, 3, 5] as const),
        turn: oneOf(random, [1.2, 2.4, 3.1]),
        aperture: 0.05 + 0.08 * random.unit(),
        ...(random.unit() < 0.3 ? { stands: 0.6 + random.unit() } : {}),
      }),
      id,
    );
  const first = arm();
  const second = random.unit() < 0.3 ? arm().limbs.map((limb) => ({ ...limb, effector: 1 })) : [];
  return {
    ...first,
    limbs: [...first.limbs, ...second],
    features: [...first.features, ...second.map(({ features }) => features)],
    cameras: oneOf(random, [null, [], [{ carrier: 'wrist', depth: false } as const]]),
    feels: oneOf(random, [null, true, false]),
    commands: oneOf(random, [null, ['position'] as const]),
    accuracyM: oneOf(random, [null, 0.001]),
  };
}

/** A dataset on one of the bodies, or on none. */
export function randomDataset(
  random: SeededRandom,
  label: string,
  bodies: readonly BodyProfile[],
): IndexedDataset {
  const body = random.unit() < 0.05 ? null : oneOf(random, bodies);
  const count = random.below(3);
  return datasetOn(body?.id ?? null, label, {
    tasks: Array.from({ length: count }, () => ({
      text: oneOf(random, TASKS),
      episodes: 1 + random.below(30),
    })),
    hours: 10 * random.unit(),
    episodes: random.below(100),
    method: oneOf(random, COLLECTION_METHODS),
    modalities: [...oneOf(random, MODALITY_SETS)],
    controlMode: oneOf(random, CONTROL_MODES),
    accuracyM: oneOf(random, [null, 0.0005, 0.02]),
    pairings: random.unit() < 0.25 ? [randomPairing(random), randomPairing(random)] : [],
    histograms: random.unit() < 0.2 ? [randomHistogram(random)] : [],
    notation: { rateHz: 30, units: ['deg'], turnedJoints: 2, delta: false },
  });
}

/** A pairing in one of a few groups. */
function randomPairing(random: SeededRandom): StatedPairing {
  const part = random.unit() < 0.5 ? 1 : random.unit();
  return { kind: oneOf(random, PAIRING_KINDS), group: oneOf(random, ['cups', 'pegs']), part };
}

/** Poses around one place, from above. */
export function randomHistogram(random: SeededRandom): PoseHistogram {
  const builder = new PoseHistogramBuilder(0);
  const place = [0.1 + 0.5 * random.unit(), 0.6 * random.unit() - 0.3, 0.1 + 0.5 * random.unit()] as const;
  for (let k = 0; k < 300; k++) {
    const near = (middle: number): number => middle + 0.2 * (random.unit() - 0.5);
    builder.addPose(k % 5, [near(place[0]), near(place[1]), near(place[2])], [0, 1, 0, 0]);
  }
  return builder.build();
}

/** A question of any kind, about one of the bodies or about a task only. */
export function randomQuery(random: SeededRandom, bodies: readonly BodyProfile[]): MatchQueryInput {
  const task = random.unit() < 0.7 ? oneOf(random, TASKS) : undefined;
  const open = task !== undefined && random.unit() < 0.1;
  return {
    ...(open ? {} : { embodimentId: oneOf(random, bodies).id }),
    ...(task === undefined ? {} : { task }),
    use: oneOf(random, MATCH_USES),
    limit: oneOf(random, [1, 3, 10, 100]),
    filters: {
      ...(random.unit() < 0.3 ? { minHours: 3 } : {}),
      ...(random.unit() < 0.2 ? { minEpisodes: 40 } : {}),
      ...(random.unit() < 0.2 ? { methods: ['teleoperation', 'simulation'] as const } : {}),
      ...(random.unit() < 0.2 ? { modalities: ['video'] as const } : {}),
      ...(random.unit() < 0.2 ? { atLeast: oneOf(random, ['map', 'retarget'] as const) } : {}),
    },
  };
}

/** Bodies and datasets, as many as wanted. */
export function randomCatalog(
  random: SeededRandom,
  size: { readonly bodies: number; readonly datasets: number },
): { bodies: BodyProfile[]; datasets: IndexedDataset[] } {
  const bodies = Array.from({ length: size.bodies }, (_, i) =>
    randomBody(random, `sha256:${i.toString(16).padStart(64, '0')}`),
  );
  const datasets = Array.from({ length: size.datasets }, (_, i) =>
    randomDataset(random, `d${i.toString(32).replaceAll(/[01]/g, 'z')}`, bodies),
  );
  return { bodies, datasets: [...new Map(datasets.map((own) => [own.datasetId, own])).values()] };
}
