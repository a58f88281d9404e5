/** Signing in to the console in a page, and the accounts of colleagues. */

import { z } from 'zod';
import { ExchangeError } from '#contracts/errors.ts';
import {
  consoleAccountSchema,
  consoleSelfSchema,
  createConsoleAccountSchema,
  openConsoleSessionSchema,
  type ConsoleSelf,
} from '#contracts/http/console-access.ts';
import { emptyRoute, jsonRoute, type Route } from '#platform/http/route.ts';
import { CONSOLE_SESSION_S, type ConsoleAccounts } from '../../accounts/accounts.ts';
import { isHomeToken, type AccessDeps } from '../access.ts';
import type { ConsoleCaller } from '../permissions.ts';

/** What the routes need. */
export interface SessionRoutesDeps extends Pick<AccessDeps, 'token' | 'cookieName'> {
  readonly accounts: ConsoleAccounts;
}

/** Routes of sessions and accounts. */
export function sessionRoutes(deps: SessionRoutesDeps): Route<ConsoleCaller>[] {
  return [...signingRoutes(deps), ...accountRoutes(deps.accounts)];
}

function signingRoutes(deps: SessionRoutesDeps): Route<ConsoleCaller>[] {
  const { accounts, cookieName } = deps;
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/session',
      access: 'session.open',
      summary: "Opens a page's session, for the home's token or for an account's address and password",
      tags: ['session'],
      body: openConsoleSessionSchema,
      response: consoleSelfSchema,
      handle: async (input): Promise<ConsoleSelf> => {
        const account = await accountOf(deps, input.body, input.caller.name);
        const value = await accounts.openSession(account);
        input.setCookie({ name: cookieName, value, maxAgeS: CONSOLE_SESSION_S, secure: false });
        if (account === null) return { kind: 'holder', name: 'holder', roles: [] };
        return { kind: 'account', name: account.name, roles: account.roles };
      },
    }),
    emptyRoute<ConsoleCaller>()({
      method: 'DELETE',
      path: '/v1/session',
      access: 'session.end',
      summary: 'Ends the session',
      tags: ['session'],
      handle: async (input) => {
        if (input.caller.session === null) throw new ExchangeError('conflict', 'There is no session to end.');
        await accounts.endSession(input.caller.session);
        input.setCookie({ name: cookieName, value: '', maxAgeS: 0, secure: false });
      },
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/self',
      access: 'self.read',
      summary: 'Who the page speaks for',
      tags: ['session'],
      response: consoleSelfSchema,
      handle: ({ caller }): ConsoleSelf => ({
        kind: caller.kind,
        name: caller.name,
        roles: [...caller.roles],
      }),
    }),
  ];
}

function accountRoutes(accounts: ConsoleAccounts): Route<ConsoleCaller>[] {
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/accounts',
      access: 'account.manage',
      summary: 'Accounts of this console, oldest first',
      tags: ['session'],
      response: z.strictObject({ items: z.array(consoleAccountSchema) }),
      handle: async () => ({ items: await accounts.list() }),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/accounts',
      access: 'account.manage',
      summary: 'Creates an account for a colleague',
      tags: ['session'],
      body: createConsoleAccountSchema,
      response: consoleAccountSchema,
      status: 201,
      handle: ({ body }) => accounts.create(body),
    }),
    emptyRoute<ConsoleCaller>()({
      method: 'DELETE',
      path: '/v1/accounts/{id}',
      access: 'account.manage',
      summary: 'Removes an account and ends its sessions',
      tags: ['session'],
      params: z.strictObject({ id: z.string().max(64) }),
      handle: ({ params }) => accounts.remove(params.id),
    }),
  ];
}

/** The account that signs in; null for the holder of the home's token. */
async function accountOf(
  deps: SessionRoutesDeps,
  body: z.infer<typeof openConsoleSessionSchema>,
  from: string,
): Promise<Awaited<ReturnType<ConsoleAccounts['verify']>> | null> {
  if (!('token' in body)) return deps.accounts.verify({ ...body, from });
  if (isHomeToken(body.token, deps.token)) return null;
  throw new ExchangeError('unauthenticated', 'The token is not that of this run of the node.');
}
