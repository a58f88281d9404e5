import assert from 'node:assert/strict';
import { test } from 'node:test';
import loadMujoco from '@mujoco/mujoco';
import {
  forwardKinematics,
  type JointPositions,
} from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import type { KinematicTree, Pose, Quaternion, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { angleBetween, compose, distance, invert } from '#contracts/embodiment/spatial.ts';
import { randomArm, randomHumanoid, randomQuadruped } from '#test/support/procedural-robots.ts';
import { randomMjcf } from '#test/support/random-mjcf.ts';
import { toMjcf, toUrdf } from '#test/support/write-descriptions.ts';

const TOLERANCE = 1e-9;
const mujoco = await loadMujoco();

interface Reference {
  readonly positions: JointPositions;
  readonly bodies: Readonly<Record<string, Pose>>;
  readonly sites: Readonly<Record<string, Vec3>>;
  readonly ranges: Readonly<Record<string, [number, number]>>;
}

/** What MuJoCo says about a document at random joint positions. Models are freed at once: its heap is small. */
function referenceOf(xml: string, seed: number): Reference {
  const model = mujoco.MjModel.from_xml_string(xml);
  assert.ok(model !== null, 'the reference reads the document');
  const data = new mujoco.MjData(model);
  try {
    const random = seededRandom(seed);
    const positions: Record<string, number | Quaternion | Pose> = {};
    const ranges: Record<string, [number, number]> = {};
    for (let j = 0; j < model.njnt; j++) {
      const name = mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_JOINT.value, j);
      const at = model.jnt_qposadr[j] as number;
      const count = [7, 4, 1, 1][model.jnt_type[j] as number]!;
      const values = Array.from({ length: count }, () => 4 * random.unit() - 2);
      const turn = values.slice(-4);
      const length = Math.hypot(...turn);
      if (count > 1) values.splice(-4, 4, ...turn.map((value) => value / length));
      values.forEach((value, i) => (data.qpos[at + i] = value));
      positions[name] = jointValue(values, tupleAt(model.qpos0, at, count));
      ranges[name] = [model.jnt_range[2 * j] as number, model.jnt_range[2 * j + 1] as number];
    }
    mujoco.mj_kinematics(model, data);
    const bodies: Record<string, Pose> = {};
    for (let b = 0; b < model.nbody; b++) {
      const name = mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_BODY.value, b);
      const rotation = tupleAt(data.xquat, 4 * b, 4) as unknown as Quaternion;
      bodies[name] = { position: tupleAt(data.xpos, 3 * b, 3) as unknown as Vec3, rotation };
    }
    const sites: Record<string, Vec3> = {};
    for (let s = 0; s < model.nsite; s++) {
      const name = mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_SITE.value, s);
      sites[name] = tupleAt(data.site_xpos, 3 * s, 3) as unknown as Vec3;
    }
    return { positions, bodies, sites, ranges };
  } finally {
    data.delete();
    model.delete();
  }
}

function tupleAt(values: ArrayLike<number>, from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => values[from + i]!);
}

/** A free joint's position is the body's pose; ours is the change from where the file put it. */
function jointValue(values: number[], initial: number[]): number | Quaternion | Pose {
  if (values.length === 1) return values[0]!;
  if (values.length === 4) return values as unknown as Quaternion;
  const pose = (v: number[]): Pose => ({
    position: v.slice(0, 3) as unknown as Vec3,
    rotation: v.slice(3) as unknown as Quaternion,
  });
  return relative(pose(initial), pose(values));
}

function relative(from: Pose, to: Pose): Pose {
  return compose(invert(from), to);
}

/** Largest difference of link positions, orientations (up to sign) and site positions. */
function worstDifference(tree: KinematicTree, reference: Reference): number {
  const poses = forwardKinematics(tree, reference.positions);
  const root = poses[tree.links.findIndex((link) => link.name === 'world')];
  const inWorld = (pose: Pose): Pose => (root === undefined ? pose : compose(invert(root), pose));
  let worst = 0;
  for (const [name, expected] of Object.entries(reference.bodies)) {
    const index = tree.links.findIndex((link) => link.name === name);
    if (index < 0 && name === 'world') continue;
    assert.ok(index >= 0, `the link ${name} is missing`);
    const pose = inWorld(poses[index]!);
    worst = Math.max(
      worst,
      distance(pose.position, expected.position),
      angleBetween(pose.rotation, expected.rotation),
    );
  }
  for (const [name, expected] of Object.entries(reference.sites)) {
    const frame = tree.frames.find((candidate) => candidate.name === name)!;
    const pose = inWorld(compose(poses[frame.link]!, frame.pose));
    worst = Math.max(worst, distance(pose.position, expected));
  }
  return worst;
}

test('random MJCF documents: links, sites and limits agree with MuJoCo', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const xml = randomMjcf(seed);
    const tree = readRobotDescription(xml);
    const reference = referenceOf(xml, seed);
    const worst = worstDifference(tree, reference);
    assert.ok(worst < TOLERANCE, `seed ${seed}: ${worst}\n${xml}`);
    for (const joint of tree.joints) {
      const range = reference.ranges[joint.name];
      if (range === undefined || joint.lower === null || joint.upper === null) continue;
      assert.ok(Math.abs(joint.lower - range[0]) < TOLERANCE && Math.abs(joint.upper - range[1]) < TOLERANCE);
    }
  }
});

test('procedural robots in both formats agree with MuJoCo', () => {
  // MuJoCo merges rigid links of URDF unless it is told not to.
  const keepLinks = '<mujoco><compiler fusestatic="false"/></mujoco></robot>';
  for (let seed = 1; seed <= 12; seed++) {
    for (const make of [randomArm, randomHumanoid, randomQuadruped]) {
      const model = make(seed);
      for (const xml of [toMjcf(model), toUrdf(model).replace('</robot>', keepLinks)]) {
        const worst = worstDifference(readRobotDescription(xml), referenceOf(xml, seed));
        assert.ok(worst < 1e-7, `${model.name} ${seed}: ${worst}`);
      }
    }
  }
});
