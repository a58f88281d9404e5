/** States and transitions of a transfer process: one table (Dataspace Protocol 2025-1, "Transfer Process Protocol"). */

import { granted, refusal, type Outcome } from '../errors.ts';
import type { Party } from '../negotiation/transitions.ts';

/** States of a transfer process. */
export const TRANSFER_STATES = ['REQUESTED', 'STARTED', 'SUSPENDED', 'COMPLETED', 'TERMINATED'] as const;
/** A state of a transfer process. */
export type TransferState = (typeof TRANSFER_STATES)[number];

/** What a message does to a transfer process. */
export type TransferAct = 'request' | 'start' | 'suspend' | 'complete' | 'terminate';

interface Transition {
  readonly from: TransferState | null;
  readonly act: TransferAct;
  readonly by: readonly Party[];
  readonly to: TransferState;
}

/** The whole protocol. `from: null` opens a transfer process. */
export const TRANSFER_TRANSITIONS: readonly Transition[] = [
  { from: null, act: 'request', by: ['consumer'], to: 'REQUESTED' },
  { from: 'REQUESTED', act: 'start', by: ['provider'], to: 'STARTED' },
  { from: 'REQUESTED', act: 'terminate', by: ['consumer', 'provider'], to: 'TERMINATED' },
  { from: 'STARTED', act: 'suspend', by: ['consumer', 'provider'], to: 'SUSPENDED' },
  { from: 'STARTED', act: 'complete', by: ['consumer', 'provider'], to: 'COMPLETED' },
  { from: 'STARTED', act: 'terminate', by: ['consumer', 'provider'], to: 'TERMINATED' },
  { from: 'SUSPENDED', act: 'start', by: ['consumer', 'provider'], to: 'STARTED' },
  { from: 'SUSPENDED', act: 'terminate', by: ['consumer', 'provider'], to: 'TERMINATED' },
];

/** True when nothing more can happen. */
export function isFinalTransfer(state: TransferState): boolean {
  return state === 'COMPLETED' || state === 'TERMINATED';
}

/** Next state, or a refusal with code `transition-not-allowed` {from, act, by}. */
export function nextTransferState(
  from: TransferState | null,
  act: TransferAct,
  by: Party,
): Outcome<TransferState> {
  const found = TRANSFER_TRANSITIONS.find(
    (row) => row.from === from && row.act === act && row.by.includes(by),
  );
  return found === undefined ? refusal('transition-not-allowed', { from, act, by }) : granted(found.to);
}
