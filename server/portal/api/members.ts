/** People of the own company at a broker: who they are, what they may do, who is invited. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { accountSchema, portalSessionSchema } from '#contracts/http/accounts.ts';
import {
  issuedInvitationSchema,
  membersSchema,
  type acceptInvitationSchema,
  type CompanyRole,
  type inviteSchema,
} from '#contracts/http/members.ts';
import type { z } from 'zod';
import { callEmpty, callJson } from './client.ts';
import { takeOver } from './session.ts';

const PATH = '/v1/members';
const KEY = ['members'];

/** People of the company, and open invitations. */
export function useMembers() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callJson(PATH, membersSchema, { signal }),
  });
}

/** Invites somebody; the answer holds the secret, which is told once. */
export function useInvite() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: z.input<typeof inviteSchema>) =>
      callJson(`${PATH}/invitations`, issuedInvitationSchema, { body: wanted }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Takes an invitation back. */
export function useWithdrawInvitation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callEmpty(`${PATH}/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Says what a member may do from now on. */
export function useMemberRoles() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, roles }: { readonly id: string; readonly roles: readonly CompanyRole[] }) =>
      callJson(`${PATH}/${encodeURIComponent(id)}/roles`, accountSchema, {
        method: 'PUT',
        body: { roles },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Removes a member. */
export function useRemoveMember() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callEmpty(`${PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Takes an invitation with a password of one's own; signed in afterwards. */
export function useAcceptInvitation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (answer: z.input<typeof acceptInvitationSchema>) =>
      callJson('/v1/portal/invitation', portalSessionSchema, { body: answer }),
    onSuccess: (session) => takeOver(queries, session),
  });
}
