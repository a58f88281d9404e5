/** Negotiations and transfers as people and programs see them: no secrets, and always why something waits. */

import { fromBase64, fromUtf8 } from '#contracts/bytes.ts';
import type { IntendedUse, LicenseTerms } from '#contracts/license/terms.ts';
import type { NegotiationState, Party } from '#contracts/negotiation/transitions.ts';
import { formatTimestamp, type Timestamp } from '#contracts/ids.ts';
import { entryStatementSchema } from '#contracts/log/entry.ts';
import type { Envelope } from '#contracts/signature.ts';
import { deliveryStanding, type DeliveryStanding } from '#contracts/transfer/delivery-standing.ts';
import type { TransferState } from '#contracts/transfer/transitions.ts';
import type { ReadHandle } from '#platform/database/handles.ts';
import { messageKey } from '../negotiation/courier.ts';
import type {
  Ending,
  NegotiationRow,
  Revocation,
  TransferPhase,
  TransferRow,
} from '../store/schema/exchanges.ts';
import { waitingItem } from './waiting-store.ts';

/** What an exchange waits for. */
export interface Waiting {
  /** `log`: an act is not logged yet; `peer`: a message is not delivered; `decision`: a person here; `counterparty`: the other side. */
  readonly for: 'log' | 'peer' | 'decision' | 'counterparty';
  /** The last failure, code and words, where there was one. */
  readonly trouble: string | null;
}

/** A negotiation. */
export interface NegotiationView {
  readonly exchange: string;
  readonly role: Party;
  readonly counterparty: string;
  readonly counterpartyName: string;
  readonly dataset: string;
  readonly title: string;
  readonly manifest: string;
  readonly version: number;
  readonly terms: LicenseTerms;
  readonly use: IntendedUse;
  /** null until the log has the request. */
  readonly state: NegotiationState | null;
  readonly deadline: Timestamp;
  readonly waiting: Waiting | null;
  /** How it ended, or is about to end. */
  readonly ended: Ending | null;
  readonly agreementId: string | null;
  readonly agreementDigest: string | null;
  readonly revocation: Required<Revocation> | null;
  /** Provider: whether the payment that the terms ask for was confirmed. */
  readonly paymentConfirmed: boolean;
  readonly bytes: number;
  readonly files: number;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

/** A transfer. */
export interface TransferView {
  readonly transfer: string;
  readonly exchange: string;
  readonly role: Party;
  readonly agreement: string;
  readonly state: TransferState | null;
  readonly phase: TransferPhase;
  readonly pausedBy: Party | null;
  readonly ended: Ending | null;
  readonly outDir: string | null;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly chunkFailures: number;
  readonly delivery: DeliveryStanding;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

/** View of a negotiation. */
export function negotiationView(db: ReadHandle, row: NegotiationRow): NegotiationView {
  const { exchange, role, counterparty, counterpartyName, dataset, title, manifest, version } = row;
  return {
    exchange,
    role,
    counterparty,
    counterpartyName,
    dataset,
    title,
    manifest,
    version,
    terms: row.terms,
    use: row.use,
    state: row.state,
    deadline: formatTimestamp(row.deadline),
    waiting: waitingOf(db, row),
    ended: row.ended ?? row.closing,
    agreementId: row.agreementId,
    agreementDigest: row.agreementDigest,
    revocation: row.revocation === null ? null : { note: null, ...row.revocation },
    paymentConfirmed: row.paymentConfirmed,
    bytes: row.derivative.bytes,
    files: row.derivative.files,
    createdAt: formatTimestamp(row.createdAt),
    updatedAt: formatTimestamp(row.updatedAt),
  };
}

/** View of a transfer at a time. `served`: sealed bytes that this process has sent for it. */
export function transferView(row: TransferRow, served: number, nowMs: number): TransferView {
  const { id, exchange, role, agreement, state, phase, pausedBy, ended, outDir, chunkFailures } = row;
  const done = state === 'COMPLETED' ? row.bytesTotal : Math.min(served, row.bytesTotal);
  return {
    transfer: id,
    exchange,
    role,
    agreement,
    state,
    phase,
    pausedBy,
    ended,
    outDir,
    bytesDone: role === 'provider' ? done : row.bytesDone,
    bytesTotal: row.bytesTotal,
    chunkFailures,
    delivery: deliveryStanding(
      {
        receivedAt: timeOf(row.receivedEntry),
        // A release counts when the log has it.
        releasedAt: row.releasedProof === null ? null : timeOf(row.releasedEntry),
        acknowledged: row.receiptProof !== null,
      },
      nowMs,
    ),
    createdAt: formatTimestamp(row.createdAt),
    updatedAt: formatTimestamp(row.updatedAt),
  };
}

/** When an entry's signer says that it happened, milliseconds since the epoch. The entry was verified before it was stored. */
function timeOf(entry: Envelope | null): number | null {
  if (entry === null) return null;
  const { predicate } = entryStatementSchema.parse(JSON.parse(fromUtf8(fromBase64(entry.payload))));
  return Date.parse(predicate.time);
}

function waitingOf(db: ReadHandle, row: NegotiationRow): Waiting | null {
  const item = waitingItem(db, [`log:${row.exchange}:${row.role}`, messageKey(row.exchange)]);
  if (item !== undefined) {
    return { for: item.orderKey.startsWith('log:') ? 'log' : 'peer', trouble: item.lastError };
  }
  if (row.state === 'FINALIZED' || row.state === 'TERMINATED') return null;
  return { for: row.needsDecision ? 'decision' : 'counterparty', trouble: null };
}
