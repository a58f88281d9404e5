/** Where a dataset came from and what became of it, as far as its reader may know. */

import { fromUtf8, fromBase64 } from '#contracts/bytes.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ListedEntry } from '#contracts/http/log.ts';
import type { Provenance } from '#contracts/http/provenance.ts';
import type { DatasetId } from '#contracts/ids.ts';
import { entryStatementSchema } from '#contracts/log/entry.ts';
import { manifestSchema, type Manifest } from '#contracts/manifest/manifest.ts';
import {
  buildProvenance,
  type ProvenanceAct,
  type ProvenanceVersion,
} from '#contracts/provenance/build-provenance.ts';
import type { Database } from '#platform/database/database.ts';
import type { ReadHandle } from '#platform/database/handles.ts';
import type { EntryReader, LogService } from '../entries/log-service.ts';
import { findDocument } from './feed-store.ts';
import { findListing, provenanceVersions, type VersionRow } from './search-store.ts';

/** Versions and entries that one graph takes in at most. */
const MAX_VERSIONS = 100;
const MAX_ENTRIES = 500;

/** Reads provenance. */
export class ProvenanceService {
  readonly #database: Database;
  readonly #log: Pick<LogService, 'list'>;

  constructor(deps: { readonly database: Database; readonly log: Pick<LogService, 'list'> }) {
    this.#database = deps.database;
    this.#log = deps.log;
  }

  /**
   * The graph of a dataset. An auditor's reading is logged before he sees anything. Throws `not-found`, also for what the reader may not see,
   * and `log-unavailable`.
   */
  async of(dataset: DatasetId, reader: EntryReader): Promise<Provenance> {
    const found = await this.#database.read((db) => {
      const listing = findListing(db, dataset, reader.participant);
      return listing === undefined
        ? undefined
        : {
            provider: listing.provider.participant,
            versions: provenanceVersions(db, dataset, MAX_VERSIONS + 1).map((row) => open(db, row)),
          };
    });
    if (found === undefined) throw new ExchangeError('not-found', 'There is no such dataset.');
    const { items, next } = await this.#log.list(
      { dataset, order: 'oldest', from: undefined, limit: MAX_ENTRIES },
      reader,
    );
    const visible = found.versions
      .slice(0, MAX_VERSIONS)
      .flatMap((version) => (version !== undefined && maySee(version.manifest, reader) ? [version] : []));
    const graph = buildProvenance({ versions: visible, acts: items.map(actOf) });
    return {
      dataset,
      nodes: graph.nodes,
      edges: graph.edges,
      scope: reader.auditor ? 'everything' : reader.participant === null ? 'public' : 'own',
      truncated: graph.truncated || next !== null || found.versions.length > MAX_VERSIONS,
    };
  }
}

type OpenVersion = ProvenanceVersion & { readonly manifest: Manifest };

function open(db: ReadHandle, row: VersionRow): OpenVersion | undefined {
  const document = findDocument(db, row.manifest);
  if (document === undefined) return undefined;
  // Verified when it was ingested, and stored by this program.
  const manifest = manifestSchema.parse(parsePayload(document.envelope.payload));
  return { manifest, digest: row.manifest, state: row.state, logIndex: row.logIndex };
}

/** An earlier version may have been for fewer eyes than the listed one. */
function maySee({ visibility, provider }: Manifest, { participant }: EntryReader): boolean {
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
