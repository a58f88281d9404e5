/** What of the outbox an exchange waits for. */

import type { ReadHandle } from '#platform/database/handles.ts';

/** An item that was not delivered yet. */
export interface WaitingItem {
  readonly orderKey: string;
  /** Code and message of the last failure. */
  readonly lastError: string | null;
}

/** The first waiting item of any of two order keys, or undefined. */
export function waitingItem(db: ReadHandle, orderKeys: readonly [string, string]): WaitingItem | undefined {
  return db.get<WaitingItem>(
    `SELECT order_key AS orderKey, last_error AS lastError FROM outbox
     WHERE state = 'pending' AND order_key IN (?, ?) ORDER BY seq LIMIT 1`,
    ...orderKeys,
  );
}
