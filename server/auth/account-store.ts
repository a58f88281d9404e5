/** Rows of accounts and of sessions that ended early. */

import { asc, eq, lt } from 'drizzle-orm';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import { accountTable, endedSessionTable } from '../db/schema.ts';

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

/** Ends a session before its time, and forgets those whose time is over anyway. Instants in seconds since the epoch. */
export function endSession(
  tx: WriteHandle,
  session: { readonly id: string; readonly expiresAt: number },
  now: number,
): void {
  tx.drizzle.delete(endedSessionTable).where(lt(endedSessionTable.expiresAt, now)).run();
  tx.drizzle.insert(endedSessionTable).values(session).onConflictDoNothing().run();
}

/** Whether a session has ended before its time. */
export function isSessionEnded(db: ReadHandle, id: string): boolean {
  return db.drizzle.select().from(endedSessionTable).where(eq(endedSessionTable.id, id)).get() !== undefined;
}
