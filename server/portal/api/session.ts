/** Who the page speaks for at a broker. */

import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { openSessionSchema, portalSessionSchema, type PortalSession } from '#contracts/http/accounts.ts';
import { callEmpty, callJson } from './client.ts';
import { usePortalInfo } from './portal.ts';

const PATH = '/v1/portal/session';
const KEY = ['session'];
const SESSIONS = ['sessions'];

/** The session at a broker; nodes have their own (console.ts). */
export function useSession() {
  const info = usePortalInfo();
  return useQuery({
    queryKey: KEY,
    enabled: info.data?.mode === 'broker',
    queryFn: ({ signal }) => callJson(PATH, portalSessionSchema, { signal }),
    staleTime: Infinity,
  });
}

/** What one signs in with: address and password, or, in the demo world, an address alone. */
export type Credentials = { readonly email: string; readonly password?: string };

/** Signs in; everything is read anew, because another reader may see more. */
export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ email, password }: Credentials) =>
      password === undefined
        ? callJson(`${PATH}/demo`, portalSessionSchema, { body: { email } })
        : callJson(PATH, portalSessionSchema, { body: { email, password } }),
    onSuccess: (session) => takeOver(queries, session),
  });
}

/** Ends this session. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => callEmpty('/v1/session', { method: 'DELETE' }),
    onSettled: () => queries.resetQueries(),
  });
}

/** Open sessions of the account. */
export function useSessions() {
  return useQuery({
    queryKey: SESSIONS,
    queryFn: ({ signal }) =>
      callJson('/v1/sessions', z.object({ items: z.array(openSessionSchema) }), { signal }),
  });
}

/** Ends another session of the account. */
export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callEmpty(`/v1/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: SESSIONS }),
  });
}

/** Makes a session that was just opened the page's. */
export async function takeOver(queries: QueryClient, session: PortalSession): Promise<void> {
  // No answer from before the session must come in after it: what has never been answered would not be asked for anew.
  await queries.cancelQueries();
  queries.setQueryData(KEY, session);
  void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
}
