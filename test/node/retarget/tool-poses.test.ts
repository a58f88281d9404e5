import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import { REPLAY_TOLERANCE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import type { Pose, Quaternion, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { distance, multiply, rotate, transformPoint } from '#contracts/embodiment/spatial.ts';
import { retargetFacts } from '#node/cli/retarget-words.ts';
import { asFloat64, type NumberColumn } from '#node/dataset/dataset-reader.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { run as plan } from '#node/retarget/confined-plan.ts';
import { columnsOf } from '#node/retarget/motion-source.ts';
import { readMotionSource, type ReadSource } from '#node/retarget/read-motion-source.ts';
import { retargetDataset, retargetRobotOf } from '#node/retarget/retarget-dataset.ts';
import type { RetargetPlan } from '#node/retarget/retarget-job.ts';
import { EpisodeSolver } from '#node/retarget/solve-episode.ts';
import { linkPoses, writePoseRecording, type PoseColumn } from '#test/support/pose-recording.ts';
import { robotFile, writeRobotRecording } from '#test/support/robot-recording.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const ROBOT = 'larkspur-arm7';
const SWING = 0.5;
const { signal } = new AbortController();

const NAMES = ['x', 'y', 'z', 'qx', 'qy', 'qz', 'qw', 'gripper'];

function posed({ position, rotation: [w, x, y, z] }: Pose, gripper: number): number[] {
  return [...position, x, y, z, w, gripper];
}

const STATE: PoseColumn = { name: 'observation.state', names: NAMES, values: (pose) => posed(pose, 0.25) };

async function stated(root: string, features: object, more: object = {}): Promise<void> {
  await writeFile(
    join(root, 'kinship.json'),
    JSON.stringify({ schema: 'declarations/1', features, ...more }),
  );
}

interface Followed {
  readonly read: ReadSource;
  readonly plan: RetargetPlan;
  readonly solver: EpisodeSolver;
}

async function followed(root: string, sourceRobot: string, target: string): Promise<Followed> {
  const read = await readMotionSource(root, { sourceRobot, up: 'z', signal, onProgress: () => undefined });
  const { form } = await readRobot(target);
  const robot = { embodiment: form.embodiment, joints: form.joints };
  const { source } = read;
  const planned = await plan({ root, source, target: robot, fps: 30 }, () => undefined);
  assert.ok(planned.ok);
  const solver = new EpisodeSolver({ source, target: robot, fps: 30, plan: planned.value });
  return { read, plan: planned.value, solver };
}

async function firstEpisode(root: string, { read, solver }: Followed) {
  await using dataset = await openDataset(root);
  return solver.solve(await dataset.readEpisode(0, { columns: columnsOf(read.source) }));
}

test('an arm follows recorded tool poses as it follows the joints that gave them', async (t) => {
  const folder = await tempFolder(t);
  const [joints, poses] = [join(folder, 'joints'), join(folder, 'poses')];
  await writeRobotRecording(joints, { robot: ROBOT, tasks: ['reach'], frames: 60, swing: SWING });
  const action: PoseColumn = { ...STATE, name: 'action', lead: 2 };
  await writePoseRecording(poses, {
    robot: ROBOT,
    link: 'flange',
    columns: [STATE, action],
    frames: 60,
    swing: SWING,
  });
  const gripper = {
    feature: STATE.name,
    dimension: 'gripper',
    convention: 'width',
    unit: 'm',
    open: 1,
    closed: 0,
  };
  await stated(poses, { [STATE.name]: { pose: { link: 'flange' } } }, { grippers: [gripper] });
  const target = robotFile('pebblehaven-arm6');
  const [byJoints, byPoses] = await Promise.all(
    [joints, poses].map((root) => followed(root, robotFile(ROBOT), target)),
  );
  assert.ok(byJoints && byPoses);
  assert.deepEqual([byJoints.read.motion, byPoses.read.motion], ['joint-names', 'pose-names']);
  assert.deepEqual(byPoses.plan.transfer.placement, byJoints.plan.transfer.placement);
  const blockersOf = ({ plan: { windows } }: Followed): unknown => windows.map(({ blocker }) => blocker);
  assert.deepEqual(blockersOf(byPoses), blockersOf(byJoints));
  const [a, b] = [await firstEpisode(joints, byJoints), await firstEpisode(poses, byPoses)];
  assert.equal(a.outcome.elements[0]!.followed, b.outcome.elements[0]!.followed);
  assert.ok(a.outcome.elements[0]!.followed > 0);
  const stateOf = (solved: typeof a): Float64Array => asFloat64(solved.columns.get('retarget.state')!);
  const arm = [0, 1, 2, 3, 4, 5];
  for (const v of arm) assert.ok(Math.abs(stateOf(a)[v]! - stateOf(b)[v]!) < 0.02, `joint ${v}`);
  // What was commanded is followed as well, in the frame and of the link that are stated of the state.
  const [commanded, ofJoints] = [b, a].map((solved) => asFloat64(solved.columns.get('retarget.action')!));
  const width = commanded!.length / 60;
  for (const v of arm) assert.ok(Math.abs(commanded![10 * width + v]! - ofJoints![10 * width + v]!) < 0.02);
  // The gripper follows because its ends are stated.
  assert.equal(b.outcome.hands[0]?.mapping, 'opening-metres');
});

test('a robot follows where a hand was carried, and is told where to stand in the frame of the poses', async (t) => {
  const root = join(await tempFolder(t), 'carried');
  const turn: Quaternion = [Math.cos(0.6), 0, 0, Math.sin(0.6)];
  const inWorld = ({ position, rotation }: Pose): Pose => {
    const [x, y, z] = rotate(turn, position);
    return { position: [x + 2, y - 1, z + 0.7], rotation: multiply(turn, rotation) };
  };
  const column = { ...STATE, values: (pose: Pose) => posed(inWorld(pose), 0) };
  const recording = { robot: ROBOT, link: 'tcp', columns: [column], frames: 60, swing: SWING };
  await writePoseRecording(root, recording);
  const target = await readRobot(robotFile(ROBOT));
  const out = join(root, '..', 'mine');
  const report = await retargetDataset({
    root,
    out,
    robot: retargetRobotOf(target),
    sourceRobot: robotFile('walnut-hand5'),
    up: 'z',
    signal,
    workers: 1,
  });
  assert.deepEqual([report.source.motion, report.tracks[0]!.kind], ['pose-names', 'pose']);
  assert.equal(report.tracks[0]!.rollFree, true);
  assert.equal(report.base.descriptions, null);
  const { given, followed: met } = report.result.elements[0]!;
  assert.ok(met > 0.5 * given, `${met} of ${given}`);
  const { position, rotation } = report.base.poses!;
  const said = retargetFacts(report, 'en').find(([label]) => label === 'base')![1];
  assert.match(said, /^root of the robot in the frame of the recorded poses: x -?\d\.\d\d m, y/);
  const base: Pose = {
    position: position as unknown as Vec3,
    rotation: rotation as unknown as Quaternion,
  };
  await using dataset = await openDataset(out);
  const { names } = dataset.features.find(({ name }) => name === 'retarget.state')!;
  const tcp = target.tree.links.findIndex(({ name }) => name === 'tcp');
  const recorded = (await linkPoses(recording))[0]!.map(inWorld);
  const { columns } = await dataset.readEpisode(0);
  const state = asFloat64(columns.get('retarget.state') as NumberColumn);
  const flags = asFloat64(columns.get('retarget.followed') as NumberColumn);
  const width = names!.length;
  recorded.forEach((pose, frame) => {
    if (flags[frame * (flags.length / recorded.length)] !== 1) return;
    const q = Object.fromEntries(names!.map((name, v) => [name, state[width * frame + v]!]));
    const tool = forwardKinematics(target.tree, q)[tcp]!;
    const off = distance(transformPoint(base, tool.position), pose.position);
    assert.ok(off <= REPLAY_TOLERANCE.positionTolerance + 1e-5, `${off} m`);
  });
});

test('poses that nobody can read are named when nothing else moves', async (t) => {
  const root = join(await tempFolder(t), 'set');
  const open: PoseColumn = {
    name: 'observation.eef_pose',
    names: null,
    values: (pose) => posed(pose, 0).slice(0, 7),
  };
  await writePoseRecording(root, { robot: ROBOT, link: 'tcp', columns: [open] });
  const asked = { sourceRobot: robotFile(ROBOT), up: 'z', signal, onProgress: () => undefined } as const;
  await assert.rejects(readMotionSource(root, asked), {
    code: 'refused',
    message: /observation\.eef_pose: nothing says how its rotation counts/,
  });
});
