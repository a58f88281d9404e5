/**
 * Looks at the values behind a pose map: columns whose numbers are no rotations, or whose poses the arm cannot take up, are not read, and the frame
 * of a carried hand is put where matching can do something with it.
 */

import {
  isCarried,
  MAX_UNREAD_POSES,
  type PoseMap,
  type PoseTrack,
  type UnreadPoses,
} from '#contracts/dataset/pose-map.ts';
import { atan2 } from '#contracts/embodiment/elementary.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { chainOf, poseOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import type { Pose } from '#contracts/embodiment/kinematic-tree.ts';
import { reachFrameOf } from '#contracts/embodiment/reach/reach-frame.ts';
import { add, compose, fromAxisAngle, rotate, subtract, UNIT_Z } from '#contracts/embodiment/spatial.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { WORK_AHEAD, WORK_DOWN } from '#contracts/retarget/pose-rows.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import { written } from './build-pose-map.ts';
import type { ConfinedPoseCheckInput, SeenPoses } from './confined-pose-check.ts';

/** What is looked at. */
export interface PoseCheck {
  readonly root: string;
  readonly embodiment: Embodiment;
  readonly map: PoseMap;
  readonly signal?: AbortSignal;
  readonly onProgress?: (episodes: number) => void;
}

/** Greatest part of rows whose numbers are no rotation, and least part of poses that the arm takes up. */
const MOST_BROKEN = 0.01;
const LEAST_REACHED = 0.5;
/** Length of the horizontal part of the mean approach below which it has no direction. */
const NO_HEADING = 0.1;
/** Steps (m, rad) to which a hand's frame is put: what stands in a manifest shall not carry a place to the micrometre. */
const PLACE_STEP = 1e-3;

/** The map without the tracks that the values do not bear out. Throws `bad-dataset` when the files cannot be read, `interrupted`. */
export async function checkPoses(check: PoseCheck): Promise<PoseMap> {
  const { root, embodiment, map, signal, onProgress } = check;
  if (map.tracks.length === 0) return map;
  const outcome = await runConfined<SeenPoses[], number>({
    module: new URL('./confined-pose-check.ts', import.meta.url),
    input: { root, embodiment, tracks: map.tracks } satisfies ConfinedPoseCheckInput,
    readable: [root],
    ...(signal === undefined ? {} : { signal }),
    onReport: (episodes) => onProgress?.(episodes),
  });
  if (!outcome.ok)
    throw new ExchangeError('bad-dataset', `Looking at poses ended the reader (${outcome.death}).`);
  return borneOut(map, embodiment, outcome.value);
}

/** The map as far as what was seen of its tracks bears it out. */
export function borneOut(map: PoseMap, embodiment: Embodiment, all: readonly SeenPoses[]): PoseMap {
  const unread = [...map.unread];
  const tracks = map.tracks.flatMap((track, i) => {
    const seen = all[i]!;
    const reason = faultOf(seen);
    if (reason === null) return [isCarried(embodiment) ? placed(track, embodiment, seen) : track];
    unread.push({ feature: track.position[0]!.feature, reason });
    return [];
  });
  return { ...map, tracks, unread: unread.slice(0, MAX_UNREAD_POSES) };
}

function faultOf({ rows, broken, tried, reached }: SeenPoses): UnreadPoses | null {
  if (rows === 0 || broken > MOST_BROKEN * rows) return 'no-rotations';
  return reached < LEAST_REACHED * tried ? 'out-of-reach' : null;
}

/**
 * The frame of a carried hand, put so that the motion lies before the hand's own base as it lies before an arm that would do it: its middle so far
 * ahead of the shoulder and below it, the mean approach ahead. Gravity stays where it is; robots are placed freely all the same.
 */
function placed(track: PoseTrack, embodiment: Embodiment, seen: SeenPoses): PoseTrack {
  const { endEffectors } = embodiment;
  const shoulder = reachFrameOf(new FastChain(chainOf(embodiment, endEffectors[track.effector]!))).origin;
  const [ax, ay] = seen.approach;
  const yaw = Math.sqrt(ax * ax + ay * ay) < NO_HEADING ? 0 : inSteps(atan2(ay, ax));
  const turn = fromAxisAngle(UNIT_Z, -yaw);
  const middle = rotate(turn, [inSteps(seen.place[0]), inSteps(seen.place[1]), inSteps(seen.place[2])]);
  const place: Pose = {
    position: subtract(add(shoulder, [WORK_AHEAD, 0, -WORK_DOWN]), middle),
    rotation: turn,
  };
  const frame = written(compose(place, poseOf(track.frame)));
  return { ...track, frame: { ...frame, basis: 'placed' } };
}

function inSteps(value: number): number {
  return Math.round(value / PLACE_STEP) * PLACE_STEP;
}
