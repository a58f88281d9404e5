/** A body of the demo world, ready to be moved: its description, its canonical form, and arms that follow targets. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalForm, type CanonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { jointMotion } from '#contracts/embodiment/kinematics/chain.ts';
import { cos, hypot, sin } from '#contracts/embodiment/elementary.ts';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import { InverseSolver, TARGET_STRIDE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import type { Joint, KinematicTree, Pose, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import {
  compose,
  cross,
  distance,
  fromAxes,
  IDENTITY,
  invert,
  scale,
  toMatrix,
  transformPoint,
  unit,
  UNIT_Y,
  UNIT_Z,
} from '#contracts/embodiment/spatial.ts';
import { reachPoint } from './reach-point.ts';

/** Where the descriptions of the demo's bodies lie. */
export const ROBOTS_FOLDER = join(import.meta.dirname, '..', 'robots');

const SOLVER = { rollFree: true, positionTolerance: 0.004, angleTolerance: 0.09, maxIterations: 40 } as const;
/** Random postures among which the most relaxed one that meets the first target is taken. */
const START_POSTURES = 48;
/** Joints keep this far above the bench, m. */
const CLEARANCE = 0.05;
const SINKING_COST = 20;
/** Nothing turns faster than this, rad/s. */
const MAX_SPEED = 3;
/** Hands close no faster than this, grip per second. */
const GENTLE_GRIP = 1.6;
/** Share of its speed limit that a joint is driven at. */
const SPEED_SHARE = 0.8;
const START_SEED = 0x64656d6f;

/** Where a tool should be: metres in the world frame (z up; zero at the floor, or at the bench for bench arms), radians. */
export interface ToolTarget {
  readonly at: Vec3;
  /** How far the approach direction points down: 0 is level and away from the shoulder, π/2 straight down. */
  readonly pitch: number;
}

/** One arm with a hand. `q` of the body is moved by `follow`. */
export interface DemoArm {
  /** Point about which the arm turns, world frame. */
  readonly shoulder: Vec3;
  /** Longest distance (m) from shoulder to tool among sampled postures. */
  readonly reach: number;
  /** Joints of the hand in the description's own names. */
  readonly fingers: readonly Joint[];
  /** Puts the arm into a relaxed posture at the target. */
  begin(q: Float64Array, target: ToolTarget): void;
  /** Moves the arm towards the target for some seconds, no faster than its joints turn, and as near as it gets. */
  follow(q: Float64Array, target: ToolTarget, seconds: number): void;
}

/** A body. `q` vectors have one entry for each canonical joint, radians or metres. */
export interface DemoBody {
  readonly name: string;
  readonly tree: KinematicTree;
  readonly form: CanonicalForm;
  readonly arms: readonly DemoArm[];
  /** Joints that datasets record: everything but legs and what follows another joint. */
  readonly recorded: readonly Joint[];
  /** Grip per second that all fingers have time for. */
  readonly gripSpeed: number;
  /** Upright: every joint of the description at zero, or as near to it as its limits allow. */
  upright(): Float64Array;
  /** Positions in the description's own terms. `grip` per arm, 0 open to 1 closed, sets the fingers. */
  positions(q: Float64Array, grip: readonly number[]): Record<string, number>;
  /** Poses of all links in the world frame, in the order of the tree. */
  links(positions: Readonly<Record<string, number>>): Pose[];
}

/** Reads a body from `demo/robots`. */
export async function loadDemoBody(name: string): Promise<DemoBody> {
  const tree = readRobotDescription(await readFile(join(ROBOTS_FOLDER, `${name}.urdf`), 'utf8'));
  return demoBody(name, tree);
}

/** Prepares a description that was read. */
export function demoBody(name: string, tree: KinematicTree): DemoBody {
  const form = canonicalForm(tree);
  const { embodiment } = form;
  const bench = embodiment.mounting === 'bench' || embodiment.mounting === 'flange';
  // Legged bodies have their root at the pelvis; their canonical base stands on the floor.
  const rootInWorld: Pose = bench
    ? { position: [0, 0, 0], rotation: [1, 0, 0, 0] }
    : { position: scale(form.base.position, -1), rotation: [1, 0, 0, 0] };
  const links = (positions: Readonly<Record<string, number>>): Pose[] =>
    forwardKinematics(tree, positions).map((pose) => compose(rootInWorld, pose));
  const fingers = fingersByEffector(form, tree);
  const positions = (q: Float64Array, grip: readonly number[]): Record<string, number> => {
    const out: Record<string, number> = {};
    for (const { name: joint, joint: at, sign, offset } of form.joints)
      out[joint] = sign * (q[at] ?? 0) + offset;
    fingers.forEach((own, arm) => {
      for (const joint of own) out[joint.name] = fingerPosition(joint, grip[arm] ?? 0);
    });
    return out;
  };
  const upright = (): Float64Array => uprightOf(form);
  const arms = embodiment.endEffectors.flatMap((effector, i): DemoArm[] => {
    const chain = chainOf(embodiment, effector);
    if (chain.joints.every((joint) => joint.shared)) return [];
    // The compiled chain holds the torso at its canonical zero: what the upright torso does is part of the way to the world.
    const torso = chain.joints
      .filter((joint) => joint.shared)
      .reduce((pose, joint) => compose(pose, jointMotion(joint, upright()[joint.joint] ?? 0)), IDENTITY);
    const fromWorld = invert(compose(compose(rootInWorld, form.base), torso));
    const first = chain.joints.find((joint) => !joint.shared);
    const named = form.joints.find((binding) => binding.joint === first?.joint)?.name;
    const link = tree.joints.find((joint) => joint.name === named)?.child ?? 0;
    const rest = links(positions(upright(), []));
    return [
      createArm({
        chain: new FastChain(chain),
        variables: chain.joints.filter((joint) => !joint.shared).map((joint) => joint.joint),
        shoulder: rest[link]?.position ?? [0, 0, 0],
        fromWorld,
        fingers: fingers[i] ?? [],
        anyTurn: effector.hand?.kind === 'anthropomorphic',
      }),
    ];
  });
  const legs = new Set(embodiment.limbs.flatMap((limb) => (limb.kind === 'leg' ? limb.joints : [])));
  const unrecorded = new Set(
    form.joints.filter(({ joint }) => legs.has(joint)).map((binding) => binding.name),
  );
  const recorded = tree.joints.filter(
    (joint) => joint.type !== 'fixed' && joint.mimic === null && !unrecorded.has(joint.name),
  );
  const gripSpeed = Math.min(GENTLE_GRIP, ...fingers.flat().map(gripSpeedOf));
  return { name, tree, form, arms, recorded, gripSpeed, upright, positions, links };
}

function uprightOf(form: CanonicalForm): Float64Array {
  const q = new Float64Array(form.embodiment.joints.length);
  for (const { joint, sign, offset } of form.joints) {
    const { lower, upper } = form.embodiment.joints[joint] ?? { lower: null, upper: null };
    q[joint] = Math.min(
      upper ?? Number.POSITIVE_INFINITY,
      Math.max(lower ?? Number.NEGATIVE_INFINITY, -sign * offset),
    );
  }
  return q;
}

/** Fingers of each end effector, without those that follow others. */
function fingersByEffector(form: CanonicalForm, tree: KinematicTree): Joint[][] {
  return form.embodiment.endEffectors.map((effector) => {
    const joints = new Set(effector.hand?.fingers.flatMap((finger) => finger.joints) ?? []);
    const names = new Set(
      form.joints.filter(({ joint }) => joints.has(joint)).map((binding) => binding.name),
    );
    return tree.joints.filter((joint) => names.has(joint.name) && joint.mimic === null);
  });
}

/** Jaws close towards their lower limit, fingers of hands bend towards their upper one. */
function fingerPosition(joint: Joint, grip: number): number {
  const lower = joint.lower ?? 0;
  const upper = joint.upper ?? 0;
  const jaw = joint.type === 'prismatic' || joint.name === 'gripper';
  const bent = jaw ? 1 - grip : 0.05 + 0.6 * grip;
  return lower + (upper - lower) * (0.02 + 0.96 * bent);
}

function gripSpeedOf(joint: Joint): number {
  return (SPEED_SHARE * (joint.velocity ?? MAX_SPEED)) / ((joint.upper ?? 0) - (joint.lower ?? 0) || 1);
}

interface ArmParts {
  readonly chain: FastChain;
  /** Canonical joint of each variable of the chain. */
  readonly variables: readonly number[];
  readonly shoulder: Vec3;
  readonly fromWorld: Pose;
  readonly fingers: readonly Joint[];
  /** The hand may be turned as it likes. */
  readonly anyTurn: boolean;
}

function createArm({ chain, variables, shoulder, fromWorld, fingers, anyTurn }: ArmParts): DemoArm {
  const solver = new InverseSolver(chain, SOLVER);
  const wanted = new Float64Array(TARGET_STRIDE);
  const toWorld = invert(fromWorld);
  const reachFor = (q: Float64Array, target: ToolTarget): number => {
    const pose = compose(fromWorld, targetPose(shoulder, target));
    if (anyTurn) return reachPoint(chain, q, pose.position);
    wanted.set(pose.position);
    wanted.set(toMatrix(pose.rotation).flat(), 3);
    return solver.solve(q, wanted) ? 0 : 1 + solver.residual.position;
  };
  const postures = randomPostures(chain);
  const centre = compose(fromWorld, { position: shoulder, rotation: [1, 0, 0, 0] }).position;
  return {
    shoulder,
    fingers,
    reach: Math.max(...postures.map((posture) => tipDistance(chain, posture, centre))),
    begin: (q, target) => {
      let best: Float64Array | undefined;
      let least = Number.POSITIVE_INFINITY;
      for (const posture of postures) {
        const tried = Float64Array.from(posture);
        const missed = reachFor(tried, target);
        const cost = strain(chain, tried) + 100 * missed + SINKING_COST * sinking(chain, tried, toWorld);
        if (cost >= least) continue;
        least = cost;
        best = tried;
      }
      variables.forEach((joint, i) => (q[joint] = best?.[i] ?? 0));
    },
    follow: (q, target, seconds) => {
      const moved = Float64Array.from(variables, (joint) => q[joint] ?? 0);
      reachFor(moved, target);
      const share = slowest(chain, { q, moved, variables, seconds });
      variables.forEach((joint, i) => {
        const from = q[joint] ?? 0;
        q[joint] = from + share * ((moved[i] ?? from) - from);
      });
    },
  };
}

/** The share of a step that every joint has time for. */
function slowest(
  chain: FastChain,
  step: { q: Float64Array; moved: Float64Array; variables: readonly number[]; seconds: number },
): number {
  return step.variables.reduce((share, joint, i) => {
    const way = Math.abs((step.moved[i] ?? 0) - (step.q[joint] ?? 0));
    const speed = Math.min(chain.velocity[i] ?? MAX_SPEED, MAX_SPEED);
    return Math.min(share, (SPEED_SHARE * speed * step.seconds) / Math.max(way, 1e-9));
  }, 1);
}

/** The pose of a tool that approaches along the vertical plane through shoulder and target. */
function targetPose(shoulder: Vec3, { at, pitch }: ToolTarget): Pose {
  const x = at[0] - shoulder[0];
  const y = at[1] - shoulder[1];
  const away = hypot(x, y) || 1;
  const level = cos(pitch);
  const approach = unit([(level * x) / away, (level * y) / away, -sin(pitch)]);
  const side = unit(cross(UNIT_Z, approach), UNIT_Y);
  return { position: at, rotation: fromAxes(side, cross(approach, side), approach) };
}

function randomPostures(chain: FastChain): Float64Array[] {
  const random = seededRandom(START_SEED);
  return Array.from({ length: START_POSTURES }, () =>
    Float64Array.from(chain.lower, (lower, i) => {
      // The inner part of each range: nobody begins work at a stop.
      const range = Math.min((chain.upper[i] ?? 0) - lower, 6.2);
      const middle = (lower + (chain.upper[i] ?? 0)) / 2;
      return middle + range * 0.8 * (random.unit() - 0.5);
    }),
  );
}

function tipDistance(chain: FastChain, q: Float64Array, from: Vec3): number {
  chain.forward(q);
  return distance([chain.position[0] ?? 0, chain.position[1] ?? 0, chain.position[2] ?? 0], from);
}

/** How far the joints of a posture lie below the height of the bench or floor, m. */
function sinking(chain: FastChain, q: Float64Array, toWorld: Pose): number {
  chain.forward(q);
  let sum = 0;
  for (let joint = 0; joint < chain.jointCount; joint++) {
    const at = 3 * joint;
    const point: Vec3 = [
      chain.movedPoint[at] ?? 0,
      chain.movedPoint[at + 1] ?? 0,
      chain.movedPoint[at + 2] ?? 0,
    ];
    sum += Math.max(0, CLEARANCE - transformPoint(toWorld, point)[2]);
  }
  return sum;
}

/** How far a posture is from the middle of its ranges. */
function strain(chain: FastChain, q: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < chain.size; i++) {
    const lower = chain.lower[i] ?? 0;
    const upper = chain.upper[i] ?? 0;
    sum += (((q[i] ?? 0) - (lower + upper) / 2) / Math.min(upper - lower, 4)) ** 2;
  }
  return sum;
}
