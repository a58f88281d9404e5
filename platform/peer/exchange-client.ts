/** The asking side of an exchange: requests on one stream, answers in the same order. */

import type { Stream } from '@libp2p/interface';
import { ExchangeError } from '#contracts/errors.ts';
import { createMutex } from '../database/mutex.ts';
import { abortable, startDeadline } from '../deadline.ts';
import { MAX_ERROR_BYTES, readAnswer } from './answer.ts';
import { bufferedBytes } from './exchange-server.ts';
import { FrameReader, LENGTH_BYTES, sendFrame } from './frames.ts';
import { peerError } from './peer-errors.ts';
import { createSemaphore } from './semaphore.ts';

/** An open stream for many requests. When one fails in transport, all fail and the exchange is over. */
export interface Exchange {
  /** The peer at the other end. */
  readonly peerId: string;
  /**
   * Sends a request and resolves to its answer. Call it again before the answer is there to keep several under way; beyond
   * the pipeline's depth calls wait. Throws the peer's error with its code, or `peer-unreachable`, `peer-misbehaved`,
   * `limit-exceeded`, `interrupted` (the signal: the answer is then dropped when it comes).
   */
  request(bytes: Uint8Array, options?: { signal?: AbortSignal }): Promise<Uint8Array>;
  /** Ends the exchange; requests under way fail with `interrupted`. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Bounds of asking. */
export interface AskingLimits {
  readonly maxRequestBytes: number;
  readonly maxResponseBytes: number;
  readonly pipelineDepth: number;
  readonly frameTimeoutMs: number;
  /** An answer must have come this long after its request was sent and all answers before it had come, in milliseconds. */
  readonly answerTimeoutMs: number;
}

interface Waiting {
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: ExchangeError) => void;
}

/** Opens an exchange on a stream that speaks the protocol. */
export function openExchangeOn(stream: Stream, peerId: string, limits: AskingLimits): Exchange {
  return new StreamExchange(stream, peerId, limits);
}

class StreamExchange implements Exchange {
  readonly peerId: string;
  readonly #stream: Stream;
  readonly #limits: AskingLimits;
  readonly #reader: FrameReader;
  readonly #over = new AbortController();
  readonly #slots;
  readonly #sending = createMutex();
  readonly #waiting: Waiting[] = [];
  #isReading = false;

  constructor(stream: Stream, peerId: string, limits: AskingLimits) {
    this.#stream = stream;
    this.peerId = peerId;
    this.#limits = limits;
    // Requests that the peer may not have read yet stay below what it is willing to buffer.
    const fitting = Math.floor(bufferedBytes(limits) / (limits.maxRequestBytes + LENGTH_BYTES));
    this.#slots = createSemaphore(Math.max(1, Math.min(limits.pipelineDepth, fitting)));
    const maxFrameBytes = 1 + Math.max(limits.maxResponseBytes, MAX_ERROR_BYTES);
    this.#reader = new FrameReader(stream, {
      maxFrameBytes,
      maxBufferedBytes: limits.pipelineDepth * (maxFrameBytes + LENGTH_BYTES),
      maxBufferedFrames: limits.pipelineDepth,
      frameTimeoutMs: limits.frameTimeoutMs,
    });
    stream.addEventListener('close', () => this.#fail(unreachable(peerId)));
  }

  async request(bytes: Uint8Array, options: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    const { maxRequestBytes } = this.#limits;
    if (bytes.length > maxRequestBytes) {
      throw new ExchangeError('limit-exceeded', 'The request is longer than the protocol allows.', {
        params: { bytes: bytes.length, limit: maxRequestBytes },
      });
    }
    const signal = options.signal ?? this.#over.signal;
    try {
      const release = await this.#takeSlot(signal);
      const answer = this.#ask(bytes);
      // The slot stays taken until the answer has come, also when the caller no longer waits for it.
      answer.then(release, release);
      return readAnswer(await abortable(answer, signal), this.peerId);
    } catch (error) {
      throw peerError(this.#over.signal.aborted ? this.#over.signal.reason : error, {
        peer: this.peerId,
        signal: options.signal,
      });
    }
  }

  async close(): Promise<void> {
    this.#fail(new ExchangeError('interrupted', 'The exchange was closed.'));
    try {
      await this.#stream.close({ signal: AbortSignal.timeout(this.#limits.frameTimeoutMs) });
    } catch (error) {
      this.#stream.abort(error as Error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #takeSlot(signal: AbortSignal): Promise<() => void> {
    const slot = this.#slots.acquire(this.#over.signal);
    try {
      return await abortable(slot, signal);
    } catch (error) {
      // The turn still comes: it goes to the next in line.
      slot.then(
        (release) => release(),
        () => undefined,
      );
      throw error;
    }
  }

  #ask(bytes: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const sent = this.#sending.run(async () => {
        this.#over.signal.throwIfAborted();
        this.#waiting.push({ resolve, reject });
        if (!this.#isReading) void this.#read();
        const timeoutMs = this.#limits.frameTimeoutMs;
        await sendFrame(this.#stream, [bytes], { signal: this.#over.signal, timeoutMs });
      });
      sent.catch((error: unknown) => {
        this.#fail(peerError(error, { peer: this.peerId }));
        reject(error);
      });
    });
  }

  /** Hands answers out while somebody waits for one; what comes unasked ends the exchange. */
  async #read(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#waiting.length > 0) {
        const frame = await this.#nextAnswer();
        if (frame === undefined) throw unreachable(this.peerId);
        this.#waiting.shift()?.resolve(frame);
      }
      this.#isReading = false;
      if (this.#reader.unread > 0) {
        throw new ExchangeError('peer-misbehaved', 'The peer answers what was not asked.', {
          params: { peer: this.peerId },
        });
      }
    } catch (error) {
      this.#fail(peerError(error, { peer: this.peerId }));
    }
  }

  async #nextAnswer(): Promise<Uint8Array | undefined> {
    using deadline = startDeadline(this.#limits.answerTimeoutMs, this.#over.signal);
    return await this.#reader.next(deadline.signal);
  }

  #fail(error: ExchangeError): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort(error);
    const unanswered = this.#waiting.splice(0);
    for (const { reject } of unanswered) reject(error);
    // A reset tells the other side at once to stop working for us.
    if (unanswered.length > 0 || error.code !== 'interrupted') this.#stream.abort(error);
  }
}

function unreachable(peer: string): ExchangeError {
  return new ExchangeError('peer-unreachable', 'The peer ended the connection before it answered.', {
    params: { peer },
  });
}
