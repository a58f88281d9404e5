/** What the demo's bodies do, as scripts in the world frame. Distances scale with the arm; furniture does not. */

import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import type { SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import { between } from './chance.ts';
import type { DemoArm } from './demo-body.ts';
import type { Waypoint } from './script.ts';

/** Where an arm works. */
export interface Place {
  readonly arm: DemoArm;
  /** Height of the table top, m. */
  readonly table: number;
  /** Height of the shelf board, m. */
  readonly shelf: number;
  readonly random: SeededRandom;
}

/** A skill makes the script of one episode. */
export type Skill = (place: Place) => Waypoint[];

const LEVEL = 0.05;
const SLANTED = 0.45;
const STEEP = 1.15;

/** Spots on the table where objects stand: shares of the reach, ahead and to the side. Marked spots, as in real recording cells. */
const SPOTS = [
  { ahead: 0.46, aside: -0.22 },
  { ahead: 0.55, aside: 0.04 },
  { ahead: 0.63, aside: 0.24 },
] as const;
/** Spots on the shelf. */
const SHELF_SPOTS = [
  { ahead: 0.58, aside: -0.16 },
  { ahead: 0.64, aside: 0.12 },
] as const;
/** Nobody puts a thing down exactly on its mark; share of the reach. */
const SCATTER = 0.02;

function spot<T>(random: SeededRandom, spots: readonly T[]): T {
  return spots[random.below(spots.length)] as T;
}

function onTable({ arm, table, random }: Place, side?: number): Vec3 {
  const { shoulder, reach } = arm;
  const { ahead, aside } = spot(random, SPOTS);
  const drop = Math.min(Math.abs(shoulder[2] - table), 0.6 * reach);
  const room = Math.sqrt(reach * reach * 0.72 - drop * drop);
  const scatter = (): number => between(random, -SCATTER, SCATTER) * reach;
  const away = Math.min(ahead * reach, 0.92 * room) + scatter();
  return [shoulder[0] + away, shoulder[1] + (side ?? aside) * reach + scatter(), table + 0.06];
}

function raised(point: Vec3, by: number): Vec3 {
  return [point[0], point[1], point[2] + by];
}

function rest({ arm }: Place): Vec3 {
  const { shoulder, reach } = arm;
  return [shoulder[0] + 0.42 * reach, shoulder[1], shoulder[2] - 0.12 * reach];
}

function pickUp(place: Place, object: Vec3): Waypoint[] {
  const { random, arm } = place;
  return [
    { at: rest(place), pitch: 0.6, grip: 0, time: 0.4 },
    { at: raised(object, 0.14 * arm.reach), pitch: STEEP, grip: 0, time: between(random, 1.2, 1.6) },
    { at: object, pitch: STEEP, grip: 0, time: between(random, 0.7, 1) },
    { at: object, pitch: STEEP, grip: 0.75, time: 0.5, force: 2 },
    { at: raised(object, 0.16 * arm.reach), pitch: 0.8, grip: 0.75, time: 0.9, force: 1 },
  ];
}

/** Takes a cup from the table and puts it on the shelf. */
export const putOnShelf: Skill = (place) => {
  const { arm, shelf, random } = place;
  const { shoulder, reach } = arm;
  const { ahead, aside } = spot(random, SHELF_SPOTS);
  const scatter = (): number => between(random, -SCATTER, SCATTER) * reach;
  const goal: Vec3 = [
    shoulder[0] + ahead * reach + scatter(),
    shoulder[1] + aside * reach + scatter(),
    shelf + 0.08,
  ];
  const before: Vec3 = [goal[0] - 0.18 * reach, goal[1], goal[2] + 0.03];
  return [
    ...pickUp(place, onTable(place)),
    { at: before, pitch: LEVEL, grip: 0.75, time: 1.5, force: 1 },
    { at: goal, pitch: LEVEL, grip: 0.75, time: 0.8, force: 1 },
    { at: goal, pitch: LEVEL, grip: 0.05, time: 0.4 },
    { at: before, pitch: LEVEL, grip: 0, time: 0.7 },
  ];
};

/** Takes a cup from the shelf down to the table. */
export const takeFromShelf: Skill = (place) => {
  const up = putOnShelf(place);
  const goal = up.at(-3) as Waypoint;
  const before = up.at(-1) as Waypoint;
  const table = onTable(place);
  return [
    { at: rest(place), pitch: 0.6, grip: 0, time: 0.4 },
    { at: before.at, pitch: LEVEL, grip: 0, time: 1.3 },
    { at: goal.at, pitch: LEVEL, grip: 0, time: 0.8 },
    { at: goal.at, pitch: LEVEL, grip: 0.75, time: 0.5, force: 2 },
    { at: before.at, pitch: LEVEL, grip: 0.75, time: 0.8, force: 1 },
    { at: raised(table, 0.12), pitch: 0.7, grip: 0.75, time: 1.3, force: 1 },
    { at: table, pitch: 0.9, grip: 0.75, time: 0.6, force: 1 },
    { at: table, pitch: 0.9, grip: 0, time: 0.4 },
    { at: raised(table, 0.14 * place.arm.reach), pitch: 0.8, grip: 0, time: 0.7 },
  ];
};

/** Moves things about on the table. */
export const tidyTable: Skill = (place) => {
  const goal = onTable(place, place.random.unit() < 0.5 ? -0.38 : 0.38);
  return [
    ...pickUp(place, onTable(place, 0.02)),
    { at: raised(goal, 0.12 * place.arm.reach), pitch: STEEP, grip: 0.75, time: 1.1, force: 1 },
    { at: goal, pitch: STEEP, grip: 0.75, time: 0.7, force: 1 },
    { at: goal, pitch: STEEP, grip: 0, time: 0.4 },
    { at: rest(place), pitch: 0.6, grip: 0, time: 1 },
  ];
};

/** Reaches for things all over the kitchen counter. */
export const reachAround: Skill = (place) => {
  const { arm, random } = place;
  const points = Array.from({ length: 5 }, (): Waypoint => {
    const at = onTable(place, spot(random, [-0.42, -0.1, 0.2, 0.46]));
    const height = spot(random, [0.05, 0.2, 0.35]) * arm.reach;
    return { at: raised(at, height), pitch: between(random, 0.2, 1.2), grip: random.unit(), time: 1 };
  });
  return [{ at: rest(place), pitch: 0.6, grip: 0, time: 0.4 }, ...points];
};

/** Pulls a drawer open, puts a tool in, pushes it shut. */
export const openDrawer: Skill = (place) => {
  const { arm, random } = place;
  const { shoulder, reach } = arm;
  const pull = between(random, 0.2, 0.26) * reach;
  const shut: Vec3 = [
    shoulder[0] + between(random, 0.66, 0.74) * reach,
    shoulder[1] + between(random, -0.15, 0.15) * reach,
    place.table + 0.18,
  ];
  const open: Vec3 = [shut[0] - pull, shut[1], shut[2]];
  const force = between(random, 12, 22);
  return [
    { at: rest(place), pitch: 0.6, grip: 0, time: 0.4 },
    { at: [shut[0] - 0.08, shut[1], shut[2]], pitch: SLANTED, grip: 0, time: 1.4 },
    { at: shut, pitch: SLANTED, grip: 0, time: 0.5 },
    { at: shut, pitch: SLANTED, grip: 0.9, time: 0.4, force: 4 },
    { at: open, pitch: SLANTED, grip: 0.9, time: 1.4, force: -force },
    { at: raised(open, 0.1 * reach), pitch: STEEP, grip: 0, time: 0.9 },
    { at: [open[0] - 0.05, open[1], open[2] + 0.02], pitch: SLANTED, grip: 0.9, time: 0.9 },
    { at: shut, pitch: SLANTED, grip: 0.9, time: 1.2, force },
    { at: [shut[0] - 0.1, shut[1], shut[2]], pitch: SLANTED, grip: 0, time: 0.6 },
  ];
};

/** Wipes the table in strokes from side to side. */
export const wipeTable: Skill = (place) => {
  const { arm, random } = place;
  const first = onTable(place, -0.3);
  const stroke = between(random, 0.5, 0.62) * arm.reach;
  const strokes = Array.from({ length: 6 }, (_, i): Waypoint => {
    const at: Vec3 = [
      first[0] - i * 0.025 * arm.reach,
      first[1] + (i % 2 === 0 ? stroke : 0),
      place.table + 0.03,
    ];
    return { at, pitch: 1, grip: 0.8, time: 1, force: between(random, 5, 8) };
  });
  return [
    { at: rest(place), pitch: 0.6, grip: 0.8, time: 0.3 },
    { at: raised(first, 0.03), pitch: 1, grip: 0.8, time: 1.1 },
    ...strokes,
    { at: rest(place), pitch: 0.6, grip: 0.8, time: 0.9 },
  ];
};

/** Lifts a cup over a bowl and pours; sometimes it spills. */
export const pour: Skill = (place) => {
  const { arm, random } = place;
  const bowl = onTable(place, 0.3);
  const over = raised(bowl, 0.28 * arm.reach);
  const slip = random.unit() < 0.5 ? 0.08 * arm.reach : 0;
  return [
    ...pickUp(place, onTable(place, -0.2)),
    { at: over, pitch: 0.3, grip: 0.75, time: 1.3, force: 1 },
    {
      at: [over[0], over[1] + slip, over[2] - slip],
      pitch: -0.15,
      grip: 0.75,
      time: slip > 0 ? 0.35 : 0.9,
      force: 1,
    },
    { at: over, pitch: 0.3, grip: 0.75, time: 0.8, force: 1 },
    { at: raised(bowl, 0.1), pitch: 0.9, grip: 0.1, time: 1 },
  ];
};
