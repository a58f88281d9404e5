/**
 * The answering side of an exchange: frames in, one answer per frame, in order. A pull protocol: the other side asks, this
 * side sends nothing unasked, and reads no further request while it has enough to do.
 */

import type { Stream } from '@libp2p/interface';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { abortable, startDeadline } from '../deadline.ts';
import { giveWayWhenDue } from '../give-way.ts';
import type { Logger } from '../logger.ts';
import { answerParts, errorParts } from './answer.ts';
import type { PeerCount, PeerCounters } from './counters.ts';
import { FrameReader, LENGTH_BYTES, sendFrame } from './frames.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { Semaphore } from './semaphore.ts';

/** A request as a handler gets it. */
export interface PeerRequest {
  /** Body, at most `maxRequestBytes`; hostile until parsed. */
  readonly bytes: Uint8Array;
  /** Peer that asks: its key is proved by the connection. */
  readonly peerId: string;
  /** Aborts when the peer is gone, the host stops or the handler takes too long. */
  readonly signal: AbortSignal;
}

/** Answers a request. An ExchangeError travels to the peer with its code; anything else as `internal`. */
export type PeerHandler = (request: PeerRequest) => Promise<Uint8Array>;

/** Bounds of one protocol. */
export interface ProtocolLimits {
  /** Longest request body. */
  readonly maxRequestBytes: number;
  /** Longest answer body. */
  readonly maxResponseBytes: number;
}

/** Timeouts and bounds of answering, see the defaults in peer-host.ts. */
export interface ServingLimits {
  readonly frameTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly handlerTimeoutMs: number;
  /** Requests of one stream that are worked on at the same time. */
  readonly pipelineDepth: number;
}

/** What serving one stream needs. */
export interface Serving {
  readonly stream: Stream;
  readonly peerId: string;
  readonly protocol: string;
  readonly handler: PeerHandler;
  readonly limits: ProtocolLimits & ServingLimits;
  /** Shared by all streams of a connection. */
  readonly slots: Semaphore;
  readonly rate: RateLimiter;
  readonly counters: PeerCounters;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
}

/** Serves a stream to its end. Never rejects: whatever a peer does ends its stream and is counted. */
export async function serveStream(serving: Serving): Promise<void> {
  const { stream, counters, logger, limits } = serving;
  const gone = new AbortController();
  stream.addEventListener('close', () => gone.abort(new ExchangeError('interrupted', 'The peer is gone.')));
  const stop = (): void => gone.abort(serving.stopping.reason);
  serving.stopping.addEventListener('abort', stop);
  const { signal } = gone;
  const reader = new FrameReader(stream, {
    maxFrameBytes: limits.maxRequestBytes,
    maxBufferedBytes: bufferedBytes(limits),
    maxBufferedFrames: limits.pipelineDepth,
    frameTimeoutMs: limits.frameTimeoutMs,
  });
  try {
    await answerAll(serving, reader, signal);
    await stream.close({ signal: AbortSignal.timeout(limits.frameTimeoutMs) });
  } catch (error) {
    const count = dropReason(error);
    if (count !== undefined && !signal.aborted) counters.add(count);
    logger.debug({ error, peer: serving.peerId, protocol: serving.protocol }, 'a stream was dropped');
    stream.abort(new ExchangeError('peer-misbehaved', 'The stream was dropped.'));
  } finally {
    serving.stopping.removeEventListener('abort', stop);
  }
}

/** Most unread bytes of a stream: two requests of full length, or a pipeline of short ones. */
export function bufferedBytes(limits: { maxRequestBytes: number; pipelineDepth: number }): number {
  return Math.max(2 * (limits.maxRequestBytes + LENGTH_BYTES), limits.pipelineDepth * 1024);
}

async function answerAll(serving: Serving, reader: FrameReader, signal: AbortSignal): Promise<void> {
  const { idleTimeoutMs, pipelineDepth } = serving.limits;
  const running: Promise<void>[] = [];
  const failures: unknown[] = [];
  let last: Promise<void> = Promise.resolve();
  while (failures.length === 0) {
    // Waiting for the oldest answer is the back-pressure: the peer's further requests stay where they are bounded.
    if (running.length >= pipelineDepth) await running.shift();
    const frame = await nextFrame(reader, idleTimeoutMs, signal);
    if (frame === undefined) break;
    const answer = answerOne(serving, frame, signal);
    const previous = last;
    last = (async () => {
      const parts = await answer;
      await previous;
      await sendFrame(serving.stream, parts, { signal, timeoutMs: serving.limits.frameTimeoutMs });
    })().catch((error: unknown) => {
      failures.push(error);
    });
    running.push(last);
  }
  await last;
  if (failures.length > 0) throw failures[0];
}

async function nextFrame(
  reader: FrameReader,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  using idle = startDeadline(timeoutMs, signal);
  return await reader.next(idle.signal);
}

/** Parts of the answer to one request. Never rejects. */
async function answerOne(serving: Serving, bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array[]> {
  const { counters, limits, logger, peerId, protocol } = serving;
  if (!serving.rate.take(peerId)) {
    counters.add('requests-dropped-rate');
    return errorParts(new ExchangeError('rate-limited', 'Too many requests: ask again later.'));
  }
  using deadline = startDeadline(limits.handlerTimeoutMs, signal);
  let release: (() => void) | undefined;
  try {
    release = await serving.slots.acquire(deadline.signal);
    // A peer may send a pipeline of requests in one packet: they are read one a piece.
    await giveWayWhenDue();
    // A handler that ignores its signal must not hold up the answers behind it.
    const body = await abortable(
      serving.handler({ bytes, peerId, signal: deadline.signal }),
      deadline.signal,
    );
    if (body.length > limits.maxResponseBytes) {
      throw new ExchangeError('internal', `An answer of ${body.length} bytes exceeds the protocol's limit.`);
    }
    counters.add('requests-served');
    return answerParts(body);
  } catch (error) {
    counters.add(release === undefined ? 'requests-dropped-busy' : 'requests-failed');
    if (release === undefined) {
      return errorParts(new ExchangeError('rate-limited', 'Too many requests at once: ask again later.'));
    }
    const known = isExchangeError(error) && error.code !== 'internal';
    if (!known && !signal.aborted) logger.error({ error, peer: peerId, protocol }, 'a peer handler failed');
    return errorParts(error);
  } finally {
    release?.();
  }
}

function dropReason(error: unknown): PeerCount | undefined {
  if (isExchangeError(error, 'limit-exceeded')) {
    return error.params['bytes'] === undefined ? 'streams-dropped-pipelining' : 'streams-dropped-oversize';
  }
  if (isExchangeError(error, 'peer-misbehaved')) return 'streams-dropped-timeout';
  if (isExchangeError(error, 'peer-unreachable')) return 'streams-dropped-malformed';
  return undefined;
}
