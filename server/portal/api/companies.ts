/** What companies call themselves. */

import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { participantIdSchema } from '#contracts/keys.ts';
import { displayNameSchema } from '#contracts/participant/enrolment.ts';
import { callJson } from './client.ts';

/** Pages of companies that are read at most; who comes after them is shown by identifier. */
const MOST_PAGES = 10;
const NONE: ReadonlyMap<string, string> = new Map();

const pageSchema = z.object({
  items: z.array(z.object({ participant: participantIdSchema, name: displayNameSchema })),
  nextCursor: participantIdSchema.nullable(),
});

/** Names by identifier; empty until they are read. */
export function useCompanyNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['participants', 'names'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const names = new Map<string, string>();
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { items, nextCursor } = await callJson('/v1/participants', pageSchema, {
          query: { cursor },
          signal,
        });
        for (const { participant, name } of items) names.set(participant, name);
        if (nextCursor === null) break;
        cursor = nextCursor;
      }
      return names;
    },
  });
  return data ?? NONE;
}
