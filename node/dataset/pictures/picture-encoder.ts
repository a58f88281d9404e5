import type { EncodeAnswer, EncodeJob } from './confined-encoder.ts';
import { NativeChild } from './native-child.ts';

/** Has pictures encoded to H.264. Dispose it to end its child. */
export class PictureEncoder extends NativeChild<EncodeJob, EncodeAnswer> {
  constructor(signal?: AbortSignal) {
    const module = new URL('./confined-encoder.ts', import.meta.url);
    super({ module, input: null, readable: [], signal });
  }

  /** Encodes the next pictures of a video. What cannot be encoded, and what ends the encoder, is an answer with a reason. */
  encode(job: EncodeJob): Promise<EncodeAnswer> {
    return this.ask(job);
  }
}
