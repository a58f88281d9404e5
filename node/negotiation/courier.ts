/**
 * Signs messages and brings them to the counterparty: at once, or from the outbox until it succeeds or the deadline passes.
 *
 * A queued message stands in the store from the transaction that decided it. If we crash before it was delivered, the outbox
 * sends the same bytes again, and the receiver answers a message that it has by its present state.
 */

import { fromUtf8 } from '#contracts/bytes.ts';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import type { Digest } from '#contracts/digest.ts';
import { digestOf } from '#contracts/digest.ts';
import { fromBase64 } from '#contracts/bytes.ts';
import { isExchangeError, type ExchangeError } from '#contracts/errors.ts';
import { formatTimestamp, type ExchangeId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import {
  DSP_MESSAGE_DOCUMENT,
  MESSAGE_CONTEXT,
  dspAnswerSchema,
  type DspAnswer,
  type DspBody,
} from '#contracts/negotiation/messages.ts';
import { signDocument, type Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import { mayPass } from '#platform/back-off.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import type { OutboxHandler } from '#platform/outbox.ts';
import type { MessageRow } from '../store/schema/exchanges.ts';
import { unreadableAnswer } from '../unreadable-answer.ts';
import { findMessage, insertMessage, markDelivered } from './message-store.ts';
import type { ExchangeDeps } from './ports.ts';
import { reach } from './reach.ts';

/** Kind of the outbox items that carry messages. */
export const MESSAGE_ITEM = 'dsp.message';
/** How long a message is tried for that has no deadline of its own, milliseconds: a week. */
export const MESSAGE_TTL_MS = 7 * 86_400_000;

/** A body without its context, which is always the same. */
export type BodyDraft = DspBody extends infer B ? (B extends DspBody ? Omit<B, '@context'> : never) : never;

/** A message to make. */
export interface MessageDraft {
  readonly exchange: ExchangeId;
  readonly to: ParticipantId;
  /** The negotiation (its exchange id) or the transfer (its id) that the message is about. */
  readonly about: string;
  readonly body: BodyDraft;
}

/** What happens around deliveries; the negotiation sets it. */
export interface CourierHooks {
  /** Outside any transaction, before the message counts as delivered. */
  onAnswer(message: MessageRow, answer: DspAnswer): Promise<void>;
  /** In the transaction that gives the message up. */
  onUndeliverable(tx: WriteHandle, message: MessageRow, error: ExchangeError): void;
}

/** Brings messages to counterparties. */
export class Courier {
  readonly #deps: ExchangeDeps;
  readonly #hooks: CourierHooks;

  constructor(deps: ExchangeDeps, hooks: CourierHooks) {
    this.#deps = deps;
    this.#hooks = hooks;
  }

  /** Signs a message. */
  sign(draft: MessageDraft): Envelope {
    const { self, clock } = this.#deps;
    return signDocument(
      DSP_MESSAGE_DOCUMENT,
      {
        schema: 'dsp-message/1',
        log: self.log.origin,
        exchange: draft.exchange,
        from: self.participant,
        key: self.key,
        to: draft.to,
        sentAt: formatTimestamp(clock()),
        body: { '@context': MESSAGE_CONTEXT, ...draft.body } as DspBody,
      },
      self.signer,
    );
  }

  /** Signs and queues a message in the caller's transaction. `deadline`: ms since the epoch, when it makes no sense any more. */
  queue(tx: WriteHandle, draft: MessageDraft, deadline?: number): void {
    const { clock, crypto, outbox } = this.#deps;
    const envelope = this.sign(draft);
    const digest = digestOf(crypto, fromBase64(envelope.payload));
    const { exchange, about } = draft;
    insertMessage(tx, {
      digest,
      exchange,
      about,
      direction: 'out',
      type: draft.body['@type'],
      envelope,
      createdAt: clock(),
    });
    outbox.enqueue(tx, {
      kind: MESSAGE_ITEM,
      id: `dsp:${digest}`,
      orderKey: messageKey(exchange),
      payload: canonicalBytes({ digest, to: draft.to }),
      deadline: deadline ?? clock() + MESSAGE_TTL_MS,
    });
  }

  /** Signs a message, sends it now and gives the answer. Throws the counterparty's code, `peer-unreachable` and kin. */
  async ask(draft: MessageDraft, signal: AbortSignal): Promise<DspAnswer> {
    return this.#send(draft.to, this.sign(draft), signal);
  }

  /** Delivers queued messages. */
  readonly handler: OutboxHandler = {
    deliver: async (item, signal) => {
      const { digest, to } = JSON.parse(fromUtf8(item.payload)) as { digest: Digest; to: ParticipantId };
      const message = await this.#deps.database.read((db) => findMessage(db, digest));
      if (message === undefined || message.delivered) return new Uint8Array();
      const answer = await this.#send(to, message.envelope, signal);
      try {
        await this.#hooks.onAnswer(message, answer);
      } catch (error) {
        // The counterparty has the message. What else it says may be wrong for good, and is no reason to give the message up.
        if (!isExchangeError(error) || mayPass(error)) throw error;
        this.#deps.logger.warn({ error, exchange: message.exchange }, 'news in an answer could not be taken');
      }
      return new Uint8Array();
    },
    settle: (tx, item) => {
      const { digest } = JSON.parse(fromUtf8(item.payload)) as { digest: Digest };
      const message = findMessage(tx, digest);
      if (message !== undefined) markDelivered(tx, message.exchange, [digest]);
    },
    giveUp: (tx, item, error) => {
      const { digest } = JSON.parse(fromUtf8(item.payload)) as { digest: Digest };
      const message = findMessage(tx, digest);
      if (message !== undefined && !message.delivered) this.#hooks.onUndeliverable(tx, message, error);
    },
  };

  async #send(to: ParticipantId, message: Envelope, signal: AbortSignal): Promise<DspAnswer> {
    const { participants, messages } = this.#deps;
    const answer = await reach(participants, to, (known) => messages.send(known, message, signal));
    try {
      return parseWire(dspAnswerSchema, answer, 'answer to a message');
    } catch (cause) {
      throw unreadableAnswer('answer to a message', cause);
    }
  }
}

/** Order key of the messages of an exchange in the outbox. */
export function messageKey(exchange: string): string {
  return `dsp:${exchange}`;
}
