/** Rows of participants and of their key entries. */

import { and, asc, eq, gt } from '#platform/database/drizzle.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { ParticipantRecord } from '#contracts/participant/enrolment.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import { keyEntryTable, participantTable } from '../db/schema.ts';

/** A participant as it is stored. */
export type ParticipantRow = typeof participantTable.$inferSelect;

/** The participant of an id, or undefined. */
export function findParticipant(db: ReadHandle, id: ParticipantId): ParticipantRow | undefined {
  return db.drizzle.select().from(participantTable).where(eq(participantTable.id, id)).get();
}

/** The participant whose node has this peer id, or undefined. */
export function findParticipantByPeer(db: ReadHandle, peerId: string): ParticipantRow | undefined {
  return db.drizzle.select().from(participantTable).where(eq(participantTable.peerId, peerId)).get();
}

/** Participants in the order of their ids, from after `cursor` on. */
export function listParticipants(
  db: ReadHandle,
  page: { status?: ParticipantRecord['status'] | undefined; cursor?: string | undefined; limit: number },
): ParticipantRow[] {
  const { status, cursor } = page;
  const wanted = [
    ...(status === undefined ? [] : [eq(participantTable.status, status)]),
    ...(cursor === undefined ? [] : [gt(participantTable.id, cursor)]),
  ];
  return db.drizzle
    .select()
    .from(participantTable)
    .where(and(...wanted))
    .orderBy(asc(participantTable.id))
    .limit(page.limit)
    .all();
}

/** Stores a participant. A known one gets the new enrolment and keeps status and first date. */
export function saveParticipant(tx: WriteHandle, row: ParticipantRow): void {
  const { name, verified, peerId, addresses, enrolment, enrolmentTime } = row;
  tx.drizzle
    .insert(participantTable)
    .values(row)
    .onConflictDoUpdate({
      target: participantTable.id,
      set: { name, verified, peerId, addresses, enrolment, enrolmentTime },
    })
    .run();
}

/** Sets a participant's standing. */
export function setParticipantStatus(
  tx: WriteHandle,
  id: ParticipantId,
  status: ParticipantRecord['status'],
): void {
  tx.drizzle.update(participantTable).set({ status }).where(eq(participantTable.id, id)).run();
}

/** Key entries of a participant (canonical envelopes), oldest first. */
export function keyEntriesOf(db: ReadHandle, participant: ParticipantId): string[] {
  return db.drizzle
    .select({ envelope: keyEntryTable.envelope })
    .from(keyEntryTable)
    .where(eq(keyEntryTable.participant, participant))
    .orderBy(asc(keyEntryTable.seq))
    .all()
    .map((row) => row.envelope);
}

/** Adds a key entry behind the known ones; a known leaf changes nothing. */
export function addKeyEntry(
  tx: WriteHandle,
  entry: { participant: ParticipantId; leafHash: string; envelope: string },
): void {
  tx.drizzle.insert(keyEntryTable).values(entry).onConflictDoNothing().run();
}

/** Ids of all admitted participants. */
export function admittedParticipants(db: ReadHandle): ParticipantId[] {
  return db.drizzle
    .select({ id: participantTable.id })
    .from(participantTable)
    .where(eq(participantTable.status, 'admitted'))
    .orderBy(asc(participantTable.id))
    .all()
    .map((row) => row.id);
}

/** Changes whenever a participant's standing or keys do. */
export function standingMark(db: ReadHandle, participant: ParticipantId): string {
  const row = db.get<{ status: string; keys: number }>(
    `SELECT p.status, (SELECT count(*) FROM key_entry k WHERE k.participant = p.id) AS keys
     FROM participant p WHERE p.id = ?`,
    participant,
  );
  return `${row?.status ?? 'unknown'} ${row?.keys ?? 0}`;
}
