/** Session cookies of pages, and the check that a changing request which rides on one comes from a page of ours. */

import type { Request, Response } from 'express';
import { ExchangeError } from '#contracts/errors.ts';

/** Longest cookie header that is looked at, characters. */
const MAX_COOKIE_HEADER = 8192;
/** Methods that change nothing. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A session cookie. Scripts never see it, other sites never send it unless `lax`, and it goes to this host only. */
export interface SessionCookie {
  /** Cookies know no ports: servers of one host must differ in the name. */
  readonly name: string;
  /** Empty to remove the cookie. */
  readonly value: string;
  readonly maxAgeS: number;
  /** Sent over TLS only; a cookie that is set over TLS always is. */
  readonly secure: boolean;
  /** Also sent when another site leads the browser here, as an OpenID provider does. */
  readonly lax?: boolean;
  /** Sent to addresses under this path only; to all when left out. */
  readonly path?: string;
}

/** Sets a session cookie, or removes it when its value is empty. */
export function setSessionCookie(response: Response, cookie: SessionCookie): void {
  const { name, value, maxAgeS, secure, lax, path } = cookie;
  const maxAge = value === '' ? 0 : maxAgeS * 1000;
  const sameSite = lax === true ? 'lax' : 'strict';
  response.cookie(name, value, { httpOnly: true, sameSite, secure, path: path ?? '/', maxAge });
}

/** Value of a cookie that came with a request, or undefined. */
export function readCookie(request: Request, name: string): string | undefined {
  return cookieValue(request.get('cookie'), name);
}

/** Value of a cookie in a `Cookie` header (RFC 6265, section 5.4), or undefined. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  if (header === undefined || header.length > MAX_COOKIE_HEADER) return undefined;
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/**
 * Refuses a changing request that a page of another site made a browser send along with the cookie (cross-site request forgery), with `forbidden`.
 * Browsers name the page's origin on every such request; one that names none is no browser's.
 */
export function requireOwnPage(request: Request): void {
  if (SAFE_METHODS.has(request.method)) return;
  const origin = URL.parse(request.get('origin') ?? '');
  if (origin !== null && origin.host === request.get('host')?.toLowerCase()) return;
  throw new ExchangeError('forbidden', 'The request comes from a page of another site.');
}
