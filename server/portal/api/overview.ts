/** The exchange in a few figures, and the log as it grows. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { overviewSchema, type Overview } from '#contracts/http/overview.ts';
import { callJson } from './client.ts';
import { useEvents } from './events.ts';

const KEY = ['overview'];

/** The broker's figures; the log's size follows the log. */
export function useOverview() {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callJson('/v1/overview', overviewSchema, { signal }),
  });
  useEvents(
    { path: '/v1/log/events', names: ['checkpoint'], schema: z.object({ size: z.int().min(0) }) },
    ({ size }) =>
      queries.setQueryData<Overview>(KEY, (known) =>
        known === undefined ? known : { ...known, logSize: size },
      ),
  );
  return query;
}
