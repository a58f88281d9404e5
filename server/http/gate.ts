/** Lets requests in: who asks, may they, and how often (auth/permissions.ts is the table). */

import type { Request } from 'express';
import type { Clock } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { createRateLimiter, type RateLimiter } from '#platform/peer/rate-limit.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import { mayDo, PERMISSIONS, type Action, type Caller } from '../auth/permissions.ts';
import type { RequestLimits } from '../config.ts';

const SECONDS_PER_MINUTE = 60;

/** What the gate needs. */
export interface GateDeps {
  readonly authenticator: Authenticator;
  readonly limits: RequestLimits;
  readonly clock: Clock;
}

/** Admits a request or throws `unauthenticated`, `forbidden`, `rate-limited`. */
export type Gate = (request: Request, access: string) => Promise<Caller>;

/** Creates the gate of an API. */
export function createGate(deps: GateDeps): Gate {
  const limiters = Object.fromEntries(
    Object.entries(deps.limits).map(([name, perMinute]) => [
      name,
      createRateLimiter({ perSecond: perMinute / SECONDS_PER_MINUTE, burst: perMinute }, deps.clock),
    ]),
  ) as Record<keyof RequestLimits, RateLimiter>;
  return async (request, access) => {
    const action = access as Action;
    const caller = await deps.authenticator.callerOf(request);
    const { counts } = PERMISSIONS[action];
    if (!limiters[counts].take(caller.name)) {
      const seconds = Math.max(1, Math.ceil(SECONDS_PER_MINUTE / deps.limits[counts]));
      request.res?.set('retry-after', String(seconds));
      throw new ExchangeError('rate-limited', 'Too many requests; wait a moment.', {
        params: { limit: deps.limits[counts], perSeconds: SECONDS_PER_MINUTE },
      });
    }
    if (mayDo(caller, action) || (action === 'metrics.read' && isLocal(request))) return caller;
    if (caller.kind === 'anonymous') throw new ExchangeError('unauthenticated', 'Log in first.');
    throw new ExchangeError('forbidden', 'Your role does not allow this.', { params: { action } });
  };
}

/** A request from this machine that no proxy has passed on. */
function isLocal(request: Request): boolean {
  const address = request.socket.remoteAddress ?? '';
  const loopback = address === '::1' || /^(::ffff:)?127\./.test(address);
  return loopback && request.get('x-forwarded-for') === undefined;
}
