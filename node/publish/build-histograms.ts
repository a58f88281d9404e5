/** Pose histograms of a derivative: where its end effectors went, as an aggregate that may be published (DECISIONS 24). */

import { positionSources, type JointMap, type JointSource } from '#contracts/dataset/joint-map.ts';
import type { CanonicalForm } from '#contracts/embodiment/body/canonical.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { pathTo } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { MAX_HISTOGRAMS } from '#contracts/manifest/manifest.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import type { ConfinedHistogramInput } from './confined-histogram.ts';

/** What the histograms are made from. */
export interface HistogramRequest {
  readonly root: string;
  readonly jointMap: JointMap;
  /** The body that the joint map speaks of. */
  readonly form: Pick<CanonicalForm, 'embodiment'>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (rows: number) => void;
}

/**
 * Histograms of the end effectors whose joints the dataset records; none when no column maps to a joint. Throws `bad-dataset`
 * when the files cannot be read, `interrupted`.
 */
export async function buildHistograms(request: HistogramRequest): Promise<PoseHistogram[]> {
  const { embodiment } = request.form;
  const sources = positionSources(request.jointMap);
  const effectors = movedEffectors(embodiment, sources).slice(0, MAX_HISTOGRAMS);
  if (effectors.length === 0) return [];
  const outcome = await runConfined<PoseHistogram[], number>({
    module: new URL('./confined-histogram.ts', import.meta.url),
    input: { root: request.root, embodiment, sources, effectors } satisfies ConfinedHistogramInput,
    readable: [request.root],
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    onReport: (rows) => request.onProgress?.(rows),
  });
  if (!outcome.ok)
    throw new ExchangeError('bad-dataset', `Counting poses ended the reader (${outcome.death}).`);
  return outcome.value;
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
