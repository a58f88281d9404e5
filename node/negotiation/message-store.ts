/** Signed messages in the node's store: each once, by the digest of its payload. */

import { and, eq, inArray, sql } from '#platform/database/drizzle.ts';
import type { Digest } from '#contracts/digest.ts';
import { MAX_KNOWN_MESSAGES } from '#contracts/negotiation/messages.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import { dspMessages, type MessageRow } from '../store/schema/exchanges.ts';

/** Most undelivered messages in one answer. */
const MAX_PENDING = 8;

/** Stores a message; false when it is known already. */
export function insertMessage(
  tx: WriteHandle,
  message: Omit<MessageRow, 'delivered'> & { readonly delivered?: boolean },
): boolean {
  return (
    tx.drizzle
      .insert(dspMessages)
      .values({ ...message, delivered: message.delivered ?? false })
      .onConflictDoNothing()
      .run().changes > 0
  );
}

/** A message by digest, or undefined. */
export function findMessage(db: ReadHandle, digest: Digest): MessageRow | undefined {
  return db.drizzle.select().from(dspMessages).where(eq(dspMessages.digest, digest)).get();
}

/** True when a message of this type was made or received in the exchange. */
export function hasMessage(
  db: ReadHandle,
  exchange: string,
  message: { readonly direction: 'in' | 'out'; readonly type: string },
): boolean {
  const found = db.drizzle
    .select({ digest: dspMessages.digest })
    .from(dspMessages)
    .where(
      and(
        eq(dspMessages.exchange, exchange),
        eq(dspMessages.direction, message.direction),
        eq(dspMessages.type, message.type),
      ),
    )
    .get();
  return found !== undefined;
}

/** Notes that the counterparty has these messages. */
export function markDelivered(tx: WriteHandle, exchange: string, digests: readonly Digest[]): void {
  if (digests.length === 0) return;
  tx.drizzle
    .update(dspMessages)
    .set({ delivered: true })
    .where(
      and(
        inArray(dspMessages.digest, [...digests]),
        eq(dspMessages.exchange, exchange),
        eq(dspMessages.direction, 'out'),
      ),
    )
    .run();
}

/** Messages that the counterparty has not got yet, oldest first. */
export function pendingMessages(db: ReadHandle, exchange: string): Envelope[] {
  return db.drizzle
    .select({ envelope: dspMessages.envelope })
    .from(dspMessages)
    .where(
      and(
        eq(dspMessages.exchange, exchange),
        eq(dspMessages.direction, 'out'),
        eq(dspMessages.delivered, false),
      ),
    )
    .orderBy(sql`rowid`)
    .limit(MAX_PENDING)
    .all()
    .map((row) => row.envelope);
}

/** Digests of the newest received messages of an exchange. */
export function knownMessages(db: ReadHandle, exchange: string): Digest[] {
  return db.drizzle
    .select({ digest: dspMessages.digest })
    .from(dspMessages)
    .where(and(eq(dspMessages.exchange, exchange), eq(dspMessages.direction, 'in')))
    .orderBy(sql`rowid DESC`)
    .limit(MAX_KNOWN_MESSAGES)
    .all()
    .map((row) => row.digest);
}
