/** Finds a dataset that a person names in any of its display forms, in the broker's catalog. */

import { ExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { datasetDetailSchema, type Listing } from '#contracts/http/catalog.ts';
import { datasetIdSchema, shortDatasetId } from '#contracts/ids.ts';
import type { Envelope } from '#contracts/signature.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { BrokerClient } from '../broker-client.ts';
import { openForeignManifest } from '../open-manifest.ts';
import { listingPages } from './listing-pages.ts';

/** A listing with the signed manifest it stands on. */
export interface FoundDataset {
  readonly listing: Listing;
  readonly manifest: Envelope;
}

/**
 * Finds a dataset by `urn:kin:ds:…`, `ds_…`, `slug` or `company/slug` (optionally `@version`, which must be the current one).
 * Throws `not-found`, `usage` when several fit, `limit-exceeded`, or what `openManifest` throws and `content-mismatch` for another dataset's manifest.
 */
export async function findDataset(
  client: BrokerClient,
  name: string,
  signal?: AbortSignal,
): Promise<FoundDataset> {
  const id = datasetIdSchema.safeParse(name).success
    ? name
    : (await findListing(client, name, { signal })).dataset;
  const detail = await client.call({
    path: `/v1/datasets/${encodeURIComponent(id)}`,
    answer: datasetDetailSchema,
    signal,
  });
  const { listing } = detail;
  const { manifest } = await openForeignManifest(nodeCrypto, detail.manifest);
  // The id follows from provider and slug: a broker must not hand out another dataset under a name that was asked for.
  const same =
    manifest.dataset === id &&
    listing.dataset === id &&
    listing.slug === manifest.slug &&
    listing.provider.participant === manifest.provider.participant;
  if (same) return { listing, manifest: detail.manifest };
  throw new ExchangeError('content-mismatch', `The broker answered with another dataset than "${name}".`);
}

/**
 * Id of a dataset by any of its names, withdrawn ones too: what the log says of it stays. Throws `not-found`, and `usage` when several fit.
 */
export async function datasetIdOf(client: BrokerClient, name: string, signal?: AbortSignal): Promise<string> {
  if (datasetIdSchema.safeParse(name).success) return name;
  return (await findListing(client, name, { withdrawn: true, ...(signal === undefined ? {} : { signal }) }))
    .dataset;
}

async function findListing(
  client: BrokerClient,
  name: string,
  { signal, withdrawn = false }: { readonly signal?: AbortSignal | undefined; readonly withdrawn?: boolean },
): Promise<Listing> {
  const [path = '', version] = name.split('@');
  const slash = path.lastIndexOf('/');
  const slug = path.slice(slash + 1);
  const company = slash < 0 ? null : path.slice(0, slash);
  const short = /^ds_[a-z2-7]{10}$/.test(slug);
  const found: Listing[] = [];
  const query: Record<string, string> = {
    ...(short ? {} : { q: slug.replaceAll('-', ' ') }),
    ...(withdrawn ? { includeWithdrawn: 'true' } : {}),
  };
  for await (const page of listingPages(client, { query, signal })) {
    found.push(
      ...page.filter(
        (listing) =>
          (short ? shortDatasetId(listing.dataset) === slug : listing.slug === slug) &&
          (company === null || companyName(listing.provider.name) === companyName(company)) &&
          (version === undefined || String(listing.version) === version),
      ),
    );
    if (found.length >= 2) break;
  }
  const [first, second] = found;
  if (first === undefined) throw faultError('not-found', 'dataset-unknown', { dataset: name });
  if (second !== undefined) {
    throw faultError('usage', 'dataset-ambiguous', { dataset: name });
  }
  return first;
}

/** A company's name as it stands before the slash: lower-case words joined by hyphens; the first word alone is enough. */
export function companyName(name: string): string {
  return (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [''])[0] ?? '';
}
