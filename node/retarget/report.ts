/** Says what a retargeting did: the paper `exchange/retarget.json`. */

import { PI } from '#contracts/embodiment/elementary.ts';
import { REPLAY_TOLERANCE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import type { Pose, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import {
  add,
  compose,
  fromAxisAngle,
  IDENTITY,
  invert,
  rotate,
  subtract,
  UNIT_Z,
} from '#contracts/embodiment/spatial.ts';
import type { Transfer } from '#contracts/embodiment/reach/trajectory-replay.ts';
import { HAND_TOLERANCE } from '#contracts/retarget/hand-motion.ts';
import type { RetargetRobot } from '#contracts/retarget/retarget-robot.ts';
import { retargetSchema, type RetargetReport } from '#contracts/retarget/retarget-schema.ts';
import { poseOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { WrittenDataset } from './confined-write.ts';
import type { TrackSource } from './motion-source.ts';
import type { ReadSource } from './read-motion-source.ts';
import type { PlannedTrack, RetargetJob } from './retarget-job.ts';
import { jointName } from './solve-episode.ts';

/** What a report is made from. */
export interface ReportParts {
  readonly job: RetargetJob;
  readonly read: ReadSource;
  readonly robot: RetargetRobot;
  readonly written: WrittenDataset;
}

/** The report of a finished retargeting. */
export function reportOf({ job, read, robot, written }: ReportParts): RetargetReport {
  const { plan, target } = job;
  const { summary, features } = written;
  const base = basePose(plan.transfer);
  const moved = new Set(features[0]?.names ?? []);
  const held = target.embodiment.joints.flatMap(({ follows }, joint) => {
    const name = jointName(target, joint);
    const binding = target.joints.find((known) => known.joint === joint);
    return follows !== null || moved.has(name) ? [] : [{ joint: name, value: binding?.offset ?? 0 }];
  });
  return retargetSchema.parse({
    schema: 'retarget/1',
    source: {
      format: read.outline.version,
      motion: read.motion,
      embodiment: read.embodiment,
      up: job.source.up,
    },
    target: {
      embodiment: embodimentId(nodeCrypto, target.embodiment),
      name: robot.name,
      held,
    },
    base: {
      position: base.position.map(withoutSign),
      yaw: withoutSign(yawOf(plan.transfer)),
      heightFree: plan.heightFree,
      descriptions: read.base === null ? null : rootIn(base, read.base, robot.base),
      root: rootIn(base, IDENTITY, robot.base),
      ...posesBase(job, base, robot.base),
    },
    tolerance: {
      position: REPLAY_TOLERANCE.positionTolerance,
      orientation: REPLAY_TOLERANCE.angleTolerance,
      hand: HAND_TOLERANCE,
    },
    tracks: plan.tracks.map((planned) => trackOf(planned, job)),
    unfollowed: [
      ...plan.resting.map((t) => ({ side: sideOf(job, t), reason: 'rests' as const })),
      ...plan.idle.map((t) => ({ side: sideOf(job, t), reason: 'no-limb' as const })),
    ],
    hands: summary.hands,
    columns: features.map(({ name, names }) => ({ name, elements: names ?? [] })),
    replay: summary.replay,
    result: {
      episodes: summary.episodes,
      frames: summary.frames,
      wholeEpisodes: summary.wholeEpisodes,
      elements: summary.elements,
    },
  });
}

/** Where the robot stands as the frame of recorded tool poses sees it; nothing where none were. */
function posesBase(
  { source, plan }: RetargetJob,
  base: Pose,
  target: Pose,
): { poses?: RetargetReport['base']['poses'] & {} } {
  const [first] = plan.tracks.flatMap(({ track }) => source.tracks[track]!);
  if (first?.kind !== 'tool') return {};
  return { poses: rootIn(base, invert(poseOf(first.track.frame)), target) };
}

function trackOf(planned: PlannedTrack, job: RetargetJob): RetargetReport['tracks'][number] {
  const { label, rollFree, halfTurn } = planned;
  const track = job.source.tracks[planned.track]!;
  return {
    label,
    kind: track.kind === 'tool' ? 'pose' : track.kind,
    side: sideOf(job, planned.track),
    feature: featureOf(track),
    rollFree,
    halfTurn,
  };
}

function featureOf(track: TrackSource): string | null {
  if (track.kind === 'joints') return null;
  return track.kind === 'tool' ? track.track.position[0]!.feature : track.feature;
}

/** Side of a recorded limb on its body; null for the only one that the body itself has. */
function sideOf({ source }: RetargetJob, t: number): 'left' | 'right' | null {
  const track = source.tracks[t]!;
  if (track.kind !== 'joints' && track.kind !== 'tool') return track.side;
  if (source.tracks.length === 1) return null;
  return source.recorded.endEffectors[track.effector]!.tcp.position[1]! >= 0 ? 'left' : 'right';
}

function yawOf({ placement }: Transfer): number {
  const eighths = placement.eighths > 4 ? placement.eighths - 8 : placement.eighths;
  return (eighths * PI) / 4;
}

/** Pose of the target's canonical base frame in the recorded one: what `transferTrajectory` undoes. */
function basePose(transfer: Transfer): Pose {
  const { from, to, placement } = transfer;
  const rotation = fromAxisAngle(UNIT_Z, yawOf(transfer));
  const offset: Vec3 = [placement.dx, placement.dy, placement.dz];
  return { position: subtract(add(from, offset), rotate(rotation, to)), rotation };
}

/** The same for the root frame of the target's description, seen from the frame in which the recorded base lies at `recorded`. */
function rootIn(base: Pose, recorded: Pose, target: Pose): { position: number[]; rotation: number[] } {
  const { position, rotation } = compose(compose(recorded, base), invert(target));
  // JSON has no negative zero: what is read back is what was said.
  return { position: position.map(withoutSign), rotation: rotation.map(withoutSign) };
}

function withoutSign(value: number): number {
  return value === 0 ? 0 : value;
}
