/** Questions to the match engine, and those that stay open. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { standingRequestSchema } from '#contracts/http/standing-requests.ts';
import { matchAnswerSchema, type MatchQueryInput } from '#contracts/matching/schema.ts';
import { callJson } from './client.ts';
import { usePortalInfo } from './portal.ts';
import { useSession } from './session.ts';

const requests = z.object({ items: z.array(standingRequestSchema) });

/** Which datasets fit; null asks nothing. An answer stays until the question is asked again. */
export function useMatch(query: MatchQueryInput | null) {
  return useQuery({
    queryKey: ['matches', query],
    enabled: query !== null,
    staleTime: Infinity,
    gcTime: Infinity,
    queryFn: ({ signal }) => callJson('/v1/matches', matchAnswerSchema, { body: query, signal }),
  });
}

/** Own requests that stay open, newest first; strangers have none, and nothing is asked for them. */
export function useStandingRequests() {
  const info = usePortalInfo();
  const session = useSession();
  const known = info.data?.mode === 'node' || session.data?.account?.roles.includes('requester') === true;
  return useQuery({
    queryKey: ['standing-requests'],
    enabled: known,
    retry: false,
    queryFn: ({ signal }) => callJson('/v1/standing-requests', requests, { signal }),
    select: ({ items }) => items,
  });
}

/** Keeps a question open: later matches are reported. */
export function useKeepOpen() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (query: MatchQueryInput) =>
      callJson('/v1/standing-requests', standingRequestSchema, {
        body: { query, minScore: LEAST_SCORE, expiresAt: null },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['standing-requests'] }),
  });
}

/** Closes a question; its reports stay. */
export function useCloseRequest() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callJson(`/v1/standing-requests/${id}`, standingRequestSchema, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['standing-requests'] }),
  });
}

/** Matches below this score are not worth a report. */
const LEAST_SCORE = 0.5;
