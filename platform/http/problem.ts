/** Errors as people and programs get them over HTTP: RFC 9457 problem documents with codes of the closed list. */

import { ZodError } from 'zod';
import { ExchangeError, isExchangeError, type ErrorCode, type ErrorParams } from '#contracts/errors.ts';

/** Faults of a request that are listed at most. */
const MAX_FAULTS = 32;

/** HTTP status of every code; the compiler asks for a line when the list of codes grows. */
export const STATUS_OF_CODE: Readonly<Record<ErrorCode, number>> = {
  'bad-json': 400,
  'not-canonical': 400,
  'schema-mismatch': 400,
  'unknown-version': 400,
  'limit-exceeded': 413,
  'bad-xml': 422,
  'bad-robot-description': 422,
  'unsupported-format': 415,
  'bad-dataset': 422,
  'path-not-allowed': 400,
  'bad-key': 400,
  'bad-signature': 400,
  'unknown-signer': 403,
  'key-revoked': 403,
  'bad-digest': 400,
  'bad-proof': 422,
  'bad-checkpoint': 422,
  'log-origin-mismatch': 409,
  'log-forked': 409,
  'content-mismatch': 422,
  'key-mismatch': 422,
  'not-found': 404,
  conflict: 409,
  unauthenticated: 401,
  forbidden: 403,
  refused: 403,
  'transition-not-allowed': 409,
  'deadline-passed': 410,
  'rate-limited': 429,
  'peer-unreachable': 502,
  'peer-misbehaved': 502,
  'log-unavailable': 503,
  'storage-failed': 503,
  'home-locked': 503,
  'bad-config': 500,
  usage: 400,
  interrupted: 503,
  internal: 500,
};

/** One fault of a request: where (JSON pointer below `/params`, `/query` or `/body`) and what (a code of the validator). */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** A problem document. `detail` is for people; programs read `code`, `params` and `errors`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly params: ErrorParams;
  readonly errors?: readonly Fault[];
  /** The next sensible step, when there is one. */
  readonly next?: string;
  readonly traceId: string;
}

/** A request that does not fit its schema. */
export class InvalidRequest extends ExchangeError {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super('schema-mismatch', 'The request does not fit its schema.', { params: { faults: faults.length } });
    this.faults = faults.slice(0, MAX_FAULTS);
  }
}

/**
 * The problem document of any error. What is not an ExchangeError, and what failed inside (`internal`, `storage-failed`,
 * `bad-config`), is described by its code only.
 */
export function problemOf(
  error: unknown,
  options: { traceId: string; next?: (error: ExchangeError) => string | undefined },
): Problem {
  const known = toExchangeError(error);
  const status = STATUS_OF_CODE[known.code];
  const inside = status === 500 || known.code === 'storage-failed';
  const next = inside ? undefined : options.next?.(known);
  return {
    type: `urn:kin:problem:${known.code}`,
    title: known.code.replaceAll('-', ' '),
    status,
    code: known.code,
    detail: inside ? insideDetail(known.code) : known.message,
    params: inside ? {} : known.params,
    ...(known instanceof InvalidRequest ? { errors: known.faults } : {}),
    ...(next === undefined ? {} : { next }),
    traceId: options.traceId,
  };
}

function insideDetail(code: ErrorCode): string {
  if (code === 'storage-failed') return 'The server cannot use its storage; its disk may be full.';
  return 'The server failed to handle the request.';
}

/** Faults of a validator's error, their paths below `base`. */
export function faultsOf(error: ZodError, base: string): Fault[] {
  return error.issues.map((issue) => ({
    pointer: base + issue.path.map((part) => `/${escapePointer(String(part))}`).join(''),
    code: issue.code,
    message: issue.message,
  }));
}

function toExchangeError(error: unknown): ExchangeError {
  if (isExchangeError(error)) return error;
  if (error instanceof ZodError) return new InvalidRequest(faultsOf(error, ''));
  return new ExchangeError('internal', 'An unexpected error.', { cause: error });
}

/** RFC 6901 section 3. */
function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
