/** Two bodies compared, by a worker of this page: nothing is asked of anybody. */

import { useQuery } from '@tanstack/react-query';
import { ExchangeError } from '#contracts/errors.ts';
import type { CompareAnswer, CompareQuestion } from '../body/compare-worker.ts';

/** The comparison of two bodies for a use. */
export function useComparison(question: CompareQuestion) {
  const [a, b] = question.bodies;
  return useQuery({
    queryKey: ['comparison', a.id, b.id, question.use],
    staleTime: Infinity,
    retry: false,
    queryFn: ({ signal }) => compare(question, signal),
  });
}

function compare(question: CompareQuestion, signal: AbortSignal): Promise<CompareAnswer> {
  const worker = new Worker(new URL('../body/compare-worker.ts', import.meta.url), { type: 'module' });
  const done = new Promise<CompareAnswer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<CompareAnswer>) => resolve(data));
    worker.addEventListener('error', () =>
      reject(new ExchangeError('internal', 'The bodies could not be compared.')),
    );
    signal.addEventListener('abort', () => reject(new DOMException('No longer asked for.', 'AbortError')));
  });
  worker.postMessage(question, {});
  return done.finally(() => worker.terminate());
}
