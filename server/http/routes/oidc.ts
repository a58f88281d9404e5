/** Signing in with an OpenID provider: to it, and back with the cookie that local sign-in gives. */

import { z } from 'zod';
import {
  PROVIDER_RETURN_PATH,
  PROVIDER_SIGN_IN_PATH,
  TROUBLE_PARAMETER,
  type SignInTrouble,
} from '#contracts/http/portal.ts';
import { cookieValue, type SessionCookie } from '#platform/http/cookies.ts';
import { redirectRoute, type Route } from '#platform/http/route.ts';
import type { AccountService } from '../../auth/account-service.ts';
import { SIGN_IN_TTL_S, type OidcSignIn } from '../../auth/oidc-sign-in.ts';
import type { Caller } from '../../auth/permissions.ts';

/** A parameter that does not fit counts as not sent: the browser is led back to our page rather than to an error. */
const parameter = z.string().max(4096).optional().catch(undefined);
/** What providers send back; whatever else they add is left alone (RFC 6749, section 4.1.2). */
const answerSchema = z.object({ code: parameter, state: parameter, iss: parameter, error: parameter });

/** What the routes need. */
export interface OidcRoutesDeps {
  readonly accounts: Pick<AccountService, 'ofVerifiedEmail' | 'openSession'>;
  readonly signIn: OidcSignIn;
  /** The cookie of pages, without its value. */
  readonly cookie: Omit<SessionCookie, 'value'>;
  /** Base address of the broker as browsers reach it. */
  readonly api: () => string;
}

/** Routes of a broker with a provider. */
export function oidcRoutes({ accounts, signIn, cookie, api }: OidcRoutesDeps): Route<Caller>[] {
  const redirectUri = (): string => api() + PROVIDER_RETURN_PATH;
  const ticketCookie = {
    name: `${cookie.name}_oidc`,
    maxAgeS: SIGN_IN_TTL_S,
    secure: cookie.secure,
    lax: true,
    path: PROVIDER_SIGN_IN_PATH,
  };
  return [
    redirectRoute<Caller>()({
      method: 'GET',
      path: PROVIDER_SIGN_IN_PATH,
      access: 'session.open',
      summary: 'Begins a sign-in with the OpenID provider: sends the browser there',
      tags: ['portal'],
      handle: async (input) => {
        const begun = await signIn.begin(redirectUri());
        if ('trouble' in begun) return troublePage(begun.trouble);
        input.setCookie({ ...ticketCookie, value: begun.ticket });
        return begun.location;
      },
    }),
    redirectRoute<Caller>()({
      method: 'GET',
      path: PROVIDER_RETURN_PATH,
      access: 'session.open',
      summary: 'Where the OpenID provider sends the browser back to',
      tags: ['portal'],
      query: answerSchema,
      handle: async (input) => {
        input.setCookie({ ...ticketCookie, value: '' });
        const ticket = cookieValue(input.header('cookie'), ticketCookie.name);
        const outcome = await signIn.finish({ ticket, answer: input.query, redirectUri: redirectUri() });
        if ('trouble' in outcome) return troublePage(outcome.trouble);
        const account = await accounts.ofVerifiedEmail(outcome.email);
        if (account === null) return troublePage('unknown-account');
        const { token } = await accounts.openSession(account, input.header('user-agent') ?? '');
        input.setCookie({ ...cookie, value: token });
        return '/';
      },
    }),
  ];
}

function troublePage(trouble: SignInTrouble): string {
  return `/login?${TROUBLE_PARAMETER}=${trouble}`;
}
