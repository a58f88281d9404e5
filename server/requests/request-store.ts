/** Rows of standing requests, of what was reported to them, and of what they have still to look at. */

import { and, asc, count, desc, eq, gt, lte, sql } from '#platform/database/drizzle.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import { reportedMatchTable, standingRequestTable } from '../db/schema.ts';

/** A standing request as it is stored. */
export type RequestRow = typeof standingRequestTable.$inferSelect;
/** A reported match as it is stored. */
export type ReportRow = typeof reportedMatchTable.$inferSelect;

/** A dataset that was listed and not yet looked at. */
export interface Arrival {
  readonly seq: number;
  readonly dataset: string;
  readonly manifest: string;
}

/** Stores a request. */
export function insertRequest(tx: WriteHandle, row: RequestRow): void {
  tx.drizzle.insert(standingRequestTable).values(row).run();
}

/** A request of an owner, or undefined. */
export function findRequest(db: ReadHandle, owner: string, id: string): RequestRow | undefined {
  return db.drizzle
    .select()
    .from(standingRequestTable)
    .where(and(eq(standingRequestTable.id, id), eq(standingRequestTable.owner, owner)))
    .get();
}

/** Requests of an owner, newest first. */
export function listRequests(db: ReadHandle, owner: string, limit: number): RequestRow[] {
  return db.drizzle
    .select()
    .from(standingRequestTable)
    .where(eq(standingRequestTable.owner, owner))
    .orderBy(desc(standingRequestTable.createdAt))
    .limit(limit)
    .all();
}

/** Number of open requests of an owner. */
export function countOpenRequests(db: ReadHandle, owner: string): number {
  const open = and(eq(standingRequestTable.owner, owner), eq(standingRequestTable.status, 'open'));
  return db.drizzle.select({ open: count() }).from(standingRequestTable).where(open).get()?.open ?? 0;
}

/** Open requests in the order of their ids, from after one id on: each may hold the body of a robot, so a few at a time. */
export function openRequests(
  db: ReadHandle,
  page: { readonly after: string; readonly limit: number },
): RequestRow[] {
  return db.drizzle
    .select()
    .from(standingRequestTable)
    .where(and(eq(standingRequestTable.status, 'open'), gt(standingRequestTable.id, page.after)))
    .orderBy(asc(standingRequestTable.id))
    .limit(page.limit)
    .all();
}

/** Closes a request. */
export function closeRequest(tx: WriteHandle, id: string): void {
  tx.drizzle
    .update(standingRequestTable)
    .set({ status: 'closed' })
    .where(eq(standingRequestTable.id, id))
    .run();
}

/** Expires open requests whose time is over at `now`. Returns how many. */
export function expireRequests(tx: WriteHandle, now: string): number {
  const due = and(eq(standingRequestTable.status, 'open'), lte(standingRequestTable.expiresAt, now));
  return tx.drizzle.update(standingRequestTable).set({ status: 'expired' }).where(due).run().changes;
}

/** Reports a match to an open request: once per manifest. Returns whether it is new. */
export function insertReport(tx: WriteHandle, report: Omit<ReportRow, 'seq'>): boolean {
  const open = and(eq(standingRequestTable.id, report.request), eq(standingRequestTable.status, 'open'));
  const { matches } = standingRequestTable;
  const row = tx.drizzle.select({ matches }).from(standingRequestTable).where(open).get();
  if (row === undefined) return false;
  const { changes } = tx.drizzle
    .insert(reportedMatchTable)
    .values({ ...report, seq: row.matches + 1 })
    .onConflictDoNothing()
    .run();
  if (changes === 0) return false;
  tx.drizzle
    .update(standingRequestTable)
    .set({ matches: sql`${matches} + 1` })
    .where(eq(standingRequestTable.id, report.request))
    .run();
  return true;
}

/** Reports of a request after a sequence number, in order. */
export function listReports(
  db: ReadHandle,
  request: string,
  page: { readonly after: number; readonly limit: number },
): ReportRow[] {
  return db.drizzle
    .select()
    .from(reportedMatchTable)
    .where(and(eq(reportedMatchTable.request, request), gt(reportedMatchTable.seq, page.after)))
    .orderBy(asc(reportedMatchTable.seq))
    .limit(page.limit)
    .all();
}

/** The oldest arrivals. */
export function nextArrivals(db: ReadHandle, limit: number): Arrival[] {
  return db.all<Arrival>('SELECT seq, dataset, manifest FROM arrival ORDER BY seq LIMIT ?', limit);
}

/** Takes arrivals away: everything up to `seq` was looked at. */
export function dropArrivals(tx: WriteHandle, seq: number): void {
  tx.run('DELETE FROM arrival WHERE seq <= ?', seq);
}
