/** Questions to the match engine, and those that stay open. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { certifiedMatchSchema, type CertifiedMatch } from '#contracts/http/fit.ts';
import { standingRequestSchema } from '#contracts/http/standing-requests.ts';
import { matchAnswerSchema, type MatchAnswer, type MatchQueryInput } from '#contracts/matching/schema.ts';
import { callJson } from './client.ts';
import { usePortalInfo } from './portal.ts';
import { useSession } from './session.ts';

/** Time between two questions to providers that are at work, and how many are asked. */
const ASK_EVERY_MS = 1_000;
const MAX_QUESTIONS = 120;

/** What is certified. */
export interface CertifyRequest {
  readonly answer: MatchAnswer;
  readonly embodiment: Embodiment;
  readonly signal?: AbortSignal;
}

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

/**
 * Sends a body to the providers of an answer's first ten results, and ranks these by what they measure. Only at a node's console, and only
 * when a person asks for it. Answers again and again while a provider is at work: `onAnswer` shows what there is so far.
 */
export function useCertifiedMatch(onAnswer: (certified: CertifiedMatch) => void) {
  return useMutation({
    mutationFn: async ({ answer, embodiment, signal }: CertifyRequest): Promise<CertifiedMatch> => {
      for (let questions = 1; ; questions++) {
        const body = { answer, embodiment, send: true };
        const certified = await callJson('/v1/certified-matches', certifiedMatchSchema, { body, signal });
        onAnswer(certified);
        const working = certified.rows.some(({ status }) => status === 'working');
        if (!working || questions === MAX_QUESTIONS) return certified;
        await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      }
    },
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
