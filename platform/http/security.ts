/** What every answer carries and every request must pass before a route sees it. */

import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ExchangeError } from '#contracts/errors.ts';

/** Nothing from elsewhere, nothing inline. `data:` and `blob:` are pixels that the page made itself; WebAssembly decodes. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** Policy of a page whose own style elements carry the nonce of this answer. */
export function pagePolicy(nonce: string): string {
  return [...POLICY, `style-src 'self' 'nonce-${nonce}'`].join('; ');
}

const SECURITY_HEADERS = {
  'content-security-policy': POLICY.join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** Methods that change nothing. */
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** W3C trace context, version 00. */
const TRACE_PARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Gives each request a trace id (from `traceparent` when sent) and each answer the security headers. */
export function securityHeaders(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const parent = TRACE_PARENT.exec(request.get('traceparent') ?? '')?.[1];
    const traceId = parent ?? randomBytes(16).toString('hex');
    response.locals['traceId'] = traceId;
    response.set({ ...SECURITY_HEADERS, 'trace-id': traceId });
    next();
  };
}

/** Trace id of the request that a response belongs to. */
export function traceIdOf(response: Response): string {
  const id: unknown = response.locals['traceId'];
  return typeof id === 'string' ? id : '';
}

/**
 * Refuses requests under a foreign host name (DNS rebinding) and changing requests from foreign pages, with `forbidden`.
 * @param allowedHosts `host:port` values that this server answers under; read per request, since the port may be given late
 */
export function checkHostAndOrigin(allowedHosts: () => readonly string[]): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const allowed = allowedHosts();
    const host = request.get('host')?.toLowerCase();
    if (host === undefined || !allowed.includes(host)) {
      throw new ExchangeError('forbidden', 'This server does not answer under the name in the Host header.');
    }
    const origin = request.get('origin');
    if (origin !== undefined && !SAFE_METHODS.has(request.method) && !isOwnOrigin(origin, allowed)) {
      throw new ExchangeError('forbidden', 'The request comes from a page of another site.');
    }
    next();
  };
}

/** Names of a server on loopback. */
export function loopbackHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
}

function isOwnOrigin(origin: string, allowed: readonly string[]): boolean {
  const url = URL.parse(origin);
  return url !== null && allowed.includes(url.host);
}
