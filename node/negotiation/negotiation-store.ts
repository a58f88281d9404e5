/** Negotiations in the node's store. */

import type { SQL } from 'drizzle-orm';
import { and, count, desc, eq, isNull, lte, notInArray, or } from '#platform/database/drizzle.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ExchangeId } from '#contracts/ids.ts';
import type { Party } from '#contracts/negotiation/transitions.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import { negotiations, type NegotiationRow } from '../store/schema/exchanges.ts';

const OPEN = or(isNull(negotiations.state), notInArray(negotiations.state, ['FINALIZED', 'TERMINATED']));

/** What a new negotiation starts with; the rest is empty. */
export type NewNegotiation = Pick<
  NegotiationRow,
  | 'exchange'
  | 'role'
  | 'counterparty'
  | 'counterpartyName'
  | 'consumerKey'
  | 'dataset'
  | 'manifest'
  | 'version'
  | 'title'
  | 'derivative'
  | 'terms'
  | 'use'
  | 'useSalt'
  | 'deadline'
  | 'state'
  | 'needsDecision'
> &
  Partial<NegotiationRow>;

/** Members that change after the start. */
export type NegotiationChange = Partial<Omit<NegotiationRow, 'exchange' | 'role' | 'createdAt'>>;

/** Stores a new negotiation. Throws `conflict` when the exchange is known. */
export function insertNegotiation(tx: WriteHandle, row: NewNegotiation, nowMs: number): void {
  tx.drizzle
    .insert(negotiations)
    .values({ ...row, createdAt: nowMs, updatedAt: nowMs })
    .run();
}

/** Changes a negotiation. */
export function updateNegotiation(
  tx: WriteHandle,
  exchange: string,
  change: NegotiationChange & { readonly updatedAt: number },
): void {
  tx.drizzle.update(negotiations).set(change).where(eq(negotiations.exchange, exchange)).run();
}

/** A negotiation by exchange, or undefined. */
export function findNegotiation(db: ReadHandle, exchange: string): NegotiationRow | undefined {
  return db.drizzle.select().from(negotiations).where(eq(negotiations.exchange, exchange)).get();
}

/** A negotiation by exchange. Throws `not-found`. */
export function requireNegotiation(db: ReadHandle, exchange: string): NegotiationRow {
  const row = findNegotiation(db, exchange);
  if (row === undefined) throw notFound(exchange);
  return row;
}

/** A negotiation by the id or the digest of its agreement, or undefined. */
export function findByAgreement(db: ReadHandle, agreement: string): NegotiationRow | undefined {
  return db.drizzle
    .select()
    .from(negotiations)
    .where(or(eq(negotiations.agreementId, agreement), eq(negotiations.agreementDigest, agreement)))
    .get();
}

/** Which negotiations are listed. */
export interface NegotiationFilter {
  readonly role?: Party | undefined;
  /** Only those that can still move. */
  readonly open?: boolean | undefined;
  /** Only requests that wait for a person's decision. */
  readonly needsDecision?: boolean | undefined;
  /** Only those with an agreement that the log has. */
  readonly finalized?: boolean | undefined;
  readonly limit: number;
}

/** Exchanges of negotiations, newest first. A row may have a hundred kilobytes of papers: who wants many of them reads one at a time. */
export function listExchanges(db: ReadHandle, filter: NegotiationFilter): ExchangeId[] {
  const conditions: (SQL | undefined)[] = [
    filter.role === undefined ? undefined : eq(negotiations.role, filter.role),
    filter.open === true ? OPEN : undefined,
    filter.needsDecision === true ? eq(negotiations.needsDecision, true) : undefined,
    filter.finalized === true ? eq(negotiations.state, 'FINALIZED') : undefined,
  ];
  return db.drizzle
    .select({ exchange: negotiations.exchange })
    .from(negotiations)
    .where(and(...conditions))
    .orderBy(desc(negotiations.createdAt))
    .limit(filter.limit)
    .all()
    .map(({ exchange }) => exchange);
}

/** Number of open requests of one counterparty. */
export function countOpenRequests(db: ReadHandle, counterparty: string): number {
  const found = db.drizzle
    .select({ count: count() })
    .from(negotiations)
    .where(and(eq(negotiations.role, 'provider'), eq(negotiations.counterparty, counterparty), OPEN))
    .get();
  return found?.count ?? 0;
}

/** Open negotiations whose deadline has passed, oldest first. */
export function listOverdue(db: ReadHandle, nowMs: number): NegotiationRow[] {
  return db.drizzle
    .select()
    .from(negotiations)
    .where(and(OPEN, lte(negotiations.deadline, nowMs)))
    .orderBy(negotiations.deadline)
    .all();
}

/** The error for an exchange that this node does not have, or that is none of the asker's business. */
export function notFound(exchange: string): ExchangeError {
  return new ExchangeError('not-found', 'There is no such exchange here.', { params: { exchange } });
}
