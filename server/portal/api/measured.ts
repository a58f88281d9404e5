/** What providers measured for a question: kept beside its answer, so that the way to a dataset and back loses nothing. */

import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CertifiedMatch } from '#contracts/http/fit.ts';
import type { MatchAnswer, MatchQueryInput } from '#contracts/matching/schema.ts';

interface Measured {
  /** The answer that was measured: a later one is not. */
  readonly of: MatchAnswer;
  readonly certified: CertifiedMatch;
}

/** The certified ranking of an answer to a question, or null, and how to keep one. */
export function useMeasured(query: MatchQueryInput, answer: MatchAnswer) {
  const queries = useQueryClient();
  const queryKey = ['matches', query, 'measured'];
  const { data } = useQuery<Measured>({
    queryKey,
    queryFn: skipToken,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return {
    certified: data?.of === answer ? data.certified : null,
    keep: (certified: CertifiedMatch): void => {
      queries.setQueryData<Measured>(queryKey, { of: answer, certified });
    },
  };
}
