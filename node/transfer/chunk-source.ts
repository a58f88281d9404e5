/** The receiver's end of the chunk door: several streams, many requests under way, fresh tokens, patience. */

import type { Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { LIST_PAGE_BYTES, type ChunkRequest } from '#contracts/transfer/messages.ts';
import type { ChunkDoor, ChunkLine, Participants } from '../negotiation/ports.ts';
import { reach } from '../negotiation/reach.ts';
import { patiently, type Patience } from './patience.ts';

/** Streams over which requests are spread. */
const STREAMS = 2;
/** A token is asked for so many times for one request before the provider counts as unwilling. */
const MAX_TOKEN_TRIES = 3;

type ChunkQuestion = ChunkRequest extends infer R
  ? R extends ChunkRequest
    ? Omit<R, 'token'>
    : never
  : never;

/** What a source needs. */
export interface ChunkSourceDeps {
  readonly door: ChunkDoor;
  /** Knows where the provider is; asked anew for each line. */
  readonly participants: Participants;
  readonly provider: ParticipantId;
  /** A token; a new one when `stale` is the one that was refused. */
  readonly token: (stale: string | undefined) => Promise<string>;
  readonly patience: Patience;
}

/** Asks a provider for chunks and lists. */
export class ChunkSource {
  readonly #deps: ChunkSourceDeps;
  readonly #lines: (Promise<ChunkLine> | undefined)[] = Array.from({ length: STREAMS }, () => undefined);
  #turn = 0;

  constructor(deps: ChunkSourceDeps) {
    this.#deps = deps;
  }

  /** A sealed chunk as the provider gives it; its hash is for the caller to check. */
  async chunk(hash: Digest): Promise<Uint8Array> {
    return this.#ask({ op: 'chunk', hash });
  }

  /** A paged document, whole. Throws `limit-exceeded` beyond `maxBytes`. */
  async document(op: 'list' | 'papers' | 'secrets', maxBytes: number): Promise<Uint8Array> {
    const pages: Uint8Array[] = [];
    let length = 0;
    for (let page = 0; ; page++) {
      const bytes = await this.#ask({ op, page });
      if (bytes.length > LIST_PAGE_BYTES) throw tooLong(op);
      pages.push(bytes);
      length += bytes.length;
      if (length > maxBytes) throw tooLong(op);
      if (bytes.length < LIST_PAGE_BYTES) return Buffer.concat(pages);
    }
  }

  /** Closes all streams. */
  async close(): Promise<void> {
    const lines = this.#lines.splice(0, this.#lines.length, ...this.#lines.map(() => undefined));
    await Promise.all(
      lines.map(async (line) => (await line?.catch(() => undefined))?.close().catch(() => undefined)),
    );
  }

  async #ask(question: ChunkQuestion): Promise<Uint8Array> {
    let stale: string | undefined;
    for (let tries = 1; ; tries++) {
      const token = await this.#deps.token(stale);
      try {
        return await patiently(this.#deps.patience, () => this.#askOnce({ ...question, token }));
      } catch (error) {
        if (!isExchangeError(error, 'unauthenticated') || tries >= MAX_TOKEN_TRIES) throw error;
        stale = token;
      }
    }
  }

  async #askOnce(request: ChunkRequest): Promise<Uint8Array> {
    const slot = this.#turn++ % STREAMS;
    const opening = (this.#lines[slot] ??= this.#open(slot));
    try {
      const line = await opening;
      return await line.request(request, this.#deps.patience.signal);
    } catch (error) {
      // A line that failed in transport is over for all its requests; the first to notice makes room for a new one.
      if (isExchangeError(error) && isBroken(error) && this.#lines[slot] === opening) {
        this.#lines[slot] = undefined;
        void opening.then((line) => line.close()).catch(() => undefined);
      }
      throw error;
    }
  }

  #open(slot: number): Promise<ChunkLine> {
    const { door, participants, provider, patience } = this.#deps;
    const opening = reach(participants, provider, (known) => door.open(known, patience.signal));
    // Whatever kept it from opening may pass: the next request tries anew.
    opening.catch(() => {
      if (this.#lines[slot] === opening) this.#lines[slot] = undefined;
    });
    return opening;
  }
}

function isBroken(error: ExchangeError): boolean {
  return ['peer-unreachable', 'peer-misbehaved', 'interrupted', 'limit-exceeded'].includes(error.code);
}

function tooLong(op: string): ExchangeError {
  return new ExchangeError('limit-exceeded', 'The provider sends a longer document than the format allows.', {
    params: { document: op },
  });
}
