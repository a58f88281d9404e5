import assert from 'node:assert/strict';
import { test } from 'node:test';
import loadMujoco from '@mujoco/mujoco';
import { canonicalForm, type CanonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import { REPLAY_TOLERANCE, TARGET_STRIDE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { compose, toMatrix } from '#contracts/embodiment/spatial.ts';
import { poseOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { MotionFollower } from '#contracts/retarget/follow-motion.ts';
import { randomArm } from '#test/support/procedural-robots.ts';
import { toMjcf } from '#test/support/write-descriptions.ts';

const mujoco = await loadMujoco();
const FPS = 30;
const FRAMES = 200;
const ROUNDS = 40;

/** Tool poses of a smooth motion that leaves the workspace now and then. */
function motionOf(chain: FastChain, seed: number): Float64Array {
  const random = seededRandom(seed);
  const waves = Array.from({ length: chain.size }, (_, v) => {
    const range = chain.upper[v]! - chain.lower[v]!;
    const middle = chain.lower[v]! + (0.35 + 0.3 * random.unit()) * range;
    return { middle, swing: Math.min(0.4, range / 6), phase: 6 * random.unit(), speed: 0.5 + random.unit() };
  });
  const away = (k: number): number => (k % 100 > 80 ? 0.15 : 0);
  const poses = new Float64Array(TARGET_STRIDE * FRAMES);
  for (let k = 0; k < FRAMES; k++) {
    chain.forward(waves.map((w) => w.middle + w.swing * Math.sin((w.speed * k) / FPS + w.phase)));
    poses.set(chain.position, TARGET_STRIDE * k);
    poses.set(chain.rotation, TARGET_STRIDE * k + 3);
    poses[TARGET_STRIDE * k + 2]! += away(k);
  }
  return poses;
}

/** MuJoCo's view of a robot: the tool as an offset on the body that carries it, its own kinematics and Jacobians. */
class Reference implements Disposable {
  readonly model;
  readonly data;
  readonly body: number;
  readonly dofs: number[];
  readonly tool: { position: readonly number[]; matrix: readonly number[] };

  constructor(xml: string, form: CanonicalForm, chain: FastChain) {
    const model = mujoco.MjModel.from_xml_string(xml);
    assert.ok(model !== null);
    this.model = model;
    this.data = new mujoco.MjData(model);
    const ids = [...chain.joint].map((joint) => {
      const { name } = form.joints.find((binding) => binding.joint === joint)!;
      return mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_JOINT.value, name);
    });
    this.dofs = ids.map((id) => model.jnt_dofadr[id] as number);
    this.body = model.jnt_bodyid[ids.at(-1)!] as number;
    this.tool = this.toolOf(form);
  }

  /** The tool in the frame of its body, from its pose at the canonical zero. */
  private toolOf(form: CanonicalForm): Reference['tool'] {
    const tcp = compose(form.base, poseOf(form.embodiment.endEffectors[0]!.tcp));
    this.place(
      form.embodiment.joints.map((_, joint) => joint).map(() => 0),
      form,
    );
    const [R, p] = [this.bodyMatrix(), this.bodyPosition()];
    const T = toMatrix(tcp.rotation).flat();
    const off = tcp.position.map((value, i) => value - p[i]!);
    const position = [0, 1, 2].map((i) => R[i]! * off[0]! + R[3 + i]! * off[1]! + R[6 + i]! * off[2]!);
    const matrix = [0, 1, 2].flatMap((i) =>
      [0, 1, 2].map((j) => R[i]! * T[j]! + R[3 + i]! * T[3 + j]! + R[6 + i]! * T[6 + j]!),
    );
    return { position, matrix };
  }

  /** Puts every joint at a canonical position. */
  place(q: readonly number[], form: CanonicalForm): void {
    for (const { name, joint, sign, offset } of form.joints) {
      const id = mujoco.mj_name2id(this.model, mujoco.mjtObj.mjOBJ_JOINT.value, name);
      this.data.qpos[this.model.jnt_qposadr[id] as number] = sign * q[joint]! + offset;
    }
    mujoco.mj_kinematics(this.model, this.data);
    mujoco.mj_comPos(this.model, this.data);
  }

  private bodyMatrix(): number[] {
    return Array.from({ length: 9 }, (_, i) => this.data.xmat[9 * this.body + i] as number);
  }

  private bodyPosition(): number[] {
    return Array.from({ length: 3 }, (_, i) => this.data.xpos[3 * this.body + i] as number);
  }

  /** Position and rotation of the tool, in the world. */
  toolPose(): { p: number[]; R: number[] } {
    const [B, b] = [this.bodyMatrix(), this.bodyPosition()];
    const { position: t, matrix: T } = this.tool;
    const p = [0, 1, 2].map((i) => b[i]! + B[3 * i]! * t[0]! + B[3 * i + 1]! * t[1]! + B[3 * i + 2]! * t[2]!);
    const R = [0, 1, 2].flatMap((i) =>
      [0, 1, 2].map((j) => B[3 * i]! * T[j]! + B[3 * i + 1]! * T[3 + j]! + B[3 * i + 2]! * T[6 + j]!),
    );
    return { p, R };
  }

  /** One damped step towards a pose by MuJoCo's Jacobian; position (m) and angle (rad) that were left before it. */
  step(
    goal: { p: readonly number[]; R: readonly number[] },
    move: boolean,
  ): { position: number; angle: number } {
    const { p, R } = this.toolPose();
    const dp = goal.p.map((value, i) => value - p[i]!);
    const axis = [0, 0, 0];
    let trace = 0;
    for (let c = 0; c < 3; c++) {
      const [a, b] = [
        [R[c]!, R[3 + c]!, R[6 + c]!],
        [goal.R[c]!, goal.R[3 + c]!, goal.R[6 + c]!],
      ];
      axis[0]! += (a[1]! * b[2]! - a[2]! * b[1]!) / 2;
      axis[1]! += (a[2]! * b[0]! - a[0]! * b[2]!) / 2;
      axis[2]! += (a[0]! * b[1]! - a[1]! * b[0]!) / 2;
      trace += a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
    }
    const left = { position: Math.hypot(...dp), angle: Math.atan2(Math.hypot(...axis), (trace - 1) / 2) };
    if (move) this.moveBy([...dp, ...axis], p);
    return left;
  }

  private moveBy(error: readonly number[], at: readonly number[]): void {
    const { nv } = this.model;
    const [jp, jr] = [new mujoco.DoubleBuffer(3 * nv), new mujoco.DoubleBuffer(3 * nv)];
    try {
      mujoco.mj_jac(this.model, this.data, jp, jr, [...at], this.body);
      const [P, T] = [jp.GetView(), jr.GetView()];
      const rows = Array.from({ length: 6 }, (_, row) =>
        this.dofs.map((dof) => (row < 3 ? P[row * nv + dof] : T[(row - 3) * nv + dof]) as number),
      );
      const normal = rows.map((a, i) =>
        rows.map((b, j) => a.reduce((sum, x, k) => sum + x * b[k]!, 0) + (i === j ? 1e-4 : 0)),
      );
      const y = gauss(normal, error);
      this.dofs.forEach((dof, k) => {
        const step = rows.reduce((sum, row, i) => sum + row[k]! * y[i]!, 0);
        const [low, high] = this.rangeOf(dof);
        const next = this.data.qpos[dof] + Math.max(-0.3, Math.min(0.3, step));
        this.data.qpos[dof] = Math.max(low, Math.min(high, next));
      });
    } finally {
      jp.delete();
      jr.delete();
    }
    mujoco.mj_kinematics(this.model, this.data);
    mujoco.mj_comPos(this.model, this.data);
  }

  private rangeOf(dof: number): [number, number] {
    const id = this.model.dof_jntid[dof] as number;
    const [low, high] = [this.model.jnt_range[2 * id] as number, this.model.jnt_range[2 * id + 1] as number];
    return low === 0 && high === 0 ? [-50, 50] : [low, high];
  }

  [Symbol.dispose](): void {
    this.data.delete();
    this.model.delete();
  }
}

function gauss(a: number[][], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]!]);
  for (let i = 0; i < rows.length; i++) {
    for (let k = i + 1; k < rows.length; k++) {
      const factor = rows[k]![i]! / rows[i]![i]!;
      for (let j = i; j <= rows.length; j++) rows[k]![j]! -= factor * rows[i]![j]!;
    }
  }
  const x = rows.map(() => 0);
  for (let i = rows.length - 1; i >= 0; i--) {
    let sum = rows[i]![rows.length]!;
    for (let j = i + 1; j < rows.length; j++) sum -= rows[i]![j]! * x[j]!;
    x[i] = sum / rows[i]![i]!;
  }
  return x;
}

test('MuJoCo puts the tool where we say it is, and meets the same poses, on 1,000 frames', (t) => {
  let [frames, same, worstPosition, worstAngle] = [0, 0, 0, 0];
  for (const seed of [11, 12, 13, 14, 15]) {
    const xml = toMjcf(randomArm(seed));
    const form = canonicalForm(readRobotDescription(xml));
    const { chain } = profileOf(form.embodiment, 'arm').limbs[0]!;
    const follower = new MotionFollower(chain, { rollFree: false, halfTurn: false, interval: 1 / FPS });
    const targets = motionOf(new FastChain(chain), seed);
    const followed = follower.follow(targets, FRAMES);
    using reference = new Reference(xml, form, follower.chain);
    const base = toMatrix(form.base.rotation).flat();
    for (let k = 0; k < FRAMES; k++) {
      const q = form.embodiment.joints.map(() => 0);
      follower.chain.joint.forEach((joint, v) => (q[joint] = followed.q[follower.chain.size * k + v]!));
      reference.place(q, form);
      const goal = goalOf(targets, k, { base, origin: form.base.position });
      const ours = reference.step(goal, false);
      worstPosition = Math.max(worstPosition, Math.abs(ours.position - followed.position[k]!));
      worstAngle = Math.max(worstAngle, Math.abs(ours.angle - followed.angle[k]!));
      let left = ours;
      for (let round = 0; round < ROUNDS; round++) left = reference.step(goal, true);
      const met =
        left.position <= REPLAY_TOLERANCE.positionTolerance && left.angle <= REPLAY_TOLERANCE.angleTolerance;
      if (met === (followed.met[k] === 1)) same++;
      frames++;
    }
  }
  t.diagnostic(
    `${frames} frames: residuals agree to ${worstPosition.toExponential(1)} m and ${worstAngle.toExponential(1)} rad; ${same} judged alike`,
  );
  assert.equal(frames, 1000);
  assert.ok(worstPosition < 1e-4 && worstAngle < 1e-4);
  assert.ok(same >= 970, `${same} of ${frames} judged alike`);
});

/** A target in the world of the description. */
function goalOf(
  targets: Float64Array,
  k: number,
  { base, origin }: { base: readonly number[]; origin: readonly number[] },
): { p: number[]; R: number[] } {
  const at = TARGET_STRIDE * k;
  const p = [0, 1, 2].map(
    (i) =>
      origin[i]! +
      base[3 * i]! * targets[at]! +
      base[3 * i + 1]! * targets[at + 1]! +
      base[3 * i + 2]! * targets[at + 2]!,
  );
  const R = [0, 1, 2].flatMap((i) =>
    [0, 1, 2].map(
      (j) =>
        base[3 * i]! * targets[at + 3 + j]! +
        base[3 * i + 1]! * targets[at + 6 + j]! +
        base[3 * i + 2]! * targets[at + 9 + j]!,
    ),
  );
  return { p, R };
}
