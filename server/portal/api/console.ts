/** The node that serves these pages: who one is there, how it stands, what it lists. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { consoleSelfSchema } from '#contracts/http/console-access.ts';
import { nodeStatusSchema, ownListingSchema } from '#contracts/http/console.ts';
import { callEmpty, callJson } from './client.ts';

const SELF = ['self'];
const listings = z.object({ items: z.array(ownListingSchema) });

/** Who the page speaks for at this node. */
export function useConsoleSelf(enabled: boolean) {
  return useQuery({
    queryKey: SELF,
    enabled,
    queryFn: ({ signal }) => callJson('/v1/self', consoleSelfSchema, { signal }),
    staleTime: Infinity,
  });
}

/** What one signs in with: the token of the node's home, or an account of this node. */
export type ConsoleCredentials =
  | { readonly token: string }
  | { readonly email: string; readonly password: string };

/** Signs in; everything is read anew. */
export function useConsoleSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: ConsoleCredentials) =>
      callJson('/v1/session', consoleSelfSchema, { body: credentials }),
    onSuccess: async (self) => {
      // An answer from before the session must not come in after it.
      await queries.cancelQueries({ queryKey: SELF });
      queries.setQueryData(SELF, self);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'self' });
    },
  });
}

/** Ends the session. */
export function useConsoleSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => callEmpty('/v1/session', { method: 'DELETE' }),
    onSettled: () => queries.resetQueries(),
  });
}

/** How the node stands: broker, log, peers, what waits. */
export function useNodeStatus() {
  return useQuery({
    queryKey: ['node'],
    queryFn: ({ signal }) => callJson('/v1/node', nodeStatusSchema, { signal }),
    refetchInterval: 10_000,
  });
}

/** Versions of this company's datasets, newest change first. */
export function useOwnListings() {
  return useQuery({
    queryKey: ['listings'],
    queryFn: ({ signal }) => callJson('/v1/listings', listings, { signal }),
    select: ({ items }) => items,
  });
}
