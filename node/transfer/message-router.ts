/** Takes every signed message of both sides to the one who handles it, and answers with this node's view. */

import { ExchangeError, isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import type { DspAnswer } from '#contracts/negotiation/messages.ts';
import type { ReadHandle } from '#platform/database/handles.ts';
import type { ConsumerNegotiation } from '../negotiation/consumer-negotiation.ts';
import { findMessage, markDelivered, pendingMessages } from '../negotiation/message-store.ts';
import {
  findNegotiation,
  notFound,
  requireNegotiation,
  updateNegotiation,
} from '../negotiation/negotiation-store.ts';
import { terminationReceived, type NegotiationContext } from '../negotiation/negotiation-steps.ts';
import { recordMessage, type ProviderNegotiation } from '../negotiation/provider-negotiation.ts';
import { openMessage, type Received, type ReceivedBody } from '../negotiation/sender.ts';
import type { NegotiationRow, TransferRow } from '../store/schema/exchanges.ts';
import type { ConsumerTransfer } from './consumer-transfer.ts';
import { KeyedLock } from './keyed-lock.ts';
import type { ProviderTransfer } from './provider-transfer.ts';
import type { SealedCache } from './sealed-cache.ts';
import type { TransferInterruptions } from './transfer-interruptions.ts';
import { findTransfer } from './transfer-store.ts';
import { wrapContentKey } from './wrap-key.ts';

/** Who handles what. */
export interface MessageHandlers {
  readonly consumer: ConsumerNegotiation;
  readonly provider: ProviderNegotiation;
  readonly consumerTransfer: ConsumerTransfer;
  readonly providerTransfer: ProviderTransfer;
  readonly interruptions: TransferInterruptions;
  readonly versions: SealedCache;
}

/** Refusals of a message that came in an answer: repeating it cannot help, so it is noted and left. */
const FINAL_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'transition-not-allowed',
  'not-found',
  'conflict',
]);

/** Routes messages. */
export class MessageRouter {
  readonly #context: NegotiationContext;
  readonly #handlers: MessageHandlers;
  readonly #lock = new KeyedLock();

  constructor(context: NegotiationContext, handlers: MessageHandlers) {
    this.#context = context;
    this.#handlers = handlers;
  }

  /**
   * Handles a message that a peer brought and answers it. A repeat is answered by the present state and changes nothing.
   * Throws typed errors for everything else; nothing of a refused message is stored.
   */
  async receive(peerId: string, envelope: unknown): Promise<DspAnswer> {
    const received = await openMessage(this.#context.deps, envelope, peerId);
    await this.#handleOnce(received);
    return this.#answer(received.message.exchange, received.body.consumerPid);
  }

  /** Takes what an answer holds: messages that could not be delivered, and news of a transfer (`about`). */
  async absorb(exchange: string, about: string, answer: DspAnswer): Promise<void> {
    const { deps } = this.#context;
    const { counterparty } = await deps.database.read((db) => requireNegotiation(db, exchange));
    for (const envelope of answer.pending) {
      try {
        const received = await openMessage(deps, envelope, null);
        // Only the company that was asked may answer with messages, and only with its own about this exchange.
        if (received.message.from !== counterparty || received.message.exchange !== exchange) continue;
        if (received.body['@type'] === 'kin:StatusRequestMessage') continue;
        await this.#handleOnce(received);
      } catch (error) {
        const level = isExchangeError(error) && FINAL_CODES.has(error.code) ? 'debug' : 'warn';
        deps.logger[level]({ error, exchange }, 'a message that came with an answer was refused');
      }
    }
    await deps.database.write((tx) => {
      const row = findNegotiation(tx, exchange);
      if (row?.role !== 'consumer' || row.providerPid !== null || about !== exchange) return;
      if (answer.providerPid === '') return;
      updateNegotiation(tx, exchange, { providerPid: answer.providerPid, updatedAt: deps.clock() });
    });
    if (about === exchange) return;
    const transfer = await deps.database.read((db) => findTransfer(db, about));
    if (transfer?.role === 'consumer') await this.#handlers.consumerTransfer.absorb(about, answer);
  }

  /**
   * A message that is stored was handled in the transaction that stored it. One at a time for each exchange: the same message may come
   * by push and by poll at once, and the second must find what the first has done.
   */
  async #handleOnce(received: Received): Promise<void> {
    await this.#lock.run(received.message.exchange, async () => {
      const known = await this.#context.deps.database.read((db) => findMessage(db, received.digest));
      if (known?.direction !== 'in') await this.#handle(received);
    });
  }

  async #handle(received: Received): Promise<void> {
    const { consumer, provider, providerTransfer, interruptions } = this.#handlers;
    switch (received.body['@type']) {
      case 'ContractRequestMessage':
        return provider.requestReceived(received as ReceivedBody<'ContractRequestMessage'>);
      case 'ContractAgreementMessage':
        return consumer.agreementReceived(received as ReceivedBody<'ContractAgreementMessage'>);
      case 'ContractAgreementVerificationMessage':
        return provider.verificationReceived(
          received as ReceivedBody<'ContractAgreementVerificationMessage'>,
        );
      case 'ContractNegotiationEventMessage':
        return consumer.eventReceived(received as ReceivedBody<'ContractNegotiationEventMessage'>);
      case 'ContractNegotiationTerminationMessage':
        return terminationReceived(
          this.#context,
          received as ReceivedBody<'ContractNegotiationTerminationMessage'>,
          (tx) => recordMessage(this.#context, tx, received),
        );
      case 'TransferRequestMessage':
        return providerTransfer.requestReceived(received as ReceivedBody<'TransferRequestMessage'>);
      case 'TransferStartMessage':
        return this.#startReceived(received as ReceivedBody<'TransferStartMessage'>);
      case 'TransferSuspensionMessage':
        return interruptions.suspensionReceived(received as ReceivedBody<'TransferSuspensionMessage'>);
      case 'TransferTerminationMessage':
        return interruptions.terminationReceived(received as ReceivedBody<'TransferTerminationMessage'>);
      case 'TransferCompletionMessage':
        return providerTransfer.completionReceived(received as ReceivedBody<'TransferCompletionMessage'>);
      case 'kin:KeyRequestMessage':
        return providerTransfer.keyRequestReceived(received as ReceivedBody<'kin:KeyRequestMessage'>);
      case 'kin:StatusRequestMessage':
        return this.#statusAsked(received as ReceivedBody<'kin:StatusRequestMessage'>);
    }
  }

  /** A start with an address begins a transfer; one without goes on with a suspended one. */
  async #startReceived(received: ReceivedBody<'TransferStartMessage'>): Promise<void> {
    const { consumerTransfer, interruptions } = this.#handlers;
    if (received.body.dataAddress !== undefined) await consumerTransfer.startReceived(received);
    else await interruptions.resumptionReceived(received);
  }

  async #statusAsked(received: ReceivedBody<'kin:StatusRequestMessage'>): Promise<void> {
    const { database } = this.#context.deps;
    const { message, body } = received;
    await database.write((tx) => {
      const row = findNegotiation(tx, message.exchange);
      if (row?.counterparty !== message.from) throw notFound(message.exchange);
      markDelivered(tx, message.exchange, body['kin:have']);
    });
  }

  async #answer(exchange: string, about: string): Promise<DspAnswer> {
    const { deps } = this.#context;
    const state = await deps.database.read((db) => ({
      negotiation: findNegotiation(db, exchange),
      transfer: findTransfer(db, about),
      pending: pendingMessages(db, exchange),
      ...this.#provenActs(db, exchange, about),
    }));
    const { negotiation, transfer } = state;
    if (negotiation === undefined) throw new ExchangeError('not-found', 'There is no such exchange here.');
    const ours = transfer?.exchange === exchange ? transfer : undefined;
    return {
      consumerPid: ours?.id ?? exchange,
      providerPid: (ours === undefined ? negotiation.providerPid : ours.providerPid) ?? '',
      negotiation: negotiation.state,
      transfer: ours?.state ?? null,
      pending: state.pending,
      ...(ours?.role === 'provider' ? await this.#transferNews(negotiation, ours, state) : {}),
    };
  }

  #provenActs(db: ReadHandle, exchange: string, about: string): Pick<DspAnswer, 'nextLink'> {
    const transfer = findTransfer(db, about);
    if (transfer?.role !== 'provider' || transfer.releasedProof === null || transfer.receipt !== null)
      return {};
    return { nextLink: this.#context.deps.acts.nextLink(db, exchange, 'provider') };
  }

  /** What the consumer of a transfer may know by now: where the bytes are, the key once it is released, the logged receipt. */
  async #transferNews(
    negotiation: NegotiationRow,
    row: TransferRow,
    links: Pick<DspAnswer, 'nextLink'>,
  ): Promise<Partial<DspAnswer>> {
    const { receipt, receiptEntry, receiptProof, releasedEntry, releasedProof } = row;
    if (receipt !== null && receiptEntry !== null && receiptProof !== null) {
      return { receipt, entry: receiptEntry, proof: receiptProof };
    }
    if (row.state !== 'STARTED' || negotiation.revocation !== null) return {};
    const dataAddress = this.#handlers.providerTransfer.dataAddress(row);
    if (releasedEntry === null || releasedProof === null || receipt !== null) return { dataAddress };
    const { sealed } = await this.#handlers.versions.get(negotiation.manifest);
    const wrappedKey = wrapContentKey(
      sealed.contentKey,
      {
        key: row.wrapKey,
        binding: { agreement: row.agreement, exchange: row.exchange, receiver: negotiation.counterparty },
      },
      this.#context.deps.random,
    );
    return {
      dataAddress,
      wrappedKey,
      entry: releasedEntry,
      proof: releasedProof,
      ...(links.nextLink === undefined ? {} : { nextLink: links.nextLink }),
    };
  }
}
