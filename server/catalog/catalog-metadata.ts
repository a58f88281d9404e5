/** The catalog in other vocabularies: pages of DCAT 3, and Croissant of one dataset. */

import type { DatasetId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { listingQuerySchema } from '#contracts/http/catalog.ts';
import type { Discovery } from '#contracts/http/discovery.ts';
import { croissantOf } from '#contracts/metadata/croissant.ts';
import { dcatCatalog, type CatalogedDataset } from '#contracts/metadata/dcat.ts';
import type { JsonLd } from '#contracts/metadata/json-ld.ts';
import { giveWayWhenDue } from '#platform/give-way.ts';
import type { CatalogService, ListedDocument } from './catalog-service.ts';
import type { DocumentReader } from './document-reader.ts';

/** Path of the catalog in DCAT. */
export const DCAT_PATH = '/v1/catalog.jsonld';

/** Which page is asked for. */
export interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Describes the catalog for a reader: a participant, or null for anybody. */
export class CatalogMetadata {
  readonly #catalog: Pick<CatalogService, 'search' | 'document'>;
  readonly #documents: Pick<DocumentReader, 'describe'>;
  readonly #discovery: () => Discovery;

  constructor(deps: {
    readonly catalog: Pick<CatalogService, 'search' | 'document'>;
    readonly documents: Pick<DocumentReader, 'describe'>;
    readonly discovery: () => Discovery;
  }) {
    this.#catalog = deps.catalog;
    this.#documents = deps.documents;
    this.#discovery = deps.discovery;
  }

  /** One page of the catalog as DCAT 3. */
  async dcat(query: PageQuery, reader: ParticipantId | null): Promise<{ readonly [key: string]: JsonLd }> {
    const { name, api, broker } = this.#discovery();
    const page = await this.#catalog.search(listingQuerySchema.parse(query), reader);
    const items: CatalogedDataset[] = [];
    for (const { dataset } of page.items) {
      items.push(await this.#cataloged(await this.#catalog.document(dataset, reader)));
      await giveWayWhenDue();
    }
    const address = (cursor: string | null | undefined): string => {
      const params = new URLSearchParams({
        limit: String(query.limit),
        ...(cursor == null ? {} : { cursor }),
      });
      return `${api}${DCAT_PATH}?${params.toString()}`;
    };
    return dcatCatalog({
      iri: `${api}${DCAT_PATH}`,
      title: `${name}: robot data`,
      description: 'Datasets of robotics companies, licensed and delivered from node to node.',
      publisher: { iri: broker, name },
      endpoint: api,
      items,
      total: page.total,
      page: address(query.cursor),
      next: page.nextCursor === null ? null : address(page.nextCursor),
    });
  }

  /** Croissant of a listed dataset; the files themselves are named after delivery. Throws `not-found`. */
  async croissant(
    dataset: DatasetId,
    reader: ParticipantId | null,
  ): Promise<{ readonly [key: string]: JsonLd }> {
    const { dataset: described } = await this.#cataloged(await this.#catalog.document(dataset, reader));
    return croissantOf(described);
  }

  #cataloged({ listing, envelope }: ListedDocument): Promise<CatalogedDataset> {
    return this.#documents.describe({
      envelope,
      pages: `${this.#discovery().api}/v1/datasets`,
      providerName: listing.provider.name,
    });
  }
}
