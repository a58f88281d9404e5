/**
 * The datasets of the demo world. Everything about them is invented; the hours of the stories are told in words, and what is on disk is a
 * small real recording of the same kind.
 */

import type { CollectionMethod } from '#contracts/dataset/vocabulary.ts';
import type { BodyStatement } from '#contracts/embodiment/body/body-statement.ts';
import type { ArmSignal } from './arm-recorder.ts';
import {
  openDrawer,
  pour,
  putOnShelf,
  reachAround,
  takeFromShelf,
  tidyTable,
  wipeTable,
  type Skill,
} from './skills.ts';

/** Recording of a body with arms or of a hand. */
export interface ArmPart {
  readonly kind: 'arm';
  readonly arm: number;
  readonly skills: readonly Skill[];
  readonly signals: readonly ArmSignal[];
  readonly camera: string | null;
  /** Metres above the world's zero: the floor, or the bench of bench arms. */
  readonly table: number;
  readonly shelf: number;
  readonly sensorNoise?: number;
  readonly degrees?: boolean;
}

/** Recording of a head camera. */
export interface HeadPart {
  readonly kind: 'head';
  readonly camera: string;
  readonly scene: 'shelf' | 'parcels';
}

/** One dataset on a company's disk. */
export interface DatasetSpec {
  readonly slug: string;
  /** Key of the company in the world's table. */
  readonly company: string;
  readonly title: string;
  /** Hours that the story gives the whole dataset. */
  readonly storyHours: number;
  readonly about: string;
  readonly method: CollectionMethod;
  /** File in demo/robots without its ending; null for recordings without a body. */
  readonly robot: string | null;
  /** What was recorded, where it was no robot. */
  readonly body?: BodyStatement;
  readonly version: 'v2.1' | 'v3.0';
  readonly fps: number;
  readonly episodes: number;
  /** Length of an episode. */
  readonly seconds: number;
  /** One sentence per episode, in turn; skills go along. */
  readonly tasks: readonly string[];
  readonly recording: ArmPart | HeadPart;
  /** People who appear in the recording as operators. All invented. */
  readonly operators: readonly string[];
  /** Damage that careless collection did. */
  readonly flawed: boolean;
  readonly publish: {
    readonly policy: 'open' | 'standard' | 'no-pixels';
    readonly offers: readonly string[];
    readonly access: 'auto' | 'manual';
    /** Whether everybody may look at a few episodes. */
    readonly sample: boolean;
  };
}

const FPS = 15;
const FRONT = 'observation.images.front';

type Common = 'version' | 'fps' | 'episodes' | 'seconds' | 'operators' | 'flawed';

function dataset(spec: Omit<DatasetSpec, Common> & Partial<Pick<DatasetSpec, Common>>): DatasetSpec {
  return { version: 'v3.0', fps: FPS, episodes: 8, seconds: 5, operators: [], flawed: false, ...spec };
}

const bench = { kind: 'arm', arm: 0, camera: FRONT, table: 0, shelf: 0.36 } as const;

/** All datasets, company by company. */
export const DATASETS: readonly DatasetSpec[] = [
  dataset({
    slug: 'shelf-cups',
    company: 'larkspur',
    title: 'Cups from table to shelf, seven-axis arm',
    storyHours: 12.4,
    about: 'Teleoperated pick and place of cups between a table and a shelf at 36 cm.',
    method: 'teleoperation',
    robot: 'larkspur-arm7',
    episodes: 12,
    tasks: [
      'Pick a cup from the table and place it on the shelf',
      'Pick a cup from the shelf and put it on the table',
    ],
    operators: ['Tamsin Oakhollow', 'Idris Fennimore'],
    recording: {
      ...bench,
      skills: [putOnShelf, takeFromShelf],
      signals: ['action', 'tool-pose', 'operator'],
    },
    publish: { policy: 'open', offers: ['train-only-1y', 'evaluate-only-90d'], access: 'auto', sample: true },
  }),
  dataset({
    slug: 'drawer-tools',
    company: 'larkspur',
    title: 'Tools into a drawer, with wrist forces',
    storyHours: 8,
    about:
      'Opening a drawer against its friction and putting hand tools away; force and torque at the wrist.',
    method: 'teleoperation',
    robot: 'larkspur-arm7',
    tasks: ['Open the drawer, put the tool inside and close the drawer'],
    operators: ['Tamsin Oakhollow'],
    recording: { ...bench, skills: [openDrawer], signals: ['action', 'wrench', 'operator'] },
    publish: { policy: 'standard', offers: ['train-only-1y'], access: 'manual', sample: false },
  }),
  dataset({
    slug: 'kitchen-reach',
    company: 'pebblehaven',
    title: 'Reaching on a kitchen counter, six-axis arm',
    storyHours: 31,
    about: 'Reaching for and moving things all over a kitchen counter.',
    method: 'teleoperation',
    robot: 'pebblehaven-arm6',
    episodes: 12,
    tasks: [
      'Reach for the bowl on the kitchen counter',
      'Pick the cup and place it on the shelf',
      '把杯子放到架子上',
    ],
    recording: { ...bench, skills: [reachAround, putOnShelf, putOnShelf], signals: ['action', 'tool-pose'] },
    publish: {
      policy: 'open',
      offers: ['train-only-1y', 'train-commercial-2y'],
      access: 'manual',
      sample: true,
    },
  }),
  dataset({
    slug: 'desk-tidy',
    company: 'pebblehaven',
    title: 'Desk tidying with a small desktop arm',
    storyHours: 5,
    about: 'Hobby-class arm tidying a desk, in degrees, with some episodes that went wrong and were kept.',
    method: 'teleoperation',
    robot: 'pebblehaven-desktop5',
    version: 'v2.1',
    tasks: ['Put the eraser into the box on the desk', 'Move the pen to the left side of the desk'],
    flawed: true,
    recording: {
      ...bench,
      shelf: 0.16,
      skills: [tidyTable],
      signals: ['action'],
      degrees: true,
      sensorNoise: 0.003,
    },
    publish: { policy: 'standard', offers: ['open-research'], access: 'auto', sample: true },
  }),
  dataset({
    slug: 'table-wipe-small',
    company: 'brightmoor',
    title: 'Table wiping, humanoid of 1.3 m',
    storyHours: 20,
    about: 'A small humanoid wipes a table of 78 cm and puts cups onto a shelf at 1.15 m.',
    method: 'teleoperation',
    robot: 'brightmoor-small',
    tasks: ['Wipe the table with the cloth', 'Place the cup on the shelf', '用抹布擦桌子'],
    operators: ['Rowan Kestrelby'],
    recording: {
      ...bench,
      skills: [wipeTable, putOnShelf, wipeTable],
      signals: ['action', 'operator'],
      table: 0.86,
      shelf: 1.15,
    },
    publish: { policy: 'open', offers: ['train-only-1y'], access: 'manual', sample: true },
  }),
  dataset({
    slug: 'table-wipe-tall',
    company: 'brightmoor',
    title: 'Table wiping, humanoid of 1.8 m',
    storyHours: 6,
    about: 'The same tasks on a tall body: the same shelf, reached along other paths.',
    method: 'teleoperation',
    robot: 'brightmoor-tall',
    tasks: ['Wipe the table with the cloth', 'Place the cup on the shelf', '用抹布擦桌子'],
    operators: ['Rowan Kestrelby'],
    recording: {
      ...bench,
      skills: [wipeTable, putOnShelf, wipeTable],
      signals: ['action', 'operator'],
      table: 1.1,
      shelf: 1.15,
    },
    publish: { policy: 'open', offers: ['train-only-1y'], access: 'manual', sample: true },
  }),
  dataset({
    slug: 'cup-mocap',
    company: 'cedar',
    title: 'People handling cups, motion capture',
    storyHours: 88,
    about: 'Whole-body motion capture of people taking cups from a table to a shelf and back.',
    method: 'motion-capture',
    robot: 'cedar-human',
    body: { kind: 'human' },
    tasks: [
      'Pick a cup from the table and place it on the shelf',
      'Take the cup from the shelf and put it on the table',
    ],
    recording: {
      ...bench,
      skills: [putOnShelf, takeFromShelf],
      signals: ['keypoints'],
      table: 0.96,
      shelf: 1.35,
      sensorNoise: 0.002,
    },
    publish: { policy: 'standard', offers: ['train-only-1y'], access: 'manual', sample: true },
  }),
  dataset({
    slug: 'walnut-crack',
    company: 'cedar',
    title: 'Cracking walnuts with a five-finger hand, tactile',
    storyHours: 9,
    about:
      'A five-finger hand follows a glove and squeezes walnuts until they crack; touch at every finger tip.',
    method: 'motion-capture',
    robot: 'walnut-hand5',
    tasks: ['Crack the walnut with the hand'],
    recording: { ...bench, skills: [tidyTable], signals: ['action', 'tactile'], sensorNoise: 0.002 },
    publish: { policy: 'open', offers: ['train-only-1y'], access: 'manual', sample: true },
  }),
  dataset({
    slug: 'shop-shelf-ego',
    company: 'mothlight',
    title: 'Shop shelves seen by a head camera',
    storyHours: 640,
    about:
      'People take goods from shop shelves, filmed from the head, with an inertial sensor. Drawn pictures: nobody is to be seen.',
    method: 'human-video',
    robot: null,
    body: { kind: 'camera', height: 1.6, rateHz: FPS },
    tasks: ['Pick a product from the shelf', 'Pick a cup from a shelf'],
    recording: { kind: 'head', camera: 'observation.images.head', scene: 'shelf' },
    publish: { policy: 'open', offers: ['train-only-1y'], access: 'auto', sample: true },
  }),
  dataset({
    slug: 'courier-sort-ego',
    company: 'mothlight',
    title: 'Parcel sorting seen by a head camera',
    storyHours: 1200,
    about:
      'Couriers sort parcels on a table, filmed from the head. The pictures stay in the house; motion of the head is offered.',
    method: 'human-video',
    robot: null,
    body: { kind: 'camera', height: 1.6, rateHz: FPS },
    tasks: ['Sort the parcels on the table', '分拣桌上的包裹'],
    recording: { kind: 'head', camera: 'observation.images.head', scene: 'parcels' },
    publish: { policy: 'standard', offers: ['train-only-1y'], access: 'manual', sample: true },
  }),
  dataset({
    slug: 'shelf-sim-randomised',
    company: 'umbral',
    title: 'Shelf picking in simulation, randomised',
    storyHours: 2000,
    about: 'Simulated seven-axis arm picking cups; objects, light and friction vary from episode to episode.',
    method: 'simulation',
    robot: 'quillfeather-arm7',
    episodes: 16,
    tasks: ['Pick a cup from a shelf', 'Place a cup on the shelf'],
    recording: {
      ...bench,
      skills: [takeFromShelf, putOnShelf],
      signals: ['action', 'tool-pose', 'success'],
      sensorNoise: 0.00002,
    },
    publish: {
      policy: 'open',
      offers: ['train-commercial-2y', 'open-research'],
      access: 'auto',
      sample: true,
    },
  }),
  dataset({
    slug: 'spill-edge-cases',
    company: 'umbral',
    title: 'Pouring that goes wrong, simulated',
    storyHours: 300,
    about: 'Edge cases of pouring: slips, jerks, misses.',
    method: 'simulation',
    robot: 'larkspur-arm7',
    tasks: ['Pour water from the cup into the bowl'],
    recording: { ...bench, skills: [pour], signals: ['action', 'success'], sensorNoise: 0.00002 },
    publish: { policy: 'standard', offers: ['train-only-1y'], access: 'manual', sample: false },
  }),
];

/** The spec of a dataset by its slug. */
export function findDataset(slug: string): DatasetSpec | undefined {
  return DATASETS.find((spec) => spec.slug === slug);
}
