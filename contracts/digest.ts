/** Digests in the one written form `sha256:<64 lower-case hex>`. */

import { z } from 'zod';
import { fromHex, toHex } from './bytes.ts';
import type { CryptoPort } from './crypto.ts';
import { canonicalBytes, type JsonValue } from './canonical-json.ts';
import { ExchangeError } from './errors.ts';

/** Schema of a written digest. */
export const digestSchema = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 lower-case hexadecimal digits')
  .describe('SHA-256 digest, written sha256:<hex>');

/** A written SHA-256 digest. */
export type Digest = z.infer<typeof digestSchema>;

/** Writes 32 raw bytes as a digest. Throws `bad-digest` when the length is wrong. */
export function formatDigest(raw: Uint8Array): Digest {
  if (raw.length !== 32)
    throw new ExchangeError('bad-digest', `A SHA-256 digest has 32 bytes, not ${raw.length}.`);
  return `sha256:${toHex(raw)}`;
}

/** Raw 32 bytes of a written digest. Throws `bad-digest` on anything else. */
export function parseDigest(text: string): Uint8Array {
  if (!digestSchema.safeParse(text).success)
    throw new ExchangeError('bad-digest', 'Expected sha256:<64 hex digits>.');
  return fromHex(text.slice('sha256:'.length));
}

/** Digest of bytes. */
export function digestOf(crypto: CryptoPort, bytes: Uint8Array): Digest {
  return formatDigest(crypto.sha256(bytes));
}

/** Digest of the canonical form of a JSON value. */
export function digestOfJson(crypto: CryptoPort, value: JsonValue): Digest {
  return digestOf(crypto, canonicalBytes(value));
}
