/** Serves the chunk door: sealed chunks and lists, only for a token, only while the agreement is in force (DECISIONS 13). */

import { ExchangeError } from '#contracts/errors.ts';
import { LIST_PAGE_BYTES, chunkRequestSchema, type ChunkRequest } from '#contracts/transfer/messages.ts';
import { parseWire } from '#contracts/wire.ts';
import { requireNegotiation } from '../negotiation/negotiation-store.ts';
import type { ExchangeDeps } from '../negotiation/ports.ts';
import type { ChunkTokens } from './chunk-tokens.ts';
import type { SealedCache, ServedVersion } from './sealed-cache.ts';
import { requireTransfer } from './transfer-store.ts';
import { requireRunning, type TransferPair } from './transfer-steps.ts';

/** A peer that was found to be the receiver's is believed for this long, milliseconds: asking costs signatures. */
const PEER_TTL_MS = 30_000;
/** Peers remembered. */
const MAX_PEERS = 1_000;

/** Answers requests for chunks. */
export class ChunkServer {
  readonly #deps: ExchangeDeps;
  readonly #tokens: ChunkTokens;
  readonly #versions: SealedCache;
  readonly #served = new Map<string, number>();
  readonly #peers = new Map<string, number>();

  constructor(deps: ExchangeDeps, tokens: ChunkTokens, versions: SealedCache) {
    this.#deps = deps;
    this.#tokens = tokens;
    this.#versions = versions;
  }

  /**
   * Answers one request of a peer. Whether the agreement still holds is looked up anew each time, so a revocation stops the next
   * chunk. Throws `unauthenticated` (token), `forbidden` (peer), `refused` (not in force, suspended, key not released), `not-found`.
   */
  async serve(peerId: string, request: unknown): Promise<Uint8Array> {
    const asked = parseWire(chunkRequestSchema, request, 'chunk request');
    const claim = this.#tokens.check(asked.token);
    const pair = await this.#deps.database.read((db): TransferPair => {
      const transfer = requireTransfer(db, claim.transfer);
      return { transfer, negotiation: requireNegotiation(db, transfer.exchange) };
    });
    await this.#requireAllowed(pair, peerId);
    const version = await this.#versions.get(pair.negotiation.manifest);
    const bytes = await answer(version, asked, pair);
    if (asked.op === 'chunk') this.#count(pair.transfer.id, bytes.length);
    return bytes;
  }

  /** Sealed bytes served for a transfer since this process began. */
  servedBytes(transfer: string): number {
    return this.#served.get(transfer) ?? 0;
  }

  #count(transfer: string, bytes: number): void {
    this.#served.set(transfer, this.servedBytes(transfer) + bytes);
  }

  async #requireAllowed({ transfer, negotiation }: TransferPair, peerId: string): Promise<void> {
    if (transfer.role !== 'provider' || transfer.state !== 'STARTED') {
      throw new ExchangeError('refused', 'The transfer is not running.', {
        params: { reason: 'transfer-not-running', state: transfer.state },
      });
    }
    requireRunning(negotiation, termOf(negotiation.agreement?.payload ?? ''), this.#deps.clock());
    const pair = `${negotiation.counterparty} ${peerId}`;
    const now = this.#deps.clock();
    if (now < (this.#peers.get(pair) ?? 0)) return;
    const receiver = await this.#deps.participants.resolve(negotiation.counterparty);
    if (!receiver.peerIds.includes(peerId)) {
      throw new ExchangeError('forbidden', 'The token belongs to another company.');
    }
    if (this.#peers.size >= MAX_PEERS) this.#peers.clear();
    this.#peers.set(pair, now + PEER_TTL_MS);
  }
}

/** Term of an agreement that this node has signed and stored itself. */
function termOf(payload: string): { validFrom: string; validUntil: string | null } {
  return JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as {
    validFrom: string;
    validUntil: string | null;
  };
}

async function answer(version: ServedVersion, asked: ChunkRequest, pair: TransferPair): Promise<Uint8Array> {
  if (asked.op === 'list') return page(version.list, asked.page);
  if (asked.op === 'papers') return page(version.papers, asked.page);
  if (asked.op === 'secrets') {
    if (pair.transfer.releasedProof === null) {
      throw new ExchangeError('refused', 'The key has not been released.', {
        params: { reason: 'key-not-released' },
      });
    }
    return page(version.secrets, asked.page);
  }
  if (!version.hashes.has(asked.hash)) {
    throw new ExchangeError('not-found', 'The chunk is no part of the agreed version.');
  }
  return version.sealed.readChunk(asked.hash);
}

/** A page of {@link LIST_PAGE_BYTES}; the first page that is shorter is the last one. */
function page(bytes: Uint8Array, number: number): Uint8Array {
  return bytes.subarray(number * LIST_PAGE_BYTES, (number + 1) * LIST_PAGE_BYTES);
}
