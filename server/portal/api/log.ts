/** The audit log: entries, one entry with its proof, what is trusted, provenance of a dataset. */

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { entryDetailSchema, entryPageSchema } from '#contracts/http/log.ts';
import { provenanceSchema } from '#contracts/http/provenance.ts';
import { trustRootSchema } from '#contracts/log/trust-root.ts';
import { callJson } from './client.ts';

/** Entries of one answer. */
const PAGE = 50;

/** What entries are looked for; empty values narrow nothing. */
export interface EntryFilter {
  readonly type: string;
  readonly actor: string;
  readonly dataset: string;
  readonly since: string;
  readonly until: string;
}

/** Entries that the reader may see, newest first. */
export function useEntries(filter: EntryFilter) {
  const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  return useInfiniteQuery({
    queryKey: ['log', 'entries', filter],
    initialPageParam: undefined as number | undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal, pageParam }) =>
      callJson('/v1/log/entries', entryPageSchema, {
        query: { ...query, order: 'newest', limit: PAGE, from: pageParam },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** One entry with its inclusion proof under the newest checkpoint. */
export function useEntry(index: string) {
  return useQuery({
    queryKey: ['log', 'entries', index],
    queryFn: ({ signal }) =>
      callJson(`/v1/log/entries/${encodeURIComponent(index)}`, entryDetailSchema, { signal }),
  });
}

/** What this server says offline verification trusts: good for convenience, to be compared by another way. */
export function useTrustRoot() {
  return useQuery({
    queryKey: ['log', 'trust-root'],
    staleTime: Infinity,
    queryFn: ({ signal }) => callJson('/v1/log/trust-root', trustRootSchema, { signal }),
  });
}

/** Provenance of a dataset, as far as the reader may see it. */
export function useProvenance(dataset: string) {
  return useQuery({
    queryKey: ['datasets', dataset, 'provenance'],
    queryFn: ({ signal }) =>
      callJson(`/v1/datasets/${encodeURIComponent(dataset)}/provenance`, provenanceSchema, { signal }),
  });
}
