/** The consumer's side of a transfer: its rows, its acts, and what the provider's messages and answers change in them. */

import { isDeepStrictEqual } from 'node:util';
import { requireKey } from '#contracts/content/chunk-identity.ts';
import { digestOf } from '#contracts/digest.ts';
import { utf8 } from '#contracts/bytes.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { newAgreementId } from '#contracts/ids.ts';
import type { EntryBody } from '#contracts/log/entry-bodies.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { openProvenEntry } from '#contracts/log/proven-entry.ts';
import { formatDigest } from '#contracts/digest.ts';
import type { DataAddress, DspAnswer, WrappedKey } from '#contracts/negotiation/messages.ts';
import { envelopeBytes, openSigned, requireSigner } from '#contracts/signature.ts';
import { RECEIPT_DOCUMENT } from '#contracts/transfer/receipt.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import { requireEntry } from '../negotiation/agreement-draft.ts';
import { requireNegotiation } from '../negotiation/negotiation-store.ts';
import { signAct } from '../negotiation/negotiation-steps.ts';
import { reached } from '../negotiation/ports.ts';
import { recordMessage, requireCosigned } from '../negotiation/provider-negotiation.ts';
import type { ReceivedBody } from '../negotiation/sender.ts';
import type { NegotiationRow, TransferRow } from '../store/schema/exchanges.ts';
import { findOpenTransfer, insertTransfer, requireTransfer } from './transfer-store.ts';
import {
  endOfTransfer,
  endRefused,
  moveTransfer,
  pairOf,
  requireTransferState,
  type ForcedAgreement,
  type TransferContext,
} from './transfer-steps.ts';
import type { DeliveryTarget } from './convert-delivery.ts';
import { newWrapKey, openWrappedKey } from './wrap-key.ts';

const RECEIVED = 'transfer.received';
const DISPUTED = 'dispute.opened';

/** The consumer's side. */
export class ConsumerTransfer {
  readonly #context: TransferContext;
  readonly #tokens = new Map<string, string>();

  constructor(context: TransferContext) {
    this.#context = context;
    const { deps } = context;
    deps.acts.onLogged(
      RECEIVED,
      (tx, { ref, entry, receipt }) => {
        if (requireTransfer(tx, ref).phase !== 'proving') return;
        moveTransfer(deps, tx, {
          id: ref,
          change: { phase: 'unlocking', receivedEntry: entry, receivedProof: receipt.proof },
        });
        reached(deps, tx, 'received-logged');
      },
      (tx, refused) => endRefused(context, tx, refused),
    );
    deps.acts.onLogged(DISPUTED, () => undefined);
  }

  /** The open transfer of an agreement, or a new one with this target. */
  async open(row: NegotiationRow, forced: ForcedAgreement, target: DeliveryTarget): Promise<TransferRow> {
    const { deps } = this.#context;
    return deps.database.write((tx) => {
      const known = findOpenTransfer(tx, row.exchange);
      if (known !== undefined) return this.#continue(tx, known, target);
      const wrap = newWrapKey(deps.random);
      const id = newAgreementId(deps.random);
      insertTransfer(
        tx,
        {
          id,
          exchange: row.exchange,
          role: 'consumer',
          agreement: forced.digest,
          state: null,
          phase: 'requesting',
          wrapKey: wrap.publicKey,
          wrapSecret: Buffer.from(wrap.secretKey),
          ...target,
          bytesTotal: forced.agreement.bytes,
        },
        deps.clock(),
      );
      reached(deps, tx, 'transfer-requested');
      return moveTransfer(deps, tx, { id, change: {} });
    });
  }

  /** The newest token for a transfer's chunks. */
  token(id: string): string | undefined {
    return this.#tokens.get(id);
  }

  /** Takes the provider's start: the act must stand in the log. */
  async startReceived(received: ReceivedBody<'TransferStartMessage'>): Promise<void> {
    const { deps } = this.#context;
    const { body, message } = received;
    const { transfer, negotiation } = await pairOf(deps, received, { role: 'consumer', ...body });
    const [entry, proof, address] = [body['kin:entry'], body['kin:proof'], body.dataAddress];
    if (entry === undefined || proof === undefined || address === undefined) {
      throw new ExchangeError('bad-proof', 'A provider starts a transfer with the proof of it.');
    }
    const started = await openProvenEntry(deps.crypto, {
      entry,
      proof,
      trust: deps.trust,
      nowMs: deps.clock(),
    });
    requireEntry(started, {
      type: 'transfer.started',
      subject: transfer.agreement,
      actor: { participant: message.from, key: started.statement.predicate.actor.key },
      exchange: message.exchange,
      role: 'provider',
      log: deps.self.log.origin,
      dataset: negotiation.dataset,
      body: {
        agreement: transfer.agreement,
        proof: digestOf(deps.crypto, utf8(negotiation.agreementProof ?? '')),
        door: (started.body as EntryBody<'transfer.started'>).door,
      },
    });
    await deps.database.write((tx) => {
      if (!recordMessage(this.#context, tx, received)) return;
      const row = requireTransfer(tx, transfer.id);
      moveTransfer(deps, tx, {
        id: row.id,
        change: {
          state: requireTransferState({ ...row, state: row.state ?? 'REQUESTED' }, 'start', 'provider'),
          phase: row.phase === 'requesting' ? 'fetching' : row.phase,
          providerPid: body.providerPid,
          startedEntry: entry,
          startedProof: proof,
        },
      });
      reached(deps, tx, 'transfer-started');
    });
    this.#keepToken(transfer.id, address);
  }

  /** All ciphertext is there and verified: says so to the log. */
  async proposeReceived(
    id: string,
    arrived: { readonly bytes: number; readonly chunks: number },
  ): Promise<void> {
    const { deps } = this.#context;
    await deps.database.write((tx) => {
      const row = requireTransfer(tx, id);
      if (row.phase !== 'fetching') return;
      const negotiation = requireNegotiation(tx, row.exchange);
      const { ciphertextRoot } = negotiation.derivative;
      const entry = signAct(deps, tx, {
        row: negotiation,
        type: 'transfer.received',
        subject: { name: 'ciphertext', digest: ciphertextRoot },
        body: { agreement: row.agreement, ciphertextRoot, ...arrived },
      });
      deps.acts.propose(tx, { entry, effect: { kind: RECEIVED, ref: id } });
      moveTransfer(deps, tx, { id, change: { phase: 'proving' } });
      reached(deps, tx, 'chunks-verified');
    });
  }

  /** Takes what an answer holds for a transfer: a token, the key, the receipt. Throws when what it holds is not right. */
  async absorb(id: string, answer: DspAnswer): Promise<void> {
    const { deps } = this.#context;
    if (answer.dataAddress !== undefined) this.#keepToken(id, answer.dataAddress);
    const row = await deps.database.read((db) => requireTransfer(db, id));
    if (row.phase === 'requesting' && row.providerPid === null && answer.transfer !== null) {
      await deps.database.write((tx) => {
        const now = requireTransfer(tx, id);
        if (now.state !== null) return;
        moveTransfer(deps, tx, {
          id,
          change: {
            state: requireTransferState(now, 'request', 'consumer'),
            providerPid: answer.providerPid,
          },
        });
      });
    }
    if (row.phase === 'unlocking' && answer.wrappedKey !== undefined) await this.#takeKey(row, answer);
    if (row.phase === 'acknowledging') await this.#takeReceipt(row, answer);
  }

  /** The content key, from what the provider wrapped. Throws `key-mismatch` when it is not the one that the manifest commits to. */
  contentKey(row: TransferRow, wrappedKey: WrappedKey): Uint8Array {
    const { self } = this.#context.deps;
    if (row.wrapSecret === null) throw new ExchangeError('not-found', 'The key of the transfer was erased.');
    return openWrappedKey(wrappedKey, row.wrapSecret, {
      agreement: row.agreement,
      exchange: row.exchange,
      receiver: self.participant,
    });
  }

  #continue(tx: WriteHandle, row: TransferRow, target: DeliveryTarget): TransferRow {
    const isSame = isDeepStrictEqual(row.conversion, target.conversion);
    if (row.outDir === target.outDir && isSame) return row;
    if (row.phase === 'acknowledging' && row.outDir !== target.outDir) {
      throw new ExchangeError('conflict', 'The dataset has been delivered into another folder.', {
        params: { folder: row.outDir },
      });
    }
    if (row.phase === 'acknowledging') {
      throw new ExchangeError(
        'conflict',
        'The dataset has been delivered in another form; kin convert makes more of it.',
      );
    }
    return moveTransfer(this.#context.deps, tx, { id: row.id, change: { ...target } });
  }

  #keepToken(id: string, address: DataAddress): void {
    const token = address.endpointProperties.find((property) => property.name === 'token')?.value;
    if (token !== undefined) this.#tokens.set(id, token);
  }

  async #takeKey(row: TransferRow, answer: DspAnswer): Promise<void> {
    const { deps } = this.#context;
    const { entry, proof, wrappedKey, nextLink } = answer;
    if (entry === undefined || proof === undefined || wrappedKey === undefined) return;
    const negotiation = await deps.database.read((db) => requireNegotiation(db, row.exchange));
    const released = await openProvenEntry(deps.crypto, {
      entry,
      proof,
      trust: deps.trust,
      nowMs: deps.clock(),
    });
    const { keyCommitment } = negotiation.derivative;
    requireEntry(released, {
      type: 'key.released',
      subject: row.agreement,
      actor: { participant: negotiation.counterparty, key: released.statement.predicate.actor.key },
      exchange: row.exchange,
      role: 'provider',
      log: deps.self.log.origin,
      dataset: negotiation.dataset,
      body: { agreement: row.agreement, received: receivedLeaf(this.#context, row), keyCommitment },
    });
    try {
      requireKey(deps.crypto, this.contentKey(row, wrappedKey), keyCommitment);
    } catch (error) {
      if (isExchangeError(error)) await this.#dispute(row, 'wrong-key');
      throw new ExchangeError(
        'key-mismatch',
        'The released key is not the one that the manifest commits to.',
        {
          cause: error,
        },
      );
    }
    await deps.database.write((tx) => {
      const now = requireTransfer(tx, row.id);
      if (now.phase !== 'unlocking') return;
      moveTransfer(deps, tx, {
        id: row.id,
        change: {
          phase: 'opening',
          wrappedKey,
          releasedEntry: entry,
          releasedProof: proof,
          nextLink: nextLink ?? null,
        },
      });
      reached(deps, tx, 'key-received');
    });
  }

  async #takeReceipt(row: TransferRow, answer: DspAnswer): Promise<void> {
    const { deps } = this.#context;
    const { entry, proof, receipt, nextLink } = answer;
    if (receipt === undefined || entry === undefined || proof === undefined) {
      if (nextLink === undefined || nextLink.id !== row.exchange || nextLink.role !== 'provider') return;
      await deps.database.write((tx) => moveTransfer(deps, tx, { id: row.id, change: { nextLink } }));
      return;
    }
    if (row.receipt === null || row.receiptEntry === null) return;
    requireCosigned(receipt, row.receipt);
    requireCosigned(entry, row.receiptEntry);
    const opened = await openSigned(deps.crypto, RECEIPT_DOCUMENT, receipt);
    requireSigner(opened, opened.document.provider.key);
    await openProvenEntry(deps.crypto, { entry, proof, trust: deps.trust, nowMs: deps.clock() });
    await deps.database.write((tx) => {
      const now = requireTransfer(tx, row.id);
      if (now.receiptProof !== null) return;
      moveTransfer(deps, tx, {
        id: row.id,
        change: { receipt, receiptEntry: entry, receiptProof: proof },
      });
      reached(deps, tx, 'receipt-logged');
    });
  }

  /** A wrong key is a dispute that the commitment decides; the transfer is over. */
  async #dispute(row: TransferRow, reason: string): Promise<void> {
    const { deps } = this.#context;
    await deps.database.write((tx) => {
      const now = requireTransfer(tx, row.id);
      if (now.phase !== 'unlocking') return;
      const entry = signAct(deps, tx, {
        row: requireNegotiation(tx, row.exchange),
        type: 'dispute.opened',
        subject: { name: 'agreement', digest: row.agreement },
        body: { agreement: row.agreement, reason },
      });
      deps.acts.propose(tx, { entry, effect: { kind: DISPUTED, ref: row.id } });
      moveTransfer(deps, tx, {
        id: row.id,
        change: endOfTransfer('TERMINATED', { by: 'consumer', code: reason, note: null }),
      });
    });
  }
}

/** Leaf hash of the consumer's own `transfer.received`. */
function receivedLeaf({ deps }: TransferContext, row: TransferRow): string {
  if (row.receivedEntry === null) throw new ExchangeError('not-found', 'Nothing was received yet.');
  return formatDigest(leafHash(deps.crypto, envelopeBytes(row.receivedEntry)));
}
