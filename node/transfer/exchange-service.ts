/**
 * Everything that people and programs can do with exchanges on this node: ask for datasets, decide about requests, pull what was
 * agreed, pause, revoke. One object for command line, console API and tests; it joins negotiation and transfer.
 */

import { ExchangeError, isExchangeError, type Outcome } from '#contracts/errors.ts';
import { MAX_REASON_LENGTH, type DspAnswer } from '#contracts/negotiation/messages.ts';
import { Pieces } from '#platform/give-way.ts';
import type { OutboxHandler } from '#platform/outbox.ts';
import { ConsumerNegotiation, type RequestOrder } from '../negotiation/consumer-negotiation.ts';
import { Courier, MESSAGE_ITEM, messageKey } from '../negotiation/courier.ts';
import { everySweep, expireOverdue } from '../negotiation/deadlines.ts';
import type { ExchangeEvent } from '../negotiation/event-hub.ts';
import { knownMessages } from '../negotiation/message-store.ts';
import {
  findByAgreement,
  findNegotiation,
  listExchanges,
  requireNegotiation,
  type NegotiationFilter,
} from '../negotiation/negotiation-store.ts';
import { beginClosing, registerClosing, type NegotiationContext } from '../negotiation/negotiation-steps.ts';
import type { ExchangeDeps } from '../negotiation/ports.ts';
import { ProviderNegotiation } from '../negotiation/provider-negotiation.ts';
import type { NegotiationRow, TransferRow } from '../store/schema/exchanges.ts';
import { ChunkServer } from './chunk-server.ts';
import { ChunkTokens } from './chunk-tokens.ts';
import { ConsumerTransfer } from './consumer-transfer.ts';
import { DatasetReceiver, type DeliveryResult, type PullOptions } from './dataset-receiver.ts';
import { removeEndedIncoming } from './delivery-job.ts';
import { negotiationView, transferView, type NegotiationView, type TransferView } from './exchange-views.ts';
import { MessageRouter } from './message-router.ts';
import { ProviderTransfer } from './provider-transfer.ts';
import { SealedCache } from './sealed-cache.ts';
import { TransferInterruptions } from './transfer-interruptions.ts';
import { findOpenTransfer, listTransferIds, requireTransfer } from './transfer-store.ts';

/** Longest reason that people may write, characters; it travels in a message. */
export const MAX_NOTE_LENGTH = 280;
const LIST_LIMIT = 500;
/** Counterparties that cannot reach this node are asked again this often, milliseconds. */
const POLL_EVERY_MS = 30_000;

/** A reason: a stable code, and words for the person on the other side. */
export interface StatedReason {
  readonly code: string;
  readonly note?: string | undefined;
}

/** The exchanges of one node. Ids: an exchange id names a negotiation; an agreement goes by id, digest or exchange. */
export interface ExchangeService {
  /** Opens a request. A refusal says why the terms do not permit the use. Throws `not-found`, `bad-signature`, `log-origin-mismatch`, `conflict`. */
  request(order: RequestOrder): Promise<Outcome<NegotiationView>>;
  /** Negotiations of both sides, newest first. */
  list(filter?: Partial<NegotiationFilter>): Promise<NegotiationView[]>;
  /** One negotiation. Throws `not-found`. */
  get(exchange: string): Promise<NegotiationView>;
  /** Provider: agrees to a request that waits. Throws `not-found`, `forbidden`, `transition-not-allowed`, `deadline-passed`, `refused`. */
  approve(exchange: string): Promise<NegotiationView>;
  /** Provider: refuses a request; the reason is obligatory. */
  refuse(exchange: string, reason: StatedReason): Promise<NegotiationView>;
  /** Consumer: takes a request back, as long as it has not signed the agreement. */
  cancel(exchange: string, reason: StatedReason): Promise<NegotiationView>;
  /** Asks the counterparty now instead of at the next turn, and tries waiting messages. Throws `peer-unreachable` and kin. */
  poll(exchange: string, signal?: AbortSignal): Promise<NegotiationView>;
  /** Resolves when the negotiation is FINALIZED or TERMINATED. Throws `interrupted`. */
  untilDecided(exchange: string, signal?: AbortSignal): Promise<NegotiationView>;
  /** Consumer: brings the dataset into a folder; goes on where an earlier run stopped. See {@link DatasetReceiver.pull}. */
  pull(agreement: string, outDir: string, options?: PullOptions): Promise<DeliveryResult>;
  /** Pauses a transfer; a running pull ends with `interrupted`. */
  pause(transfer: string): Promise<TransferView>;
  /** Lets a transfer go on that this side paused; the consumer then calls `pull` again. */
  resume(transfer: string): Promise<TransferView>;
  /** Ends a transfer for good. */
  stopTransfer(transfer: string, code: string): Promise<TransferView>;
  /** Provider: revokes a license. Serving stops at once; the consumer is told code and words, the log the code. */
  revoke(agreement: string, code: string, note?: string | null): Promise<NegotiationView>;
  /** Provider: confirms the payment for terms with `release: after-payment`; the consumer then pulls again. */
  confirmPayment(agreement: string): Promise<NegotiationView>;
  /** Agreements that the log has, newest first. */
  agreements(): Promise<NegotiationView[]>;
  /** Transfers of both sides, newest first. */
  transfers(): Promise<TransferView[]>;
  /** One transfer. Throws `not-found`. */
  transfer(id: string): Promise<TransferView>;
  /** Moves from now on, until the signal aborts. */
  events(signal?: AbortSignal): AsyncIterable<ExchangeEvent>;
  /** Ends what is overdue now instead of at the next turn. Returns how many negotiations. */
  expire(): Promise<number>;

  /** Door: handles a signed message of a peer. */
  receiveMessage(peerId: string, envelope: unknown): Promise<DspAnswer>;
  /** Door: answers a request for a chunk or list. */
  serveChunk(peerId: string, request: unknown): Promise<Uint8Array>;
  /** Handlers for the node's outbox; they belong into it before it starts. */
  readonly outboxHandlers: Readonly<Record<string, OutboxHandler>>;
  /** Polls every open negotiation once and begins to watch deadlines. */
  start(): void;
  /** Interrupts running pulls and ends upkeep. */
  stop(): Promise<void>;
}

/** Creates the exchanges of a node. Nothing moves before `start` and the outbox run. */
export function createExchangeService(deps: ExchangeDeps): ExchangeService {
  return new Exchanges(deps);
}

class Exchanges implements ExchangeService {
  readonly #deps: ExchangeDeps;
  readonly #context: NegotiationContext;
  readonly #consumer: ConsumerNegotiation;
  readonly #provider: ProviderNegotiation;
  readonly #providerTransfer: ProviderTransfer;
  readonly #interruptions: TransferInterruptions;
  readonly #receiver: DatasetReceiver;
  readonly #chunks: ChunkServer;
  readonly #router: MessageRouter;
  readonly outboxHandlers: Readonly<Record<string, OutboxHandler>>;
  readonly #stopping = new AbortController();
  #stopSweep: (() => Promise<void>) | undefined;
  #nextPoll = 0;
  #polling: Promise<void> | undefined;

  constructor(deps: ExchangeDeps) {
    this.#deps = deps;
    const courier = new Courier(deps, {
      onAnswer: (message, answer) => this.#router.absorb(message.exchange, message.about, answer),
      onUndeliverable: (tx, message, error) => {
        const row = findNegotiation(tx, message.exchange);
        if (row === undefined || row.closing !== null || !isOpenBeforeSigning(row)) return;
        // The counterparty's reason, or why it was never reached: who asked must be able to read what to mend.
        const note = error.message.slice(0, MAX_REASON_LENGTH) || null;
        beginClosing(this.#context, tx, { row, code: error.code, note });
      },
    });
    this.#context = { deps, courier };
    registerClosing(this.#context);
    const versions = new SealedCache(deps);
    const tokens = new ChunkTokens(deps.random, deps.clock);
    const consumerTransfer = new ConsumerTransfer(this.#context);
    this.#consumer = new ConsumerNegotiation(this.#context);
    this.#provider = new ProviderNegotiation(this.#context);
    this.#providerTransfer = new ProviderTransfer(this.#context, tokens, versions);
    this.#interruptions = new TransferInterruptions(this.#context);
    this.#chunks = new ChunkServer(deps, tokens, versions);
    this.#router = new MessageRouter(this.#context, {
      consumer: this.#consumer,
      provider: this.#provider,
      consumerTransfer,
      providerTransfer: this.#providerTransfer,
      interruptions: this.#interruptions,
      versions,
    });
    this.#receiver = new DatasetReceiver(this.#context, consumerTransfer, (exchange, about, answer) =>
      this.#router.absorb(exchange, about, answer),
    );
    this.outboxHandlers = { [MESSAGE_ITEM]: courier.handler };
  }

  async request(order: RequestOrder): Promise<Outcome<NegotiationView>> {
    const outcome = await this.#consumer.request(order);
    return outcome.ok ? { ok: true, value: await this.get(outcome.value.exchange) } : outcome;
  }

  async list(filter: Partial<NegotiationFilter> = {}): Promise<NegotiationView[]> {
    return this.#deps.database.read((db) =>
      inPieces(listExchanges(db, { limit: LIST_LIMIT, ...filter }), (exchange) =>
        negotiationView(db, requireNegotiation(db, exchange)),
      ),
    );
  }

  async get(exchange: string): Promise<NegotiationView> {
    return this.#deps.database.read((db) => negotiationView(db, requireNegotiation(db, exchange)));
  }

  async approve(exchange: string): Promise<NegotiationView> {
    return this.get((await this.#provider.approve(exchange)).exchange);
  }

  async refuse(exchange: string, reason: StatedReason): Promise<NegotiationView> {
    return this.get((await this.#provider.refuse(exchange, statedReason(reason))).exchange);
  }

  async cancel(exchange: string, reason: StatedReason): Promise<NegotiationView> {
    return this.get((await this.#consumer.cancel(exchange, statedReason(reason))).exchange);
  }

  async poll(exchange: string, signal: AbortSignal = this.#stopping.signal): Promise<NegotiationView> {
    const { database, outbox } = this.#deps;
    const { row, have } = await database.read((db) => ({
      row: requireNegotiation(db, exchange),
      have: knownMessages(db, exchange),
    }));
    await outbox.retryNow({ orderKey: messageKey(exchange) });
    if (row.state === null) return this.get(exchange);
    const answer = await this.#context.courier.ask(
      {
        exchange: row.exchange,
        to: row.counterparty,
        about: exchange,
        body: {
          '@type': 'kin:StatusRequestMessage',
          consumerPid: exchange,
          providerPid: row.providerPid ?? '',
          'kin:have': have,
        },
      },
      signal,
    );
    await this.#router.absorb(exchange, exchange, answer);
    return this.get(exchange);
  }

  async untilDecided(
    exchange: string,
    signal: AbortSignal = this.#stopping.signal,
  ): Promise<NegotiationView> {
    const stopping = AbortSignal.any([signal, this.#stopping.signal]);
    let wake: () => void = () => undefined;
    const stop = this.#deps.events.listen((event) => {
      if (event.exchange === exchange) wake();
    });
    const awaken = (): void => wake();
    stopping.addEventListener('abort', awaken);
    try {
      for (;;) {
        const moved = new Promise<void>((resolve) => (wake = resolve));
        const view = await this.get(exchange);
        if (view.state === 'FINALIZED' || view.state === 'TERMINATED') return view;
        if (stopping.aborted) {
          throw new ExchangeError(
            'interrupted',
            'Nobody waits for the decision any more; the request stays open.',
          );
        }
        await moved;
      }
    } finally {
      stop();
      stopping.removeEventListener('abort', awaken);
    }
  }

  async pull(agreement: string, outDir: string, options: PullOptions = {}): Promise<DeliveryResult> {
    const paused = await this.#deps.database.read((db) => {
      const row = findByAgreement(db, agreement) ?? findNegotiation(db, agreement);
      const open = row === undefined ? undefined : findOpenTransfer(db, row.exchange);
      return open?.pausedBy === 'consumer' && open.role === 'consumer' ? open.id : undefined;
    });
    if (paused !== undefined) await this.#interruptions.resume(paused);
    return this.#receiver.pull(agreement, outDir, options);
  }

  async pause(transfer: string): Promise<TransferView> {
    const row = await this.#interruptions.pause(transfer);
    const reason = new ExchangeError('interrupted', 'The transfer is paused.');
    await this.#receiver.interrupt(row.exchange, reason);
    return this.transfer(transfer);
  }

  async resume(transfer: string): Promise<TransferView> {
    await this.#interruptions.resume(transfer);
    return this.transfer(transfer);
  }

  async stopTransfer(transfer: string, code: string): Promise<TransferView> {
    const row = await this.#interruptions.stop(transfer, code);
    await this.#receiver.interrupt(row.exchange, new ExchangeError('interrupted', 'The transfer is ended.'));
    return this.transfer(transfer);
  }

  async revoke(agreement: string, code: string, note: string | null = null): Promise<NegotiationView> {
    const { exchange } = await this.#ofAgreement(agreement);
    return this.get((await this.#providerTransfer.revoke(exchange, { code, note })).exchange);
  }

  async confirmPayment(agreement: string): Promise<NegotiationView> {
    const { exchange } = await this.#ofAgreement(agreement);
    return this.get((await this.#providerTransfer.confirmPayment(exchange)).exchange);
  }

  async agreements(): Promise<NegotiationView[]> {
    return this.list({ finalized: true });
  }

  async transfers(): Promise<TransferView[]> {
    return this.#deps.database.read((db) =>
      inPieces(listTransferIds(db, { limit: LIST_LIMIT }), (id) => this.#view(requireTransfer(db, id))),
    );
  }

  async transfer(id: string): Promise<TransferView> {
    return this.#view(await this.#deps.database.read((db) => requireTransfer(db, id)));
  }

  events(signal?: AbortSignal): AsyncIterable<ExchangeEvent> {
    return this.#deps.events.events(signal);
  }

  async expire(): Promise<number> {
    return expireOverdue(this.#context);
  }

  async receiveMessage(peerId: string, envelope: unknown): Promise<DspAnswer> {
    return this.#router.receive(peerId, envelope);
  }

  async serveChunk(peerId: string, request: unknown): Promise<Uint8Array> {
    return this.#chunks.serve(peerId, request);
  }

  start(): void {
    this.#stopSweep ??= everySweep(() => this.#sweep(), this.#deps.logger);
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new ExchangeError('interrupted', 'The node is stopping.'));
    await this.#receiver.stop();
    await this.#stopSweep?.();
    await this.#polling;
  }

  async #sweep(): Promise<void> {
    await this.expire();
    const now = performance.now();
    if (this.#polling !== undefined || now < this.#nextPoll) return;
    const isFirst = this.#nextPoll === 0;
    this.#nextPoll = now + POLL_EVERY_MS;
    // Not awaited: a counterparty that is away must not hold up the deadlines of others.
    this.#polling = this.#pollOpen(isFirst).finally(() => (this.#polling = undefined));
  }

  /** Asks counterparties how open negotiations stand: all of them after a start, later those that only they can move. */
  async #pollOpen(isFirst: boolean): Promise<void> {
    try {
      if (isFirst) await removeEndedIncoming(this.#deps);
      const open = await this.list({ open: true });
      const wanted = open.filter(
        (view) => isFirst || (view.role === 'consumer' && view.waiting?.for === 'counterparty'),
      );
      for (const { exchange } of wanted) {
        if (this.#stopping.signal.aborted) return;
        await this.poll(exchange).catch((error: unknown) => {
          if (!isExchangeError(error)) throw error;
          this.#deps.logger.info({ exchange, code: error.code }, 'a counterparty could not be asked');
        });
      }
    } catch (error) {
      this.#deps.logger.warn({ error }, 'open negotiations could not be polled');
    }
  }

  async #ofAgreement(agreement: string): Promise<NegotiationRow> {
    const row = await this.#deps.database.read(
      (db) => findByAgreement(db, agreement) ?? findNegotiation(db, agreement),
    );
    if (row === undefined) throw new ExchangeError('not-found', 'There is no such agreement here.');
    return row;
  }

  #view(row: TransferRow): TransferView {
    return transferView(row, this.#chunks.servedBytes(row.id), this.#deps.clock());
  }
}

/** Something made of each of a list, while everything else gets its turn. */
async function inPieces<T, R>(list: readonly T[], make: (one: T) => R): Promise<R[]> {
  const pieces = new Pieces();
  const made: R[] = [];
  for (const one of list) {
    await pieces.afterStep();
    made.push(make(one));
  }
  return made;
}

function isOpenBeforeSigning(row: NegotiationRow): boolean {
  if (row.state === 'REQUESTED') return true;
  return row.role === 'provider' && row.state === 'AGREED';
}

function statedReason(reason: StatedReason): { code: string; note: string | null } {
  const note = reason.note?.trim() ?? '';
  if (note.length > MAX_NOTE_LENGTH) {
    throw new ExchangeError('limit-exceeded', `A reason has at most ${MAX_NOTE_LENGTH} characters.`);
  }
  return { code: reason.code, note: note === '' ? null : note };
}
