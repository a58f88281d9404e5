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
import { toolLinks, type Described, type ToolLink } from './link-frames.ts';
import type { ConfinedPoseCheckInput, SeenPoses } from './confined-pose-check.ts';

/** What is looked at. */
export interface PoseCheck {
  readonly root: string;
  readonly robot: Described;
  readonly map: PoseMap;
  readonly signal?: AbortSignal;
  readonly onProgress?: (episodes: number) => void;
}

/** A pose map that its values bear out, and what its lister may want to know. */
export interface CheckedPoses {
  readonly map: PoseMap;
  /** By unread column: the link whose poses the values fit. */
  readonly fits: ReadonlyMap<string, string>;
}

/** Greatest part of rows whose numbers are no rotation. */
const MOST_BROKEN = 0.01;
/** Least part of poses that the arm takes up: with a stated tool, and with an assumed one, which may be some way off. */
const LEAST_REACHED = { stated: 0.9, assumed: 0.75 } as const;
/** By so much more of the poses taken up another frame of the description fits better than the tool centre. */
const BETTER_FIT = 0.05;
/** Frames of the description that are tried. */
const MAX_LINKS = 16;
/** Length of the horizontal part of the mean approach below which it has no direction. */
const NO_HEADING = 0.1;
/** Steps (m, rad) to which a hand's frame is put: what stands in a manifest shall not carry a place to the micrometre. */
const PLACE_STEP = 1e-3;

/** The map without the tracks that the values do not bear out. Throws `bad-dataset` when the files cannot be read, `interrupted`. */
export async function checkPoses(check: PoseCheck): Promise<CheckedPoses> {
  const { root, robot, map, signal, onProgress } = check;
  if (map.tracks.length === 0) return { map, fits: new Map() };
  const links = map.tracks.map((track) => linksToTry(track, robot));
  const outcome = await runConfined<SeenPoses[], number>({
    module: new URL('./confined-pose-check.ts', import.meta.url),
    input: {
      root,
      embodiment: robot.form.embodiment,
      tracks: map.tracks,
      others: links.map((each) => each.map(({ tool }) => tool)),
    } satisfies ConfinedPoseCheckInput,
    readable: [root],
    ...(signal === undefined ? {} : { signal }),
    onReport: (episodes) => onProgress?.(episodes),
  });
  if (!outcome.ok)
    throw new ExchangeError('bad-dataset', `Looking at poses ended the reader (${outcome.death}).`);
  const seen = outcome.value.map((each, i) => ({ ...each, links: links[i]! }));
  return borneOut(map, robot.form.embodiment, seen);
}

/** Frames whose poses these may be, where nobody says it. */
export function linksToTry({ effector, tool, frame }: PoseTrack, robot: Described): ToolLink[] {
  return tool.basis === 'stated' || frame.basis === 'placed' ? [] : toolLinks(robot, effector, MAX_LINKS);
}

/** The map as far as what was seen of its tracks bears it out. */
export function borneOut(
  map: PoseMap,
  embodiment: Embodiment,
  all: readonly (SeenPoses & { readonly links: readonly ToolLink[] })[],
): CheckedPoses {
  const looked = map.tracks.map((track, i) => ({ track, seen: all[i]!, reason: faultOf(track, all[i]!) }));
  const read = looked.filter(({ reason }) => reason === null);
  const tracks = read.map(({ track, seen }) => {
    if (!isCarried(embodiment)) return track;
    // What is commanded lies where what was measured does.
    const measured = read.find((other) => other.track.effector === track.effector)?.seen ?? seen;
    return placed(track, embodiment, measured);
  });
  const unread = [...map.unread];
  const fits = new Map<string, string>();
  for (const { track, seen, reason } of looked) {
    if (reason === null || tracks.some(({ effector }) => effector === track.effector)) continue;
    const { feature } = track.position[0]!;
    unread.push({ feature, reason });
    const link = seen.links[bestOf(seen.others)]?.link;
    if (reason === 'link-unstated' && link !== undefined) fits.set(feature, link);
  }
  return { map: { ...map, tracks, unread: unread.slice(0, MAX_UNREAD_POSES) }, fits };
}

function faultOf(
  { tool }: PoseTrack,
  { rows, broken, tried, reached, others }: SeenPoses,
): UnreadPoses | null {
  if (rows === 0 || broken > MOST_BROKEN * rows) return 'no-rotations';
  const fit = others[bestOf(others)] ?? 0;
  if (fit >= LEAST_REACHED.stated * tried && fit > reached + BETTER_FIT * tried) return 'link-unstated';
  return reached < LEAST_REACHED[tool.basis] * tried ? 'out-of-reach' : null;
}

/** Place of the greatest count, the first of equal ones. */
function bestOf(counts: readonly number[]): number {
  return counts.reduce((best, count, i) => (count > counts[best]! ? i : best), 0);
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
