/**
 * Frames on a libp2p stream: a length of four bytes (big-endian), then that many bytes.
 *
 * The stream's own helpers are not used: their `onDrain` resolves at once from the second call on, and their reading side
 * has no back-pressure or loses the end of the data. Writing waits for `drain` here; reading is bounded by what the protocol
 * allows to be under way, and a peer that sends more loses its stream.
 */

import type { Stream } from '@libp2p/interface';
import { ExchangeError } from '#contracts/errors.ts';
import { startDeadline } from '../deadline.ts';

/** Bytes of a frame's length. */
export const LENGTH_BYTES = 4;
/** Bytes handed to the stream at once; smaller writes cost a cipher call each, larger ones only memory. */
const WRITE_SLICE_BYTES = 256 * 1024;

/** Bounds of a reader. */
export interface FrameLimits {
  /** Longest frame, without its length. */
  readonly maxFrameBytes: number;
  /** Most bytes that may lie unread, lengths included. */
  readonly maxBufferedBytes: number;
  /** Most frames that may lie unread. */
  readonly maxBufferedFrames: number;
  /** A begun frame must be complete within this time, in milliseconds. */
  readonly frameTimeoutMs: number;
}

/** Sends one frame and resolves when the stream has taken all of it. Throws `peer-unreachable` when the stream ends before. */
export async function sendFrame(
  stream: Stream,
  parts: readonly Uint8Array[],
  options: { signal: AbortSignal; timeoutMs: number },
): Promise<void> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = new Uint8Array(LENGTH_BYTES);
  new DataView(header.buffer).setUint32(0, length);
  // One buffer: a frame in several small writes would cost several packets.
  const frame = Buffer.concat([header, ...parts], LENGTH_BYTES + length);
  using deadline = startDeadline(options.timeoutMs, options.signal);
  for (let at = 0; at < frame.length; at += WRITE_SLICE_BYTES) {
    await sendSlice(stream, frame.subarray(at, at + WRITE_SLICE_BYTES), deadline.signal);
  }
}

async function sendSlice(stream: Stream, slice: Uint8Array, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let taken: boolean;
  try {
    taken = stream.send(slice);
  } catch (cause) {
    throw streamEnded(cause);
  }
  if (!taken) await drained(stream, signal);
}

/** A fresh promise per wait: resolved by `drain`, rejected by the end of the stream or the signal. */
function drained(stream: Stream, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      stream.removeEventListener('drain', onDrain);
      stream.removeEventListener('close', onClose);
      signal.removeEventListener('abort', onAbort);
      act();
    };
    const onDrain = (): void => settle(resolve);
    const onClose = (): void => settle(() => reject(streamEnded(undefined)));
    const onAbort = (): void => settle(() => reject(signal.reason as Error));
    stream.addEventListener('drain', onDrain);
    stream.addEventListener('close', onClose);
    signal.addEventListener('abort', onAbort);
    // All three may have happened between the send and here.
    if (signal.aborted) onAbort();
    else if (stream.writeStatus !== 'writable') onClose();
    else if (!stream.writableNeedsDrain) onDrain();
  });
}

/** Reads the frames of one stream, in order, for one reader. */
export class FrameReader {
  readonly #limits: FrameLimits;
  readonly #frames: Uint8Array[] = [];
  readonly #parts: Uint8Array[] = [];
  #partBytes = 0;
  #frameBytes = 0;
  #ended = false;
  #failure: ExchangeError | undefined;
  #waiting: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: Stream, limits: FrameLimits) {
    this.#limits = limits;
    stream.addEventListener('message', (event) => this.#take(event.data.subarray()));
    stream.addEventListener('remoteCloseWrite', () => this.#end());
    stream.addEventListener('close', (event) => {
      if (event.error !== undefined) this.fail(streamEnded(event.error));
      this.#end();
    });
    if (stream.remoteWriteStatus === 'closed' && stream.readBufferLength === 0) this.#end();
  }

  /** Frames that have arrived and were not read. */
  get unread(): number {
    return this.#frames.length;
  }

  /** The next frame, or undefined at the end of the stream. Throws `limit-exceeded`, `peer-misbehaved` or `peer-unreachable`. */
  async next(signal: AbortSignal): Promise<Uint8Array | undefined> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const frame = this.#frames.shift();
      if (frame !== undefined) {
        this.#frameBytes -= frame.length + LENGTH_BYTES;
        return frame;
      }
      if (this.#ended) return undefined;
      signal.throwIfAborted();
      await this.#arrival(signal);
    }
  }

  /** Ends reading with an error, for the reader that waits and all later ones. */
  fail(error: ExchangeError): void {
    this.#failure ??= error;
    this.#stopTimer();
    this.#parts.length = 0;
    this.#frames.length = 0;
    this.#waiting?.();
  }

  #arrival(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        this.#waiting = undefined;
        resolve();
      };
      this.#waiting = done;
      signal.addEventListener('abort', done, { once: true });
    });
  }

  #take(bytes: Uint8Array): void {
    if (this.#failure !== undefined) return;
    this.#parts.push(bytes);
    this.#partBytes += bytes.length;
    try {
      this.#cut();
    } catch (error) {
      this.fail(error as ExchangeError);
      return;
    }
    const { maxBufferedBytes, maxBufferedFrames } = this.#limits;
    const unread = this.#partBytes + this.#frameBytes;
    if (unread > maxBufferedBytes || this.#frames.length > maxBufferedFrames) {
      this.fail(new ExchangeError('limit-exceeded', 'The peer sends more than it was asked for.'));
    }
    this.#waiting?.();
  }

  /** Moves complete frames from the parts to the frames. */
  #cut(): void {
    while (this.#partBytes >= LENGTH_BYTES) {
      const length = this.#peekLength();
      if (length > this.#limits.maxFrameBytes) {
        throw new ExchangeError('limit-exceeded', `A message of ${length} bytes is too long.`, {
          params: { bytes: length, limit: this.#limits.maxFrameBytes },
        });
      }
      if (this.#partBytes < LENGTH_BYTES + length) break;
      this.#consume(LENGTH_BYTES);
      this.#frames.push(this.#consume(length));
      this.#frameBytes += length + LENGTH_BYTES;
      this.#stopTimer();
    }
    if (this.#partBytes > 0) this.#startTimer();
  }

  #peekLength(): number {
    let length = 0;
    let needed = LENGTH_BYTES;
    for (const part of this.#parts) {
      for (let i = 0; i < part.length && needed > 0; i++, needed--) length = length * 256 + (part[i] ?? 0);
      if (needed === 0) break;
    }
    return length;
  }

  /** Takes bytes from the front of the parts, in a buffer of their own. */
  #consume(length: number): Uint8Array {
    const out = new Uint8Array(length);
    let at = 0;
    let used = 0;
    while (at < length) {
      const part = this.#parts[used] as Uint8Array;
      const taken = part.subarray(0, length - at);
      out.set(taken, at);
      at += taken.length;
      if (taken.length < part.length) this.#parts[used] = part.subarray(taken.length);
      else used += 1;
    }
    this.#parts.splice(0, used);
    this.#partBytes -= length;
    return out;
  }

  #end(): void {
    if (this.#partBytes > 0)
      this.fail(new ExchangeError('peer-unreachable', 'The peer stopped in mid-message.'));
    this.#ended = true;
    this.#stopTimer();
    this.#waiting?.();
  }

  #startTimer(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.fail(new ExchangeError('peer-misbehaved', 'A message was not completed in time.'));
    }, this.#limits.frameTimeoutMs);
    this.#timer.unref();
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function streamEnded(cause: unknown): ExchangeError {
  return new ExchangeError('peer-unreachable', 'The connection to the peer ended.', { cause });
}
