/** Rows of accounts and of their open sessions. */

import { and, asc, desc, eq, gte, lt } from '#platform/database/drizzle.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import { accountTable, sessionTable } from '../db/schema.ts';

/** An account as it is stored. */
export type AccountRow = typeof accountTable.$inferSelect;

/** Stores a new account. Throws `conflict` when the address is taken. */
export function insertAccount(tx: WriteHandle, row: AccountRow): void {
  tx.drizzle.insert(accountTable).values(row).run();
}

/** The account of an id, or undefined. */
export function findAccount(db: ReadHandle, id: string): AccountRow | undefined {
  return db.drizzle.select().from(accountTable).where(eq(accountTable.id, id)).get();
}

/** The account of a mail address (lower case), or undefined. */
export function findAccountByEmail(db: ReadHandle, email: string): AccountRow | undefined {
  return db.drizzle.select().from(accountTable).where(eq(accountTable.email, email)).get();
}

/** Accounts, oldest first. */
export function listAccounts(db: ReadHandle, limit: number): AccountRow[] {
  return db.drizzle.select().from(accountTable).orderBy(asc(accountTable.createdAt)).limit(limit).all();
}

/** Removes an account; returns whether it was there. */
export function deleteAccount(tx: WriteHandle, id: string): boolean {
  return tx.drizzle.delete(accountTable).where(eq(accountTable.id, id)).run().changes > 0;
}

/** A session as it is stored. */
export type SessionRow = typeof sessionTable.$inferSelect;

/** Stores a new session, and forgets those whose time is over. `now` in seconds since the epoch. */
export function insertSession(tx: WriteHandle, row: SessionRow, now: number): void {
  tx.drizzle.delete(sessionTable).where(lt(sessionTable.expiresAt, now)).run();
  tx.drizzle.insert(sessionTable).values(row).run();
}

/** Ends a session of an account; returns whether it was there. */
export function deleteSession(
  tx: WriteHandle,
  session: { readonly id: string; readonly account: string },
): boolean {
  const own = and(eq(sessionTable.id, session.id), eq(sessionTable.account, session.account));
  return tx.drizzle.delete(sessionTable).where(own).run().changes > 0;
}

/** Ends all sessions of an account. */
export function deleteSessions(tx: WriteHandle, account: string): void {
  tx.drizzle.delete(sessionTable).where(eq(sessionTable.account, account)).run();
}

/** Whether a session is open. */
export function hasSession(db: ReadHandle, id: string): boolean {
  return db.drizzle.select().from(sessionTable).where(eq(sessionTable.id, id)).get() !== undefined;
}

/** Sessions of an account whose time is not over, newest first. */
export function listSessions(db: ReadHandle, account: string, now: number): SessionRow[] {
  const open = and(eq(sessionTable.account, account), gte(sessionTable.expiresAt, now));
  return db.drizzle.select().from(sessionTable).where(open).orderBy(desc(sessionTable.openedAt)).all();
}
