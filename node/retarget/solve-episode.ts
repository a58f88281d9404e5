/** Brings one episode to the target robot: joint positions in its own count, residuals, and what could not be followed. */

import { transferTrajectory } from '#contracts/embodiment/reach/trajectory-replay.ts';
import type { FitBlocker } from '#contracts/fit/certificate.ts';
import { judgeWindow, type FrameClock } from '#contracts/fit/follow-windows.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { MotionFollower, type FollowedMotion } from '#contracts/retarget/follow-motion.ts';
import { HandChain } from '#contracts/retarget/hand-chain.ts';
import { mapHand, type MappedHand } from '#contracts/retarget/hand-motion.ts';
import type { Episode, NumberColumn } from '../dataset/dataset-reader.ts';
import { frameClock } from '../fit/sample-windows.ts';
import type { WriterFeature } from '../dataset/write/lerobot-spec.ts';
import { TrackReader, type TrackMotion } from './read-tracks.ts';
import {
  RETARGET_COLUMNS,
  type EpisodeOutcome,
  type PlannedTrack,
  type RetargetJob,
  type TargetRobot,
} from './retarget-job.ts';

/** The added columns of one episode. */
export interface SolvedEpisode {
  readonly columns: ReadonlyMap<string, NumberColumn>;
  readonly outcome: EpisodeOutcome;
}

interface Arm {
  readonly planned: PlannedTrack;
  readonly follower: MotionFollower;
  readonly hand: HandChain | null;
  /** Label of the hand; null without one. */
  readonly handLabel: string | null;
}

/** One role of an episode, solved. */
interface SolvedRole {
  readonly arms: readonly FollowedMotion[];
  readonly hands: readonly (MappedHand | null)[];
}

/** Solves the episodes of a job one after the other. */
export class EpisodeSolver {
  private readonly job: Omit<RetargetJob, 'root' | 'parts'>;
  private readonly reader: TrackReader;
  private readonly arms: readonly Arm[];
  /** Joints of the target, by index in its embodiment, in the order of the state column. */
  private readonly joints: readonly number[];

  constructor(job: Omit<RetargetJob, 'root' | 'parts'>) {
    this.job = job;
    this.reader = new TrackReader(job.source, job.plan.tool);
    const body = profileOf(job.target.embodiment, 'target');
    const clock = frameClock(job.fps);
    this.arms = job.plan.tracks.map((planned) =>
      armOf(planned, { body, target: job.target, clock, handed: this.reader.hasHand(planned.track) }),
    );
    this.joints = this.arms.flatMap(({ follower, hand }) => [
      ...follower.chain.joint,
      ...(hand?.joints ?? []),
    ]);
  }

  /** The columns that are added, as the dataset's metadata describes them. */
  features(): WriterFeature[] {
    const float = (name: string, names: readonly string[]): WriterFeature => ({
      name,
      dtype: 'float32',
      shape: [names.length],
      names,
    });
    const joints = this.joints.map((joint) => jointName(this.job.target, joint));
    const elements = this.elementLabels();
    const followed = (name: string): WriterFeature => ({ ...float(name, elements), dtype: 'bool' });
    const action = this.reader.hasAction
      ? [float(RETARGET_COLUMNS.action, joints), followed(RETARGET_COLUMNS.actionFollowed)]
      : [];
    return [
      float(RETARGET_COLUMNS.state, joints),
      float(RETARGET_COLUMNS.position, elements),
      float(RETARGET_COLUMNS.orientation, elements),
      followed(RETARGET_COLUMNS.followed),
      ...action,
    ];
  }

  /** Arms, then hands. */
  private elementLabels(): string[] {
    const hands = this.arms.flatMap(({ handLabel }) => handLabel ?? []);
    return [...this.arms.map(({ planned }) => planned.label), ...hands];
  }

  /** Solves one episode. */
  solve(episode: Episode): SolvedEpisode {
    const { frames } = episode.meta;
    const state = this.solveRole(this.reader.read(episode, 'state'), frames, null);
    const columns = new Map<string, NumberColumn>([
      [RETARGET_COLUMNS.state, this.jointColumn(state, frames)],
      ...this.residualColumns(state, frames),
    ]);
    if (this.reader.hasAction) {
      const action = this.solveRole(this.reader.read(episode, 'action'), frames, state);
      columns.set(RETARGET_COLUMNS.action, this.jointColumn(action, frames));
      columns.set(RETARGET_COLUMNS.actionFollowed, this.followedColumn(action, frames));
    }
    return { columns, outcome: this.outcomeOf(episode.meta.index, state, frames) };
  }

  private solveRole(tracks: readonly TrackMotion[], frames: number, beside: SolvedRole | null): SolvedRole {
    const { plan, fps, target } = this.job;
    const moved = this.arms.map(({ planned }) => {
      const { poses } = tracks[planned.track]!;
      return transferTrajectory({ poses, length: frames }, plan.transfer).poses;
    });
    const arms = this.arms.map(({ follower }, a) =>
      beside === null
        ? follower.follow(moved[a]!, frames)
        : follower.followBeside(moved[a]!, frames, beside.arms[a]!),
    );
    const hands = this.arms.map(({ planned, hand: chain }) => {
      const motion = tracks[planned.track]!.hand;
      const { hand } = target.embodiment.endEffectors[planned.effector]!;
      if (chain === null || hand === null || motion === null) return null;
      const zero = chain.joints.map((joint) => zeroOf(target, joint));
      return mapHand(motion, { hand, chain, zero }, { count: frames, interval: 1 / fps });
    });
    return { arms, hands };
  }

  /** Positions of all joints, as the target's own description counts them. */
  private jointColumn(role: SolvedRole, frames: number): NumberColumn {
    const width = this.joints.length;
    const values = new Float32Array(width * frames);
    let at = 0;
    const put = (q: Float64Array, size: number): void => {
      for (let v = 0; v < size; v++) {
        const binding = this.job.target.joints.find(({ joint }) => joint === this.joints[at + v]);
        const { sign, offset } = binding ?? { sign: 1, offset: 0 };
        for (let frame = 0; frame < frames; frame++)
          values[width * frame + at + v] = sign * q[size * frame + v]! + offset;
      }
      at += size;
    };
    this.arms.forEach(({ follower, hand }, a) => {
      put(role.arms[a]!.q, follower.chain.size);
      if (hand !== null) put(role.hands[a]?.q ?? resting(hand, frames), hand.size);
    });
    return numbers('float32', width, values);
  }

  private residualColumns(role: SolvedRole, frames: number): [string, NumberColumn][] {
    const labels = this.elementLabels().length;
    const position = new Float32Array(labels * frames);
    const orientation = new Float32Array(labels * frames);
    const fill = (e: number, from: ArrayLike<number>, into: Float32Array): void => {
      for (let frame = 0; frame < frames; frame++) into[labels * frame + e] = from[frame]!;
    };
    role.arms.forEach((arm, e) => {
      fill(e, arm.position, position);
      fill(e, arm.angle, orientation);
    });
    let e = role.arms.length;
    this.arms.forEach(({ handLabel }, a) => {
      if (handLabel === null) return;
      fill(e++, role.hands[a]?.residual ?? new Float64Array(frames).fill(Number.NaN), position);
    });
    return [
      [RETARGET_COLUMNS.position, numbers('float32', labels, position)],
      [RETARGET_COLUMNS.orientation, numbers('float32', labels, orientation)],
      [RETARGET_COLUMNS.followed, this.followedColumn(role, frames)],
    ];
  }

  private followedColumn(role: SolvedRole, frames: number): NumberColumn {
    const met = [
      ...role.arms.map((arm) => arm.met),
      ...this.arms.flatMap(({ handLabel }, a) =>
        handLabel === null ? [] : [role.hands[a]?.met ?? new Uint8Array(frames)],
      ),
    ];
    const values = new Uint8Array(met.length * frames);
    met.forEach((flags, e) => {
      for (let frame = 0; frame < frames; frame++) values[met.length * frame + e] = flags[frame]!;
    });
    return numbers('bool', met.length, values);
  }

  /** A window needs every recorded track that moves: one that no limb follows has no path. */
  private judgedWindows(episode: number, arms: readonly FollowedMotion[]): (FitBlocker | null)[] {
    const { windows, idle } = this.job.plan;
    const paths = [...arms, ...idle.map(() => null)];
    return windows.filter((window) => window.episode === episode).map((window) => judgeWindow(window, paths));
  }

  private outcomeOf(episode: number, role: SolvedRole, frames: number): EpisodeOutcome {
    const elements = this.arms.map(({ planned }, a) => {
      const { position, angle, met } = role.arms[a]!;
      return { label: planned.label, ...figures(position, met), orientation: worst(angle, met) };
    });
    const hands = this.arms.flatMap(({ handLabel }, a) => {
      const hand = role.hands[a];
      return handLabel === null || hand === null || hand === undefined ? [] : [{ label: handLabel, hand }];
    });
    return {
      episode,
      frames,
      elements: [
        ...elements,
        ...hands.map(({ label, hand }) => ({ label, ...figures(hand.residual, hand.met), orientation: 0 })),
      ],
      hands: hands.map(({ label, hand }) => ({ label, mapping: hand.mapping, fingers: hand.fingers })),
      windows: this.judgedWindows(episode, role.arms),
    };
  }
}

function armOf(
  planned: PlannedTrack,
  {
    body,
    target,
    clock,
    handed,
  }: { body: BodyProfile; target: TargetRobot; clock: FrameClock; handed: boolean },
): Arm {
  const { rollFree, halfTurn } = planned;
  const follower = new MotionFollower(body.limbs[planned.limb]!.chain, { rollFree, halfTurn, ...clock });
  const { hand } = target.embodiment.endEffectors[planned.effector]!;
  const chain =
    handed && hand !== null && hand.fingers.length > 0
      ? new HandChain(target.embodiment, planned.effector)
      : null;
  const handLabel = chain === null ? null : planned.label.replace(/arm$/, 'hand');
  return { planned, follower, hand: chain, handLabel };
}

/** A hand of which nothing is recorded stays in the middle of its range. */
function resting(hand: HandChain, frames: number): Float64Array {
  const q = new Float64Array(hand.size * frames);
  for (let frame = 0; frame < frames; frame++) q.set(hand.middle(), hand.size * frame);
  return q;
}

function numbers(type: 'float32' | 'bool', width: number, values: Float32Array | Uint8Array): NumberColumn {
  return {
    kind: 'numbers',
    type,
    width,
    rows: width === 0 ? 0 : values.length / width,
    values,
    missing: null,
  };
}

function figures(
  residual: Float64Array,
  met: Uint8Array,
): { given: number; followed: number; position: number } {
  let [given, followed] = [0, 0];
  for (let frame = 0; frame < met.length; frame++) {
    if (Number.isFinite(residual[frame]!)) given++;
    followed += met[frame]!;
  }
  return { given, followed, position: worst(residual, met) };
}

function worst(residual: Float64Array, met: Uint8Array): number {
  let most = 0;
  for (let frame = 0; frame < met.length; frame++)
    if (met[frame] === 1) most = Math.max(most, residual[frame]!);
  return most;
}

/** Name of a joint in the target's own description; of a joint with several axes, with the axis. */
export function jointName(target: TargetRobot, joint: number): string {
  const binding = target.joints.find((known) => known.joint === joint);
  if (binding === undefined) return `joint ${joint}`;
  const shared = target.joints.some(({ name, joint: other }) => name === binding.name && other !== joint);
  return shared ? `${binding.name}.${binding.component}` : binding.name;
}

/** Where the description's zero lies in a canonical joint. */
export function zeroOf(target: TargetRobot, joint: number): number {
  const binding = target.joints.find((known) => known.joint === joint);
  return binding === undefined ? 0 : -binding.sign * binding.offset;
}
