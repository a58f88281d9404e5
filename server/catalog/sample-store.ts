/** Which samples this broker wants, has, or has refused. What is wanted follows from the catalog alone. */

import type { Digest } from '#contracts/digest.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';

/** A sample to fetch. */
export interface WantedSample {
  readonly manifest: Digest;
  readonly provider: ParticipantId;
  readonly bytes: number;
  readonly attempts: number;
}

/** Place in the sequence of changes of the catalog. */
export interface CatalogPlace {
  readonly change: number;
  readonly dataset: DatasetId;
}

/** Before the first change. */
export const FIRST_PLACE: CatalogPlace = { change: -1, dataset: '' };

interface ChangedOffer extends CatalogPlace {
  readonly manifest: Digest;
  readonly provider: ParticipantId;
  readonly sample: Digest | null;
  readonly bytes: number | null;
  /** 1 when the listing is offered by a company in good standing. */
  readonly offered: number;
}

/** What following the catalog for a stretch came to. */
export interface Reconciled {
  /** Where to go on; the same place when nothing is new. */
  readonly place: CatalogPlace;
  /** Files of samples that were dropped; other samples may hold them too. */
  readonly dropped: readonly Digest[];
}

/** Follows the catalog from a place on, at most `limit` listings: drops what is offered no more and notes what is new. */
export function reconcileSamples(
  tx: WriteHandle,
  from: CatalogPlace,
  { limit, nowMs }: { readonly limit: number; readonly nowMs: number },
): Reconciled {
  const changed = tx.all<ChangedOffer>(
    `SELECT l.change, l.dataset, l.manifest, l.provider, l.sample, json_extract(l.facts, '$.sample.bytes') AS bytes,
       l.status = 'listed' AND p.status = 'admitted' AS offered
     FROM listing l JOIN participant p ON p.id = l.provider
     WHERE (l.change, l.dataset) > (?, ?) ORDER BY l.change, l.dataset LIMIT ?`,
    from.change,
    from.dataset,
    limit,
  );
  const dropped: Digest[] = [];
  for (const offer of changed) {
    const wanted = offer.offered === 1 && offer.sample !== null;
    dropped.push(...dropOthers(tx, offer.dataset, wanted ? offer.manifest : null));
    if (!wanted) continue;
    tx.run(
      `INSERT INTO sample (manifest, dataset, provider, index_digest, state, bytes, next_at)
       VALUES (?, ?, ?, ?, 'wanted', ?, ?) ON CONFLICT (manifest) DO NOTHING`,
      offer.manifest,
      offer.dataset,
      offer.provider,
      offer.sample,
      offer.bytes,
      nowMs,
    );
  }
  return { place: changed.at(-1) ?? from, dropped };
}

/** Drops every sample of a dataset but that of one version. Gives their files. */
function dropOthers(tx: WriteHandle, dataset: DatasetId, kept: Digest | null): Digest[] {
  const stale = tx.all<{ manifest: Digest }>(
    'SELECT manifest FROM sample WHERE dataset = ? AND manifest IS NOT ?',
    dataset,
    kept,
  );
  const files: Digest[] = [];
  for (const { manifest } of stale) {
    const held = tx.all<{ digest: Digest }>('SELECT digest FROM sample_file WHERE manifest = ?', manifest);
    files.push(...held.map(({ digest }) => digest));
    tx.run('DELETE FROM sample_file WHERE manifest = ?', manifest);
    tx.run('DELETE FROM sample WHERE manifest = ?', manifest);
  }
  return files;
}

/** Gives refused samples another chance: a newer program may know what the older one did not. */
export function forgetRefusals(tx: WriteHandle, nowMs: number): void {
  tx.run(`UPDATE sample SET state = 'wanted', attempts = 0, next_at = ? WHERE state = 'refused'`, nowMs);
}

/** The sample of each provider that is due first, at most `limit`, without those of `busy` providers. */
export function dueSamples(
  db: ReadHandle,
  at: { readonly nowMs: number; readonly limit: number; readonly busy: readonly ParticipantId[] },
): WantedSample[] {
  return db.all<WantedSample>(
    `SELECT manifest, provider, bytes, attempts, min(next_at) FROM sample
     WHERE state = 'wanted' AND next_at <= ? AND provider NOT IN (SELECT value FROM json_each(?))
     GROUP BY provider ORDER BY min(next_at) LIMIT ?`,
    at.nowMs,
    JSON.stringify(at.busy),
    at.limit,
  );
}

/** Makes everything of a provider due: its node is there again. */
export function makeDue(tx: WriteHandle, provider: ParticipantId, nowMs: number): void {
  tx.run(`UPDATE sample SET next_at = ? WHERE provider = ? AND state = 'wanted'`, nowMs, provider);
}

/** Bytes that are mirrored, of all and of one provider. */
export function mirroredBytes(db: ReadHandle, provider: ParticipantId): { all: number; own: number } {
  const row = db.get<{ all: number; own: number }>(
    `SELECT coalesce(sum(bytes), 0) AS "all", coalesce(sum(CASE WHEN provider = ? THEN bytes ELSE 0 END), 0) AS own
     FROM sample WHERE state = 'mirrored'`,
    provider,
  );
  return row ?? { all: 0, own: 0 };
}

/** Notes that every file of a sample is stored. Returns false when the sample was dropped meanwhile. */
export function saveMirrored(tx: WriteHandle, manifest: Digest, files: Iterable<Digest>): boolean {
  const there = tx.get<{ state: string }>('SELECT state FROM sample WHERE manifest = ?', manifest);
  if (there === undefined) return false;
  for (const digest of new Set(files)) {
    tx.run(
      'INSERT INTO sample_file (manifest, digest) VALUES (?, ?) ON CONFLICT DO NOTHING',
      manifest,
      digest,
    );
  }
  tx.run(`UPDATE sample SET state = 'mirrored', reason = NULL WHERE manifest = ?`, manifest);
  return true;
}

/** Notes that a sample could not be fetched. */
export function saveFailure(
  tx: WriteHandle,
  manifest: Digest,
  failure: { readonly state: 'wanted' | 'refused'; readonly reason: string; readonly nextAt: number },
): void {
  tx.run(
    'UPDATE sample SET state = ?, reason = ?, next_at = ?, attempts = attempts + 1 WHERE manifest = ?',
    failure.state,
    failure.reason,
    failure.nextAt,
    manifest,
  );
}

/** Index of the sample that is mirrored for a manifest, or undefined. */
export function mirroredIndex(db: ReadHandle, manifest: Digest): Digest | undefined {
  return db.get<{ index: Digest }>(
    `SELECT index_digest AS "index" FROM sample WHERE manifest = ? AND state = 'mirrored'`,
    manifest,
  )?.index;
}

/** Whether any sample has this file. */
export function isReferenced(db: ReadHandle, digest: Digest): boolean {
  return db.get('SELECT 1 AS found FROM sample_file WHERE digest = ? LIMIT 1', digest) !== undefined;
}
