/** Bodies that the catalog's data was recorded on: each distinct embodiment with the listings that have it. */

import { useQueries, useQuery } from '@tanstack/react-query';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { listingPageSchema, type Listing } from '#contracts/http/catalog.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
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

/** A body with what people call it and its joints. */
export interface NamedBody {
  readonly id: string;
  readonly label: string;
  readonly embodiment: Embodiment;
  /** Names of its joints in its owner's description, one a joint; null where nobody says. */
  readonly jointNames: readonly (string | null)[];
}

/** One body of the catalog, from the signed manifest of its newest listing; null asks nothing. */
export function useCatalogBody(id: string | null) {
  return useQuery({
    queryKey: ['robots', id, 'body'],
    enabled: id !== null,
    queryFn: async ({ signal }): Promise<NamedBody> => {
      const query = { embodiment: id ?? '', limit: 1 };
      const { items } = await callJson('/v1/datasets', listingPageSchema, { query, signal });
      const first = items[0];
      const manifest = first === undefined ? null : (await readDataset(first.dataset, signal)).manifest;
      if (manifest === null || manifest.embodiment === null) {
        throw new ExchangeError('not-found', 'No listing that you may see was recorded on this body.');
      }
      const { label, body } = manifest.embodiment;
      return {
        id: manifest.embodiment.id,
        label,
        embodiment: body,
        jointNames: jointNamesOf(manifest, body),
      };
    },
  });
}

/** Labels that a manifest's joint map gives to joints. */
export function jointNamesOf({ jointMap }: Manifest, { joints }: Embodiment): (string | null)[] {
  const elements = (jointMap?.columns ?? []).flatMap((column) => column.elements);
  const names = new Map(elements.map(({ joint, label }) => [joint, label]));
  return joints.map((_, i) => names.get(i) ?? null);
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
