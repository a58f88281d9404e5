/** The catalog. */

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { datasetDetailSchema, listingPageSchema, type listingQuerySchema } from '#contracts/http/catalog.ts';
import { callJson, type Query } from './client.ts';

const PATH = '/v1/datasets';
/** Listings that one answer brings. */
const PAGE = 50;

/** A search as one writes it: what is left out takes the API's defaults. */
export type CatalogSearch = z.input<typeof listingQuerySchema>;

/** The first page of a search. */
export function useDatasets(search: CatalogSearch) {
  return useQuery({
    queryKey: ['datasets', search],
    queryFn: ({ signal }) => callJson(PATH, listingPageSchema, { query: search as Query, signal }),
  });
}

/** A search, page after page; facets come with the first. What was found before stays in sight while a changed search runs. */
export function useDatasetPages(search: CatalogSearch) {
  return useInfiniteQuery({
    queryKey: ['datasets', 'pages', search],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => {
      const place = pageParam === null ? { facets: 'true' } : { cursor: pageParam };
      return callJson(PATH, listingPageSchema, {
        query: { ...(search as Query), limit: PAGE, ...place },
        signal,
      });
    },
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** How often the catalog is asked for a listing that is on its way, milliseconds. */
const INDEXED_MS = 700;
/** Newest listings of a company among which one that was just published stands. */
const NEWEST = 20;

/**
 * Whether the catalog has a version that was just published. Asked until it has: a company's newest listings are looked through, for a
 * dataset that nobody knows yet has no address.
 */
export function useIndexed(published: {
  readonly provider: string | undefined;
  readonly dataset: string | null;
  readonly manifest: string | null;
}) {
  const { provider, dataset, manifest } = published;
  return useQuery({
    queryKey: ['datasets', 'indexed', dataset, manifest],
    enabled: provider !== undefined && dataset !== null,
    refetchInterval: ({ state }) => (state.data === true ? false : INDEXED_MS),
    queryFn: async ({ signal }) => {
      const query = { provider, sort: 'newest', limit: NEWEST };
      const { items } = await callJson(PATH, listingPageSchema, { query, signal });
      return items.some((item) => item.dataset === dataset && item.manifest === manifest);
    },
  });
}

/** The listings of some datasets, in this order. */
export function useListings(datasets: readonly string[]) {
  return useQuery({
    queryKey: ['datasets', 'listings', datasets],
    queryFn: ({ signal }) =>
      Promise.all(
        datasets.map(
          async (id) =>
            (await callJson(`${PATH}/${encodeURIComponent(id)}`, datasetDetailSchema, { signal })).listing,
        ),
      ),
  });
}
