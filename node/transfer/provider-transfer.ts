/** The provider's side of a transfer: starts it, releases the key against proofs, cosigns the receipt, revokes. */

import { digestOf, type Digest } from '#contracts/digest.ts';
import { utf8 } from '#contracts/bytes.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { agreementIdSchema, formatTimestamp, newAgreementId } from '#contracts/ids.ts';
import { parseAgreementKey } from '#contracts/keys.ts';
import { openProvenEntry } from '#contracts/log/proven-entry.ts';
import { openEntry } from '#contracts/log/entry.ts';
import type { DataAddress } from '#contracts/negotiation/messages.ts';
import { requireLiveKey } from '#contracts/participant/key-state.ts';
import { cosignEnvelope, openSigned, requireSigner, type Envelope } from '#contracts/signature.ts';
import { RECEIPT_DOCUMENT } from '#contracts/transfer/receipt.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import type { DeadHandler } from '../log/acts.ts';
import { requireEntry, requireSame } from '../negotiation/agreement-draft.ts';
import { requireNegotiation } from '../negotiation/negotiation-store.ts';
import { moveNegotiation, signAct } from '../negotiation/negotiation-steps.ts';
import { reached } from '../negotiation/ports.ts';
import { recordMessage } from '../negotiation/provider-negotiation.ts';
import { CLOCK_SKEW_MS, type ReceivedBody } from '../negotiation/sender.ts';
import type { NegotiationRow, Revocation, TransferRow } from '../store/schema/exchanges.ts';
import type { ChunkTokens } from './chunk-tokens.ts';
import { expectedReceipt, receiptEntryBody } from './receipt-draft.ts';
import type { SealedCache } from './sealed-cache.ts';
import { findOpenTransfer, findTransfer, insertTransfer, requireTransfer } from './transfer-store.ts';
import {
  endOfTransfer,
  endRefused,
  moveTransfer,
  pairOf,
  requireForce,
  requireTransferState,
  type TransferContext,
  type TransferPair,
} from './transfer-steps.ts';

const STARTED = 'transfer.started';
const RELEASED = 'key.released';
const ACKNOWLEDGED = 'receipt.acknowledged';
const REVOKED = 'license.revoked';

/** The provider's side. */
export class ProviderTransfer {
  readonly #context: TransferContext;
  readonly #tokens: ChunkTokens;
  readonly #versions: SealedCache;

  constructor(context: TransferContext, tokens: ChunkTokens, versions: SealedCache) {
    this.#context = context;
    this.#tokens = tokens;
    this.#versions = versions;
    const { acts } = context.deps;
    const refused: DeadHandler = (tx, act) => endRefused(context, tx, act);
    acts.onLogged(
      STARTED,
      (tx, { ref, entry, receipt }) => this.#started(tx, ref, { entry, proof: receipt.proof }),
      refused,
    );
    acts.onLogged(
      RELEASED,
      (tx, { ref, entry, receipt }) => {
        const change = { releasedEntry: entry, releasedProof: receipt.proof };
        moveTransfer(context.deps, tx, { id: ref, change });
        reached(context.deps, tx, 'key-released');
      },
      refused,
    );
    acts.onLogged(
      ACKNOWLEDGED,
      (tx, { ref, receipt }) => this.#acknowledged(tx, ref, receipt.proof),
      refused,
    );
    acts.onLogged(
      REVOKED,
      (tx, { ref, entry, receipt }) => this.#revoked(tx, ref, { entry, proof: receipt.proof }),
      // Serving stopped with the call. Without a proof the counterparty can be told only that its transfer is over.
      (tx, { ref, error }) => {
        const open = findOpenTransfer(tx, ref);
        if (open !== undefined) endRefused(context, tx, { ref: open.id, error });
      },
    );
  }

  /** Takes a transfer request under an agreement in force; a repeat changes nothing. */
  async requestReceived(received: ReceivedBody<'TransferRequestMessage'>): Promise<void> {
    const { deps } = this.#context;
    const { body, message } = received;
    const row = await deps.database.read((db) => requireNegotiation(db, message.exchange));
    const named =
      row.role === 'provider' &&
      row.counterparty === message.from &&
      row.agreementId === body.agreementId &&
      row.agreementDigest === body['kin:agreement'] &&
      agreementIdSchema.safeParse(body.consumerPid).success;
    if (!named) throw new ExchangeError('not-found', 'There is no such agreement here.');
    parseAgreementKey(body['kin:wrapKey']);
    const { agreement, digest, proof } = await requireForce(deps, row);
    await this.#versions.get(row.manifest);
    await deps.database.write((tx) => {
      if (!recordMessage(this.#context, tx, received)) return;
      const known = findTransfer(tx, body.consumerPid);
      if (known?.exchange === row.exchange) return;
      if (known !== undefined || findOpenTransfer(tx, row.exchange) !== undefined) {
        throw new ExchangeError('conflict', 'Another transfer of this agreement is running.');
      }
      insertTransfer(
        tx,
        {
          id: body.consumerPid,
          exchange: row.exchange,
          role: 'provider',
          agreement: digest,
          state: 'REQUESTED',
          providerPid: newAgreementId(deps.random),
          phase: 'serving',
          wrapKey: body['kin:wrapKey'],
          bytesTotal: agreement.bytes,
        },
        deps.clock(),
      );
      const entry = signAct(deps, tx, {
        row,
        type: 'transfer.started',
        subject: { name: 'agreement', digest },
        body: { agreement: digest, proof: digestOf(deps.crypto, utf8(proof)), door: 'libp2p' },
      });
      deps.acts.propose(tx, { entry, effect: { kind: STARTED, ref: body.consumerPid } });
      moveTransfer(deps, tx, { id: body.consumerPid, change: {} });
      reached(deps, tx, 'transfer-accepted');
    });
  }

  /** No proof, no key: checks agreement, desensitization and arrival in the log, then proposes to release the key. */
  async keyRequestReceived(received: ReceivedBody<'kin:KeyRequestMessage'>): Promise<void> {
    const { deps } = this.#context;
    const { crypto, trust, clock } = deps;
    const { body, message } = received;
    const pair = await pairOf(deps, received, { role: 'provider', ...body });
    if (pair.transfer.receivedEntry !== null) return;
    requireRunningState(pair.transfer);
    const { negotiation } = pair;
    const { agreement, digest, proof } = await requireForce(deps, negotiation);
    if (agreement.terms.release === 'after-payment' && !negotiation.paymentConfirmed) {
      throw new ExchangeError('refused', 'The key is released after payment.', {
        params: { reason: 'payment-not-confirmed' },
      });
    }
    const nowMs = clock();
    await openProvenEntry(crypto, { entry: negotiation.agreementEntry, proof, trust, nowMs });
    const version = await this.#versions.get(negotiation.manifest);
    const arrived = await openProvenEntry(crypto, {
      entry: body['kin:entry'],
      proof: body['kin:proof'],
      trust,
      nowMs,
    });
    const key = arrived.statement.predicate.actor.key;
    requireLiveKey(received.sender.history, key, 'sign');
    requireEntry(arrived, {
      type: 'transfer.received',
      subject: agreement.ciphertextRoot,
      actor: { participant: message.from, key },
      exchange: message.exchange,
      role: 'consumer',
      log: deps.self.log.origin,
      dataset: negotiation.dataset,
      body: {
        agreement: digest,
        ciphertextRoot: agreement.ciphertextRoot,
        bytes: version.bytes,
        chunks: version.chunks,
      },
    });
    const proven = { entry: body['kin:entry'], proof: body['kin:proof'], leafHash: arrived.leafHash };
    await deps.database.write((tx) => this.#proposeRelease(tx, received, proven));
  }

  /** Compares a receipt with what was agreed, cosigns it and brings it to the log. */
  async completionReceived(received: ReceivedBody<'TransferCompletionMessage'>): Promise<void> {
    const { deps } = this.#context;
    const { crypto, self, clock } = deps;
    const { body } = received;
    const pair = await pairOf(deps, received, { role: 'provider', ...body });
    if (pair.transfer.receipt !== null) return;
    if (pair.transfer.releasedEntry === null) {
      throw new ExchangeError(
        'transition-not-allowed',
        'A receipt follows the key, not the other way round.',
      );
    }
    const opened = await openSigned(crypto, RECEIPT_DOCUMENT, body['kin:receipt']);
    const receipt = opened.document;
    requireSigner(opened, receipt.consumer.key);
    requireLiveKey(received.sender.history, receipt.consumer.key, 'sign');
    if (Date.parse(receipt.receivedAt) > clock() + CLOCK_SKEW_MS || opened.signers.length !== 1) {
      throw new ExchangeError('content-mismatch', 'The receipt is not as a consumer signs it.');
    }
    const expected = await expectedReceipt(deps, pair.negotiation, {
      provider: { participant: self.participant, key: self.key },
      consumer: { participant: received.message.from, key: receipt.consumer.key },
      stated: receipt,
    });
    requireSame(receipt, expected, 'receipt');
    const entry = cosignEnvelope(body['kin:entry'], self.signer);
    requireEntry(await openEntry(crypto, entry), {
      type: 'receipt.acknowledged',
      subject: opened.digest,
      actor: receipt.provider,
      exchange: pair.negotiation.exchange,
      role: 'provider',
      log: self.log.origin,
      dataset: pair.negotiation.dataset,
      body: receiptEntryBody(receipt),
    });
    const signed = { receipt: cosignEnvelope(body['kin:receipt'], self.signer), entry };
    await deps.database.write((tx) => {
      if (!recordMessage(this.#context, tx, received)) return;
      const row = requireTransfer(tx, pair.transfer.id);
      requireTransferState(row, 'complete', 'consumer');
      // Throws `conflict` when something was logged meanwhile: the consumer then signs again behind it.
      deps.acts.propose(tx, { entry: signed.entry, effect: { kind: ACKNOWLEDGED, ref: row.id } });
      moveTransfer(deps, tx, {
        id: row.id,
        change: { receipt: signed.receipt, receiptEntry: signed.entry, chunkFailures: receipt.chunkFailures },
      });
      reached(deps, tx, 'receipt-cosigned');
    });
  }

  /**
   * Revokes a license: serving stops with this call; the counterparty is told when the log has the act.
   * Throws `not-found`, `forbidden`, `transition-not-allowed`, `conflict` when it is revoked already.
   */
  async revoke(exchange: string, why: Pick<Revocation, 'code' | 'note'>): Promise<NegotiationRow> {
    const { deps } = this.#context;
    return deps.database.write((tx) => {
      const row = requireNegotiation(tx, exchange);
      if (row.role !== 'provider')
        throw new ExchangeError('forbidden', 'Only the provider revokes a license.');
      if (row.state !== 'FINALIZED' || row.agreementDigest === null) {
        throw new ExchangeError('transition-not-allowed', 'There is no agreement to revoke.');
      }
      if (row.revocation !== null) throw new ExchangeError('conflict', 'The license is revoked already.');
      const effective = formatTimestamp(deps.clock());
      const entry = signAct(deps, tx, {
        row,
        type: 'license.revoked',
        subject: { name: 'agreement', digest: row.agreementDigest },
        body: { agreement: row.agreementDigest, reason: why.code, effective },
      });
      deps.acts.propose(tx, { entry, effect: { kind: REVOKED, ref: exchange } });
      reached(deps, tx, 'license-revoking');
      return moveNegotiation(deps, tx, {
        exchange,
        change: { revocation: { ...why, effective, proven: false } },
      });
    });
  }

  /** Notes that the payment which the terms ask for has come: from here on the key may go out. Throws `not-found`, `forbidden`, `conflict`. */
  async confirmPayment(exchange: string): Promise<NegotiationRow> {
    const { deps } = this.#context;
    return deps.database.write((tx) => {
      const row = requireNegotiation(tx, exchange);
      if (row.role !== 'provider')
        throw new ExchangeError('forbidden', 'Only the provider confirms a payment.');
      if (row.terms.release !== 'after-payment') {
        throw new ExchangeError('conflict', 'The terms do not ask for payment before the key.');
      }
      return moveNegotiation(deps, tx, { exchange, change: { paymentConfirmed: true } });
    });
  }

  /** Where the transfer's bytes are, with a fresh token. */
  dataAddress(transfer: TransferRow): DataAddress {
    const { token, expires } = this.#tokens.issue({ transfer: transfer.id, agreement: transfer.agreement });
    const property = (name: string, value: string): DataAddress['endpointProperties'][number] => ({
      '@type': 'EndpointProperty',
      name,
      value,
    });
    return {
      '@type': 'DataAddress',
      endpointType: 'kin:libp2p-chunks',
      endpoint: 'kin:libp2p',
      endpointProperties: [property('token', token), property('expires', formatTimestamp(expires))],
    };
  }

  #started(tx: WriteHandle, id: string, act: { entry: Envelope; proof: string }): void {
    const { deps, courier } = this.#context;
    const before = requireTransfer(tx, id);
    if (before.state !== 'REQUESTED') return;
    const { counterparty } = requireNegotiation(tx, before.exchange);
    const row = moveTransfer(deps, tx, {
      id,
      change: {
        state: requireTransferState(before, 'start', 'provider'),
        startedEntry: act.entry,
        startedProof: act.proof,
      },
    });
    courier.queue(tx, {
      exchange: row.exchange,
      to: counterparty,
      about: id,
      body: {
        '@type': 'TransferStartMessage',
        consumerPid: id,
        providerPid: row.providerPid ?? '',
        dataAddress: this.dataAddress(row),
        'kin:entry': act.entry,
        'kin:proof': act.proof,
      },
    });
    reached(deps, tx, 'transfer-start-logged');
  }

  #proposeRelease(
    tx: WriteHandle,
    received: ReceivedBody<'kin:KeyRequestMessage'>,
    proven: { readonly entry: Envelope; readonly proof: string; readonly leafHash: Digest },
  ): void {
    const { deps } = this.#context;
    const id = received.body.consumerPid;
    if (!recordMessage(this.#context, tx, received)) return;
    const pair: TransferPair = {
      transfer: requireTransfer(tx, id),
      negotiation: requireNegotiation(tx, received.message.exchange),
    };
    if (pair.transfer.receivedEntry !== null) return;
    requireRunningState(pair.transfer);
    const { derivative, revocation } = pair.negotiation;
    if (revocation !== null) {
      throw new ExchangeError('refused', 'The license is revoked.', {
        params: { reason: 'license-revoked' },
      });
    }
    const entry = signAct(deps, tx, {
      row: pair.negotiation,
      type: 'key.released',
      subject: { name: 'agreement', digest: pair.transfer.agreement },
      body: {
        agreement: pair.transfer.agreement,
        received: proven.leafHash,
        keyCommitment: derivative.keyCommitment,
      },
    });
    deps.acts.propose(tx, { entry, effect: { kind: RELEASED, ref: id } });
    moveTransfer(deps, tx, { id, change: { receivedEntry: proven.entry, receivedProof: proven.proof } });
    reached(deps, tx, 'key-release-proposed');
  }

  #acknowledged(tx: WriteHandle, id: string, proof: string): void {
    const { deps } = this.#context;
    const row = requireTransfer(tx, id);
    const done = row.state === 'STARTED' ? endOfTransfer('COMPLETED', null) : {};
    moveTransfer(deps, tx, { id, change: { ...done, receiptProof: proof } });
    reached(deps, tx, 'receipt-logged');
  }

  #revoked(tx: WriteHandle, exchange: string, act: { entry: Envelope; proof: string }): void {
    const { deps, courier } = this.#context;
    const before = requireNegotiation(tx, exchange);
    if (before.revocation === null) return;
    const revocation = { ...before.revocation, proven: true };
    const row = moveNegotiation(deps, tx, { exchange, change: { revocation } });
    const open = findOpenTransfer(tx, exchange);
    const code = 'license-revoked';
    if (open !== undefined) {
      moveTransfer(deps, tx, {
        id: open.id,
        change: endOfTransfer('TERMINATED', { by: 'provider', code, note: revocation.code }),
      });
    }
    courier.queue(tx, {
      exchange: row.exchange,
      to: row.counterparty,
      about: open?.id ?? exchange,
      body: {
        '@type': 'TransferTerminationMessage',
        consumerPid: open?.id ?? exchange,
        providerPid: open?.providerPid ?? row.providerPid ?? '',
        code,
        reason: [revocation.code, ...(revocation.note == null ? [] : [revocation.note])],
        'kin:entry': act.entry,
        'kin:proof': act.proof,
      },
    });
    reached(deps, tx, 'license-revoked');
  }
}

function requireRunningState(row: TransferRow): void {
  if (row.state === 'STARTED') return;
  throw new ExchangeError('transition-not-allowed', 'The transfer is not running.', {
    params: { state: row.state },
  });
}
