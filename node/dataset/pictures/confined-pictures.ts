/** What the confined child of a `PictureDecoder` runs: it asks for one job after the other, and says with each question what the last one gave. */

import { join } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import { decodeStills, decodeVideo, type VideoPlan } from './decode-pictures.ts';
import type { PictureTrack, StillPicture } from './picture-track.ts';

/** One job: frames of a video of the dataset, or still pictures. */
export type PictureJob =
  | { readonly kind: 'video'; readonly path: string; readonly plan: VideoPlan }
  | { readonly kind: 'stills'; readonly stills: readonly StillPicture[] };

/** What a job gave: figures, or why there are none. */
export type PictureAnswer =
  | { readonly ok: true; readonly track: PictureTrack }
  | { readonly ok: false; readonly reason: string };

/** Works until there is no further job. */
export async function run(
  input: { readonly root: string },
  report: (frames: number) => void,
  ask: (last: PictureAnswer | null) => Promise<unknown>,
): Promise<null> {
  let frames = 0;
  const onFrame = (): void => report(++frames);
  let last: PictureAnswer | null = null;
  for (;;) {
    const job = (await ask(last)) as PictureJob | null;
    if (job === null) return null;
    try {
      const track =
        job.kind === 'video'
          ? await decodeVideo(join(input.root, job.path), job.plan, onFrame)
          : await decodeStills(job.stills, onFrame);
      last = { ok: true, track };
    } catch (error) {
      last = {
        ok: false,
        reason: error instanceof ExchangeError ? error.message : String(error).slice(0, 200),
      };
    }
  }
}
