/** The motion of one episode, track by track: tool poses, and what the hands do. */

import { canonicalValue, type JointSource } from '#contracts/dataset/joint-map.ts';
import { poseReader, type PoseTrack } from '#contracts/dataset/pose-map.ts';
import { chainForward, type KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { chainsOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { TARGET_STRIDE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import type { Quaternion, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { fromRpy, normalize, toMatrix } from '#contracts/embodiment/spatial.ts';
import { HandChain } from '#contracts/retarget/hand-chain.ts';
import { motionOfHand, type HandMotion } from '#contracts/retarget/hand-motion.ts';
import { forearmPoses, handTrack, type ToolPoint } from '#contracts/retarget/key-points.ts';
import type { Episode } from '../dataset/dataset-reader.ts';
import { numberAt, numbersOf, type EpisodeNumbers } from '../dataset/episode-numbers.ts';
import { columnsOf, type MotionSource, type TrackSource, type Triple } from './motion-source.ts';

/** What one end effector does in an episode. */
export interface TrackMotion {
  /** Tool poses in the recorded base frame, {@link TARGET_STRIDE} numbers a frame; NaN where there is none. */
  readonly poses: Float64Array;
  /** Null when nothing of a hand is recorded. */
  readonly hand: HandMotion | null;
  /** Mean place of the shoulder, where the data shows it. */
  readonly shoulder: Vec3 | null;
}

/** Reads the tracks of a motion source. Holds the compiled chains of the recorded body. */
export class TrackReader {
  private readonly source: MotionSource;
  private readonly tool: ToolPoint;
  private readonly chains: readonly KinematicChain[];
  private readonly hands: readonly (HandChain | null)[];
  private readonly rest: readonly number[];
  private last: { readonly episode: Episode; readonly tracks: TrackMotion[] } | null = null;

  constructor(source: MotionSource, tool: ToolPoint) {
    this.source = source;
    this.tool = tool;
    const { recorded } = source;
    this.chains = chainsOf(recorded);
    this.hands = recorded.endEffectors.map((effector, e) =>
      effector.hand === null || effector.hand.fingers.length === 0 ? null : new HandChain(recorded, e),
    );
    this.rest = restOf(recorded);
  }

  /** True when the dataset says what was commanded, too. */
  get hasAction(): boolean {
    const { action, tracks } = this.source;
    return tracks.every((track) => {
      if (track.kind === 'joints') return action.length > 0;
      return track.kind === 'tool' && track.commanded !== null;
    });
  }

  /** True when the data says what the hand of a track does. */
  hasHand(t: number): boolean {
    const track = this.source.tracks[t]!;
    if (track.kind === 'joints') return this.recordsHand(track.effector, 'state');
    if (track.kind === 'tool')
      return this.recordsHand(track.effector, 'state') || track.track.opening !== undefined;
    return track.kind === 'hand-points' || (track.kind === 'pose' && track.gripper !== null);
  }

  /** True when at least half of a robot hand's own joints are recorded. */
  private recordsHand(effector: number, role: 'state' | 'action'): boolean {
    const chain = this.hands[effector];
    if (chain === null || chain === undefined) return false;
    const known = new Set(this.source[role].map(({ joint }) => joint));
    const recorded = chain.joints.filter((joint) => known.has(joint)).length;
    return recorded > 0 && 2 * recorded >= chain.size;
  }

  /** What was measured in an episode; asked again about the same one, the same answer. */
  readOnce(episode: Episode): TrackMotion[] {
    if (this.last?.episode !== episode) this.last = { episode, tracks: this.read(episode, 'state') };
    return this.last.tracks;
  }

  /** Tracks of an episode, in the order of the source; `role` picks what was measured or what was commanded. */
  read(episode: Episode, role: 'state' | 'action'): TrackMotion[] {
    const values = numbersOf(episode, columnsOf(this.source));
    const { frames } = episode.meta;
    const q = this.positions(values, frames, this.source[role]);
    return this.source.tracks.map((track) => this.trackOf(track, { values, frames, q, role }));
  }

  /** Canonical joint positions, row by row. */
  private positions(values: EpisodeNumbers, frames: number, sources: readonly JointSource[]): Float64Array {
    const width = this.rest.length;
    const q = new Float64Array(width * frames);
    for (let frame = 0; frame < frames; frame++) {
      q.set(this.rest, width * frame);
      for (const source of sources) {
        q[width * frame + source.joint] = canonicalValue(source, numberAt(values, source, frame));
      }
    }
    return q;
  }

  private trackOf(
    track: TrackSource,
    read: { values: EpisodeNumbers; frames: number; q: Float64Array; role: 'state' | 'action' },
  ): TrackMotion {
    const { values, frames } = read;
    if (track.kind === 'joints') {
      const poses = this.toolPoses(track.effector, read.q, frames);
      return { poses, hand: this.handOf(track.effector, read), shoulder: null };
    }
    if (track.kind === 'tool') {
      const own = read.role === 'action' ? (track.commanded ?? track.track) : track.track;
      const hand = this.handOf(track.effector, read) ?? this.openingOf(own, values, frames);
      return { poses: recordedToolPoses(own, values, frames), hand, shoulder: null };
    }
    const turned = this.source.up === 'y';
    const points = (elements: readonly number[], feature = track.feature): Float64Array =>
      uprightPoints(gather(values, { feature, elements, frames }), turned);
    const meanOf = (place: { feature: string; at: Triple } | null): Vec3 | null =>
      place === null ? null : meanPoint(points(place.at, place.feature));
    if (track.kind === 'pose') return poseTrack(track, { values, frames, turned });
    if (track.kind === 'forearm') {
      const poses = forearmPoses(points(track.wrist), points(track.elbow), frames);
      return { poses, hand: null, shoulder: meanOf(track.shoulder) };
    }
    const elements = Array.from({ length: 3 * track.count }, (_, i) => track.first + i);
    const { poses, fingers } = handTrack(points(elements), { count: track.count, frames, tool: this.tool });
    return { poses, hand: fingers, shoulder: meanOf(track.shoulder) };
  }

  private toolPoses(effector: number, q: Float64Array, frames: number): Float64Array {
    const chain = this.chains[effector]!;
    const width = this.rest.length;
    const poses = new Float64Array(TARGET_STRIDE * frames);
    for (let frame = 0; frame < frames; frame++) {
      const own = chain.joints.map((joint) => q[width * frame + joint.joint]!);
      const pose = chainForward(chain, own);
      poses.set(pose.position, TARGET_STRIDE * frame);
      poses.set(toMatrix(pose.rotation).flat(), TARGET_STRIDE * frame + 3);
    }
    return poses;
  }

  /** How far the gripper of a tool track is open; null where nobody says what its values mean. */
  private openingOf(
    { effector, opening }: PoseTrack,
    values: EpisodeNumbers,
    frames: number,
  ): HandMotion | null {
    if (opening === undefined) return null;
    const { closed, open } = opening;
    const share = Float64Array.from({ length: frames }, (_, frame) =>
      inUnit((numberAt(values, opening, frame) - closed) / (open - closed)),
    );
    const aperture = this.source.recorded.endEffectors[effector]!.hand?.aperture ?? null;
    return { kind: 'opening', share, aperture: aperture === null ? null : [aperture[0]!, aperture[1]!] };
  }

  /** What a robot's hand does; null when nobody recorded it. */
  private handOf(
    effector: number,
    { q, frames, role }: { q: Float64Array; frames: number; role: 'state' | 'action' },
  ): HandMotion | null {
    const chain = this.hands[effector];
    const { hand } = this.source.recorded.endEffectors[effector]!;
    if (chain === null || chain === undefined || hand === null || !this.recordsHand(effector, role))
      return null;
    const width = this.rest.length;
    const own = new Float64Array(chain.size * frames);
    for (let frame = 0; frame < frames; frame++)
      chain.joints.forEach((joint, v) => (own[chain.size * frame + v] = q[width * frame + joint]!));
    const zero = chain.joints.map((joint) => this.source.zero[joint] ?? 0);
    return motionOfHand(hand, chain, { q: own, frames, zero });
  }
}

/** Where joints stay that no column moves: the middle of their ranges. */
function restOf(body: Embodiment): number[] {
  return body.joints.map(({ lower, upper }) => (lower === null || upper === null ? 0 : (lower + upper) / 2));
}

/** Tool poses of a track in the base frame, {@link TARGET_STRIDE} numbers a frame; NaN where there is none. */
function recordedToolPoses(track: PoseTrack, values: EpisodeNumbers, frames: number): Float64Array {
  const read = poseReader(track);
  const poses = new Float64Array(TARGET_STRIDE * frames).fill(Number.NaN);
  for (let frame = 0; frame < frames; frame++) {
    const pose = read((element) => numberAt(values, element, frame));
    if (pose === null) continue;
    poses.set(pose.position, TARGET_STRIDE * frame);
    poses.set(toMatrix(pose.rotation).flat(), TARGET_STRIDE * frame + 3);
  }
  return poses;
}

function gather(
  values: EpisodeNumbers,
  { feature, elements, frames }: { feature: string; elements: readonly number[]; frames: number },
): Float64Array {
  const column = values.get(feature);
  const out = new Float64Array(elements.length * frames).fill(Number.NaN);
  if (column === undefined) return out;
  for (let frame = 0; frame < frames; frame++)
    elements.forEach((element, i) => {
      out[elements.length * frame + i] = column.values[frame * column.width + element] ?? Number.NaN;
    });
  return out;
}

/** Brings points whose y axis points up (x right, z towards the viewer) to z up, x ahead. */
function uprightPoints(points: Float64Array, turned: boolean): Float64Array {
  if (!turned) return points;
  for (let i = 0; i < points.length; i += 3) {
    const [x, y, z] = [points[i]!, points[i + 1]!, points[i + 2]!];
    points[i] = -z;
    points[i + 1] = -x;
    points[i + 2] = y;
  }
  return points;
}

function meanPoint(points: Float64Array): Vec3 | null {
  const sum = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < points.length; i += 3) {
    if (!Number.isFinite(points[i]! + points[i + 1]! + points[i + 2]!)) continue;
    for (let k = 0; k < 3; k++) sum[k]! += points[i + k]!;
    count++;
  }
  return count === 0 ? null : [sum[0]! / count, sum[1]! / count, sum[2]! / count];
}

function poseTrack(
  track: Extract<TrackSource, { kind: 'pose' }>,
  { values, frames, turned }: { values: EpisodeNumbers; frames: number; turned: boolean },
): TrackMotion {
  const { feature, rotation } = track;
  const position = uprightPoints(gather(values, { feature, elements: track.position, frames }), turned);
  const elements = rotation.kind === 'quaternion' ? rotation.wxyz : rotation.xyz;
  const turns = gather(values, { feature, elements, frames });
  const poses = new Float64Array(TARGET_STRIDE * frames);
  for (let frame = 0; frame < frames; frame++) {
    const own = turns.subarray(elements.length * frame, elements.length * (frame + 1));
    const q: Quaternion =
      rotation.kind === 'quaternion'
        ? normalize([own[0]!, own[1]!, own[2]!, own[3]!])
        : fromRpy([own[0]!, own[1]!, own[2]!]);
    poses.set(position.subarray(3 * frame, 3 * frame + 3), TARGET_STRIDE * frame);
    const matrix = Float64Array.from(toMatrix(q).flat());
    for (let column = 0; column < 3; column++) {
      const axis = uprightPoints(
        Float64Array.of(matrix[column]!, matrix[3 + column]!, matrix[6 + column]!),
        turned,
      );
      for (let row = 0; row < 3; row++) poses[TARGET_STRIDE * frame + 3 + 3 * row + column] = axis[row]!;
    }
  }
  const shares =
    track.gripper === null ? null : gather(values, { feature, elements: [track.gripper], frames });
  return {
    poses,
    hand: shares === null ? null : { kind: 'opening', share: shares.map(inUnit), aperture: null },
    shoulder: null,
  };
}

function inUnit(value: number): number {
  return Math.max(0, Math.min(1, value));
}
