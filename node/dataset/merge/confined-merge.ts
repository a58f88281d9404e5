/** What the confined child of `runMerge` runs. */

import { mergeDatasets, type MergeJob, type MergeProgress, type MergeResult } from './merge-datasets.ts';

/** Merges; progress goes out as reports. */
export function run(
  input: Omit<MergeJob, 'onProgress'>,
  report: (progress: MergeProgress) => void,
): Promise<MergeResult> {
  return mergeDatasets({ ...input, onProgress: report });
}
