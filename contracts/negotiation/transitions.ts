/**
 * States and transitions of a contract negotiation: one table (Dataspace Protocol 2025-1, section "Contract Negotiation
 * Protocol"). Which party may send which message in which state, and where it leads.
 */

import { granted, refusal, type Outcome } from '../errors.ts';

/** States of a negotiation. */
export const NEGOTIATION_STATES = [
  'REQUESTED',
  'OFFERED',
  'ACCEPTED',
  'AGREED',
  'VERIFIED',
  'FINALIZED',
  'TERMINATED',
] as const;
/** A state of a negotiation. */
export type NegotiationState = (typeof NEGOTIATION_STATES)[number];

/**
 * Reason code of what ends because the log will never take an act of it. Whatever follows in that side's chain of the exchange is refused as
 * well: who still wants the data asks anew.
 */
export const LOG_REFUSED = 'log-refused';

/** What a message does to a negotiation. */
export type NegotiationAct = 'request' | 'offer' | 'accept' | 'agree' | 'verify' | 'finalize' | 'terminate';

/** The two parties of an exchange. */
export type Party = 'consumer' | 'provider';

interface Transition {
  readonly from: NegotiationState | null;
  readonly act: NegotiationAct;
  readonly by: readonly Party[];
  readonly to: NegotiationState;
}

/** The whole protocol. `from: null` opens a negotiation. */
export const NEGOTIATION_TRANSITIONS: readonly Transition[] = [
  { from: null, act: 'request', by: ['consumer'], to: 'REQUESTED' },
  { from: null, act: 'offer', by: ['provider'], to: 'OFFERED' },
  { from: 'REQUESTED', act: 'offer', by: ['provider'], to: 'OFFERED' },
  { from: 'REQUESTED', act: 'agree', by: ['provider'], to: 'AGREED' },
  { from: 'REQUESTED', act: 'terminate', by: ['consumer', 'provider'], to: 'TERMINATED' },
  { from: 'OFFERED', act: 'request', by: ['consumer'], to: 'REQUESTED' },
  { from: 'OFFERED', act: 'accept', by: ['consumer'], to: 'ACCEPTED' },
  { from: 'OFFERED', act: 'terminate', by: ['consumer', 'provider'], to: 'TERMINATED' },
  { from: 'ACCEPTED', act: 'agree', by: ['provider'], to: 'AGREED' },
  { from: 'ACCEPTED', act: 'terminate', by: ['consumer', 'provider'], to: 'TERMINATED' },
  { from: 'AGREED', act: 'verify', by: ['consumer'], to: 'VERIFIED' },
  { from: 'AGREED', act: 'terminate', by: ['consumer', 'provider'], to: 'TERMINATED' },
  { from: 'VERIFIED', act: 'finalize', by: ['provider'], to: 'FINALIZED' },
  { from: 'VERIFIED', act: 'terminate', by: ['consumer', 'provider'], to: 'TERMINATED' },
];

/** True when nothing more can happen. */
export function isFinalNegotiation(state: NegotiationState): boolean {
  return state === 'FINALIZED' || state === 'TERMINATED';
}

/**
 * Next state, or a refusal with code `transition-not-allowed` {from, act, by}.
 * @param from null before the first message
 */
export function nextNegotiationState(
  from: NegotiationState | null,
  act: NegotiationAct,
  by: Party,
): Outcome<NegotiationState> {
  const found = NEGOTIATION_TRANSITIONS.find(
    (row) => row.from === from && row.act === act && row.by.includes(by),
  );
  return found === undefined ? refusal('transition-not-allowed', { from, act, by }) : granted(found.to);
}
