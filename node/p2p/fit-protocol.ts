/** Fit certificates over libp2p: one signed request, one answer. */

import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import type { FitAnswer } from '#contracts/fit/certificate.ts';
import {
  FIT_PROTOCOL,
  MAX_FIT_RESPONSE_BYTES,
  MAX_REQUEST_BYTES,
  MAX_REQUEST_VALUES,
} from '#contracts/p2p/protocols.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import type { FitDoor } from '../fit/ask-fit.ts';
import { unreadableAnswer } from '../unreadable-answer.ts';
import { withTarget } from './peer-targets.ts';

const LIMITS = { maxRequestBytes: MAX_REQUEST_BYTES, maxResponseBytes: MAX_FIT_RESPONSE_BYTES };

/** Answers requests of peers. `answer` throws typed errors, which travel with their codes. */
export function serveFit(
  host: Pick<PeerHost, 'handle'>,
  answer: (peerId: string, envelope: unknown) => Promise<FitAnswer>,
): void {
  host.handle(FIT_PROTOCOL, LIMITS, async ({ bytes, peerId }) =>
    canonicalBytes(await answer(peerId, parseJson(bytes, MAX_REQUEST_BYTES, MAX_REQUEST_VALUES))),
  );
}

/** Asks peers. */
export function createFitDoor(host: Pick<PeerHost, 'request'>): FitDoor {
  return {
    ask: async (to, request, signal) => {
      const bytes = canonicalBytes(request);
      const answer = await withTarget(to, (target) =>
        host.request(target, FIT_PROTOCOL, bytes, { ...LIMITS, signal }),
      );
      try {
        return parseJson(answer, MAX_FIT_RESPONSE_BYTES);
      } catch (cause) {
        throw unreadableAnswer('answer about a fit', cause);
      }
    },
  };
}
