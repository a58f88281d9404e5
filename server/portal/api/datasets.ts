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
