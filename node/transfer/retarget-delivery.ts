/** Adds the columns of the receiver's robot to a delivery, after its bytes were verified and before the folder gets its name. */

import { join } from 'node:path';
import { parseJson } from '#contracts/canonical-json.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import type { Digest } from '#contracts/digest.ts';
import { isExchangeError } from '#contracts/errors.ts';
import type { RetargetRobot } from '#contracts/retarget/retarget-robot.ts';
import { RETARGET_FILE, retargetSchema } from '#contracts/retarget/retarget-schema.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded } from '#platform/files.ts';
import { removeWork, retargetDataset } from '../retarget/retarget-dataset.ts';

/** Largest `retarget.json`, bytes. */
const MAX_REPORT_BYTES = 4 * 1024 * 1024;

/** What a retargeting came to, for the person who waits. */
export interface RetargetedExtent {
  readonly embodiment: Digest;
  readonly episodes: number;
  /** Episodes of which every frame is followed. */
  readonly wholeEpisodes: number;
  readonly frames: number;
}

/** Retargets the delivery in `plain` into `target`, which is made. Throws as `retargetDataset` does. */
export async function retargetDelivery(
  { plain, target }: { readonly plain: string; readonly target: string },
  robot: RetargetRobot,
  run: { readonly signal: AbortSignal; report(progress: { retargeting: number | null }): void },
): Promise<void> {
  await removeWork(target);
  await retargetDataset({
    root: plain,
    out: target,
    robot,
    up: 'z',
    signal: run.signal,
    onProgress: (step, share) => run.report({ retargeting: step === 'following' ? share : null }),
  });
}

/** What a delivery's retargeting came to; null where nothing was added. */
export async function retargetedExtent(folder: string): Promise<RetargetedExtent | null> {
  try {
    const bytes = await readFileBounded(join(folder, EXCHANGE_FOLDER, RETARGET_FILE), MAX_REPORT_BYTES);
    const { target, result } = parseWire(retargetSchema, parseJson(bytes, MAX_REPORT_BYTES), 'retargeting');
    const { episodes, wholeEpisodes, frames } = result;
    return { embodiment: target.embodiment, episodes, wholeEpisodes, frames };
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return null;
    throw error;
  }
}
