/** What a version that is being made shows of its motion, and what its lister is told of columns that are not read. */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { positionSources, type JointMap } from '#contracts/dataset/joint-map.ts';
import { declarationsSchema } from '#contracts/dataset/lifecycle.ts';
import type { PoseMap, UnreadPoses } from '#contracts/dataset/pose-map.ts';
import { readStatement } from '../dataset/statements/read-declarations.ts';
import type { Robot } from '../embodiment/read-robot.ts';
import type { PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import { buildHistograms, movedEffectors } from './build-histograms.ts';
import { buildPoseMap } from './build-pose-map.ts';
import { checkPoses, type CheckedPoses } from './check-poses.ts';
import type { Statements } from './statement-files.ts';

/** What motion is looked for in. */
export interface MotionSource {
  readonly root: string;
  /** Facts of the files in `root`. */
  readonly facts: DatasetFacts;
  /** Null where no body is described. */
  readonly robot: Pick<Robot, 'tree' | 'form' | 'id'> | null;
  readonly jointMap: JointMap | null;
  readonly stated: Pick<Statements, 'declarations'>;
}

/** What is shown of a motion. */
export interface ShownMotion {
  readonly poseMap: PoseMap | null;
  readonly histograms: readonly PoseHistogram[];
  /** What the lister is told of columns that are not read; null where there are none. */
  readonly note: string | null;
}

/**
 * The pose map of a dataset, borne out by its values (null where no column seems to hold a pose that no joints tell), and its pose histograms. Throws
 * `bad-dataset`, `bad-config`, `interrupted`.
 */
export async function shownMotion(source: MotionSource, signal: AbortSignal): Promise<ShownMotion> {
  const { root, robot, jointMap } = source;
  if (robot === null) return { poseMap: null, histograms: [], note: null };
  const found = await recordedPoses({ ...source, robot }, signal);
  const poseMap = found?.map ?? null;
  const histograms = await buildHistograms({ root, jointMap, poseMap, form: robot.form, signal });
  return { poseMap, histograms, note: poseNote(found) };
}

/** The pose map of the dataset of a described body. Throws as {@link shownMotion}. */
export async function recordedPoses(
  {
    root,
    facts,
    robot,
    jointMap,
    stated,
  }: MotionSource & { readonly robot: NonNullable<MotionSource['robot']> },
  signal: AbortSignal,
): Promise<CheckedPoses | null> {
  const { embodiment } = robot.form;
  const recorded = movedEffectors(embodiment, jointMap === null ? [] : positionSources(jointMap));
  const file =
    stated.declarations === undefined ? null : await readStatement(stated.declarations, declarationsSchema);
  const map = buildPoseMap({ facts, robot, statements: file?.features ?? {}, recorded });
  return map === null ? null : checkPoses({ root, robot, map, signal });
}

/** What to do about a column that is not read. */
const ADVICE: Readonly<Record<UnreadPoses, string>> = {
  'rotation-unknown': 'nothing says how its rotation counts (state pose.rotation)',
  'unit-unknown': 'no unit fits its values (state pose.lengths, pose.angles)',
  'limb-unknown': 'nothing says which limb it is of (state pose.side)',
  'frame-unknown': 'its frame is no fixed link of the description (state pose.root)',
  'link-unknown': 'the stated link is none that carries the tool',
  'no-rotations': 'its numbers are no rotations of the form that is stated or named',
  'link-unstated': 'they fit another link than the tool centre (state pose.link)',
  'out-of-reach': 'the arm cannot take up its poses (state pose.link, pose.root, pose.lengths)',
};
/** Columns that a note names. */
const MAX_NAMED = 2;

/** What a lister is told of columns that seem to hold tool poses and are not read; null where there are none. */
export function poseNote(found: CheckedPoses | null): string | null {
  if (found === null || found.map.unread.length === 0) return null;
  const named = found.map.unread.slice(0, MAX_NAMED).map(({ feature, reason }) => {
    const link = found.fits.get(feature);
    return `${feature}: ${ADVICE[reason]}${link === undefined ? '' : `, such as ${link}`}`;
  });
  return `Tool poses not read: ${named.join('; ')}.`;
}

/** Notes as one; null where there is nothing to say. */
export function joinedNotes(...notes: readonly (string | null)[]): string | null {
  const said = notes.filter((note) => note !== null);
  return said.length === 0 ? null : said.join(' ');
}
