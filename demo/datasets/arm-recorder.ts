/** Recordings of bodies with arms: a script is followed by inverse kinematics, and seen through noisy sensors. */

import type { Joint, Pose, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import type { SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import { rotate, UNIT_Z } from '#contracts/embodiment/spatial.ts';
import { chanceFor, noise } from './chance.ts';
import type { DemoArm, DemoBody } from './demo-body.ts';
import {
  filmFeature,
  floatColumn,
  floatFeature,
  textColumn,
  type Recorder,
  type Recording,
} from './episode-parts.ts';
import type { Scene } from './film.ts';
import { sampleScript, type Moment } from './script.ts';
import type { Skill } from './skills.ts';
import { bodyStrokes, furnitureStrokes, objectStroke, sideView, type Furniture } from './stage.ts';

/** Signals beyond joint positions. */
export type ArmSignal = 'action' | 'tool-pose' | 'wrench' | 'tactile' | 'keypoints' | 'success' | 'operator';

/** What one dataset of a body with arms records. */
export interface ArmRecording {
  readonly slug: string;
  readonly body: DemoBody;
  /** Index of the arm that works; the others rest. */
  readonly arm: number;
  /** One skill per episode, in turn. */
  readonly skills: readonly Skill[];
  readonly signals: readonly ArmSignal[];
  readonly camera: string | null;
  readonly table: number;
  readonly shelf: number;
  readonly fps: number;
  readonly frames: number;
  /** Deviation of a joint reading, rad or m. */
  readonly sensorNoise: number;
  readonly degrees: boolean;
  readonly operators: readonly string[];
}

const TOOL_POSE = ['x', 'y', 'z', 'qw', 'qx', 'qy', 'qz'];
const WRENCH = ['fx', 'fy', 'fz', 'tx', 'ty', 'tz'];
const FINGERTIPS = ['thumb', 'index', 'middle', 'ring', 'little'];
const DEGREES = 180 / Math.PI;
const RESTING_GRIP = 0.3;
const FORCE_NOISE = 0.25;
/** Lever (m) between the sensor and where the hand touches. */
const LEVER = 0.1;

interface Frame {
  readonly moment: Moment;
  readonly positions: Readonly<Record<string, number>>;
  readonly links: readonly Pose[];
}

/** Prepares a recorder; bodies and their postures are worked out once. */
export function recordArm(spec: ArmRecording): Recorder {
  const { body, signals, camera, fps } = spec;
  const names = body.recorded.map((joint) => joint.name);
  const keypoints = body.tree.links.map((link) => link.name).filter((name) => !name.includes('finger'));
  const has = (signal: ArmSignal): boolean => signals.includes(signal);
  return {
    features: [
      floatFeature('observation.state', names),
      ...(has('action') ? [floatFeature('action', names)] : []),
      ...(has('tool-pose') ? [floatFeature('observation.ee_pose', TOOL_POSE)] : []),
      ...(has('wrench') ? [floatFeature('observation.wrench', WRENCH)] : []),
      ...(has('tactile') ? [floatFeature('observation.tactile', FINGERTIPS)] : []),
      ...(has('keypoints')
        ? [
            floatFeature(
              'observation.keypoints',
              keypoints.flatMap((name) => ['x', 'y', 'z'].map((axis) => `${name}.${axis}`)),
            ),
          ]
        : []),
      ...(has('success') ? [{ name: 'next.success', dtype: 'bool', shape: [1], names: null }] : []),
      ...(has('operator') ? [{ name: 'operator', dtype: 'string', shape: [1], names: null }] : []),
      ...(camera === null ? [] : [filmFeature(camera, fps)]),
    ],
    record: (episode) => {
      const frames = perform(spec, episode);
      return observe(spec, { episode, frames, keypoints });
    },
  };
}

/** Lets the body act out one episode. */
function perform(spec: ArmRecording, episode: number): Frame[] {
  const { body, skills, table, shelf } = spec;
  const random = chanceFor(`${spec.slug} ${episode} script`);
  const skill = skills[episode % skills.length] as Skill;
  const working = body.arms[spec.arm];
  const q = body.upright();
  for (const arm of body.arms) if (arm !== working) arm.begin(q, restingAt(arm));
  const script = working === undefined ? handScript(random) : skill({ arm: working, table, shelf, random });
  let closed = script[0]?.grip ?? 0;
  const fastest = body.gripSpeed / spec.fps;
  return sampleScript(script, spec.frames).map((moment, frame): Frame => {
    if (frame === 0) working?.begin(q, moment);
    else working?.follow(q, moment, 1 / spec.fps);
    closed += Math.max(-fastest, Math.min(fastest, moment.grip - closed));
    const grip = body.arms.map((arm) => (arm === working ? closed : RESTING_GRIP));
    const positions = body.positions(q, grip.length === 0 ? [closed] : grip);
    return { moment, positions, links: body.links(positions) };
  });
}

function restingAt({ shoulder, reach }: DemoArm): { at: Vec3; pitch: number } {
  return { at: [shoulder[0] + 0.3 * reach, shoulder[1], shoulder[2] - 0.55 * reach], pitch: 0.5 };
}

/** A hand without an arm closes on something hard, in growing squeezes. */
function handScript(
  random: SeededRandom,
): { at: Vec3; pitch: number; grip: number; time: number; force: number }[] {
  const squeezes = Array.from({ length: 4 }, (_, i) => [
    { grip: 0.72 + 0.03 * i + 0.05 * random.unit(), force: 6 + 7 * i, time: 0.8 },
    { grip: 0.62, force: 2, time: 0.4 },
  ]).flat();
  const still = { at: [0, 0, 0.1] as Vec3, pitch: 0 };
  return [
    { ...still, grip: 0, force: 0, time: 0.3 },
    { ...still, grip: 0.62, force: 1, time: 0.9 },
    ...squeezes.map((squeeze) => ({ ...still, ...squeeze })),
    { ...still, grip: 0.05, force: 0, time: 0.8 },
  ];
}

interface Performance {
  readonly episode: number;
  readonly frames: readonly Frame[];
  readonly keypoints: readonly string[];
}

function observe(spec: ArmRecording, { episode, frames, keypoints }: Performance): Recording {
  const { body, signals, slug } = spec;
  const sensors = chanceFor(`${slug} ${episode} sensors`);
  const factor = (joint: Joint): number => (spec.degrees && joint.type !== 'prismatic' ? DEGREES : 1);
  const ideal = (frame: Frame): number[] =>
    body.recorded.map((joint) => factor(joint) * (frame.positions[joint.name] ?? 0));
  const measured = frames.map((frame) =>
    body.recorded.map((joint, i) => {
      const spread = joint.type === 'prismatic' ? spec.sensorNoise / 10 : spec.sensorNoise;
      return (ideal(frame)[i] ?? 0) + factor(joint) * spread * noise(sensors);
    }),
  );
  const columns = new Map([['observation.state', floatColumn(measured)] as const]) as Recording['columns'];
  if (signals.includes('action')) {
    columns.set('action', floatColumn(frames.map((frame, i) => ideal(frames[i + 1] ?? frame))));
  }
  if (signals.includes('tool-pose'))
    columns.set('observation.ee_pose', floatColumn(frames.map((frame) => toolPose(body, frame))));
  if (signals.includes('wrench')) {
    columns.set('observation.wrench', floatColumn(frames.map((frame) => wrench(body, frame, sensors))));
  }
  if (signals.includes('tactile')) {
    columns.set('observation.tactile', floatColumn(frames.map((frame) => touch(frame, sensors))));
  }
  if (signals.includes('keypoints')) {
    const places = keypoints.map((name) => body.tree.links.findIndex((link) => link.name === name));
    const jitter = (value: number): number => value + 0.0008 * noise(sensors);
    columns.set(
      'observation.keypoints',
      floatColumn(
        frames.map(({ links }) => places.flatMap((at) => (links[at]?.position ?? [0, 0, 0]).map(jitter))),
      ),
    );
  }
  if (signals.includes('success')) {
    const values = Uint8Array.from(frames, (_, i) => (i === frames.length - 1 && episode % 5 !== 3 ? 1 : 0));
    columns.set('next.success', {
      kind: 'numbers',
      type: 'bool',
      width: 1,
      rows: values.length,
      values,
      missing: null,
    });
  }
  if (signals.includes('operator')) {
    const name = spec.operators[episode % spec.operators.length] ?? 'operator';
    columns.set('operator', textColumn(name, frames.length));
  }
  const films = spec.camera === null ? [] : [[spec.camera, film(spec, frames)] as const];
  return { columns, films: new Map(films) };
}

function toolLink(body: DemoBody): number {
  const named = body.tree.links.findIndex((link) => /(^|right_)tcp$/.test(link.name));
  return named < 0 ? body.tree.links.length - 1 : named;
}

function toolPose(body: DemoBody, { links }: Frame): number[] {
  const pose = links[toolLink(body)];
  return [...(pose?.position ?? [0, 0, 0]), ...(pose?.rotation ?? [1, 0, 0, 0])];
}

/** The force of the script along the tool's approach, in the world frame, and its moment about the sensor. */
function wrench(body: DemoBody, { moment, links }: Frame, random: SeededRandom): number[] {
  const approach = rotate(links[toolLink(body)]?.rotation ?? [1, 0, 0, 0], UNIT_Z);
  const force = approach.map((part) => -part * moment.force);
  const torque = [-(force[1] ?? 0) * LEVER, (force[0] ?? 0) * LEVER, 0];
  return [...force, ...torque].map((value) => value + FORCE_NOISE * noise(random) * 0.4);
}

function touch({ moment }: Frame, random: SeededRandom): number[] {
  const shares = [1, 0.8, 0.7, 0.45, 0.3];
  return shares.map((share) =>
    Math.max(0, Math.abs(moment.force) * share * 0.4 + FORCE_NOISE * noise(random)),
  );
}

/** Shows the body at its work; the thing it handles is in the hand while the hand is closed. */
function film(spec: ArmRecording, frames: readonly Frame[]): Scene[] {
  const { body, table, shelf } = spec;
  const arm = body.arms[spec.arm];
  const reach = arm?.reach ?? 0.18;
  const centre: Vec3 =
    arm === undefined ? [0, 0, 0.08] : [arm.shoulder[0] + 0.45 * reach, arm.shoulder[1], arm.shoulder[2]];
  const furniture: Furniture = {
    table,
    shelf,
    centre: [centre[0] + 0.1 * reach, centre[1], 0],
    half: 0.5 * reach,
  };
  const set = arm === undefined ? [] : furnitureStrokes(furniture);
  const picked = frames.findIndex(({ moment }) => moment.grip > 0.6);
  const released = frames.findLastIndex(({ moment }) => moment.grip > 0.6);
  const view = sideView(centre, Math.max(0.25, 1.25 * reach));
  return frames.map(({ links }, i): Scene => {
    const holder = frames[Math.min(Math.max(i, picked), released)];
    const held = holder === undefined || picked < 0 ? [] : [objectStroke(heldAt(body, holder), 0.07 * reach)];
    return { view, strokes: [...set, ...held, ...bodyStrokes(body.tree, links, 0.055 * reach)] };
  });
}

function heldAt(body: DemoBody, { links }: Frame): Vec3 {
  return links[toolLink(body)]?.position ?? [0, 0, 0];
}
