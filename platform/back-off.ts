/** What is worth another attempt, and waiting times that grow from attempt to attempt. */

import type { RandomBytes } from '#contracts/crypto.ts';
import { isExchangeError, type ErrorCode } from '#contracts/errors.ts';

/** Failures that may pass by themselves. All other codes mean that repeating the same gives the same answer. */
const PASSING_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'peer-unreachable',
  'peer-misbehaved',
  'log-unavailable',
  'storage-failed',
  'rate-limited',
  'interrupted',
  'internal',
]);

/** Whether another attempt may succeed: true for an error without a code, too. */
export function mayPass(error: unknown): boolean {
  return !isExchangeError(error) || PASSING_CODES.has(error.code);
}

/** Exponential growth between bounds, in milliseconds. */
export interface BackOff {
  readonly firstMs: number;
  readonly factor: number;
  readonly longestMs: number;
}

/**
 * Time to wait before the next attempt, in milliseconds: `first * factor^attempts`, at most the longest, minus up to a
 * fifth at random, so that many who failed together do not come back together.
 */
export function nextAttempt(backOff: BackOff, attempts: number, random: RandomBytes): number {
  const grown = Math.min(backOff.longestMs, backOff.firstMs * backOff.factor ** Math.min(attempts, 32));
  const share = (random(1)[0] ?? 0) / 255;
  return Math.max(1, Math.round(grown * (1 - share / 5)));
}
