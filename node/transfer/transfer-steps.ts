/** Steps that both sides of a transfer take alike. */

import { openAgreement, type Agreement } from '#contracts/agreement/agreement.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { LOG_REFUSED, type Party } from '#contracts/negotiation/transitions.ts';
import {
  isFinalTransfer,
  nextTransferState,
  type TransferAct,
  type TransferState,
} from '#contracts/transfer/transitions.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import { notFound, requireNegotiation } from '../negotiation/negotiation-store.ts';
import type { NegotiationContext } from '../negotiation/negotiation-steps.ts';
import type { ExchangeDeps } from '../negotiation/ports.ts';
import type { Received } from '../negotiation/sender.ts';
import type { Ending, NegotiationRow, TransferRow } from '../store/schema/exchanges.ts';
import { requireTransfer, updateTransfer, type TransferChange } from './transfer-store.ts';

/** What transfers need: the same as negotiations. */
export type TransferContext = NegotiationContext;

/** A transfer with the negotiation that it belongs to. */
export interface TransferPair {
  readonly transfer: TransferRow;
  readonly negotiation: NegotiationRow;
}

/** Changes a transfer and tells listeners once it is on the disk. */
export function moveTransfer(
  deps: ExchangeDeps,
  tx: WriteHandle,
  move: { readonly id: string; readonly change: TransferChange },
): TransferRow {
  updateTransfer(tx, move.id, { ...move.change, updatedAt: deps.clock() });
  const row = requireTransfer(tx, move.id);
  tx.afterCommit(() => {
    const { exchange, role, state, phase } = row;
    deps.events.emit({ kind: 'transfer', exchange, transfer: row.id, role, state, phase });
  });
  return row;
}

/** The state after an act. Throws `transition-not-allowed`. */
export function requireTransferState(row: TransferRow, act: TransferAct, by: Party): TransferState {
  const next = nextTransferState(row.state, act, by);
  if (next.ok) return next.value;
  throw new ExchangeError(
    'transition-not-allowed',
    `A transfer that is ${row.state ?? 'new'} cannot ${act}.`,
    {
      params: { from: row.state, act, by },
    },
  );
}

/** The transfer that a message is about. Throws `not-found` unless the message comes from its other party and names its ids. */
export async function pairOf(
  deps: ExchangeDeps,
  received: Received,
  pids: { readonly role: Party | null; readonly consumerPid: string; readonly providerPid: string },
): Promise<TransferPair> {
  const { message } = received;
  return deps.database.read((db) => {
    const negotiation = requireNegotiation(db, message.exchange);
    const transfer = requireTransfer(db, pids.consumerPid);
    const known =
      transfer.exchange === message.exchange &&
      negotiation.counterparty === message.from &&
      (pids.role === null || pids.role === negotiation.role) &&
      (transfer.providerPid === null || transfer.providerPid === pids.providerPid);
    if (!known) throw notFound(message.exchange);
    return { transfer, negotiation };
  });
}

/** An agreement in force, as both signed it. */
export interface ForcedAgreement {
  readonly agreement: Agreement;
  readonly digest: Digest;
  readonly proof: string;
}

/**
 * The agreement of a negotiation, when bytes may flow under it at this instant. Throws `transition-not-allowed` before the log has
 * it, and `refused` with the reason `license-revoked`, `license-expired` or `license-not-begun`.
 */
export async function requireForce(
  deps: { readonly crypto: CryptoPort; readonly clock: () => number },
  row: NegotiationRow,
): Promise<ForcedAgreement> {
  if (row.state !== 'FINALIZED' || row.agreement === null || row.agreementProof === null) {
    throw new ExchangeError(
      'transition-not-allowed',
      'Nothing is sent before the agreement stands in the log.',
      {
        params: { state: row.state },
      },
    );
  }
  const { agreement, digest } = await openAgreement(deps.crypto, row.agreement);
  requireRunning(row, agreement, deps.clock());
  return { agreement, digest, proof: row.agreementProof };
}

/** Throws `refused` when an agreement has been revoked or its term does not run. */
export function requireRunning(
  row: Pick<NegotiationRow, 'revocation'>,
  agreement: Pick<Agreement, 'validFrom' | 'validUntil'>,
  nowMs: number,
): void {
  const { validFrom, validUntil } = agreement;
  if (row.revocation !== null) throw notInForce('license-revoked');
  if (nowMs < Date.parse(validFrom)) throw notInForce('license-not-begun');
  if (validUntil !== null && nowMs >= Date.parse(validUntil)) throw notInForce('license-expired');
}

/** Members of a transfer row that end it, with its secrets erased. */
export function endOfTransfer(state: 'COMPLETED' | 'TERMINATED', ended: Ending | null): TransferChange {
  return { state, phase: 'done', ended, pausedBy: null, wrapSecret: null, wrappedKey: null };
}

/**
 * Ends a transfer one of whose acts the log refuses for good: nothing will ever prove it, so who waits must not wait for ever. The
 * counterparty is told.
 */
export function endRefused(
  { deps, courier }: TransferContext,
  tx: WriteHandle,
  refused: { readonly ref: string; readonly error: ExchangeError },
): void {
  const row = requireTransfer(tx, refused.ref);
  if (row.state !== null && isFinalTransfer(row.state)) return;
  const ended = row.ended ?? { by: row.role, code: LOG_REFUSED, note: refused.error.code };
  moveTransfer(deps, tx, { id: row.id, change: endOfTransfer('TERMINATED', ended) });
  if (row.providerPid === null) return;
  courier.queue(tx, {
    exchange: row.exchange,
    to: requireNegotiation(tx, row.exchange).counterparty,
    about: row.id,
    body: {
      '@type': 'TransferTerminationMessage',
      consumerPid: row.id,
      providerPid: row.providerPid,
      code: ended.code,
      reason: ended.note === null ? [] : [ended.note],
    },
  });
}

function notInForce(reason: 'license-revoked' | 'license-not-begun' | 'license-expired'): ExchangeError {
  return faultError('refused', reason, { reason });
}
