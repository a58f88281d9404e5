/** Exit codes of `kin`: a closed list that scripts may rely on, and which error ends in which. */

import { isExchangeError, type ErrorCode } from '#contracts/errors.ts';

/** Exit codes by name. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  verificationFailed: 3,
  loginNeeded: 4,
  nothingFound: 5,
  refused: 6,
  peerUnreachable: 7,
  interrupted: 130,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_CODE: Partial<Record<ErrorCode, ExitCode>> = {
  usage: EXIT.usage,
  'bad-config': EXIT.usage,
  'bad-signature': EXIT.verificationFailed,
  'unknown-signer': EXIT.verificationFailed,
  'bad-digest': EXIT.verificationFailed,
  'bad-proof': EXIT.verificationFailed,
  'bad-checkpoint': EXIT.verificationFailed,
  'log-origin-mismatch': EXIT.verificationFailed,
  'log-forked': EXIT.verificationFailed,
  'content-mismatch': EXIT.verificationFailed,
  'key-mismatch': EXIT.verificationFailed,
  'key-revoked': EXIT.verificationFailed,
  unauthenticated: EXIT.loginNeeded,
  'not-found': EXIT.nothingFound,
  refused: EXIT.refused,
  forbidden: EXIT.refused,
  'transition-not-allowed': EXIT.refused,
  'deadline-passed': EXIT.refused,
  'peer-unreachable': EXIT.peerUnreachable,
  'log-unavailable': EXIT.peerUnreachable,
  interrupted: EXIT.interrupted,
};

/** Exit code of an error; {@link EXIT.failure} for what has no code of its own. */
export function exitCodeOf(error: unknown): ExitCode {
  return isExchangeError(error) ? (BY_CODE[error.code] ?? EXIT.failure) : EXIT.failure;
}
