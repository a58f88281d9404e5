/** The broker's HTTP API as this node uses it: typed by `contracts/http`, authenticated by the operational key. */

import { z } from 'zod';
import type { JsonValue } from '#contracts/canonical-json.ts';
import type { Clock, RandomBytes, Signer } from '#contracts/crypto.ts';
import { ERROR_CODES, ExchangeError, type ErrorCode, type ErrorParams } from '#contracts/errors.ts';
import { causedFault } from '#contracts/faults.ts';
import { signNodeToken } from '#contracts/http/node-token.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { MAX_ISSUES, parseWire, WireError } from '#contracts/wire.ts';
import { readJson } from '#platform/json-reader.ts';

/** Largest answer that is read, in bytes. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** Most values of an answer: a hundred standing requests with a body each have some hundred thousand. */
const MAX_ANSWER_VALUES = 1_000_000;
/** Longest wait for an answer, in milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Most parameters of a problem, and longest text of one, that an error carries on. */
const MAX_PARAMS = 16;
const MAX_SAID = 300;

/** Who calls. Without an identity only public resources answer. */
export interface CallerIdentity {
  readonly participant: ParticipantId;
  readonly signer: Signer;
}

/** What a client needs. */
export interface BrokerClientDeps {
  /** Base address, such as `http://127.0.0.1:7400`. */
  readonly api: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly identity: CallerIdentity | null;
  /** A person's session token (`kin login`), used when there is no identity. */
  readonly token?: string | undefined;
  /** Who is called, for the words of errors: the broker unless said otherwise. */
  readonly server?: 'broker' | 'node';
}

/** One call. */
export interface BrokerCall<S extends z.ZodType> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly answer: S;
  readonly signal?: AbortSignal | undefined;
  /** Sends no token: what the call carries is signed itself. */
  readonly anonymous?: boolean;
}

/** A client of one broker. */
export interface BrokerClient {
  readonly api: string;
  /**
   * Calls and parses the answer. Throws the broker's own code (param `stated` is true: it stands in the answer), one that follows from the
   * status, or `peer-unreachable`, or `peer-misbehaved`.
   */
  call<S extends z.ZodType>(call: BrokerCall<S>): Promise<z.infer<S>>;
  /** Reads a public file of the log (checkpoint, tile). Throws `not-found`, `peer-unreachable`. */
  readFile(path: string, signal?: AbortSignal): Promise<Uint8Array>;
}

/** Creates a client. It holds no connection of its own. */
export function createBrokerClient(deps: BrokerClientDeps): BrokerClient {
  const authorization = (): Record<string, string> => {
    if (deps.identity !== null) {
      const { participant, signer } = deps.identity;
      const token = signNodeToken(
        { participant, audience: deps.api, nowMs: deps.clock() },
        signer,
        deps.random,
      );
      return { authorization: `Bearer ${token}` };
    }
    return deps.token === undefined ? {} : { authorization: `Bearer ${deps.token}` };
  };
  return {
    api: deps.api,
    call: async (call) => {
      const url = new URL(deps.api + call.path);
      for (const [name, value] of Object.entries(call.query ?? {})) {
        if (value !== undefined) url.searchParams.set(name, String(value));
      }
      const response = await send(
        url,
        {
          method: call.method ?? (call.body === undefined ? 'GET' : 'POST'),
          headers: {
            accept: 'application/json',
            ...(call.anonymous === true ? {} : authorization()),
            ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
          signal: withTimeout(call.signal),
        },
        deps.server,
      );
      const bytes = await readBounded(response);
      if (!response.ok) throw problemOf(response, bytes);
      return parseWire(
        call.answer,
        bytes.length === 0 ? null : await parseAnswer(bytes),
        `answer of ${call.path}`,
      );
    },
    readFile: async (path, signal) => {
      const response = await send(new URL(deps.api + path), { signal: withTimeout(signal) }, deps.server);
      const bytes = await readBounded(response);
      if (!response.ok) throw problemOf(response, bytes);
      return bytes;
    },
  };
}

async function send(
  url: URL,
  init: RequestInit,
  server: BrokerClientDeps['server'] = 'broker',
): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error' });
  } catch (cause) {
    const fault = server === 'broker' ? 'broker-silent' : 'node-silent';
    throw causedFault('peer-unreachable', fault, { params: { address: url.origin }, cause });
  }
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of response.body ?? []) {
      const bytes = part as Uint8Array;
      length += bytes.length;
      if (length > MAX_ANSWER_BYTES)
        throw new ExchangeError('limit-exceeded', "The broker's answer is too large.");
      parts.push(bytes);
    }
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError('peer-unreachable', 'The broker broke off its answer.', { cause });
  }
  return Buffer.concat(parts);
}

async function parseAnswer(bytes: Uint8Array): Promise<JsonValue> {
  try {
    return await readJson(bytes, MAX_ANSWER_BYTES, MAX_ANSWER_VALUES);
  } catch (cause) {
    throw new ExchangeError('peer-misbehaved', "The broker's answer is not JSON.", { cause });
  }
}

/** An RFC 9457 problem as the error it stands for; a code outside the list becomes `peer-misbehaved`. */
function problemOf(response: Response, bytes: Uint8Array): ExchangeError {
  let problem: Record<string, unknown> = {};
  try {
    problem = JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>;
  } catch {
    // A body that is no JSON says nothing more than the status.
  }
  const stated = ERROR_CODES.find((known) => known === problem['code']);
  const code = stated ?? codeOfStatus(response.status);
  const detail =
    typeof problem['detail'] === 'string' ? problem['detail'] : `The broker answered ${response.status}.`;
  const params = {
    ...statedParams(problem['params']),
    status: response.status,
    stated: stated !== undefined,
  };
  const issues = issuesSchema.safeParse(problem['errors']).data ?? [];
  if (code === 'schema-mismatch' && issues.length > 0) return new WireError('request', issues, params);
  return new ExchangeError(code, detail, { params });
}

const issuesSchema = z
  .array(z.object({ pointer: z.string().max(MAX_SAID), message: z.string().max(MAX_SAID) }))
  .max(MAX_ISSUES);
const paramSchema = z.union([z.string().max(MAX_SAID), z.number(), z.boolean(), z.null()]);

/** Parameters of a problem, as far as they are small facts. */
function statedParams(given: unknown): ErrorParams {
  if (typeof given !== 'object' || given === null) return {};
  const small = Object.entries(given).filter(([, value]) => paramSchema.safeParse(value).success);
  return Object.fromEntries(small.slice(0, MAX_PARAMS)) as ErrorParams;
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'peer-unreachable' : 'peer-misbehaved';
}

function withTimeout(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}
