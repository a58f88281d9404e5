/** Sessions and accounts of people without a node. */

import { z } from 'zod';
import {
  accountSchema,
  createAccountSchema,
  loginSchema,
  ROLES,
  roleSchema,
  sessionSchema,
} from '#contracts/http/accounts.ts';
import { participantIdSchema } from '#contracts/keys.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { emptyRoute, jsonRoute, type Route } from '#platform/http/route.ts';
import type { AccountService } from '../../auth/account-service.ts';
import type { Authenticator } from '../../auth/authenticator.ts';
import type { Caller } from '../../auth/permissions.ts';

const selfSchema = z.strictObject({
  kind: z.enum(['node', 'account', 'anonymous']),
  name: z.string().max(256),
  roles: z.array(roleSchema).max(ROLES.length),
  participant: participantIdSchema.nullable(),
});

/** Routes of accounts. */
export function accountRoutes(deps: {
  readonly accounts: AccountService;
  readonly authenticator: Authenticator;
}): Route<Caller>[] {
  return [...sessionRoutes(deps.accounts, deps.authenticator), ...managementRoutes(deps.accounts)];
}

function sessionRoutes(accounts: AccountService, authenticator: Authenticator): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/session',
      access: 'session.open',
      summary: 'Mail address and password for a token',
      tags: ['accounts'],
      body: loginSchema,
      response: sessionSchema,
      handle: async ({ body }) => accounts.openSession(await authenticator.logIn(body)),
    }),
    emptyRoute<Caller>()({
      method: 'DELETE',
      path: '/v1/session',
      access: 'session.use',
      summary: 'Ends the session',
      tags: ['accounts'],
      handle: async ({ caller }) => {
        if (caller.session === null) throw new ExchangeError('conflict', 'There is no session to end.');
        await accounts.endSession(caller.session);
      },
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/self',
      access: 'self.read',
      summary: 'Who the token speaks for',
      tags: ['accounts'],
      response: selfSchema,
      handle: ({ caller }) => ({
        kind: caller.kind,
        name: caller.name,
        roles: [...caller.roles],
        participant: caller.participant,
      }),
    }),
  ];
}

function managementRoutes(accounts: AccountService): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/accounts',
      access: 'account.manage',
      summary: 'Creates an account; every role granted is logged',
      tags: ['accounts'],
      body: createAccountSchema,
      response: accountSchema,
      status: 201,
      handle: ({ body }) => accounts.create(body),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/accounts',
      access: 'account.read',
      summary: 'All accounts, oldest first',
      tags: ['accounts'],
      response: z.strictObject({ items: z.array(accountSchema) }),
      handle: async () => ({ items: await accounts.list() }),
    }),
    emptyRoute<Caller>()({
      method: 'DELETE',
      path: '/v1/accounts/{id}',
      access: 'account.manage',
      summary: 'Removes an account and ends its sessions',
      tags: ['accounts'],
      params: z.strictObject({ id: z.string().max(64) }),
      handle: ({ params }) => accounts.remove(params.id),
    }),
  ];
}
