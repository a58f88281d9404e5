/**
 * Routes as data: one table drives validation, the router and the OpenAPI document, so that none of the three can forget
 * one.
 *
 * @example
 * const routes = [
 *   jsonRoute<Caller>()({
 *     method: 'GET', path: '/v1/datasets/{id}', access: 'public', summary: 'One dataset',
 *     params: z.strictObject({ id: datasetIdSchema }), response: datasetSchema,
 *     handle: ({ params }) => catalog.find(params.id),
 *   }),
 * ];
 */

import type { z } from 'zod';
import type { SessionCookie } from './cookies.ts';

/** Methods of the API. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A schema as routes take it. */
export type Schema = z.ZodType;

/** What a handler gets: everything parsed. */
export interface RouteInput<Caller, Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Who asks, as the program's `authenticate` found for the route's `access`. */
  readonly caller: Caller;
  /** A request header, by lower-case name. */
  header(name: string): string | undefined;
  /** Sets a header of the answer, such as how long it may be kept. */
  setHeader(name: string, value: string): void;
  /** Sends a session cookie with the answer. */
  setCookie(cookie: SessionCookie): void;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
  /** Stands in logs and problem documents of this request. */
  readonly traceId: string;
}

/** Bytes of a route that does not answer with JSON. */
export interface BytesReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** One server-sent event; `data` is sent as canonical JSON. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
  /** A client that reconnects names the last id it saw in the header `last-event-id`. */
  readonly id?: string;
}

/** What a mounted route answers with. */
export type RouteAnswer =
  | { readonly kind: 'json'; readonly status: number; readonly schema: Schema }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bytes'; readonly mediaType: string }
  | { readonly kind: 'redirect' }
  | { readonly kind: 'events' };

/** A route with its types erased, as the router and the document see it. */
export interface Route<Caller> {
  readonly method: Method;
  /** OpenAPI form: `/v1/datasets/{id}`; a last segment `{rest*}` takes the rest of the path. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /** Word that the program's `authenticate` understands, such as `public` or `operator`. */
  readonly access: string;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  readonly maxBodyBytes: number;
  /** Whether a repeat with the same `Idempotency-Key` gets the first answer. */
  readonly idempotent: boolean;
  readonly answer: RouteAnswer;
  readonly handle: (input: RouteInput<Caller, unknown, unknown, unknown>) => unknown;
}

/** Longest request body when a route names no other. */
export const DEFAULT_MAX_BODY_BYTES = 256 * 1024;

type Out<S> = S extends Schema ? z.output<S> : undefined;
type In<S> = S extends Schema ? z.input<S> : undefined;

interface Spec<
  Caller,
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  Result,
> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly access: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly maxBodyBytes?: number;
  readonly idempotent?: boolean;
  readonly handle: (input: RouteInput<Caller, Out<P>, Out<Q>, Out<B>>) => Promise<Result> | Result;
}

/** A route that answers with JSON fitting `response` (status 200 unless named). Members that the schema does not name are not sent. */
export function jsonRoute<Caller>() {
  return <
    R extends Schema,
    P extends Schema | undefined = undefined,
    Q extends Schema | undefined = undefined,
    B extends Schema | undefined = undefined,
  >(
    spec: Spec<Caller, P, Q, B, In<R>> & { readonly response: R; readonly status?: number },
  ): Route<Caller> => {
    const { response, status, ...rest } = spec;
    return erase(rest, { kind: 'json', status: status ?? 200, schema: response });
  };
}

/** A route that answers with 204 and nothing. */
export function emptyRoute<Caller>() {
  return <
    P extends Schema | undefined = undefined,
    Q extends Schema | undefined = undefined,
    B extends Schema | undefined = undefined,
  >(
    spec: Spec<Caller, P, Q, B, void>,
  ): Route<Caller> => erase(spec, { kind: 'empty' });
}

/** A route that answers with bytes, such as log tiles and samples. */
export function bytesRoute<Caller>() {
  return <P extends Schema | undefined = undefined, Q extends Schema | undefined = undefined>(
    spec: Spec<Caller, P, Q, undefined, BytesReply> & { readonly mediaType: string },
  ): Route<Caller> => {
    const { mediaType, ...rest } = spec;
    return erase(rest, { kind: 'bytes', mediaType });
  };
}

/** A route that sends the browser elsewhere (303): to the address or path that `handle` gives. */
export function redirectRoute<Caller>() {
  return <P extends Schema | undefined = undefined, Q extends Schema | undefined = undefined>(
    spec: Spec<Caller, P, Q, undefined, string>,
  ): Route<Caller> => erase(spec, { kind: 'redirect' });
}

/** A route that answers with server-sent events until the iterable ends or the client goes (`signal`). */
export function eventRoute<Caller>() {
  return <P extends Schema | undefined = undefined, Q extends Schema | undefined = undefined>(
    spec: Spec<Caller, P, Q, undefined, AsyncIterable<ServerEvent>>,
  ): Route<Caller> => erase(spec, { kind: 'events' });
}

function erase<
  Caller,
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  Result,
>(spec: Spec<Caller, P, Q, B, Result>, answer: RouteAnswer): Route<Caller> {
  const { params, query, body, handle, ...rest } = spec;
  return {
    tags: [],
    maxBodyBytes: DEFAULT_MAX_BODY_BYTES,
    idempotent: false,
    ...rest,
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    answer,
    // The mount parses with the very schemas that the spec's types come from.
    handle: handle as Route<Caller>['handle'],
  };
}
