/** Transfer processes in the node's store. */

import { and, desc, eq, isNull, notInArray, or } from '#platform/database/drizzle.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Party } from '#contracts/negotiation/transitions.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import { transfers, type TransferRow } from '../store/schema/exchanges.ts';

const OPEN = or(isNull(transfers.state), notInArray(transfers.state, ['COMPLETED', 'TERMINATED']));

/** What a new transfer starts with; the rest is empty. */
export type NewTransfer = Pick<
  TransferRow,
  'id' | 'exchange' | 'role' | 'agreement' | 'state' | 'phase' | 'wrapKey' | 'bytesTotal'
> &
  Partial<TransferRow>;

/** Members that change after the start. */
export type TransferChange = Partial<Omit<TransferRow, 'id' | 'exchange' | 'role' | 'createdAt'>>;

/** Stores a new transfer. Throws `conflict` when the id is known or another transfer of the exchange runs. */
export function insertTransfer(tx: WriteHandle, row: NewTransfer, nowMs: number): void {
  tx.drizzle
    .insert(transfers)
    .values({ bytesDone: 0, chunkFailures: 0, ...row, createdAt: nowMs, updatedAt: nowMs })
    .run();
}

/** Changes a transfer. */
export function updateTransfer(
  tx: WriteHandle,
  id: string,
  change: TransferChange & { readonly updatedAt: number },
): void {
  tx.drizzle.update(transfers).set(change).where(eq(transfers.id, id)).run();
}

/** A transfer by id, or undefined. */
export function findTransfer(db: ReadHandle, id: string): TransferRow | undefined {
  return db.drizzle.select().from(transfers).where(eq(transfers.id, id)).get();
}

/** A transfer by id. Throws `not-found`. */
export function requireTransfer(db: ReadHandle, id: string): TransferRow {
  const row = findTransfer(db, id);
  if (row === undefined) throw new ExchangeError('not-found', 'There is no such transfer here.');
  return row;
}

/** The transfer of an exchange that still runs, or undefined. */
export function findOpenTransfer(db: ReadHandle, exchange: string): TransferRow | undefined {
  return db.drizzle
    .select()
    .from(transfers)
    .where(and(eq(transfers.exchange, exchange), OPEN))
    .get();
}

/** Transfers, newest first. */
export function listTransferIds(
  db: ReadHandle,
  filter: { readonly role?: Party | undefined; readonly open?: boolean | undefined; readonly limit: number },
): string[] {
  return db.drizzle
    .select({ id: transfers.id })
    .from(transfers)
    .where(
      and(
        filter.role === undefined ? undefined : eq(transfers.role, filter.role),
        filter.open === true ? OPEN : undefined,
      ),
    )
    .orderBy(desc(transfers.createdAt))
    .limit(filter.limit)
    .all()
    .map(({ id }) => id);
}
