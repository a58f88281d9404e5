/** Steps that both sides of a negotiation take alike: moving its state, signing acts, ending it. */

import { commitTo } from '#contracts/commitment.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { truthfulText } from '#contracts/text.ts';
import { faultError } from '#contracts/faults.ts';
import type { EntryBody, EntryType } from '#contracts/log/entry-bodies.ts';
import { signEntry, type ExchangeLink } from '#contracts/log/entry.ts';
import {
  isFinalNegotiation,
  nextNegotiationState,
  type NegotiationAct,
  type NegotiationState,
  type Party,
} from '#contracts/negotiation/transitions.ts';
import type { DspBodyOf } from '#contracts/negotiation/messages.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import type { Ending, NegotiationRow } from '../store/schema/exchanges.ts';
import type { Courier } from './courier.ts';
import { hasMessage } from './message-store.ts';
import {
  notFound,
  requireNegotiation,
  updateNegotiation,
  type NegotiationChange,
} from './negotiation-store.ts';
import { reached, type ExchangeDeps } from './ports.ts';
import type { Received } from './sender.ts';

/** Effect kind of an act that ends a negotiation. */
export const NEGOTIATION_TERMINATED = 'negotiation.terminated';

/** What the steps need. */
export interface NegotiationContext {
  readonly deps: ExchangeDeps;
  readonly courier: Courier;
}

/** The party on the other side. */
export function otherParty(party: Party): Party {
  return party === 'consumer' ? 'provider' : 'consumer';
}

/** Changes a negotiation and tells listeners once it is on the disk. */
export function moveNegotiation(
  deps: ExchangeDeps,
  tx: WriteHandle,
  move: { readonly exchange: string; readonly change: NegotiationChange },
): NegotiationRow {
  updateNegotiation(tx, move.exchange, { ...move.change, updatedAt: deps.clock() });
  const row = requireNegotiation(tx, move.exchange);
  tx.afterCommit(() => deps.events.emit(eventOf(row)));
  return row;
}

/** The event that tells of a negotiation's present state. */
export function eventOf(row: NegotiationRow): Parameters<ExchangeDeps['events']['emit']>[0] {
  const { exchange, role, state, needsDecision } = row;
  return { kind: 'negotiation', exchange, role, state, needsDecision };
}

/** The state after an act. Throws `transition-not-allowed`; also when an end of the negotiation is under way. */
export function requireTransition(row: NegotiationRow, act: NegotiationAct, by: Party): NegotiationState {
  const next = nextNegotiationState(row.state, act, by);
  if (next.ok && (row.closing === null || act === 'terminate')) return next.value;
  const params = { from: row.state, act, by, closing: row.closing?.code ?? null };
  const code = 'transition-not-allowed';
  if (row.state === 'TERMINATED' || row.closing !== null) throw faultError(code, 'request-ended', params);
  if (row.state !== null && AGREED.has(row.state)) throw faultError(code, 'request-agreed', params);
  throw new ExchangeError(code, `A negotiation that is ${row.state ?? 'new'} cannot ${act}.`, { params });
}

const AGREED: ReadonlySet<NegotiationState> = new Set(['AGREED', 'VERIFIED', 'FINALIZED']);

/** Throws `not-found` unless a message comes from the other party of this negotiation and names its process ids. */
export function requireParty(
  row: NegotiationRow,
  received: Received,
  expected: { readonly role: Party; readonly consumerPid: string; readonly providerPid: string },
): void {
  const known =
    row.role === expected.role &&
    row.counterparty === received.message.from &&
    expected.consumerPid === row.exchange &&
    (row.providerPid === null || row.providerPid === expected.providerPid);
  if (!known) throw notFound(received.message.exchange);
}

/** An act of this node in an exchange. */
export interface ActDraft<T extends EntryType> {
  readonly type: T;
  readonly subject: { readonly name: string; readonly digest: Digest };
  readonly body: EntryBody<T>;
  /** Position in a chain; the next one of this node's own side when left out. */
  readonly link?: ExchangeLink | undefined;
}

/** Signs an act of this node as the next one in the chain of its side. */
export function signAct<T extends EntryType>(
  deps: ExchangeDeps,
  tx: WriteHandle,
  act: ActDraft<T> & { readonly row: NegotiationRow },
): Envelope {
  const { self, acts, random, clock } = deps;
  const { row } = act;
  return signEntry(
    {
      type: act.type,
      subject: act.subject,
      body: act.body,
      participant: self.participant,
      log: self.log.origin,
      parties: [row.counterparty],
      dataset: row.dataset,
      exchange: act.link ?? acts.nextLink(tx, row.exchange, row.role),
    },
    { signer: self.signer, key: self.key, random, nowMs: clock() },
  );
}

/**
 * Begins to end a negotiation: the act is proposed, and the end takes effect when the log has it. Until then nothing else
 * moves it. If we crash here, the outbox still holds the act. Throws `transition-not-allowed`.
 */
export function beginClosing(
  { deps }: NegotiationContext,
  tx: WriteHandle,
  end: { readonly row: NegotiationRow; readonly code: string; readonly note: string | null },
): void {
  const { row, code, note } = end;
  if (row.state !== null) requireTransition(row, 'terminate', row.role);
  if (row.closing !== null) throw new ExchangeError('conflict', 'The negotiation is being ended already.');
  const entry = signAct(deps, tx, {
    row,
    type: 'negotiation.terminated',
    subject: { name: 'manifest', digest: row.manifest },
    body: { reason: code, note: note === null ? null : commitTo(deps.crypto, row.useSalt, note) },
  });
  deps.acts.propose(tx, { entry, effect: { kind: NEGOTIATION_TERMINATED, ref: row.exchange } });
  moveNegotiation(deps, tx, {
    exchange: row.exchange,
    change: { closing: { by: row.role, code, note }, needsDecision: false },
  });
  reached(deps, tx, 'negotiation-closing');
}

/** Ends a negotiation now and tells the counterparty, if it knows of it. `proven`: the logged act, where there is one. */
export function endNegotiation(
  { deps, courier }: NegotiationContext,
  tx: WriteHandle,
  end: { readonly row: NegotiationRow; readonly ending: Ending; readonly proven?: ProvenAct | undefined },
): void {
  const { row, ending, proven } = end;
  if (row.state !== null && isFinalNegotiation(row.state)) return;
  moveNegotiation(deps, tx, {
    exchange: row.exchange,
    change: { state: 'TERMINATED', ended: ending, closing: null, needsDecision: false },
  });
  reached(deps, tx, 'negotiation-terminated');
  if (row.role === 'consumer' && !wasRequested(tx, row.exchange)) return;
  courier.queue(tx, {
    exchange: row.exchange,
    to: row.counterparty,
    about: row.exchange,
    body: {
      '@type': 'ContractNegotiationTerminationMessage',
      consumerPid: row.exchange,
      providerPid: row.providerPid ?? '',
      code: ending.code,
      reason: ending.note === null ? [] : [ending.note],
      ...(proven === undefined ? {} : { 'kin:entry': proven.entry, 'kin:proof': proven.proof }),
    },
  });
}

interface ProvenAct {
  readonly entry: Envelope;
  readonly proof: string;
}

/** Registers what happens when the end of a negotiation is logged. */
export function registerClosing(context: NegotiationContext): void {
  const { acts } = context.deps;
  acts.onLogged(
    NEGOTIATION_TERMINATED,
    (tx, { ref, entry, receipt }) => {
      const row = requireNegotiation(tx, ref);
      // The counterparty may have ended it first: then this act only stands in the log.
      if (row.closing === null) return;
      endNegotiation(context, tx, { row, ending: row.closing, proven: { entry, proof: receipt.proof } });
    },
    (tx, { ref }) => {
      const row = requireNegotiation(tx, ref);
      if (row.closing !== null) endNegotiation(context, tx, { row, ending: row.closing });
    },
  );
}

/** Takes the counterparty's word that a negotiation is over. */
export async function terminationReceived(
  { deps }: NegotiationContext,
  received: Received<DspBodyOf<'ContractNegotiationTerminationMessage'>>,
  record: (tx: WriteHandle) => boolean,
): Promise<void> {
  const { body, message } = received;
  await deps.database.write((tx) => {
    const row = requireNegotiation(tx, message.exchange);
    const by = otherParty(row.role);
    // A consumer that never got the provider's process id has none to name.
    const providerPid = body.providerPid === '' ? (row.providerPid ?? '') : body.providerPid;
    requireParty(row, received, { role: row.role, consumerPid: body.consumerPid, providerPid });
    if (!record(tx)) return;
    if (row.state === 'TERMINATED') return;
    requireTransition(row, 'terminate', by);
    // Once the provider has the cosigned agreement, its act is on the way to the log and cannot be taken back.
    if (row.role === 'provider' && row.state === 'VERIFIED') {
      throw new ExchangeError(
        'transition-not-allowed',
        'The agreement is signed by both and on its way to the log.',
      );
    }
    moveNegotiation(deps, tx, {
      exchange: row.exchange,
      change: {
        state: 'TERMINATED',
        ended: { by, code: body.code, note: truthfulText(body.reason.join(' ')) || null },
        closing: null,
        needsDecision: false,
      },
    });
    reached(deps, tx, 'negotiation-terminated');
  });
}

function wasRequested(tx: WriteHandle, exchange: string): boolean {
  return hasMessage(tx, exchange, { direction: 'out', type: 'ContractRequestMessage' });
}
