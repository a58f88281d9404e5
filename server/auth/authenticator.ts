/** Finds out who asks: passport's bearer strategy for tokens, its local strategy for mail address and password. */

import { timingSafeEqual } from 'node:crypto';
import { Passport, type AuthenticateCallback } from 'passport';
import { Strategy as BearerStrategy } from 'passport-http-bearer';
import { Strategy as LocalStrategy } from 'passport-local';
import type { Request, Response } from 'express';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { Account } from '#contracts/http/accounts.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { readCookie, requireOwnPage } from '#platform/http/cookies.ts';
import type { AccountService } from './account-service.ts';
import { nodeTokenKey } from './node-tokens.ts';
import { anonymousCaller, type Caller } from './permissions.ts';

/** What authentication needs. */
export interface AuthenticatorDeps {
  readonly accounts: Pick<AccountService, 'callerOf' | 'verify'>;
  readonly verifyNodeToken: (token: string) => Promise<ParticipantId>;
  /** Secret of this run, which whoever can read the broker's home may use as an operator. */
  readonly homeToken: string;
  /** Name of the cookie of pages. Cookies know no ports, and one machine may run several brokers. */
  readonly cookieName: string;
}

/** Authenticates requests. */
export interface Authenticator {
  /** Caller of a request, by its Authorization header or its page's cookie; anonymous without either. Throws `unauthenticated` for a token
   * that is not valid, `forbidden` for a changing request that another site's page sent along with the cookie. */
  callerOf(request: Request): Promise<Caller>;
  /** Account of address and password. Throws `unauthenticated`, `rate-limited`. */
  logIn(credentials: { email: string; password: string }): Promise<Account>;
}

/** Creates the authenticator of a broker. */
export function createAuthenticator(deps: AuthenticatorDeps): Authenticator {
  const passport = new Passport();
  passport.use(
    new BearerStrategy((token, done) => {
      void hand(callerOfToken(deps, token), done);
    }),
  );
  passport.use(
    new LocalStrategy({ usernameField: 'email', session: false }, (email, password, done) => {
      void hand(deps.accounts.verify(email, password), done);
    }),
  );
  const run = async (strategy: string, request: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const answered: AuthenticateCallback = (error: unknown, user) => {
        if (error !== null && error !== undefined) reject(error);
        else if (user === false || user === undefined) reject(notKnown());
        else resolve(user);
      };
      const middleware: unknown = passport.authenticate(strategy, { session: false }, answered);
      // Both strategies read the request only; with a callback passport never touches the response.
      (middleware as (request: object, response: Partial<Response>, next: (error: unknown) => void) => void)(
        request,
        {},
        reject,
      );
    });
  return {
    callerOf: async (request) => {
      if (request.get('authorization') === undefined) return callerOfCookie(deps, request);
      return (await run('bearer', { headers: request.headers, query: {}, body: {} })) as Caller;
    },
    logIn: async (credentials) =>
      (await run('local', { body: credentials, query: {}, headers: {} })) as Account,
  };
}

/** A page's session rides on a cookie. An old one is no offence: its page is told to sign in where that is needed. */
async function callerOfCookie(deps: AuthenticatorDeps, request: Request): Promise<Caller> {
  const stranger = anonymousCaller(request.socket.remoteAddress ?? 'unknown');
  const token = readCookie(request, deps.cookieName);
  if (token === undefined) return stranger;
  requireOwnPage(request);
  try {
    return await deps.accounts.callerOf(token);
  } catch (error) {
    if (isExchangeError(error, 'unauthenticated')) return stranger;
    throw error;
  }
}

/** Passport's strategies take callbacks. */
async function hand<T extends object>(
  found: Promise<T | null>,
  done: (error: unknown, user?: T | false) => void,
): Promise<void> {
  let user: T | null;
  try {
    user = await found;
  } catch (error) {
    done(error);
    return;
  }
  done(null, user ?? false);
}

async function callerOfToken(deps: AuthenticatorDeps, token: string): Promise<Caller> {
  if (isSame(token, deps.homeToken)) {
    return { name: 'home', kind: 'account', roles: ['operator'], participant: null, session: null };
  }
  if (nodeTokenKey(token) !== null) {
    const participant = await deps.verifyNodeToken(token);
    return { name: participant, kind: 'node', roles: [], participant, session: null };
  }
  return deps.accounts.callerOf(token);
}

function isSame(token: string, secret: string): boolean {
  const [a, b] = [Buffer.from(token), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function notKnown(): ExchangeError {
  return new ExchangeError('unauthenticated', 'The credentials are not known here.');
}
