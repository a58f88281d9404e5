/** What the program that serves these pages is. */

import { useQuery } from '@tanstack/react-query';
import { PORTAL_PATH, portalSchema } from '#contracts/http/portal.ts';
import { callJson } from './client.ts';

/** The document of this server; it does not change while the page is open. */
export function usePortalInfo() {
  return useQuery({
    queryKey: ['portal'],
    queryFn: ({ signal }) => callJson(PORTAL_PATH, portalSchema, { signal }),
    staleTime: Infinity,
  });
}
