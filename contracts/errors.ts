/**
 * The errors of the exchange: one class, a closed list of codes.
 *
 * Hostile or broken input throws {@link ExchangeError} at the edge where it is parsed. Expected refusals (a licence that
 * does not permit, a transition that is not allowed) are values of type {@link Refusal}, because people have to see the reasons.
 */

/** Every code an error of the exchange can carry. The list is closed: callers may switch over it. */
export const ERROR_CODES = [
  // input
  'bad-json',
  'not-canonical',
  'schema-mismatch',
  'unknown-version',
  'limit-exceeded',
  'bad-xml',
  'bad-robot-description',
  'unsupported-format',
  'bad-dataset',
  'path-not-allowed',
  // identity and proof
  'bad-key',
  'bad-signature',
  'unknown-signer',
  'key-revoked',
  'bad-digest',
  'bad-proof',
  'bad-checkpoint',
  'log-origin-mismatch',
  'log-forked',
  'content-mismatch',
  'key-mismatch',
  // acts
  'not-found',
  'conflict',
  'unauthenticated',
  'forbidden',
  'refused',
  'transition-not-allowed',
  'deadline-passed',
  'rate-limited',
  // world
  'peer-unreachable',
  'peer-misbehaved',
  'log-unavailable',
  'storage-failed',
  'home-locked',
  'bad-config',
  'usage',
  'interrupted',
  'internal',
] as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Small machine-readable facts about an error: shown to people, never secrets. */
export type ErrorParams = Readonly<Record<string, string | number | boolean | null>>;

/** The one error class of the exchange. `code` is stable and closed, `message` is for people, `params` for machines. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, message: string, options: { params?: ErrorParams; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.params = options.params ?? {};
  }
}

/** True when `error` is an {@link ExchangeError}, optionally of one given code. */
export function isExchangeError(error: unknown, code?: ErrorCode): error is ExchangeError {
  return error instanceof ExchangeError && (code === undefined || error.code === code);
}

/** Why something was refused: a stable code, and parameters from which words in any language are made. */
export interface Reason {
  readonly code: string;
  readonly params?: ErrorParams;
}

/** An expected refusal. Never thrown: returned, shown, logged. */
export interface Refusal {
  readonly ok: false;
  readonly reasons: readonly Reason[];
}

/** A granted outcome with its value. */
export interface Granted<T> {
  readonly ok: true;
  readonly value: T;
}

/** Either a value or a refusal with reasons. */
export type Outcome<T> = Granted<T> | Refusal;

/** Wraps a value as a granted outcome. */
export function granted<T>(value: T): Granted<T> {
  return { ok: true, value };
}

/** Builds a refusal with one reason. */
export function refusal(code: string, params?: ErrorParams): Refusal {
  return { ok: false, reasons: [params === undefined ? { code } : { code, params }] };
}
