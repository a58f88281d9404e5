/**
 * Passes a page's catalog, matching and log calls on to the broker, in this company's name. Only what is listed here is passed, and nothing
 * that the broker answers makes the node do anything (DECISIONS 31).
 */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { Router, type Request, type Response } from 'express';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { signNodeToken } from '#contracts/http/node-token.ts';
import type { NodeIdentity } from '../identity/identity.ts';
import type { Authenticate } from './access.ts';
import type { Action } from './permissions.ts';

/** Longest body that is passed on: a described body with its tree. */
const MAX_BODY_BYTES = 1024 * 1024;

const READ =
  /^\/(?:v1\/(?:datasets|participants|embodiments|log|matches|standing-requests|overview|catalog)(?:[/.].*)?|log\/.*|\.well-known\/kinship)$/;
const ASK = /^\/v1\/(?:matches|standing-requests)(?:\/[\w-]{1,64})?$/;
/** Headers that go on to the broker, and those that come back. */
const ASKED_HEADERS = [
  'accept',
  'accept-language',
  'content-type',
  'if-none-match',
  'last-event-id',
  'range',
];
const ANSWERED_HEADERS = [
  'accept-ranges',
  'cache-control',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'link',
  'retry-after',
];

/** What passing on needs. */
export interface BrokerPassDeps {
  /** Base address of the broker's API. */
  readonly api: string;
  readonly identity: Pick<NodeIdentity, 'participant' | 'signer'>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly authenticate: Authenticate;
}

/** Router of the broker's paths; what is not among them goes on to the next handler. The console has no path of its own among them. */
export function createBrokerPass(deps: BrokerPassDeps): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.use((request, _response, next) => next(actionOf(request) === undefined ? 'router' : undefined));
  router.use(express.raw({ type: () => true, limit: MAX_BODY_BYTES }), (request, response) =>
    pass(deps, request, response),
  );
  return router;
}

async function pass(deps: BrokerPassDeps, request: Request, response: Response): Promise<void> {
  const action = actionOf(request);
  if (action === undefined) throw new ExchangeError('not-found', 'This path is not the broker’s.');
  await deps.authenticate(request, action);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const body: unknown = request.body;
  const answer = await ask(deps, request, {
    signal: gone.signal,
    ...(Buffer.isBuffer(body) && body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  response.status(answer.status);
  for (const name of ANSWERED_HEADERS) {
    const value = answer.headers.get(name);
    // What fetch has unpacked is longer than the broker said.
    const unpacked = name === 'content-length' && answer.headers.has('content-encoding');
    if (value !== null && !unpacked) response.set(name, value);
  }
  if (answer.body === null) {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.fromWeb(answer.body), response);
  } catch (error) {
    // The page has left, or the broker broke off within its answer: the page sees the broken stream.
    if (!gone.signal.aborted) throw error;
  }
}

function actionOf(request: Request): Action | undefined {
  const { method, path } = request;
  if ((method === 'GET' || method === 'HEAD') && READ.test(path)) return 'broker.read';
  if ((method === 'POST' || method === 'DELETE') && ASK.test(path)) return 'broker.ask';
  return undefined;
}

async function ask(
  deps: BrokerPassDeps,
  request: Request,
  init: { readonly signal: AbortSignal; readonly body?: Uint8Array<ArrayBuffer> },
): Promise<globalThis.Response> {
  const { api, identity, clock, random } = deps;
  const claims = { participant: identity.participant, audience: api, nowMs: clock() };
  const headers = new Headers({
    authorization: `Bearer ${signNodeToken(claims, identity.signer, random)}`,
  });
  for (const name of ASKED_HEADERS) {
    const value = request.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  try {
    return await fetch(api + request.url, { method: request.method, headers, redirect: 'error', ...init });
  } catch (cause) {
    throw new ExchangeError('peer-unreachable', 'The broker does not answer.', {
      params: { address: new URL(api).origin },
      cause,
    });
  }
}
