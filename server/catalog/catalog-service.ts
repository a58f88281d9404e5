/** The catalog as readers see it. */

import { ExchangeError } from '#contracts/errors.ts';
import type { Facets, Listing, ListingQuery } from '#contracts/http/catalog.ts';
import type { Overview } from '#contracts/http/overview.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { Database } from '#platform/database/database.ts';
import { giveWay } from '#platform/give-way.ts';
import { documentText } from './feed-store.ts';
import { CatalogIndex } from './catalog-index.ts';
import { searchIndex } from './catalog-search.ts';
import {
  countPublicListings,
  findListing,
  isAdmitted,
  listingsOf,
  listVersions,
  textHits,
} from './search-store.ts';

/** Most versions that a dataset's page names. */
const MAX_VERSIONS = 1000;
/** Hits of a text that are read at a time: some 5 ms. */
const HITS_PER_READ = 10_000;

/** A listing, the manifest it stands on, and every version. */
export interface DatasetDetail {
  readonly listing: Listing;
  readonly manifest: Envelope;
  readonly versions: { version: number; manifest: string; publishedAt: string }[];
}

/** A listing and the manifest it stands on, as it is stored: its envelope as canonical JSON. */
export interface ListedDocument {
  readonly listing: Listing;
  readonly envelope: string;
}

/** A page of listings. */
export interface ListingPage {
  readonly items: Listing[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly facets: Facets | null;
}

/** Reads the catalog for a reader: a participant, or null for anybody. */
export class CatalogService {
  readonly #database: Database;
  readonly #index: CatalogIndex;

  constructor(deps: { readonly database: Database }) {
    this.#database = deps.database;
    this.#index = new CatalogIndex(deps.database);
  }

  /** Reads the catalog into memory ahead of the first search. */
  async warm(): Promise<void> {
    await this.#index.follow();
  }

  /** Listings that fit, with facets when they are asked for. Throws `schema-mismatch` for a cursor of another search. */
  async search(query: ListingQuery, reader: ParticipantId | null): Promise<ListingPage> {
    await this.#index.follow();
    const { q } = query;
    const asked = {
      query,
      hits: q === undefined || q.trim() === '' ? null : await this.#hits(q),
      reader: reader === null || !(await this.#database.read((db) => isAdmitted(db, reader))) ? null : reader,
    };
    const { page, ...found } = await searchIndex(this.#index, asked);
    await giveWay();
    const items = await this.#database.read((db) =>
      listingsOf(
        db,
        page.map(({ num }) => num),
      ),
    );
    return { ...found, items };
  }

  /** Where a text stands. A word that stands everywhere is read in parts, so that others get their turn. */
  async #hits(text: string): Promise<Uint8Array> {
    const hits = new Uint8Array(this.#index.rows.length);
    for (let after = 0; ; ) {
      const found = await this.#database.read((db) => textHits(db, text, { after, limit: HITS_PER_READ }));
      for (const num of found) hits[num] = 1;
      await giveWay();
      if (found.length < HITS_PER_READ) return hits;
      after = found.at(-1) ?? after;
    }
  }

  /** One dataset. Throws `not-found`, also for what the reader may not see. */
  async get(dataset: DatasetId, reader: ParticipantId | null): Promise<DatasetDetail> {
    const { listing, envelope } = await this.document(dataset, reader);
    const versions = await this.#database.read((db) => listVersions(db, dataset, MAX_VERSIONS));
    await giveWay();
    return { listing, manifest: JSON.parse(envelope) as Envelope, versions };
  }

  /** One dataset's listing and stored manifest. Throws as {@link get}. */
  async document(dataset: DatasetId, reader: ParticipantId | null): Promise<ListedDocument> {
    const found = await this.#database.read((db) => {
      const listing = findListing(db, dataset, reader);
      const document = listing === undefined ? undefined : documentText(db, listing.manifest);
      return listing === undefined || document === undefined
        ? undefined
        : { listing, envelope: document.envelope };
    });
    if (found === undefined) throw new ExchangeError('not-found', 'There is no such dataset.');
    return found;
  }

  /** Datasets and hours that anybody may see, by how they were collected. */
  counts(): Promise<Overview['methods']> {
    return this.#database.read(countPublicListings);
  }
}
