/** Where a dataset came from and what became of it, as far as its reader may know. */

import { fromUtf8, fromBase64 } from '#contracts/bytes.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ListedEntry } from '#contracts/http/log.ts';
import type { Provenance } from '#contracts/http/provenance.ts';
import type { DatasetId } from '#contracts/ids.ts';
import { entryStatementSchema } from '#contracts/log/entry.ts';
import {
  buildProvenance,
  type ProvenanceAct,
  type ProvenanceVersion,
} from '#contracts/provenance/build-provenance.ts';
import type { Database } from '#platform/database/database.ts';
import { Pieces } from '#platform/give-way.ts';
import type { EntryReader, LogService } from '../entries/log-service.ts';
import type { DocumentReader } from './document-reader.ts';
import { documentText } from './feed-store.ts';
import { findListing, provenanceVersions, type VersionRow } from './search-store.ts';
import type { VersionDocument } from './stored-documents.ts';

/** Versions and entries that one graph takes in at most. */
const MAX_VERSIONS = 100;
const MAX_ENTRIES = 500;

/** What the service needs. */
export interface ProvenanceDeps {
  readonly database: Database;
  readonly log: Pick<LogService, 'list'>;
  readonly documents: Pick<DocumentReader, 'version'>;
}

/** Reads provenance. */
export class ProvenanceService {
  readonly #deps: ProvenanceDeps;

  constructor(deps: ProvenanceDeps) {
    this.#deps = deps;
  }

  /**
   * The graph of a dataset. An auditor's reading is logged before he sees anything. Throws `not-found`, also for what the reader may not see,
   * and `log-unavailable`.
   */
  async of(dataset: DatasetId, reader: EntryReader): Promise<Provenance> {
    const { database, log } = this.#deps;
    const found = await database.read((db) => {
      const listing = findListing(db, dataset, reader.participant);
      return listing === undefined
        ? undefined
        : {
            provider: listing.provider.participant,
            versions: provenanceVersions(db, dataset, MAX_VERSIONS + 1),
          };
    });
    if (found === undefined) throw new ExchangeError('not-found', 'There is no such dataset.');
    const { items, next } = await log.list(
      { dataset, order: 'oldest', from: undefined, limit: MAX_ENTRIES },
      reader,
    );
    const versions = await this.#visible(found.versions.slice(0, MAX_VERSIONS), reader);
    const acts: ProvenanceAct[] = [];
    const pieces = new Pieces();
    for (const item of items) {
      await pieces.afterStep();
      acts.push(actOf(item));
    }
    await pieces.next();
    const graph = buildProvenance({ versions, acts });
    return {
      dataset,
      nodes: graph.nodes,
      edges: graph.edges,
      scope: reader.auditor ? 'everything' : reader.participant === null ? 'public' : 'own',
      truncated: graph.truncated || next !== null || found.versions.length > MAX_VERSIONS,
    };
  }

  /** Versions that the reader may see, with what their manifests say. One manifest at a time: each may be a megabyte. */
  async #visible(rows: readonly VersionRow[], reader: EntryReader): Promise<ProvenanceVersion[]> {
    const { database, documents } = this.#deps;
    const visible: ProvenanceVersion[] = [];
    for (const { manifest: digest, state, logIndex } of rows) {
      const document = await database.read((db) => documentText(db, digest));
      if (document === undefined) continue;
      const manifest = await documents.version(document.envelope);
      if (maySee(manifest, reader)) visible.push({ manifest, digest, state, logIndex });
    }
    return visible;
  }
}

/** An earlier version may have been for fewer eyes than the listed one. */
function maySee({ visibility, provider }: VersionDocument, { participant }: EntryReader): boolean {
  if (visibility.kind === 'public' || participant === provider.participant) return true;
  return participant !== null && visibility.participants.includes(participant);
}

function actOf(listed: ListedEntry): ProvenanceAct {
  const { predicate } = entryStatementSchema.parse(parsePayload(listed.entry.payload));
  return {
    index: listed.index,
    leafHash: listed.leafHash,
    type: listed.type,
    time: listed.time,
    actor: listed.actor,
    subject: listed.subject.digest,
    exchange: listed.exchange,
    body: predicate.body,
  };
}

function parsePayload(payload: string): unknown {
  return JSON.parse(fromUtf8(fromBase64(payload)));
}
