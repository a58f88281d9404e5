/** What an operator decides: which companies are admitted, who has an account. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { accountSchema, type Account, type createAccountSchema } from '#contracts/http/accounts.ts';
import { participantRecordSchema } from '#contracts/participant/enrolment.ts';
import { callEmpty, callJson } from './client.ts';

const COMPANIES = ['participants'];
const ACCOUNTS = ['accounts'];
const companiesSchema = z.object({
  items: z.array(participantRecordSchema),
  nextCursor: z.string().nullable(),
});

/** Companies in the order of their DIDs, the first hundred. */
export function useCompanies() {
  return useQuery({
    queryKey: COMPANIES,
    queryFn: ({ signal }) => callJson('/v1/participants', companiesSchema, { signal }),
  });
}

/** Admits a company, or suspends it for a reason that is a code. */
export function useDecide() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string | null }) => {
      const path = `/v1/participants/${encodeURIComponent(id)}`;
      return reason === null
        ? callJson(`${path}/admission`, participantRecordSchema, { method: 'POST' })
        : callJson(`${path}/suspension`, participantRecordSchema, { body: { reason } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: COMPANIES }),
  });
}

/** All accounts, oldest first. */
export function useAccounts() {
  return useQuery({
    queryKey: ACCOUNTS,
    queryFn: ({ signal }) =>
      callJson('/v1/accounts', z.object({ items: z.array(accountSchema) }), { signal }),
  });
}

/** Creates an account; every role granted is logged. */
export function useCreateAccount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (account: z.input<typeof createAccountSchema>) =>
      callJson('/v1/accounts', accountSchema, { body: account }),
    onSettled: () => queries.invalidateQueries({ queryKey: ACCOUNTS }),
  });
}

/** Removes an account and ends its sessions. */
export function useRemoveAccount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Pick<Account, 'id'>) =>
      callEmpty(`/v1/accounts/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ACCOUNTS }),
  });
}
