/** The one way to the API: answers are parsed by the schemas of `contracts/http`, errors are problem documents or say why not. */

import type { z } from 'zod';
import { ExchangeError, type ErrorCode, type ErrorParams } from '#contracts/errors.ts';
import { PROBLEM_MEDIA_TYPE, problemSchema } from '#contracts/http/problem.ts';

/** One fault of a request: JSON pointer and what is wrong there. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** What the server said instead of an answer. `code` is of the closed list; words come from it (error-words.ts). */
export class ApiError extends ExchangeError {
  readonly status: number;
  readonly faults: readonly Fault[];
  /** What helps, in the server's words. */
  readonly next: string | undefined;
  readonly traceId: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    rest: {
      readonly status: number;
      readonly params?: ErrorParams;
      readonly faults?: readonly Fault[] | undefined;
      readonly next?: string | undefined;
      readonly traceId?: string | undefined;
      readonly cause?: unknown;
    },
  ) {
    super(code, message, {
      ...(rest.params === undefined ? {} : { params: rest.params }),
      cause: rest.cause,
    });
    this.status = rest.status;
    this.faults = rest.faults ?? [];
    this.next = rest.next;
    this.traceId = rest.traceId;
  }
}

/** Values of a query string; undefined ones are left out, lists repeat their name. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** How a request is sent. */
export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Query | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Calls a route that answers with JSON of `schema`. Throws {@link ApiError}; an abort passes through. */
export async function callJson<S extends z.ZodType>(
  path: string,
  schema: S,
  options: CallOptions = {},
): Promise<z.output<S>> {
  const response = await send(path, options);
  let value: unknown;
  try {
    value = await response.json();
  } catch (cause) {
    throw unreadable(response, cause);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw unreadable(response, parsed.error);
  return parsed.data;
}

/** Calls a route that answers with nothing. Throws {@link ApiError}. */
export async function callEmpty(path: string, options: CallOptions = {}): Promise<void> {
  await send(path, options);
}

/** Calls a route that answers with bytes. Throws {@link ApiError}. */
export async function callBytes(path: string, options: CallOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const response = await send(path, options);
  return new Uint8Array(await response.arrayBuffer());
}

/** Address with a query string. */
export function addressOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? (value as string[]) : [String(value)]) search.append(name, one);
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function send(path: string, options: CallOptions): Promise<Response> {
  const { method = options.body === undefined ? 'GET' : 'POST', query, body, signal } = options;
  let response: Response;
  try {
    response = await fetch(addressOf(path, query), {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError('peer-unreachable', 'The server does not answer.', { status: 0, cause });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('content-type')?.includes(PROBLEM_MEDIA_TYPE) === true;
  const problem = isProblem ? problemSchema.safeParse(await response.json().catch(() => null)) : undefined;
  if (problem?.success !== true) return unreadable(response, problem?.error);
  const { code, detail, params, errors, next, traceId } = problem.data;
  return new ApiError(code, detail, { status: response.status, params, faults: errors, next, traceId });
}

function unreadable(response: Response, cause: unknown): ApiError {
  return new ApiError('unknown-version', 'The answer is not what this page expects.', {
    status: response.status,
    traceId: response.headers.get('trace-id') ?? undefined,
    cause,
  });
}
