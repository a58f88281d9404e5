/** The motion that a dataset's own pose histograms show. */

import { histogramCloud } from '../embodiment/pose-cloud.ts';
import { histogramCells, type PoseHistogram } from '../embodiment/pose-histogram.ts';
import { cloudOf, type BodyProfile } from './body-profile.ts';
import type { LimbMotion } from './factor-reach.ts';

/** The dataset's own poses, limb by limb; limbs whose histogram withholds too much move in their workspace. */
export function ownMotion(histograms: readonly PoseHistogram[], recorded: BodyProfile): LimbMotion[] {
  const total = histograms.reduce((sum, histogram) => sum + histogram.poses, 0);
  if (total === 0) return [];
  return recorded.limbs.flatMap((limb): LimbMotion[] => {
    const histogram = histograms.find((own) => own.effector === limb.effector);
    if (histogram === undefined) return [];
    const cloud = cloudOf(limb);
    const cells = histogram.fallback === 'workspace' ? [] : histogramCells(histogram);
    const part = histogram.poses / total;
    if (cells.length === 0) return [{ limb, cloud, part, measured: false }];
    return [{ limb, cloud: histogramCloud(cells, cloud.shoulder), part, measured: true }];
  });
}
