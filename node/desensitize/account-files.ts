/** Says of every name in the raw folder what became of it. One name, one answer: the sums in the report cannot leave a file out. */

import type { DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import type { DesensitizationReport } from '#contracts/desensitize/report.ts';
import type { Drops } from './build-report.ts';
import type { RawItem } from './inventory.ts';

// Files that describe a LeRobot dataset; their content is made anew, never copied.
const DESCRIPTION =
  /^meta\/(?:info\.json|stats\.json|tasks\.(?:jsonl|parquet)|episodes(?:_stats)?\.jsonl|episodes\/[^/]+\/[^/]+\.parquet)$/;

/** What the first pass really used. */
export interface UsedFiles {
  readonly data: ReadonlySet<string>;
  readonly videos: ReadonlySet<string>;
}

/** Counts of files by fate; reasons go to `drops`. The sum is the number of items. */
export function accountFiles(
  items: readonly RawItem[],
  used: UsedFiles,
  to: { policy: DesensitizationPolicy; drops: Drops },
): DesensitizationReport['files'] {
  const fates = { rebuilt: 0, passed: 0, dropped: 0 };
  for (const { path, plain } of items) {
    const isVideo = /^videos\/.*\.mp4$/.test(path);
    if (plain && (DESCRIPTION.test(path) || used.data.has(path) || used.videos.has(path))) fates.rebuilt++;
    else {
      fates.dropped++;
      if (!plain) to.drops.add('file', 'not-a-file');
      else if (isVideo && to.policy.video === 'drop') to.drops.add('file', 'video-not-allowed');
      else if (isVideo || /^data\/.*\.parquet$/.test(path)) to.drops.add('file', 'unreadable');
      else to.drops.add('file', 'unknown-file');
    }
  }
  return fates;
}
