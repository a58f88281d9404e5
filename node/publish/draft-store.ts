/** Publications that a person is still filling in. They survive reloads and restarts; nothing in them has been published. */

import { ExchangeError } from '#contracts/errors.ts';
import { MAX_DRAFTS, type Draft } from '#contracts/http/console-publishing.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';

interface DraftRow {
  readonly id: string;
  readonly fields: string;
  readonly updated_at: number;
}

/** All drafts, the latest change first. */
export function listDrafts(db: ReadHandle): Draft[] {
  return db
    .all<DraftRow>('SELECT id, fields, updated_at FROM publish_drafts ORDER BY updated_at DESC, id')
    .map(draftOf);
}

/** One draft. Throws `not-found`. */
export function getDraft(db: ReadHandle, id: string): Draft {
  const row = db.get<DraftRow>('SELECT id, fields, updated_at FROM publish_drafts WHERE id = ?', id);
  if (row === undefined) throw new ExchangeError('not-found', 'There is no such draft here.');
  return draftOf(row);
}

/** Stores a draft, over an earlier state of itself. Throws `limit-exceeded` when the node keeps too many. */
export function putDraft(tx: WriteHandle, draft: { id: string; fields: string }, nowMs: number): Draft {
  const others =
    tx.get<{ n: number }>('SELECT count(*) AS n FROM publish_drafts WHERE id <> ?', draft.id)?.n ?? 0;
  if (others >= MAX_DRAFTS) {
    throw new ExchangeError('limit-exceeded', 'This node keeps too many drafts; remove one first.', {
      params: { limit: MAX_DRAFTS },
    });
  }
  tx.run(
    `INSERT INTO publish_drafts (id, fields, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET fields = excluded.fields, updated_at = excluded.updated_at`,
    draft.id,
    draft.fields,
    nowMs,
  );
  return getDraft(tx, draft.id);
}

/** Removes a draft; one that is not there is no error. */
export function removeDraft(tx: WriteHandle, id: string): void {
  tx.run('DELETE FROM publish_drafts WHERE id = ?', id);
}

function draftOf(row: DraftRow): Draft {
  return { id: row.id, fields: row.fields, updatedAt: formatTimestamp(row.updated_at) };
}
