/** Rows of evaluations. */

import type { WriteHandle } from '#platform/database/handles.ts';
import { evaluationTable } from '../db/schema.ts';

/** Stores an evaluation. Throws `conflict` when the company has reported on the agreement before. */
export function insertEvaluation(tx: WriteHandle, row: typeof evaluationTable.$inferInsert): void {
  tx.drizzle.insert(evaluationTable).values(row).run();
}
