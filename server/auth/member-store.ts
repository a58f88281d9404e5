/** Rows of a company's people and of its invitations. */

import { and, asc, eq, lt } from '#platform/database/drizzle.ts';
import type { Role } from '#contracts/http/accounts.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import { accountTable, invitationTable } from '../db/schema.ts';
import type { AccountRow } from './account-store.ts';

/** An invitation as it is stored. */
export type InvitationRow = typeof invitationTable.$inferSelect;

/** Accounts of a company, oldest first. */
export function listMembers(db: ReadHandle, company: ParticipantId, limit: number): AccountRow[] {
  const own = eq(accountTable.participant, company);
  return db.drizzle
    .select()
    .from(accountTable)
    .where(own)
    .orderBy(asc(accountTable.createdAt))
    .limit(limit)
    .all();
}

/** Gives an account other roles. */
export function setRoles(tx: WriteHandle, id: string, roles: readonly Role[]): void {
  tx.drizzle
    .update(accountTable)
    .set({ roles: [...roles] })
    .where(eq(accountTable.id, id))
    .run();
}

/** Stores an invitation. */
export function insertInvitation(tx: WriteHandle, row: InvitationRow): void {
  tx.drizzle.insert(invitationTable).values(row).run();
}

/** Forgets invitations whose time is over; `now` in seconds since the epoch. */
export function forgetInvitations(tx: WriteHandle, now: number): void {
  tx.drizzle.delete(invitationTable).where(lt(invitationTable.expiresAt, now)).run();
}

/** Open invitations of a company, oldest first. */
export function listInvitations(db: ReadHandle, company: ParticipantId, now: number): InvitationRow[] {
  const own = eq(invitationTable.participant, company);
  const rows = db.drizzle
    .select()
    .from(invitationTable)
    .where(own)
    .orderBy(asc(invitationTable.createdAt))
    .all();
  return rows.filter(({ expiresAt }) => expiresAt >= now);
}

/** The invitation with a secret, by the secret's digest; undefined when there is none. */
export function findInvitation(db: ReadHandle, secret: string): InvitationRow | undefined {
  return db.drizzle.select().from(invitationTable).where(eq(invitationTable.secret, secret)).get();
}

/** Removes an invitation of a company; returns whether it was there. */
export function deleteInvitation(
  tx: WriteHandle,
  invitation: { readonly id: string; readonly participant: ParticipantId },
): boolean {
  const own = and(
    eq(invitationTable.id, invitation.id),
    eq(invitationTable.participant, invitation.participant),
  );
  return tx.drizzle.delete(invitationTable).where(own).run().changes > 0;
}

/** Removes what invites an address to a company. */
export function deleteInvitationTo(tx: WriteHandle, company: ParticipantId, email: string): void {
  const same = and(eq(invitationTable.participant, company), eq(invitationTable.email, email));
  tx.drizzle.delete(invitationTable).where(same).run();
}
