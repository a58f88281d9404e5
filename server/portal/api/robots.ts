/** Bodies that the catalog's data was recorded on: each distinct embodiment with the listings that have it. */

import { useQueries, useQuery } from '@tanstack/react-query';
import { listingPageSchema, type Listing } from '#contracts/http/catalog.ts';
import { callJson } from './client.ts';
import { readDataset } from './dataset.ts';

/** Listings of one answer of the API. */
const MOST_LISTINGS = 100;

/** One body of the catalog. */
export interface CatalogBody {
  readonly id: string;
  readonly label: string;
  readonly listings: readonly Listing[];
}

/** Bodies of the newest listings, most data first. */
export function useBodies() {
  return useQuery({
    queryKey: ['robots'],
    queryFn: async ({ signal }) => {
      const { items } = await callJson('/v1/datasets', listingPageSchema, {
        query: { limit: MOST_LISTINGS },
        signal,
      });
      return bodiesOf(items);
    },
  });
}

/** Listings recorded on one body. */
export function useListingsOf(embodiment: string) {
  return useQuery({
    queryKey: ['robots', embodiment],
    queryFn: async ({ signal }) => {
      const query = { embodiment, limit: MOST_LISTINGS };
      return (await callJson('/v1/datasets', listingPageSchema, { query, signal })).items;
    },
  });
}

/** The signed description of each body, read from the manifest of its first listing. */
export function useRecordedBodies(bodies: readonly CatalogBody[]) {
  return useQueries({
    queries: bodies.map(({ listings }) => {
      const dataset = listings[0]?.dataset ?? '';
      return {
        queryKey: ['datasets', dataset, 'detail'],
        queryFn: ({ signal }: { signal: AbortSignal }) => readDataset(dataset, signal),
      };
    }),
  });
}

function bodiesOf(listings: readonly Listing[]): CatalogBody[] {
  const groups = Map.groupBy(
    listings.filter(({ embodiment }) => embodiment !== null),
    ({ embodiment }) => embodiment?.id ?? '',
  );
  return [...groups]
    .map(([id, group]) => ({ id, label: group[0]?.embodiment?.label ?? '', listings: group }))
    .sort((a, b) => hoursOf(b.listings) - hoursOf(a.listings));
}

function hoursOf(listings: readonly Listing[]): number {
  return listings.reduce((sum, { hours }) => sum + hours, 0);
}
