/** The libp2p door of the log: the same handler as `POST /v1/log/entries` (DECISIONS 6). */

import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import { LOG_PROTOCOL, MAX_REQUEST_BYTES, MAX_REQUEST_VALUES } from '#contracts/p2p/protocols.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import type { LogService } from '../entries/log-service.ts';

/** Longest answer: a receipt, or a checkpoint. */
const MAX_RESPONSE_BYTES = 256 * 1024;

/** Registers the protocol. */
export function serveLog(host: Pick<PeerHost, 'handle'>, log: Pick<LogService, 'answer'>): void {
  const limits = { maxRequestBytes: MAX_REQUEST_BYTES, maxResponseBytes: MAX_RESPONSE_BYTES };
  host.handle(LOG_PROTOCOL, limits, async ({ bytes }) =>
    canonicalBytes(await log.answer(parseJson(bytes, MAX_REQUEST_BYTES, MAX_REQUEST_VALUES))),
  );
}
