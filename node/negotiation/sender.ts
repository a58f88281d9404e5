/** Opens a signed message and judges who sent it, before anybody acts on what it says. */

import type { Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import {
  DSP_MESSAGE_DOCUMENT,
  type DspBody,
  type DspBodyOf,
  type DspMessage,
} from '#contracts/negotiation/messages.ts';
import { requireLiveKey } from '#contracts/participant/key-state.ts';
import { openSigned, requireSigner, type Envelope } from '#contracts/signature.ts';
import type { ExchangeDeps, KnownParticipant } from './ports.ts';

/** Clocks of counterparties may run ahead of ours by this much, milliseconds. */
export const CLOCK_SKEW_MS = 10 * 60_000;

/** A message whose sender is who it says. */
export interface Received<B extends DspBody = DspBody> {
  readonly message: DspMessage;
  readonly body: B;
  readonly digest: Digest;
  readonly envelope: Envelope;
  readonly sender: KnownParticipant;
}

/** A message with a body of one type. */
export type ReceivedBody<T extends DspBody['@type']> = Received<DspBodyOf<T>>;

/**
 * Opens a message: its signature, that it is for this node and this log, that the key is a live key of the sender, and that the
 * peer which brought it is one that the sender vouches for.
 * @param peerId peer that brought it; null when it came in an answer of a peer that this node dialled as the sender's
 */
export async function openMessage(
  deps: ExchangeDeps,
  envelope: unknown,
  peerId: string | null,
): Promise<Received> {
  const signed = await openSigned(deps.crypto, DSP_MESSAGE_DOCUMENT, envelope);
  const message = signed.document;
  requireSigner(signed, message.key);
  if (message.log !== deps.self.log.origin) {
    throw new ExchangeError('log-origin-mismatch', 'The message belongs to another log.', {
      params: { origin: message.log, expected: deps.self.log.origin },
    });
  }
  if (message.to !== deps.self.participant || message.from === deps.self.participant) {
    throw new ExchangeError('forbidden', 'The message is not for this company.');
  }
  if (Date.parse(message.sentAt) > deps.clock() + CLOCK_SKEW_MS) {
    throw new ExchangeError('refused', 'The message comes from the future: check the clocks.', {
      params: { sentAt: message.sentAt },
    });
  }
  const sender = await authenticate(deps, message, peerId);
  return { message, body: message.body, digest: signed.digest, envelope: envelope as Envelope, sender };
}

async function authenticate(
  deps: ExchangeDeps,
  message: DspMessage,
  peerId: string | null,
): Promise<KnownParticipant> {
  const known = await deps.participants.resolve(message.from);
  try {
    requireSender(known, message, peerId);
    return known;
  } catch (error) {
    // A key or peer that was registered since we last asked: only a fresh record may refuse.
    if (!isExchangeError(error, 'unknown-signer')) throw error;
    const fresh = await deps.participants.resolve(message.from, { fresh: true });
    requireSender(fresh, message, peerId);
    return fresh;
  }
}

function requireSender(known: KnownParticipant, message: DspMessage, peerId: string | null): void {
  requireLiveKey(known.history, message.key, 'sign');
  if (peerId === null || known.peerIds.includes(peerId)) return;
  throw new ExchangeError(
    'unknown-signer',
    'The sender does not vouch for the peer that brought the message.',
    {
      params: { peer: peerId },
    },
  );
}
