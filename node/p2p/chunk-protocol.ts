/** Sealed chunks and lists over libp2p: small requests, raw bytes as answers, many under way on one stream. */

import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import {
  CHUNK_PROTOCOL,
  MAX_CHUNK_REQUEST_BYTES,
  MAX_CHUNK_RESPONSE_BYTES,
} from '#contracts/p2p/protocols.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import type { ChunkDoor } from '../negotiation/ports.ts';
import { withTarget } from './peer-targets.ts';

const LIMITS = { maxRequestBytes: MAX_CHUNK_REQUEST_BYTES, maxResponseBytes: MAX_CHUNK_RESPONSE_BYTES };

/** Answers requests of peers. `serve` throws typed errors, which travel with their codes. */
export function serveChunks(
  host: Pick<PeerHost, 'handle'>,
  serve: (peerId: string, request: unknown) => Promise<Uint8Array>,
): void {
  host.handle(CHUNK_PROTOCOL, LIMITS, ({ bytes, peerId }) =>
    serve(peerId, parseJson(bytes, MAX_CHUNK_REQUEST_BYTES)),
  );
}

/** Opens lines to providers. */
export function createChunkDoor(host: Pick<PeerHost, 'openExchange'>): ChunkDoor {
  return {
    open: async (to, signal) => {
      const exchange = await withTarget(to, (target) =>
        host.openExchange(target, CHUNK_PROTOCOL, { ...LIMITS, signal }),
      );
      return {
        request: (request, requestSignal) =>
          exchange.request(canonicalBytes(request), { signal: requestSignal }),
        close: () => exchange.close(),
      };
    },
  };
}
