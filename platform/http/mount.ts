/** Puts a route table on an express router: authenticate, validate, handle, answer. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { ZodError } from 'zod';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { PROBLEM_MEDIA_TYPE } from '#contracts/http/problem.ts';
import { giveWay, giveWayWhenDue } from '../give-way.ts';
import { readJson } from '../json-reader.ts';
import type { Logger } from '../logger.ts';
import { answerWriter, type AnswerWriter } from './answer-writer.ts';
import { setSessionCookie } from './cookies.ts';
import { answerOnce, type IdempotencyStore, type KeptAnswer } from './idempotency.ts';
import { jsonBody } from './json.ts';
import { faultsOf, InvalidRequest, problemOf, type Fault } from './problem.ts';
import type { BytesReply, Route, RouteInput, Schema, ServerEvent } from './route.ts';
import { traceIdOf } from './security.ts';
import { sendEvents } from './server-events.ts';

/** What routes need from their program. */
export interface MountDeps<Caller> {
  /** Finds out who asks and whether the route's `access` admits them. Throws `unauthenticated` or `forbidden`. */
  authenticate(request: Request, access: string): Promise<Caller>;
  /** Name of a caller in idempotency scopes; needed when routes are idempotent. */
  scopeOf?(caller: Caller): string;
  readonly idempotency?: IdempotencyStore;
  readonly logger: Logger;
  /** Told of every answered request; `path` is the route's, so it can label metrics. */
  onAnswer?(answer: { method: string; path: string; status: number; seconds: number }): void;
}

/** Router of a route table. Throws `conflict` when two routes share method and path. */
export function mountRoutes<Caller>(routes: readonly Route<Caller>[], deps: MountDeps<Caller>): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const seen = new Set<string>();
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    if (seen.has(name)) throw new ExchangeError('conflict', `The route ${name} is there twice.`);
    seen.add(name);
    const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const readBody = express.raw({ type: () => true, limit: route.maxBodyBytes });
    const handlers = route.body === undefined ? [] : [readBody];
    const served = {
      route,
      write: route.answer.kind === 'json' ? answerWriter(route.answer.schema) : noBody,
    };
    router[method](expressPath(route.path), watch(route, deps), ...handlers, (request, response) =>
      serve(served, deps, { request, response }),
    );
  }
  return router;
}

/** Last handler of an app: turns errors into problem documents. */
export function problemHandler(options: {
  logger: Logger;
  next?: (error: ExchangeError) => string | undefined;
}) {
  // eslint-disable-next-line max-params -- express knows an error handler by its four parameters
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const traceId = traceIdOf(response);
    const problem = problemOf(fromBodyReader(error), {
      traceId,
      ...(options.next === undefined ? {} : { next: options.next }),
    });
    if (problem.status >= 500 && !isExchangeError(error, 'interrupted')) {
      options.logger.error(
        { error, traceId, method: request.method, code: problem.code },
        'a request failed',
      );
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (problem.code === 'unauthenticated') response.set('www-authenticate', 'Bearer');
    response
      .status(problem.status)
      .type(PROBLEM_MEDIA_TYPE)
      .send(Buffer.from(jsonBody(problem)));
  };
}

function watch<Caller>(route: Route<Caller>, deps: MountDeps<Caller>) {
  return (_request: Request, response: Response, next: NextFunction): void => {
    const began = performance.now();
    response.once('finish', () => {
      const seconds = (performance.now() - began) / 1000;
      const answer = { method: route.method, path: route.path, status: response.statusCode, seconds };
      deps.onAnswer?.(answer);
      deps.logger.debug({ ...answer, traceId: traceIdOf(response) }, 'answered a request');
    });
    next();
  };
}

/** A route and what writes its answers. */
interface Served<Caller> {
  readonly route: Route<Caller>;
  readonly write: AnswerWriter;
}

const noBody: AnswerWriter = () => Promise.resolve(new Uint8Array());

async function serve<Caller>(
  served: Served<Caller>,
  deps: MountDeps<Caller>,
  http: { request: Request; response: Response },
): Promise<void> {
  const { request, response } = http;
  const { route } = served;
  const caller = await deps.authenticate(request, route.access);
  const gone = new AbortController();
  response.once('close', () => gone.abort(new ExchangeError('interrupted', 'The client is gone.')));
  // Who left while the caller was found out will not close again.
  if (response.destroyed) gone.abort(new ExchangeError('interrupted', 'The client is gone.'));
  const input: RouteInput<Caller, unknown, unknown, unknown> = {
    ...(await parseInput(route, request)),
    caller,
    header: (name) => request.get(name),
    setHeader: (name, value) => void response.set(name, value),
    setCookie: (cookie) => setSessionCookie(response, { ...cookie, secure: cookie.secure || request.secure }),
    signal: gone.signal,
    traceId: traceIdOf(response),
  };
  // What checking took is behind this piece.
  await giveWayWhenDue();
  const { answer } = route;
  if (answer.kind === 'json' || answer.kind === 'empty') {
    const kept = await keptAnswer(served, deps, { request, caller, input });
    response.status(kept.status);
    if (kept.body.length > 0) response.type('application/json').send(Buffer.from(kept.body));
    else response.end();
    return;
  }
  const result = await route.handle(input);
  if (answer.kind === 'events') {
    return sendEvents(response, result as AsyncIterable<ServerEvent>, gone.signal);
  }
  if (answer.kind === 'redirect') {
    response
      .status(303)
      .set({ location: String(result), 'cache-control': 'no-store' })
      .end();
    return;
  }
  return sendBytes(response, answer.mediaType, result as BytesReply);
}

async function keptAnswer<Caller>(
  { route, write }: Served<Caller>,
  deps: MountDeps<Caller>,
  call: { request: Request; caller: Caller; input: RouteInput<Caller, unknown, unknown, unknown> },
): Promise<KeptAnswer> {
  const work = async (): Promise<KeptAnswer> => {
    const result = await route.handle(call.input);
    // What it took to find the answer is one piece, checking it another.
    await giveWay();
    if (route.answer.kind !== 'json') return { status: 204, body: new Uint8Array() };
    return { status: route.answer.status, body: await writtenAnswer(route, write, result) };
  };
  const key = call.request.get('idempotency-key');
  if (!route.idempotent || key === undefined || deps.idempotency === undefined) return work();
  const who = deps.scopeOf?.(call.caller) ?? '';
  const scope = `${route.method} ${call.request.path} ${who}`;
  const body: unknown = call.request.body;
  return answerOnce(
    deps.idempotency,
    { scope, key, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) },
    work,
  );
}

async function writtenAnswer<Caller>(
  route: Route<Caller>,
  write: AnswerWriter,
  result: unknown,
): Promise<Uint8Array> {
  try {
    return await write(result);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    throw new ExchangeError('internal', `An answer of ${route.path} does not fit its schema.`, {
      cause: error,
    });
  }
}

async function sendBytes(response: Response, mediaType: string, reply: BytesReply): Promise<void> {
  response.status(reply.status ?? 200).set({ 'content-type': mediaType, ...reply.headers });
  if (reply.body instanceof Uint8Array) response.end(reply.body);
  else await pipeline(Readable.from(reply.body, { objectMode: false }), response);
}

async function parseInput<Caller>(
  route: Route<Caller>,
  request: Request,
): Promise<{ params: unknown; query: unknown; body: unknown }> {
  const faults: Fault[] = [];
  const parse = (schema: Schema | undefined, value: unknown, base: string): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    faults.push(...faultsOf(parsed.error, base));
    return undefined;
  };
  const params = parse(route.params, pathParams(request), '/params');
  const query = parse(route.query, { ...request.query }, '/query');
  const read = route.body === undefined ? undefined : await readBody(request, route.maxBodyBytes);
  // Requests that came together are read one a piece, and what was read is checked in a piece of its own.
  await giveWayWhenDue();
  const body = parse(route.body, read, '/body');
  if (faults.length > 0) throw new InvalidRequest(faults);
  return { params, query, body };
}

function pathParams(request: Request): Record<string, string> {
  const params: Record<string, unknown> = request.params;
  // A rest parameter comes as its segments.
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join('/') : String(value),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

async function readBody(request: Request, maxBytes: number): Promise<unknown> {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body) || body.length === 0) {
    throw new InvalidRequest([{ pointer: '/body', code: 'required', message: 'A JSON body is needed.' }]);
  }
  if (request.is('application/json') === false) {
    throw new ExchangeError('unsupported-format', 'The body must be application/json.');
  }
  await giveWayWhenDue();
  return readJson(body, maxBytes);
}

function expressPath(path: string): string {
  return path.replace(/\{(\w+)\*\}/g, '*$1').replace(/\{(\w+)\}/g, ':$1');
}

/** Errors of express and its body reader carry an HTTP status and a type; they are the client's fault and say how. */
function fromBodyReader(error: unknown): unknown {
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  if (error instanceof ExchangeError || typeof status !== 'number') return error;
  if (type === 'entity.too.large') {
    return new ExchangeError('limit-exceeded', 'The body is longer than this route takes.', { cause: error });
  }
  if (status === 415) {
    return new ExchangeError('unsupported-format', 'The encoding of the body is not supported.', {
      cause: error,
    });
  }
  if (status >= 400 && status < 500) {
    return new ExchangeError('usage', 'The request is malformed.', { cause: error });
  }
  return error;
}
