/** What the child of `readMotionSource` runs: says what a dataset declares of itself. */

import { ExchangeError } from '#contracts/errors.ts';
import type { DeclaredFeature } from '../dataset/dataset-reader.ts';
import type { LerobotVersion } from '../dataset/lerobot/info.ts';
import { openDataset } from '../dataset/open-dataset.ts';

/** What a retargeting needs to know of a dataset before it begins. */
export interface DatasetOutline {
  readonly version: LerobotVersion;
  readonly fps: number;
  readonly features: readonly DeclaredFeature[];
}

/** Reads the outline. Throws `unsupported-format` for anything but LeRobot, `bad-dataset` without a frame rate. */
export async function run({ root }: { readonly root: string }): Promise<DatasetOutline> {
  await using dataset = await openDataset(root);
  const { format, declared, features } = dataset;
  if (format.name !== 'lerobot') {
    throw new ExchangeError(
      'unsupported-format',
      'Only LeRobot datasets take added columns: kin convert --to lerobot-v3.0 makes one of this.',
      {
        params: { format: format.name },
      },
    );
  }
  if (declared.fps === null) throw new ExchangeError('bad-dataset', 'The dataset names no frame rate.');
  return { version: format.version as LerobotVersion, fps: declared.fps, features };
}
