/** Salted commitments: what the log may say about things it must not show. */

import { concatBytes, fromHex, utf8 } from './bytes.ts';
import { canonicalBytes } from './canonical-json.ts';
import type { CryptoPort } from './crypto.ts';
import { digestOf, type Digest } from './digest.ts';
import { ExchangeError } from './errors.ts';

/** Length of a salt in bytes. */
export const SALT_BYTES = 16;

const DOMAIN = utf8('kin/commitment/1\0');

/**
 * Commitment to a JSON value: SHA-256("kin/commitment/1" ‖ 0 ‖ salt ‖ canonical JSON). The holder of salt and value can open
 * it to an auditor; nobody else can guess it.
 * @param salt 32 lower-case hexadecimal digits
 */
export function commitTo(crypto: CryptoPort, salt: string, value: unknown): Digest {
  const raw = fromHex(salt);
  if (raw.length !== SALT_BYTES) throw new ExchangeError('bad-digest', `A salt has ${SALT_BYTES} bytes.`);
  return digestOf(crypto, concatBytes(DOMAIN, raw, canonicalBytes(value)));
}
