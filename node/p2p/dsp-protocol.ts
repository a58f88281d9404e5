/** Dataspace Protocol messages over libp2p: one signed envelope per request, one answer. */

import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import type { DspAnswer } from '#contracts/negotiation/messages.ts';
import {
  DSP_PROTOCOL,
  MAX_DSP_RESPONSE_BYTES,
  MAX_REQUEST_BYTES,
  MAX_REQUEST_VALUES,
} from '#contracts/p2p/protocols.ts';
import { readJson } from '#platform/json-reader.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import type { MessageDoor } from '../negotiation/ports.ts';
import { unreadableAnswer } from '../unreadable-answer.ts';
import { withTarget } from './peer-targets.ts';

const LIMITS = { maxRequestBytes: MAX_REQUEST_BYTES, maxResponseBytes: MAX_DSP_RESPONSE_BYTES };

/** Answers messages of peers. `receive` throws typed errors, which travel with their codes. */
export function serveMessages(
  host: Pick<PeerHost, 'handle'>,
  receive: (peerId: string, envelope: unknown) => Promise<DspAnswer>,
): void {
  host.handle(DSP_PROTOCOL, LIMITS, async ({ bytes, peerId }) =>
    canonicalBytes(await receive(peerId, parseJson(bytes, MAX_REQUEST_BYTES, MAX_REQUEST_VALUES))),
  );
}

/** Sends messages to peers. */
export function createMessageDoor(host: Pick<PeerHost, 'request'>): MessageDoor {
  return {
    send: async (to, message, signal) => {
      const bytes = canonicalBytes(message);
      const answer = await withTarget(to, (target) =>
        host.request(target, DSP_PROTOCOL, bytes, { ...LIMITS, signal }),
      );
      try {
        return await readJson(answer, MAX_DSP_RESPONSE_BYTES);
      } catch (cause) {
        throw unreadableAnswer('answer to a message', cause);
      }
    },
  };
}
