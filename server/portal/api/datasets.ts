/** The catalog. */

import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { listingPageSchema, type listingQuerySchema } from '#contracts/http/catalog.ts';
import { callJson } from './client.ts';

/** A search as one writes it: what is left out takes the API's defaults. */
export type CatalogSearch = z.input<typeof listingQuerySchema>;

/** The first page of a search. */
export function useDatasets(search: CatalogSearch) {
  return useQuery({
    queryKey: ['datasets', search],
    queryFn: ({ signal }) =>
      callJson('/v1/datasets', listingPageSchema, { query: search as Record<string, string>, signal }),
  });
}
