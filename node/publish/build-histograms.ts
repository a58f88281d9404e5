/** Pose histograms of a derivative: where its end effectors went, as an aggregate that may be published (DECISIONS 24). */

import { positionSources, type JointMap, type JointSource } from '#contracts/dataset/joint-map.ts';
import { measuredTracks, type PoseMap } from '#contracts/dataset/pose-map.ts';
import type { CanonicalForm } from '#contracts/embodiment/body/canonical.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { pathTo } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { MAX_HISTOGRAMS } from '#contracts/manifest/manifest.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import type { ConfinedHistogramInput, CountedPoses } from './confined-histogram.ts';

/** What the histograms are made from. */
export interface HistogramRequest {
  readonly root: string;
  readonly jointMap: JointMap | null;
  /** Which columns hold poses of tools; null or absent where none do. */
  readonly poseMap?: PoseMap | null | undefined;
  /** The body that the maps speak of. */
  readonly form: Pick<CanonicalForm, 'embodiment'>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (rows: number) => void;
}

/**
 * Histograms of the end effectors whose joints or poses the dataset records, without those that rest while others work (resting-limbs.ts); none
 * when no column maps to a joint or a tool. Throws `bad-dataset` when the files cannot be read, `interrupted`.
 */
export async function buildHistograms(request: HistogramRequest): Promise<PoseHistogram[]> {
  const { histograms, resting } = await countPoses(request);
  return histograms.filter((_, i) => resting[i] !== true);
}

/**
 * The histograms of the end effectors that are claimed; null when one that works is claimed by nobody. What was published by a program
 * that counted resting limbs, too, is told from what leaves motion out. Throws as {@link buildHistograms}.
 */
export async function claimedHistograms(
  request: HistogramRequest,
  claimed: ReadonlySet<number>,
): Promise<PoseHistogram[] | null> {
  const { histograms, resting } = await countPoses(request);
  const missing = histograms.some(({ effector }, i) => resting[i] !== true && !claimed.has(effector));
  return missing ? null : histograms.filter(({ effector }) => claimed.has(effector));
}

async function countPoses(request: HistogramRequest): Promise<CountedPoses> {
  const { embodiment } = request.form;
  const sources = request.jointMap === null ? [] : positionSources(request.jointMap);
  const poses = request.poseMap == null ? [] : measuredTracks(request.poseMap);
  const effectors = shownEffectors(movedEffectors(embodiment, sources), poses).slice(0, MAX_HISTOGRAMS);
  if (effectors.length === 0) return { histograms: [], resting: [] };
  const outcome = await runConfined<CountedPoses, number>({
    module: new URL('./confined-histogram.ts', import.meta.url),
    input: { root: request.root, embodiment, sources, poses, effectors } satisfies ConfinedHistogramInput,
    readable: [request.root],
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    onReport: (rows) => request.onProgress?.(rows),
  });
  if (!outcome.ok)
    throw new ExchangeError('bad-dataset', `Counting poses ended the reader (${outcome.death}).`);
  return outcome.value;
}

function shownEffectors(moved: readonly number[], poses: PoseMap['tracks']): number[] {
  return [...new Set([...moved, ...poses.map(({ effector }) => effector)])].sort((a, b) => a - b);
}

/** End effectors with at least half of their own joints recorded. */
export function movedEffectors(embodiment: Embodiment, sources: readonly JointSource[]): number[] {
  const recorded = new Set(sources.map((source) => source.joint));
  return embodiment.endEffectors.flatMap((effector, index) => {
    const path = pathTo(embodiment, effector.joint).filter(
      (joint) => embodiment.joints[joint]?.follows === null,
    );
    const known = path.filter((joint) => recorded.has(joint)).length;
    return path.length > 0 && 2 * known >= path.length ? [index] : [];
  });
}
