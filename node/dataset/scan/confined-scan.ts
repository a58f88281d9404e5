/** What the confined child of `inspectDataset` runs. */

import type { KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import type { QualificationProfile } from '#contracts/dataset/qualification-profile.ts';
import type { PictureAnswer, PictureJob } from '../pictures/confined-pictures.ts';
import type { FileRecords } from './known-files.ts';
import { scanWithVerdicts, type ScanProgress, type ScanVerdicts } from './scan-dataset.ts';

/** Input of a confined scan. `skip` maps files that ended an earlier attempt to how they did. */
export interface ConfinedScanInput {
  readonly root: string;
  readonly robot: KinematicTree | null;
  readonly profile: QualificationProfile | null;
  /** File with declarations; looked for in the folder when undefined, none when null. */
  readonly declarations: string | null | undefined;
  /** Data files that an earlier scan has read; null when nothing is kept. */
  readonly known: FileRecords | null;
  readonly skip: ReadonlyMap<string, string>;
  /** Episodes that are judged; null for all. */
  readonly episodes: string | null;
  /** Which pictures are decoded: the child asks its parent to have it done. */
  readonly pictures: 'none' | 'sampled' | 'all';
}

/** Scans the dataset; progress goes out as reports. */
export async function run(
  input: ConfinedScanInput,
  report: (progress: ScanProgress) => void,
  ask: (job: PictureJob) => Promise<unknown>,
): Promise<ScanVerdicts> {
  const verdicts = await scanWithVerdicts(input.root, {
    ...(input.known === null ? {} : { known: input.known }),
    robot: input.robot,
    ...(input.profile === null ? {} : { profile: input.profile }),
    skip: input.skip,
    episodes: input.episodes,
    ...(input.declarations === undefined ? {} : { declarations: input.declarations }),
    pictures:
      input.pictures === 'none'
        ? null
        : { sampling: input.pictures, measure: async (job) => (await ask(job)) as PictureAnswer },
    onProgress: report,
  });
  // Records are as large as a dataset has episodes: they travel only to those who keep them.
  return input.known === null ? { ...verdicts, records: new Map() } : verdicts;
}
