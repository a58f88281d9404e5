/** A real database whose writes or reads fail while a test wants it. */

import { ExchangeError } from '#contracts/errors.ts';
import type { Database } from '#platform/database/database.ts';

/** What fails now. */
export interface Faults {
  writes: boolean;
  reads: boolean;
}

/** The database and the switch of its faults. Each failure comes at once, as a full disk's does. */
export function failingDatabase(database: Database): {
  readonly database: Database;
  readonly faults: Faults;
} {
  const faults: Faults = { writes: false, reads: false };
  const refuse = (): never => {
    throw new ExchangeError('storage-failed', 'The disk is full.', { params: { sqlite: 'SQLITE_FULL' } });
  };
  return {
    faults,
    database: {
      write: async (work) => (faults.writes ? refuse() : database.write(work)),
      read: async (work) => (faults.reads ? refuse() : database.read(work)),
      trouble: async () => (faults.writes ? { code: 'SQLITE_FULL', since: 0 } : database.trouble()),
      close: () => database.close(),
    },
  };
}
