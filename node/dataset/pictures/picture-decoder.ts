import type { PictureAnswer, PictureJob } from './confined-pictures.ts';
import { NativeChild } from './native-child.ts';

/** Has pictures of the dataset at `root` decoded and measured. Dispose it to end its child. */
export class PictureDecoder extends NativeChild<PictureJob, PictureAnswer> {
  constructor(root: string, signal?: AbortSignal) {
    const module = new URL('./confined-pictures.ts', import.meta.url);
    super({ module, input: { root }, readable: [root], signal });
  }

  /** Measures a video or stills. What cannot be decoded, and what ends the decoder, is an answer with a reason. */
  measure(job: PictureJob): Promise<PictureAnswer> {
    return this.ask(job);
  }
}
