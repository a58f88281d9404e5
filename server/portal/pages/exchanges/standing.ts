/** Where a negotiation stands, told as codes: pages put words to them. */

import type { ExchangeView, TransferView } from '#contracts/http/console.ts';
import { LOG_REFUSED } from '#contracts/negotiation/transitions.ts';
import type { Tone } from '../../components/status-badge.tsx';

/** What the state of a negotiation is called. */
export type StandingCode =
  | 'asked'
  | 'decide'
  | 'waiting'
  | 'agreed'
  | 'in-force'
  | 'over'
  | 'revoked'
  | 'refused'
  | 'cancelled'
  | 'expired'
  | 'log-refused'
  | 'ended';

/** State and how it looks. */
export interface Standing {
  readonly code: StandingCode;
  readonly tone: Tone;
}

const DAY_MS = 86_400_000;

/** Where it stands, at a time in milliseconds since the epoch. */
export function standingOf(view: ExchangeView, nowMs: number): Standing {
  if (view.revocation !== null) return { code: 'revoked', tone: 'bad' };
  if (view.state === 'TERMINATED') return endingOf(view);
  if (view.state === 'FINALIZED') {
    const end = endOfTerm(view);
    return end !== null && end < nowMs ? { code: 'over', tone: 'idle' } : { code: 'in-force', tone: 'good' };
  }
  if (view.state === 'AGREED' || view.state === 'VERIFIED') return { code: 'agreed', tone: 'wait' };
  if (view.waiting?.for === 'decision') {
    return view.role === 'provider' ? { code: 'decide', tone: 'warn' } : { code: 'waiting', tone: 'wait' };
  }
  return { code: view.state === null ? 'asked' : 'waiting', tone: 'wait' };
}

function endingOf({ ended }: ExchangeView): Standing {
  if (ended === null) return { code: 'ended', tone: 'idle' };
  if (ended.code === LOG_REFUSED) return { code: 'log-refused', tone: 'bad' };
  if (ended.code.includes('deadline') || ended.code.includes('expired'))
    return { code: 'expired', tone: 'idle' };
  return ended.by === 'provider' ? { code: 'refused', tone: 'bad' } : { code: 'cancelled', tone: 'idle' };
}

/** When the term of an agreement ends, milliseconds since the epoch; null without end. */
export function endOfTerm({ terms, updatedAt }: ExchangeView): number | null {
  return terms.termDays === null ? null : Date.parse(updatedAt) + terms.termDays * DAY_MS;
}

/** Whether a person of this node has to decide. */
export function isForMe(view: ExchangeView): boolean {
  return view.role === 'provider' && view.waiting?.for === 'decision' && view.state !== 'TERMINATED';
}

/** Stages from request to receipt. */
export type StageName = 'request' | 'decision' | 'agreement' | 'transfer' | 'receipt';

/** State of a stage, as the line draws it. */
export type StageState = 'done' | 'current' | 'ahead' | 'broken';

/** The stages of an exchange with the transfer that belongs to it, if one was begun. */
export function stagesOf(view: ExchangeView, transfer: TransferView | undefined): [StageName, StageState][] {
  const order: readonly StageName[] = ['request', 'decision', 'agreement', 'transfer', 'receipt'];
  const reached = reachedBy(view, transfer);
  const broken = view.state === 'TERMINATED' || view.revocation !== null;
  return order.map((name, i) => [
    name,
    i < reached ? 'done' : i > reached ? 'ahead' : broken ? 'broken' : 'current',
  ]);
}

/** Number of stages that lie behind. */
function reachedBy(view: ExchangeView, transfer: TransferView | undefined): number {
  if (transfer?.state === 'COMPLETED') return 5;
  if (view.state === 'FINALIZED') return 3;
  if (view.state === 'AGREED' || view.state === 'VERIFIED') return 2;
  return view.state === null ? 0 : 1;
}
