/** Salts and values of the broker's commitments. */

import { eq } from '#platform/database/drizzle.ts';
import type { Digest } from '#contracts/digest.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import { openingTable } from '../db/schema.ts';

/** What opens a commitment: `value` is canonical JSON. */
export interface Opening {
  readonly commitment: Digest;
  readonly salt: string;
  readonly value: string;
}

/** Keeps an opening. */
export function saveOpening(tx: WriteHandle, opening: Opening): void {
  tx.drizzle.insert(openingTable).values(opening).run();
}

/** The opening of a commitment, or undefined. */
export function findOpening(db: ReadHandle, commitment: Digest): Opening | undefined {
  return db.drizzle.select().from(openingTable).where(eq(openingTable.commitment, commitment)).get();
}
