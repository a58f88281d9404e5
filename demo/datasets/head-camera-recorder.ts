/** Recordings of a person with a head camera and no body data: what the camera sees, and how the head moves. */

import { cos, sin } from '#contracts/embodiment/elementary.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { add, scale, subtract } from '#contracts/embodiment/spatial.ts';
import { between, chanceFor, noise } from './chance.ts';
import { filmFeature, floatColumn, floatFeature, type Recorder } from './episode-parts.ts';
import type { Scene } from './film.ts';
import type { Colour, Stroke } from './picture.ts';
import { minimumJerk } from './script.ts';

/** What a head camera dataset records. */
export interface HeadRecording {
  readonly slug: string;
  readonly camera: string;
  readonly fps: number;
  readonly frames: number;
  /** Shelf of a shop, or parcels on a table. */
  readonly scene: 'shelf' | 'parcels';
}

const IMU = ['accel_x', 'accel_y', 'accel_z', 'gyro_x', 'gyro_y', 'gyro_z'];
const GRAVITY = 9.81;
const SKIN: Colour = [206, 160, 130];
const SLEEVE: Colour = [70, 92, 120];
const GOODS: readonly Colour[] = [
  [188, 70, 62],
  [220, 170, 60],
  [70, 130, 90],
  [80, 100, 170],
  [150, 90, 150],
];
const BOARD: Colour = [150, 134, 112];

interface Head {
  readonly eye: Vec3;
  readonly target: Vec3;
  /** 0 the hand rests, 1 it touches the thing. */
  readonly reach: number;
}

/** A recorder of head camera films. */
export function recordHead(spec: HeadRecording): Recorder {
  return {
    features: [floatFeature('observation.imu', IMU), filmFeature(spec.camera, spec.fps)],
    record: (episode) => {
      const random = chanceFor(`${spec.slug} ${episode}`);
      const goal = goalOf(spec.scene, random.below(12));
      const heads = walk(spec, {
        goal,
        start: between(random, -0.6, 0.6),
        sway: between(random, 0.01, 0.025),
      });
      const props = propsOf(spec.scene, chanceFor(`${spec.slug} goods`).below(1000));
      const scenes = heads.map((head): Scene => {
        const view = { eye: head.eye, target: head.target, zoom: 0.9 };
        return { view, strokes: [...props, ...hand(head, goal)] };
      });
      const samples = motion(heads, spec.fps).map((row) => row.map((value) => value + 0.02 * noise(random)));
      return {
        columns: new Map([['observation.imu', floatColumn(samples)]]),
        films: new Map([[spec.camera, scenes]]),
      };
    },
  };
}

function goalOf(scene: HeadRecording['scene'], n: number): Vec3 {
  return scene === 'shelf'
    ? [1.2, (n % 4) * 0.25 - 0.375, 0.9 + Math.floor(n / 4) * 0.32]
    : [0.55, (n % 4) * 0.22 - 0.33, 0.8];
}

function walk(spec: HeadRecording, way: { goal: Vec3; start: number; sway: number }): Head[] {
  const { goal, start, sway } = way;
  return Array.from({ length: spec.frames }, (_, i) => {
    const t = i / (spec.frames - 1);
    const near = minimumJerk(Math.min(1, t / 0.45));
    const step = 11 * t;
    const from: Vec3 = [spec.scene === 'shelf' ? -0.6 : -0.15, start, 1.62];
    const to: Vec3 = [goal[0] - 0.62, goal[1] * 0.8, 1.58];
    const at = add(from, scale(subtract(to, from), near));
    const bob = (1 - 0.8 * near) * sway;
    const eye: Vec3 = [at[0], at[1] + bob * cos(step), at[2] + bob * sin(2 * step)];
    const out = t < 0.5 ? 0 : t < 0.75 ? minimumJerk((t - 0.5) / 0.25) : 1 - minimumJerk((t - 0.75) / 0.25);
    return { eye, target: [goal[0], goal[1] * near, goal[2] + 0.25 * (1 - near)], reach: out };
  });
}

function hand({ eye, reach }: Head, goal: Vec3): Stroke[] {
  const shoulder: Vec3 = [eye[0] - 0.05, eye[1] - 0.2, eye[2] - 0.35];
  const idle: Vec3 = [eye[0] + 0.28, eye[1] - 0.16, eye[2] - 0.42];
  const palm = add(idle, scale(subtract(goal, idle), reach));
  const elbow: Vec3 = [
    (shoulder[0] + palm[0]) / 2,
    (shoulder[1] + palm[1]) / 2 - 0.05,
    (shoulder[2] + palm[2]) / 2 - 0.12,
  ];
  const fingers = [-0.03, 0, 0.03].map(
    (side): Stroke => ({
      from: palm,
      to: [palm[0] + 0.08, palm[1] + side, palm[2]],
      radius: 0.012,
      colour: SKIN,
    }),
  );
  return [
    { from: elbow, to: palm, radius: 0.04, colour: SLEEVE },
    { from: palm, to: palm, radius: 0.045, colour: SKIN },
    ...fingers,
  ];
}

function propsOf(scene: HeadRecording['scene'], shift: number): Stroke[] {
  const strokes: Stroke[] = [];
  const boards = scene === 'shelf' ? [0.82, 1.14, 1.46] : [0.74];
  for (const height of boards) {
    const x = scene === 'shelf' ? 1.25 : 0.6;
    strokes.push({ from: [x, -1, height], to: [x, 1, height], radius: 0.02, colour: BOARD });
    for (let n = 0; n < 9; n++) {
      const y = n * 0.22 - 0.88;
      const colour = GOODS[(n * 7 + Math.round(height * 10) + shift) % GOODS.length] ?? BOARD;
      strokes.push({ from: [x, y, height + 0.06], to: [x, y, height + 0.14], radius: 0.045, colour });
    }
  }
  return strokes;
}

/** What an inertial sensor on the head measures: acceleration with gravity (m/s²) and turning rate (rad/s), by differences. */
function motion(heads: readonly Head[], fps: number): number[][] {
  const eye = (i: number): Vec3 => (heads[Math.min(Math.max(i, 0), heads.length - 1)] as Head).eye;
  const bearing = (i: number): [number, number] => {
    const { eye: from, target } = heads[Math.min(Math.max(i, 0), heads.length - 1)] as Head;
    const way = subtract(target, from);
    return [way[1] / way[0], way[2] / way[0]];
  };
  return heads.map((_, i) => {
    const acceleration = [0, 1, 2].map((axis) => {
      const a = eye(i - 1)[axis] ?? 0;
      const b = eye(i)[axis] ?? 0;
      const c = eye(i + 1)[axis] ?? 0;
      return (a - 2 * b + c) * fps * fps + (axis === 2 ? GRAVITY : 0);
    });
    const [yaw, pitch] = bearing(i + 1);
    const [yawBefore, pitchBefore] = bearing(i);
    return [...acceleration, 0, (pitchBefore - pitch) * fps, (yaw - yawBefore) * fps];
  });
}
