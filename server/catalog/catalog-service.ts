/** The catalog as readers see it. */

import { ExchangeError } from '#contracts/errors.ts';
import type { Listing, ListingQuery } from '#contracts/http/catalog.ts';
import type { Overview } from '#contracts/http/overview.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { Database } from '#platform/database/database.ts';
import { findDocument } from './feed-store.ts';
import {
  countFacets,
  countPublicListings,
  findListing,
  listVersions,
  searchListings,
  type ListingPage,
} from './search-store.ts';

/** Most versions that a dataset's page names. */
const MAX_VERSIONS = 1000;

/** A listing, the manifest it stands on, and every version. */
export interface DatasetDetail {
  readonly listing: Listing;
  readonly manifest: Envelope;
  readonly versions: { version: number; manifest: string; publishedAt: string }[];
}

/** Reads the catalog for a reader: a participant, or null for anybody. */
export class CatalogService {
  readonly #database: Database;

  constructor(deps: { readonly database: Database }) {
    this.#database = deps.database;
  }

  /** Listings that fit, with facets when they are asked for. */
  search(
    query: ListingQuery,
    reader: ParticipantId | null,
  ): Promise<ListingPage & { facets: Facets | null }> {
    return this.#database.read((db) => ({
      ...searchListings(db, query, reader),
      facets: query.facets === 'true' ? countFacets(db, query, reader) : null,
    }));
  }

  /** One dataset. Throws `not-found`, also for what the reader may not see. */
  async get(dataset: DatasetId, reader: ParticipantId | null): Promise<DatasetDetail> {
    const detail = await this.#database.read((db) => {
      const listing = findListing(db, dataset, reader);
      const document = listing === undefined ? undefined : findDocument(db, listing.manifest);
      if (listing === undefined || document === undefined) return undefined;
      return { listing, manifest: document.envelope, versions: listVersions(db, dataset, MAX_VERSIONS) };
    });
    if (detail === undefined) throw new ExchangeError('not-found', 'There is no such dataset.');
    return detail;
  }

  /** Datasets and hours that anybody may see, by how they were collected. */
  counts(): Promise<Overview['methods']> {
    return this.#database.read(countPublicListings);
  }
}

/** Counts of values among the listings that fit. */
export type Facets = ReturnType<typeof countFacets>;
