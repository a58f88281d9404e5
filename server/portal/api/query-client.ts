/** Conventions of server state: short freshness, retries for a silent server only, errors stay with the part that asked. */

import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';

/** An answer is shown without asking again for this long, in milliseconds. */
const FRESH_MS = 10_000;
/** Attempts after the first when the server does not answer or is busy. */
const MAX_RETRIES = 2;

/** Creates the client. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < MAX_RETRIES && isPassing(error),
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  });
}

/** Whether asking again may help. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503);
}
