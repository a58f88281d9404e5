/** Stable names without a person in them: `p_` and 16 base32 digits of a keyed hash. */

import { createHmac } from 'node:crypto';
import { toBase32 } from '#contracts/bytes.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { normalizeForScan } from './roster.ts';

/** Length of a pseudonym key, bytes. */
export const PSEUDONYM_KEY_BYTES = 32;
/** What every pseudonym looks like. */
export const PSEUDONYM_PATTERN = /^p_[a-z2-7]{16}$/;

const DIGITS = 16;

/** For whom pseudonyms are made: two recipients cannot join their tables, two domains cannot be joined either. */
export interface PseudonymScope {
  /** 32 secret bytes of the provider. They never leave it; destroying them is the erasure. */
  readonly key: Uint8Array;
  /** Kind of thing, such as `operator`. */
  readonly domain: string;
  /** The dataset, or the company that receives it. */
  readonly recipient: string;
}

/** Pseudonym of a value. The same value in the same scope always has the same one. Throws `bad-key` on a key of another length. */
export function pseudonymOf(scope: PseudonymScope, value: string): string {
  if (scope.key.length !== PSEUDONYM_KEY_BYTES) {
    throw new ExchangeError('bad-key', `A pseudonym key has ${PSEUDONYM_KEY_BYTES} bytes.`);
  }
  const input = JSON.stringify(['kin/pseudonym/1', scope.domain, scope.recipient, normalizeForScan(value)]);
  return `p_${toBase32(createHmac('sha256', scope.key).update(input).digest()).slice(0, DIGITS)}`;
}

const MIN_SHIFT_SECONDS = 30 * 86_400;
const SHIFT_RANGE_SECONDS = 3650 * 86_400;

/**
 * The one shift of all absolute clocks of a dataset, whole seconds into the past (between a month and ten years). Whole seconds, so that
 * intervals survive to the bit.
 */
export function clockShiftSeconds(key: Uint8Array, dataset: string): number {
  const input = JSON.stringify(['kin/clock-shift/1', dataset]);
  const word = createHmac('sha256', key).update(input).digest().readUInt32BE(0);
  return MIN_SHIFT_SECONDS + (word % SHIFT_RANGE_SECONDS);
}
