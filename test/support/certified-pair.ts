/** Certifies and retargets one recording for one robot, in this process, and holds one against the other. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { JointSource } from '#contracts/dataset/joint-map.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import { REPLAY_TOLERANCE, TARGET_STRIDE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import { transferTrajectory } from '#contracts/embodiment/reach/trajectory-replay.ts';
import { roundedShare } from '#contracts/fit/certificate.ts';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { asFloat64, type NumberColumn } from '#node/dataset/dataset-reader.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import type { Robot } from '#node/embodiment/read-robot.ts';
import { run as certify } from '#node/fit/confined-fit.ts';
import { movedEffectors } from '#node/publish/build-histograms.ts';
import { run as plan } from '#node/retarget/confined-plan.ts';
import { columnsOf, type MotionSource } from '#node/retarget/motion-source.ts';
import { TrackReader } from '#node/retarget/read-tracks.ts';
import type { RetargetPlan, TargetRobot } from '#node/retarget/retarget-job.ts';
import { EpisodeSolver } from '#node/retarget/solve-episode.ts';
import { SummaryBuilder } from '#node/retarget/summary.ts';
import { writeRobotRecording } from './robot-recording.ts';
import { tempFolder, type Cleanup } from './temp-folder.ts';

const FPS = 30;

/** Episodes of some seconds in which a demo robot swings through a good part of its joint ranges. */
export async function swinging(t: Cleanup, robot: string, seconds: number): Promise<string> {
  const root = join(await tempFolder(t), robot);
  await writeRobotRecording(root, { robot, tasks: ['reach'], frames: seconds * FPS, swing: 0.7 });
  return root;
}

/** The joints of a recording, as a joint map says them. */
function sourcesOf({ tree, form }: Robot): JointSource[] {
  const names = tree.joints.filter(({ type, mimic }) => type !== 'fixed' && mimic === null);
  return names.flatMap(({ name }, dimension) =>
    form.joints
      .filter((binding) => binding.name === name)
      .map(({ joint, sign, offset }) => ({
        feature: 'observation.state',
        dimension,
        joint,
        sign,
        offset,
        factor: 1,
      })),
  );
}

/** Greatest distance (m) and turn (rad) between the tool of the state column and the recorded one, over some frames. */
function apart(
  state: NumberColumn,
  at: { readonly target: TargetRobot; readonly effector: number; readonly first: number },
  { poses, from, to }: { readonly poses: Float64Array; readonly from: number; readonly to: number },
): { position: number; angle: number } {
  const { embodiment, joints } = at.target;
  const chain = new FastChain(chainOf(embodiment, embodiment.endEffectors[at.effector]!));
  const values = asFloat64(state);
  const most = { position: 0, angle: 0 };
  for (let frame = from; frame <= to; frame++) {
    const q = [...chain.joint].map((joint, v) => {
      const { sign, offset } = joints.find((binding) => binding.joint === joint)!;
      return sign * (values[state.width * frame + at.first + v]! - offset);
    });
    chain.forward(q);
    const goal = poses.subarray(TARGET_STRIDE * frame, TARGET_STRIDE * (frame + 1));
    const off = [0, 1, 2].map((i) => chain.position[i]! - goal[i]!);
    most.position = Math.max(most.position, Math.hypot(...off));
    const cosine = [0, 1, 2].map((row) => chain.rotation[3 * row + 2]! * goal[3 + 3 * row + 2]!);
    most.angle = Math.max(most.angle, Math.acos(Math.min(1, cosine[0]! + cosine[1]! + cosine[2]!)));
  }
  return most;
}

/** What came of a pair. */
export interface Compared {
  /** Windows that were sampled, and those that the certificate counts. */
  readonly windows: number;
  readonly followed: number;
  /** Windows that replay alone follows, from starts of their own. */
  readonly alone: number;
  readonly frames: number;
}

/**
 * Certifies and retargets a recording for a robot. Asserts that both count the same windows, and that every frame of those that
 * count is met by the numbers in the column.
 */
export async function certifyAndRetarget(root: string, from: Robot, to: Robot): Promise<Compared> {
  const sources = sourcesOf(from);
  const recorded = from.form.embodiment;
  const effectors = movedEffectors(recorded, sources);
  const target: TargetRobot = { embodiment: to.form.embodiment, joints: to.form.joints };
  const certified = await certify(
    { root, recorded, target: target.embodiment, sources, effectors, fps: FPS },
    () => undefined,
  );
  assert.ok(certified.ok);
  const source: MotionSource = {
    recorded,
    tracks: effectors.map((effector) => ({ kind: 'joints', effector })),
    state: sources,
    action: [],
    zero: recorded.joints.map(() => 0),
    up: 'z',
  };
  const planned = await plan({ root, source, target, fps: FPS }, () => undefined);
  assert.ok(planned.ok);
  const compared = await follow(root, { source, target, plan: planned.value });
  assert.equal(certified.value.trajectories, compared.windows);
  assert.equal(certified.value.share, roundedShare(compared.followed / compared.windows));
  return compared;
}

/** Retargets, and asserts that every frame of every window that counts is met by the numbers in the column. */
async function follow(
  root: string,
  job: { readonly source: MotionSource; readonly target: TargetRobot; readonly plan: RetargetPlan },
): Promise<Compared> {
  const solver = new EpisodeSolver({ ...job, fps: FPS });
  const reader = new TrackReader(job.source, 'pinch');
  const summary = new SummaryBuilder();
  await using dataset = await openDataset(root);
  let frames = 0;
  for (const { index } of job.plan.episodes) {
    const episode = await dataset.readEpisode(index, { columns: columnsOf(job.source) });
    const { columns, outcome } = solver.solve(episode);
    summary.add(outcome);
    const state = columns.get('retarget.state')!;
    const tracks = reader.read(episode, 'state');
    const own = job.plan.windows.filter((window) => window.episode === index);
    outcome.windows.forEach((blocker, w) => {
      if (blocker !== null) return;
      const { from, to } = own[w]!;
      frames += to - from + 1;
      let first = 0;
      for (const { effector, track } of job.plan.tracks) {
        const moved = transferTrajectory(
          { poses: tracks[track]!.poses, length: episode.meta.frames },
          job.plan.transfer,
        );
        const off = apart(state, { target: job.target, effector, first }, { poses: moved.poses, from, to });
        assert.ok(off.position <= REPLAY_TOLERANCE.positionTolerance, `${off.position} m`);
        assert.ok(off.angle <= REPLAY_TOLERANCE.angleTolerance, `${off.angle} rad`);
        first = state.width / job.plan.tracks.length;
      }
    });
  }
  const { windows, followed } = summary.build().replay;
  const alone = job.plan.windows.filter(({ blocker }) => blocker === null).length;
  return { windows, followed, alone, frames };
}
