/** Finds out who asks: passport's bearer strategy for tokens, its local strategy for mail address and password. */

import { timingSafeEqual } from 'node:crypto';
import { Passport, type AuthenticateCallback } from 'passport';
import { Strategy as BearerStrategy } from 'passport-http-bearer';
import { Strategy as LocalStrategy } from 'passport-local';
import type { Request, Response } from 'express';
import { ExchangeError } from '#contracts/errors.ts';
import type { Account } from '#contracts/http/accounts.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { AccountService } from './account-service.ts';
import { nodeTokenKey } from './node-tokens.ts';
import { anonymousCaller, type Caller } from './permissions.ts';

/** What authentication needs. */
export interface AuthenticatorDeps {
  readonly accounts: Pick<AccountService, 'callerOf' | 'verify'>;
  readonly verifyNodeToken: (token: string) => Promise<ParticipantId>;
  /** Secret of this run, which whoever can read the broker's home may use as an operator. */
  readonly homeToken: string;
}

/** Authenticates requests. */
export interface Authenticator {
  /** Caller of a request; anonymous without an Authorization header. Throws `unauthenticated` for a token that is not valid. */
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
      if (request.get('authorization') === undefined) {
        return anonymousCaller(request.socket.remoteAddress ?? 'unknown');
      }
      return (await run('bearer', { headers: request.headers, query: {}, body: {} })) as Caller;
    },
    logIn: async (credentials) =>
      (await run('local', { body: credentials, query: {}, headers: {} })) as Account,
  };
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
