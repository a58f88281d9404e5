/** Sessions and accounts of people without a node. */

import { z } from 'zod';
import {
  accountSchema,
  demoLoginSchema,
  openSessionSchema,
  portalSessionSchema,
  type Account,
  type PortalSession,
  createAccountSchema,
  loginSchema,
  ROLES,
  roleSchema,
  sessionSchema,
} from '#contracts/http/accounts.ts';
import { acceptInvitationSchema } from '#contracts/http/members.ts';
import { participantIdSchema } from '#contracts/keys.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { SessionCookie } from '#platform/http/cookies.ts';
import { emptyRoute, jsonRoute, type Route, type RouteInput } from '#platform/http/route.ts';
import type { AccountService } from '../../auth/account-service.ts';
import type { MemberService } from '../../auth/member-service.ts';
import type { Authenticator } from '../../auth/authenticator.ts';
import type { Caller } from '../../auth/permissions.ts';

const selfSchema = z.strictObject({
  kind: z.enum(['node', 'account', 'anonymous']),
  name: z.string().max(256),
  roles: z.array(roleSchema).max(ROLES.length),
  participant: participantIdSchema.nullable(),
});

/** What the routes need. */
export interface AccountRoutesDeps {
  readonly accounts: AccountService;
  readonly members: Pick<MemberService, 'accept'>;
  readonly authenticator: Authenticator;
  /** The cookie of pages, without its value. */
  readonly cookie: Omit<SessionCookie, 'value'>;
  /** Whether this is the demo world, whose accounts are everybody's. */
  readonly demo: boolean;
  /** Name of the OpenID provider that accounts may sign in with, or null. */
  readonly provider: string | null;
}

/** Routes of accounts. */
export function accountRoutes(deps: AccountRoutesDeps): Route<Caller>[] {
  return [
    ...sessionRoutes(deps),
    ...openSessionRoutes(deps.accounts),
    ...portalSessionRoutes(deps),
    ...managementRoutes(deps.accounts),
  ];
}

/** The session of a caller that has one. Throws `conflict`: a token of the home or of a node is none. */
function ownSession(caller: Caller): NonNullable<Caller['session']> {
  if (caller.session === null) throw new ExchangeError('conflict', 'There is no session.');
  return caller.session;
}

function sessionRoutes({ accounts, authenticator, cookie }: AccountRoutesDeps): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/session',
      access: 'session.open',
      summary: 'Mail address and password for a token',
      tags: ['accounts'],
      body: loginSchema,
      response: sessionSchema,
      handle: async (input) =>
        accounts.openSession(await authenticator.logIn(input.body), input.header('user-agent') ?? ''),
    }),
    emptyRoute<Caller>()({
      method: 'DELETE',
      path: '/v1/session',
      access: 'session.use',
      summary: 'Ends the session',
      tags: ['accounts'],
      handle: async (input) => {
        await accounts.endSession(ownSession(input.caller));
        input.setCookie({ ...cookie, value: '' });
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

function openSessionRoutes(accounts: AccountService): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/sessions',
      access: 'session.use',
      summary: 'Open sessions of the account that asks',
      tags: ['accounts'],
      response: z.strictObject({ items: z.array(openSessionSchema) }),
      handle: async ({ caller }) => {
        const { id, account } = ownSession(caller);
        return { items: await accounts.sessions(account, id) };
      },
    }),
    emptyRoute<Caller>()({
      method: 'DELETE',
      path: '/v1/sessions/{id}',
      access: 'session.use',
      summary: 'Ends another session of the account that asks',
      tags: ['accounts'],
      params: z.strictObject({ id: z.string().max(64) }),
      handle: ({ params, caller }) =>
        accounts.endSession({ id: params.id, account: ownSession(caller).account }),
    }),
  ];
}

/** Addresses of the demo's people end with this, which no mail address on the net does. */
const DEMO_MAIL = '.demo';

/** How pages sign somebody in, whatever proved who it is. */
interface PortalSessions {
  readonly demoAccounts: () => Promise<PortalSession['demoAccounts']>;
  readonly open: (account: Account, input: SignInInput) => Promise<PortalSession>;
}

function portalSessions({ accounts, cookie, demo, provider }: AccountRoutesDeps): PortalSessions {
  const demoAccounts: PortalSessions['demoAccounts'] = async () =>
    demo
      ? (await accounts.list())
          .filter((account) => account.email.endsWith(DEMO_MAIL))
          .map(({ email, name, roles }) => ({ email, name, roles }))
      : [];
  return {
    demoAccounts,
    open: async (account, input) => {
      const { token } = await accounts.openSession(account, input.header('user-agent') ?? '');
      input.setCookie({ ...cookie, value: token });
      return { account, demoAccounts: await demoAccounts(), provider };
    },
  };
}

function portalSessionRoutes(deps: AccountRoutesDeps): Route<Caller>[] {
  const { accounts, authenticator, demo, members, provider } = deps;
  const { demoAccounts, open } = portalSessions(deps);
  return [
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/portal/session',
      access: 'public.read',
      summary: 'Who the page speaks for',
      tags: ['portal'],
      response: portalSessionSchema,
      handle: async ({ caller }) => ({
        account: caller.session === null ? null : await accounts.get(caller.name),
        demoAccounts: await demoAccounts(),
        provider,
      }),
    }),
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/portal/session',
      access: 'session.open',
      summary: 'Mail address and password for a session cookie, which scripts cannot read',
      tags: ['portal'],
      body: loginSchema,
      response: portalSessionSchema,
      handle: async (input) => open(await authenticator.logIn(input.body), input),
    }),
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/portal/invitation',
      access: 'session.open',
      summary: 'Takes an invitation: makes the account and signs in',
      tags: ['portal'],
      body: acceptInvitationSchema,
      response: portalSessionSchema,
      handle: async (input) => open(await members.accept(input.body), input),
    }),
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/portal/session/demo',
      access: 'session.open',
      summary: 'Signs in as somebody of the demo world',
      tags: ['portal'],
      body: demoLoginSchema,
      response: portalSessionSchema,
      handle: async (input) => {
        const known = (await accounts.list()).find(({ email }) => email === input.body.email);
        if (!demo || known === undefined || !known.email.endsWith(DEMO_MAIL)) {
          throw new ExchangeError('not-found', 'There is no such account of a demo here.');
        }
        return open(known, input);
      },
    }),
  ];
}

/** What signing in needs of a request. */
type SignInInput = Pick<RouteInput<Caller, unknown, unknown, unknown>, 'header' | 'setCookie'>;

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
