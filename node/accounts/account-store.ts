/** Rows of the console's accounts and of the sessions of its pages. Times are milliseconds since the epoch. */

import { z } from 'zod';
import { roleSchema, type Role } from '#contracts/http/accounts.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';

/** An account as it is stored. */
export interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  readonly createdAt: number;
}

/** A session as it is stored; `account` is null for whoever holds the home's token. */
export interface SessionRow {
  /** Digest of what the cookie holds. */
  readonly secret: string;
  readonly account: string | null;
  readonly expiresAt: number;
}

interface RawAccount extends Omit<AccountRow, 'roles'> {
  readonly roles: string;
}

const COLUMNS = 'id, email, name, password_hash AS passwordHash, roles, created_at AS createdAt';

/** Stores a new account. Throws `conflict` when the address is taken. */
export function insertAccount(tx: WriteHandle, row: AccountRow): void {
  tx.run(
    'INSERT INTO console_accounts (id, email, name, password_hash, roles, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    row.id,
    row.email,
    row.name,
    row.passwordHash,
    JSON.stringify(row.roles),
    row.createdAt,
  );
}

/** The account of an id, or undefined. */
export function findAccount(db: ReadHandle, id: string): AccountRow | undefined {
  return accountOf(db.get<RawAccount>(`SELECT ${COLUMNS} FROM console_accounts WHERE id = ?`, id));
}

/** The account of a mail address (lower case), or undefined. */
export function findAccountByEmail(db: ReadHandle, email: string): AccountRow | undefined {
  return accountOf(db.get<RawAccount>(`SELECT ${COLUMNS} FROM console_accounts WHERE email = ?`, email));
}

/** All accounts, oldest first. */
export function listAccounts(db: ReadHandle): AccountRow[] {
  return db
    .all<RawAccount>(`SELECT ${COLUMNS} FROM console_accounts ORDER BY created_at, id`)
    .map((row) => accountOf(row) as AccountRow);
}

/** Removes an account with its sessions; returns whether it was there. */
export function deleteAccount(tx: WriteHandle, id: string): boolean {
  return tx.run('DELETE FROM console_accounts WHERE id = ?', id).changes > 0;
}

/** Stores a session and forgets those whose time is over. */
export function insertSession(tx: WriteHandle, row: SessionRow, nowMs: number): void {
  tx.run('DELETE FROM console_sessions WHERE expires_at <= ?', nowMs);
  tx.run(
    'INSERT INTO console_sessions (secret, account, expires_at) VALUES (?, ?, ?)',
    row.secret,
    row.account,
    row.expiresAt,
  );
}

/** The session of a secret that is not over, or undefined. */
export function findSession(db: ReadHandle, secret: string, nowMs: number): SessionRow | undefined {
  return db.get<SessionRow>(
    'SELECT secret, account, expires_at AS expiresAt FROM console_sessions WHERE secret = ? AND expires_at > ?',
    secret,
    nowMs,
  );
}

/** Ends a session. */
export function deleteSession(tx: WriteHandle, secret: string): void {
  tx.run('DELETE FROM console_sessions WHERE secret = ?', secret);
}

function accountOf(row: RawAccount | undefined): AccountRow | undefined {
  if (row === undefined) return undefined;
  return { ...row, roles: z.array(roleSchema).parse(JSON.parse(row.roles)) };
}
