import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { positionSources } from '#contracts/dataset/joint-map.ts';
import type { FeatureStatement } from '#contracts/dataset/lifecycle.ts';
import { poseMapSchema, requirePoseMap, type PoseMap } from '#contracts/dataset/pose-map.ts';
import { PI } from '#contracts/embodiment/elementary.ts';
import type { Pose } from '#contracts/embodiment/kinematic-tree.ts';
import { histogramCells, type PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import { reachOutcome } from '#contracts/matching/factors/factor-reach.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { ownMotion } from '#contracts/matching/search/own-motion.ts';
import { multiply, rotate, toMatrix, toRpy } from '#contracts/embodiment/spatial.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import { readRobot, type Robot } from '#node/embodiment/read-robot.ts';
import { run as certify } from '#node/fit/confined-fit.ts';
import { buildJointMap } from '#node/publish/build-joint-map.ts';
import { buildPoseMap } from '#node/publish/build-pose-map.ts';
import { borneOut, linksToTry } from '#node/publish/check-poses.ts';
import { run as count } from '#node/publish/confined-histogram.ts';
import { run as look } from '#node/publish/confined-pose-check.ts';
import { writePoseRecording, type PoseColumn } from '#test/support/pose-recording.ts';
import { robotFile, writeRobotRecording } from '#test/support/robot-recording.ts';
import { tempFolder, type Cleanup } from '#test/support/temp-folder.ts';

const ROBOT = 'larkspur-arm7';
const ARM = readRobot(robotFile(ROBOT));
const STATE = 'observation.state';

function xyz({ position }: Pose): readonly number[] {
  return position;
}

function xyzw({ rotation: [w, x, y, z] }: Pose): readonly number[] {
  return [x, y, z, w];
}

const QUATERNION: PoseColumn = {
  name: STATE,
  names: ['x', 'y', 'z', 'qx', 'qy', 'qz', 'qw', 'gripper'],
  values: (pose) => [...xyz(pose), ...xyzw(pose), 0.5],
};

const quiet = (): undefined => undefined;

interface Mapped {
  readonly root: string;
  readonly robot: Robot;
  readonly map: PoseMap | null;
  readonly histograms: readonly PoseHistogram[];
  /** Links that unread columns fit. */
  readonly fits: ReadonlyMap<string, string>;
}

/** Records columns, and makes of them what a publication would. */
async function mapped(
  t: Cleanup,
  columns: readonly PoseColumn[],
  {
    link = 'flange',
    statements = {},
    swing,
  }: {
    link?: string;
    statements?: Record<string, FeatureStatement>;
    swing?: number;
  } = {},
): Promise<Mapped> {
  const root = join(await tempFolder(t), 'set');
  const reach = swing === undefined ? {} : { swing, frames: 90 };
  await writePoseRecording(root, { robot: ROBOT, link, columns, ...reach });
  const robot = await ARM;
  return made(root, robot, statements);
}

async function made(
  root: string,
  robot: Robot,
  statements: Record<string, FeatureStatement>,
): Promise<Mapped> {
  const facts = await scanDataset(root, { robot: robot.tree });
  const { embodiment } = robot.form;
  const found = buildPoseMap({ facts, robot, statements, recorded: [] });
  if (found === null) return { root, robot, map: null, histograms: [], fits: new Map() };
  requirePoseMap(found, { id: robot.id, body: embodiment }, facts.features);
  const links = found.tracks.map((track) => linksToTry(track, robot));
  const others = links.map((each) => each.map(({ tool }) => tool));
  const seen = await look({ root, embodiment, tracks: found.tracks, others }, quiet);
  const all = seen.map((each, i) => ({ ...each, links: links[i]! }));
  const { map, fits } = borneOut(found, embodiment, all);
  assert.deepEqual(poseMapSchema.parse(map), map);
  const poses = map.tracks;
  const effectors = poses.map(({ effector }) => effector);
  const { histograms } = await count({ root, embodiment, sources: [], poses, effectors }, quiet);
  return { root, robot, map, histograms, fits };
}

/** Half the sum of differences of the shares of cells: 0 for the same, 1 for nothing in common. */
function apart(a: PoseHistogram, b: PoseHistogram): number {
  const shares = new Map<string, number>();
  for (const [sign, histogram] of [[1, a] as const, [-1, b] as const]) {
    for (const { center, direction, share, size } of histogramCells(histogram)) {
      const key = [...center.map((c) => c.toFixed(2)), direction, size].join(' ');
      shares.set(key, (shares.get(key) ?? 0) + sign * share);
    }
  }
  return [...shares.values()].reduce((sum, share) => sum + Math.abs(share), 0) / 2;
}

test('the same motion as joints and as tool poses gives the same histogram and the same certificate', async (t) => {
  const swing = 0.7;
  const link = { [STATE]: { pose: { link: 'flange' } } };
  const poses = await mapped(t, [QUATERNION], { statements: link, swing });
  const { robot } = poses;
  const root = join(await tempFolder(t), 'joints');
  await writeRobotRecording(root, { robot: ROBOT, tasks: ['reach'], frames: 90, swing });
  const facts = await scanDataset(root, { robot: robot.tree });
  const jointMap = buildJointMap(facts, robot.form, robot.id);
  const { embodiment } = robot.form;
  const sources = positionSources(jointMap);
  const counted = await count({ root, embodiment, sources, poses: [], effectors: [0] }, quiet);
  const [own] = counted.histograms;
  const [track] = poses.map!.tracks;
  assert.deepEqual([track!.frame.basis, track!.tool.basis], ['root', 'stated']);
  assert.ok(apart(own!, poses.histograms[0]!) < 0.002);

  const target = (await readRobot(robotFile('pebblehaven-arm6'))).form.embodiment;
  const [from, to] = [profileOf(embodiment, 'from'), profileOf(target, 'to')];
  const [ofJointCells, ofPoseCells] = [own!, poses.histograms[0]!].map(
    (histogram) => reachOutcome(ownMotion([histogram], from), from, to).coverage,
  );
  assert.ok(ofJointCells! > 0.3 && Math.abs(ofJointCells! - ofPoseCells!) < 0.01);

  const motion = { recorded: embodiment, target, effectors: [0], fps: 30 };
  const ofJoints = await certify({ root, ...motion, sources }, quiet);
  const ofPoses = await certify({ root: poses.root, ...motion, sources: [], poses: [track!] }, quiet);
  assert.ok(ofJoints.ok && ofPoses.ok);
  assert.ok(Math.abs(ofJoints.value.share - ofPoses.value.share) <= 0.05);
  assert.equal(ofJoints.value.trajectories, ofPoses.value.trajectories);
});

test('every convention that is named or stated gives the same motion', async (t) => {
  const { histograms } = await mapped(t, [QUATERNION], {
    statements: { [STATE]: { pose: { link: 'flange' } } },
  });
  const rows = (pose: Pose): number[] => toMatrix(pose.rotation).flat();
  const conventions: [string, PoseColumn[], Record<string, FeatureStatement>][] = [
    [
      'roll, pitch and yaw in degrees, beside metres',
      [
        {
          name: STATE,
          names: ['ee.x', 'ee.y', 'ee.z', 'ee.roll', 'ee.pitch', 'ee.yaw'],
          values: (pose) => [...xyz(pose), ...toRpy(pose.rotation).map((angle) => (angle * 180) / PI)],
        },
      ],
      { [STATE]: { pose: { link: 'flange' } } },
    ],
    [
      'millimetres and two rows, behind something else',
      [
        {
          name: 'observation.eef_pose',
          names: null,
          values: (pose) => [0.1, ...xyz(pose).map((v) => 1000 * v), ...rows(pose).slice(0, 6)],
        },
      ],
      { 'observation.eef_pose': { pose: { link: 'flange', positionAt: 1, rotation: 'two-rows' } } },
    ],
    [
      'a flattened transform by columns',
      [
        {
          name: 'observation.O_T_EE',
          names: null,
          values: (pose) => {
            const m = toMatrix(pose.rotation);
            const column = (i: number): number[] => [m[0][i]!, m[1][i]!, m[2][i]!, 0];
            return [...column(0), ...column(1), ...column(2), ...pose.position, 1];
          },
        },
      ],
      { 'observation.O_T_EE': { pose: { link: 'flange' } } },
    ],
    [
      'place and rotation in features of their own',
      [
        { name: 'observation.robot0_eef_pos', names: null, values: xyz },
        { name: 'observation.robot0_eef_quat', names: null, values: xyzw },
      ],
      { 'observation.robot0_eef_pos': { pose: { link: 'flange' } } },
    ],
    [
      'a tracker that sits on the flange, turned',
      [
        {
          name: STATE,
          names: ['x', 'y', 'z', 'qw', 'qx', 'qy', 'qz'],
          values: ({ position, rotation }) => {
            // The tracker is 5 cm along the flange's z, and turned by a quarter about its x.
            const [x, y, z] = rotate(rotation, [0, 0, 0.05]);
            const turned = multiply(rotation, [Math.SQRT1_2, Math.SQRT1_2, 0, 0]);
            return [position[0] + x, position[1] + y, position[2] + z, ...turned];
          },
        },
      ],
      {
        [STATE]: {
          pose: {
            link: 'flange',
            toolAt: { position: [0, -0.05, 0], orientation: [Math.SQRT1_2, -Math.SQRT1_2, 0, 0] },
          },
        },
      },
    ],
    [
      'a root that stands elsewhere, stated',
      [
        {
          name: STATE,
          names: ['x', 'y', 'z', 'qw', 'qx', 'qy', 'qz'],
          values: ({ position: [x, y, z], rotation }) => {
            // The root is turned by a quarter about the vertical, and stands half a metre up.
            const turned = multiply([Math.SQRT1_2, 0, 0, Math.SQRT1_2], rotation);
            return [-y, x, z + 0.5, ...turned];
          },
        },
      ],
      {
        [STATE]: {
          pose: {
            link: 'flange',
            root: { position: [0, 0, 0.5], orientation: [Math.SQRT1_2, 0, 0, Math.SQRT1_2] },
          },
        },
      },
    ],
  ];
  for (const [what, columns, statements] of conventions) {
    const other = await mapped(t, columns, { statements });
    assert.deepEqual(other.map?.unread, [], what);
    assert.ok(apart(histograms[0]!, other.histograms[0]!) < 0.01, what);
  }
});

test('what leaves its convention open, is no rotation or lies out of reach is not read, with the reason', async (t) => {
  const seven: PoseColumn = {
    name: 'observation.ee_pose',
    names: null,
    values: (pose) => [...xyz(pose), ...xyzw(pose)],
  };
  const vectors: PoseColumn = {
    name: STATE,
    names: ['x', 'y', 'z', 'rx', 'ry', 'rz'],
    values: (pose) => [...xyz(pose), ...toRpy(pose.rotation)],
  };
  const broken: PoseColumn = {
    ...QUATERNION,
    values: (pose) => [...xyz(pose), 2, ...xyzw(pose).slice(1), 0],
  };
  const far: PoseColumn = {
    ...QUATERNION,
    values: ({ position: [x, y, z], ...rest }) => [
      x,
      y,
      z + 1.2,
      ...xyzw({ position: [0, 0, 0], ...rest }),
      0,
    ],
  };
  const reasons = async (column: PoseColumn, pose: FeatureStatement = {}): Promise<unknown> => {
    const { map, histograms } = await mapped(t, [column], { statements: { [column.name]: pose } });
    assert.deepEqual(histograms, []);
    return map?.unread.map(({ reason }) => reason);
  };
  const two = ['robot0', 'robot1'].flatMap((arm): PoseColumn[] => [
    { name: `observation.${arm}_eef_pos`, names: null, values: xyz },
    { name: `observation.${arm}_eef_quat`, names: null, values: xyzw },
  ]);
  const both = await mapped(t, two);
  assert.deepEqual(
    both.map!.unread.map(({ reason }) => reason),
    ['limb-unknown', 'limb-unknown'],
  );
  assert.deepEqual(await reasons(seven), ['rotation-unknown']);
  assert.deepEqual(await reasons(vectors), ['rotation-unknown']);
  assert.deepEqual(await reasons(broken), ['no-rotations']);
  assert.deepEqual(await reasons(far), ['out-of-reach']);
  assert.deepEqual(await reasons(QUATERNION, { pose: { link: 'link3' } }), ['link-unknown']);
  assert.deepEqual(await reasons(QUATERNION, { frame: 'world' }), ['frame-unknown']);
  assert.equal(await reasons(QUATERNION, { pose: { use: false } }), undefined);
});

test('poses of which nobody says whose they are are taken as the tool centre, turned freely about its approach', async (t) => {
  const { map, histograms, robot } = await mapped(t, [QUATERNION], { link: 'tcp' });
  assert.equal(map!.tracks[0]!.tool.basis, 'assumed');
  assert.equal(histograms.length, 1);
  // The file's own tool centre is the body's: only the way round about the approach is left open.
  const stated = await mapped(t, [QUATERNION], {
    link: 'tcp',
    statements: { [STATE]: { pose: { link: 'tcp' } } },
  });
  assert.ok(apart(histograms[0]!, stated.histograms[0]!) < 0.002);
  assert.equal(robot.form.embodiment.endEffectors.length, 1);
});

test('poses that fit another link better than the tool centre are not taken as its own, and the link is named', async (t) => {
  const robot = 'pebblehaven-desktop5';
  const root = join(await tempFolder(t), 'set');
  await writePoseRecording(root, { robot, link: 'wrist_roll_link', columns: [QUATERNION] });
  const described = await readRobot(robotFile(robot));
  const { map, fits } = await made(root, described, {});
  assert.deepEqual(map?.unread, [{ feature: STATE, reason: 'link-unstated' }]);
  assert.deepEqual([...fits], [[STATE, 'wrist_roll_link']]);
  const stated = await made(root, described, { [STATE]: { pose: { link: 'wrist_roll_link' } } });
  assert.deepEqual(stated.map?.unread, []);
  // A finger is carried by the tool and moves all the same.
  const finger = await made(root, described, { [STATE]: { pose: { link: 'jaw' } } });
  assert.deepEqual(finger.map?.unread, [{ feature: STATE, reason: 'link-unknown' }]);
});

test('the frame of a carried hand is put where an arm would work, whatever way it was turned', async (t) => {
  const hand = 'walnut-hand5';
  const robot = await readRobot(robotFile(hand));
  const carried = async (turn: Pose['rotation'], shift: Pose['position'], up?: 'y'): Promise<Mapped> => {
    const root = join(await tempFolder(t), 'set');
    const column: PoseColumn = {
      ...QUATERNION,
      values: ({ position, rotation }) => {
        const [x, y, z] = rotate(turn, position);
        return [
          x + shift[0],
          y + shift[1],
          z + shift[2],
          ...xyzw({ position, rotation: multiply(turn, rotation) }),
          0,
        ];
      },
    };
    await writePoseRecording(root, { robot: ROBOT, link: 'tcp', columns: [column] });
    return made(root, robot, up === undefined ? {} : { [STATE]: { pose: { up } } });
  };
  const plain = await carried([1, 0, 0, 0], [0, 0, 0]);
  const [track] = plain.map!.tracks;
  assert.deepEqual([track!.frame.basis, plain.map!.unread], ['placed', []]);
  const cells = histogramCells(plain.histograms[0]!);
  const mean = [0, 1, 2].map((i) =>
    cells.reduce(
      (sum, cell) => sum + (cell.share * cell.center[i]!) / cells.reduce((a, b) => a + b.share, 0),
      0,
    ),
  );
  assert.ok(mean[0]! > 0.2 && mean[0]! < 0.7 && Math.abs(mean[1]!) < 0.1, mean.join(' '));
  const elsewhere = await carried([Math.cos(1), 0, 0, Math.sin(1)], [3, -7, 12]);
  assert.ok(apart(plain.histograms[0]!, elsewhere.histograms[0]!) < 0.05);
  // y up, x right, z towards the viewer: the same motion in another frame.
  const yUp = await carried([0.5, -0.5, -0.5, -0.5], [0, 0, 0], 'y');
  assert.ok(apart(plain.histograms[0]!, yUp.histograms[0]!) < 0.05);
});
