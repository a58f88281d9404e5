import assert from 'node:assert/strict';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { HUMAN, humanTree } from '#contracts/embodiment/body/human-body.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { bodyMotionsOf, poseOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import { compose, distance, transformPoint } from '#contracts/embodiment/spatial.ts';
import { retargetSchema, type RetargetReport } from '#contracts/retarget/retarget-schema.ts';
import { asFloat64, type Column, type NumberColumn } from '#node/dataset/dataset-reader.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { openParquet } from '#node/dataset/parquet/parquet-file.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { columnStats } from '#node/dataset/write/episode-stats.ts';
import { readRobot, type Robot } from '#node/embodiment/read-robot.ts';
import { buildJointMap } from '#node/publish/build-joint-map.ts';
import { run as plan } from '#node/retarget/confined-plan.ts';
import { columnsOf } from '#node/retarget/motion-source.ts';
import { readMotionSource } from '#node/retarget/read-motion-source.ts';
import { retargetDataset, retargetRobotOf } from '#node/retarget/retarget-dataset.ts';
import type { RetargetPlan } from '#node/retarget/retarget-job.ts';
import { EpisodeSolver } from '#node/retarget/solve-episode.ts';
import { numbers } from '#test/support/lerobot-fixture.ts';
import { robotFile, writeRobotRecording } from '#test/support/robot-recording.ts';
import { kin } from '#test/support/run-kin.ts';
import { tempFolder, type Cleanup } from '#test/support/temp-folder.ts';

const signal = new AbortController().signal;

async function recordingOf(t: Cleanup, robot: string, version: 'v2.1' | 'v3.0' = 'v3.0'): Promise<string> {
  const root = join(await tempFolder(t), 'recorded');
  await writeRobotRecording(root, { robot, tasks: ['reach'], version });
  return root;
}

async function filesOf(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

async function readColumns(root: string): Promise<Map<string, Column>[]> {
  await using dataset = await openDataset(root);
  const episodes: Map<string, Column>[] = [];
  for await (const { columns } of dataset.streamEpisodes()) episodes.push(new Map(columns));
  assert.deepEqual([...dataset.findings], []);
  return episodes;
}

/** Asserts that every byte of the old columns is where it was, and every old value what it was. */
async function assertKept(before: string, after: string): Promise<void> {
  for (const path of await filesOf(before)) {
    if (path.endsWith('.parquet')) {
      await using file = await openParquet(join(before, path));
      const end = file.size - 8 - file.meta.metadata_length;
      const [old, now] = await Promise.all([readFile(join(before, path)), readFile(join(after, path))]);
      assert.ok(now.subarray(0, end).equals(old.subarray(0, end)), path);
    }
  }
  const [old, now] = await Promise.all([readColumns(before), readColumns(after)]);
  old.forEach((columns, episode) => {
    for (const [name, column] of columns) assert.deepEqual(now[episode]!.get(name), column);
  });
}

function stateOf(columns: ReadonlyMap<string, Column>, name = 'retarget.state'): NumberColumn {
  const column = columns.get(name);
  assert.ok(column?.kind === 'numbers', name);
  return column;
}

/** Asserts that every position is within the limits of the robot's description. */
function assertWithinLimits(robot: Robot, column: NumberColumn, names: readonly string[]): void {
  const values = asFloat64(column);
  names.forEach((name, v) => {
    const joint = robot.tree.joints.find((known) => known.name === name)!;
    for (let row = 0; row < column.rows; row++) {
      const value = values[row * column.width + v]!;
      assert.ok(value >= (joint.lower ?? -100) - 1e-5 && value <= (joint.upper ?? 100) + 1e-5, name);
    }
  });
}

/** The body of a recording and its joint map, as a delivery brings them. */
async function papersOf(
  root: string,
  robot: string,
): Promise<{ embodiment: Embodiment; joint_map: JointMap | null }> {
  const { tree, form, id } = await readRobot(robotFile(robot));
  const facts = await inspectDataset(root, { robot: tree, signal });
  return { embodiment: form.embodiment, joint_map: buildJointMap(facts, form, id) };
}

/** Asserts what holds of every output: old columns kept, joints within limits, statistics, no finding, and the paper that was returned. */
async function assertWhole(
  root: string,
  out: string,
  done: { robot: Robot; report: RetargetReport },
): Promise<void> {
  const { robot, report } = done;
  assert.equal(report.result.episodes, 8);
  await assertKept(root, out);
  const info = JSON.parse(await readFile(join(out, 'meta/info.json'), 'utf8')) as {
    features: Record<string, { names: string[]; shape: number[]; dtype: string }>;
  };
  const names = info.features['retarget.state']!.names;
  const episodes = await readColumns(out);
  for (const columns of episodes) assertWithinLimits(robot, stateOf(columns), names);
  await assertStatistics(out, report.source.format, episodes);
  const facts = await inspectDataset(out, { signal });
  assert.deepEqual(
    facts.findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.deepEqual(
    retargetSchema.parse(JSON.parse(await readFile(join(out, 'exchange/retarget.json'), 'utf8'))),
    report,
  );
}

test('a v2.1 delivery tells by itself what moves, keeps its columns to the bit and gains those of my robot', async (t) => {
  const root = await recordingOf(t, 'larkspur-arm7', 'v2.1');
  await mkdir(join(root, 'exchange'));
  for (const [name, value] of Object.entries(await papersOf(root, 'larkspur-arm7')))
    await writeFile(join(root, 'exchange', `${name}.json`), JSON.stringify(value));
  const out = join(await tempFolder(t), 'mine');
  const args = ['retarget', root, '--robot', robotFile('quillfeather-arm7'), '-o', out, '--json'];
  const first = await kin(args);
  assert.equal(first.code, 0, first.stderr);
  const report = retargetSchema.parse(JSON.parse(first.stdout));
  assert.deepEqual([report.source.motion, report.source.format], ['joint-map', 'v2.1']);
  await access(join(out, 'exchange/joint_map.json'));
  const robot = await readRobot(robotFile('quillfeather-arm7'));
  await assertWhole(root, out, { robot, report });
  await assert.rejects(retargetDataset({ root, out, robot: retargetRobotOf(robot), up: 'z', signal }), {
    code: 'conflict',
  });
});

/** The statistics that LeRobot keeps beside the data are those of the added columns. */
async function assertStatistics(
  out: string,
  version: string,
  episodes: readonly ReadonlyMap<string, Column>[],
): Promise<void> {
  const first = columnStats(stateOf(episodes[0]!));
  if (version === 'v3.0') {
    const total = JSON.parse(await readFile(join(out, 'meta/stats.json'), 'utf8')) as Record<
      string,
      { count: number[] }
    >;
    assert.equal(total['retarget.state']!.count[0], 320);
    const reader = await import('#node/dataset/parquet/column-reader.ts');
    await using table = await openParquet(join(out, 'meta/episodes/chunk-000/file-000.parquet'));
    const mean = await reader.openColumn(table, 'stats/retarget.state/mean').read(1);
    assert.ok(mean.kind === 'numbers');
    assert.deepEqual([...asFloat64(mean)], [...first.mean]);
    return;
  }
  const [line] = (await readFile(join(out, 'meta/episodes_stats.jsonl'), 'utf8')).split('\n');
  const stats = JSON.parse(line!) as { stats: Record<string, { mean: number[] }> };
  assert.deepEqual(stats.stats['retarget.state']!.mean, [...first.mean]);
  assert.ok(stats.stats['observation.state'] !== undefined);
}

test('two arms follow two arms, and one arm follows one of them', async (t) => {
  const root = await recordingOf(t, 'brightmoor-tall');
  const sourceRobot = robotFile('brightmoor-tall');
  const { source } = await readMotionSource(root, {
    sourceRobot,
    up: 'z',
    signal,
    onProgress: () => undefined,
  });
  const planFor = async (robot: string): Promise<RetargetPlan> => {
    const { embodiment, joints } = (await readRobot(robotFile(robot))).form;
    const planned = await plan({ root, source, target: { embodiment, joints }, fps: 30 }, () => undefined);
    assert.ok(planned.ok);
    return planned.value;
  };
  const [both, one] = [await planFor('brightmoor-small'), await planFor('larkspur-arm7')];
  assert.deepEqual(both.tracks.map(({ label }) => label).sort(), ['left_arm', 'right_arm']);
  assert.deepEqual([both.heightFree, both.idle], [false, []]);
  assert.deepEqual(
    one.tracks.map(({ label }) => label),
    ['arm'],
  );
  assert.deepEqual([one.heightFree, one.idle.length], [true, 1]);
});

test('a v3.0 dataset keeps its columns to the bit and gains those of my robot', async (t) => {
  const root = await recordingOf(t, 'larkspur-arm7');
  const robot = await readRobot(robotFile('pebblehaven-arm6'));
  const out = join(await tempFolder(t), 'mine');
  const report = await retargetDataset({
    root,
    out,
    robot: retargetRobotOf(robot),
    sourceRobot: robotFile('larkspur-arm7'),
    up: 'z',
    signal,
  });
  assert.deepEqual([report.source.motion, report.source.format], ['joint-names', 'v3.0']);
  await assertWhole(root, out, { robot, report });
  await assertResiduals(out, await readRobot(robotFile('larkspur-arm7')), { robot, report });
});

/** Asserts that whoever has the columns, both files and the stated base finds the stated residuals, knowing nothing of canonical frames. */
async function assertResiduals(
  out: string,
  source: Robot,
  { robot, report }: { robot: Robot; report: RetargetReport },
): Promise<void> {
  const info = JSON.parse(await readFile(join(out, 'meta/info.json'), 'utf8')) as {
    features: Record<string, { names: string[] }>;
  };
  const { descriptions, root } = report.base;
  assert.ok(descriptions !== null && root !== undefined);
  const toolOf = ({ tree }: Robot, names: readonly string[], values: readonly number[]): Vec3 => {
    const positions = Object.fromEntries(names.map((name, i) => [name.replace('.pos', ''), values[i]!]));
    const link = tree.links.findIndex(({ name }) => name === 'tcp');
    return forwardKinematics(tree, positions)[link]!.position;
  };
  const mounts = [poseOf(descriptions), compose(source.form.base, poseOf(root))];
  for (const columns of await readColumns(out)) {
    // The arm comes before its hand.
    const residuals = stateOf(columns, 'retarget.residual.position');
    const residual = (at: number): number => Number(residuals.values[at * residuals.width]);
    const [recorded, mine] = ['observation.state', 'retarget.state'].map((name) => {
      const { values, width } = stateOf(columns, name);
      const row = (at: number): number[] => Array.from(values.subarray(at * width, (at + 1) * width), Number);
      return { row, names: info.features[name]!.names };
    });
    for (let at = 0; at < residuals.rows; at += 7) {
      const there = toolOf(source, recorded!.names, recorded!.row(at));
      for (const mount of mounts) {
        const here = transformPoint(mount, toolOf(robot, mine!.names, mine!.row(at)));
        assert.ok(Math.abs(distance(there, here) - residual(at)) < 2e-5, `row ${at}`);
      }
    }
  }
}

test('a dataset of which nothing tells what moves is refused with the ways to say it', async (t) => {
  const root = await recordingOf(t, 'larkspur-arm7');
  const out = join(await tempFolder(t), 'mine');
  const robot = await readRobot(robotFile('larkspur-arm7'));
  await assert.rejects(retargetDataset({ root, out, robot: retargetRobotOf(robot), up: 'z', signal }), {
    code: 'refused',
    message: /--source-robot.*--joint-map.*--source-human/s,
  });
});

/** Hand key points of a person who reaches ahead and closes the hand, as a dataset holds them. */
async function writeHandPoints(root: string): Promise<void> {
  const { embodiment } = canonicalForm(humanTree(1.75), HUMAN);
  const form = canonicalForm(humanTree(1.75), HUMAN);
  const FRAMES = 45;
  const at = (name: string): number => form.joints.find((joint) => joint.name === name)!.joint;
  const q0 = embodiment.joints.map(() => 0);
  const set = (q: number[], name: string, value: number): void => {
    const binding = form.joints.find((joint) => joint.name === name)!;
    q[at(name)] = binding.sign * (value - binding.offset);
  };
  const effector = embodiment.endEffectors.find(({ tcp }) => tcp.position[1]! < 0)!;
  const fingers = ['thumb', 'index', 'middle', 'ring', 'little'];
  const values = new Float32Array(63 * FRAMES);
  for (let k = 0; k < FRAMES; k++) {
    const q = [...q0];
    for (const { name } of form.joints) if (name.startsWith('right_')) set(q, name, 0);
    set(q, 'right_shoulder_flexion', 0.5 + 0.2 * Math.sin(k / 15));
    set(q, 'right_elbow_flexion', 1.2);
    for (const finger of fingers) set(q, `right_${finger}_knuckle`, 0.3 + 0.4 * Math.sin(k / 20));
    const motions = bodyMotionsOf(embodiment, q);
    const points: (readonly number[])[] = [
      transformPoint(motions[at('right_wrist_flexion')]!, pointOf(embodiment, at('right_wrist_flexion'))),
    ];
    for (const finger of fingers) {
      const own = effector.hand!.fingers.find(({ joints }) =>
        joints.includes(at(`right_${finger}_knuckle`)),
      )!;
      const bones = ['abduction', 'knuckle', 'middle', 'end'].filter((bone) =>
        form.joints.some(({ name }) => name === `right_${finger}_${bone}`),
      );
      const used = bones.slice(-3).map((bone) => at(`right_${finger}_${bone}`));
      for (const joint of used) points.push(transformPoint(motions[joint]!, pointOf(embodiment, joint)));
      points.push(transformPoint(motions[own.joints.at(-1)!]!, [own.tip[0]!, own.tip[1]!, own.tip[2]!]));
    }
    values.set(points.flat(), 63 * k);
  }
  const name = 'observation.right_hand_keypoints';
  const writer = await createLerobotWriter(root, {
    version: 'v3.0',
    fps: 30,
    robotType: null,
    features: [{ name, dtype: 'float32', shape: [21, 3], names: null }],
  });
  for (let episode = 0; episode < 2; episode++)
    await writer.addEpisode({ columns: new Map([[name, numbers('float32', 63, values)]]), task: 'grasp' });
  await writer.finish();
}

function pointOf(
  { joints }: ReturnType<typeof canonicalForm>['embodiment'],
  joint: number,
): [number, number, number] {
  const [x, y, z] = joints[joint]!.point;
  return [x!, y!, z!];
}

test('hand key points of a person move an arm and its gripper', async (t) => {
  const root = join(await tempFolder(t), 'person');
  await writeHandPoints(root);
  const { form } = await readRobot(robotFile('larkspur-arm7'));
  const { source, motion } = await readMotionSource(root, { up: 'z', signal, onProgress: () => undefined });
  assert.equal(motion, 'points');
  const target = { embodiment: form.embodiment, joints: form.joints };
  const planned = await plan({ root, source, target, fps: 30 }, () => undefined);
  assert.ok(planned.ok);
  assert.deepEqual(
    source.tracks.map((track) => [track.kind, track.kind === 'hand-points' ? track.side : null]),
    [['hand-points', 'right']],
  );
  const solver = new EpisodeSolver({ source, target, fps: 30, plan: planned.value });
  await using dataset = await openDataset(root);
  const { outcome } = solver.solve(await dataset.readEpisode(0, { columns: columnsOf(source) }));
  const [arm] = outcome.elements;
  assert.equal(arm!.given, 45);
  assert.ok(arm!.followed >= 43, `${arm!.followed} of 45`);
  assert.deepEqual(
    outcome.hands.map(({ mapping }) => mapping),
    ['tips-to-opening'],
  );
});
