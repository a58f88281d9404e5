/** Seals and opens single chunks with node:crypto, bound as `contracts/content/chunk-identity.ts` says. */

import { createCipheriv, createDecipheriv, hash, hkdfSync } from 'node:crypto';
import {
  CHUNK_NONCE,
  chunkAssociatedData,
  secretsAssociatedData,
  CONTENT_KEY_BYTES,
  SEAL_OVERHEAD_BYTES,
  type ChunkPlace,
} from '#contracts/content/chunk-identity.ts';
import { equalBytes } from '#contracts/bytes.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';

const CIPHER = 'aes-256-gcm';

/** SHA-256 of a chunk, 32 bytes. */
export function chunkHash(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** A content key, the place of a chunk, and the SHA-256 of its plaintext. */
export interface ChunkSecret {
  readonly contentKey: Uint8Array;
  readonly place: ChunkPlace;
  readonly plainHash: Uint8Array;
}

/**
 * Seals one chunk: ciphertext followed by the 16-byte tag. The same input gives the same bytes.
 * `secret.plainHash` must be the hash of `plaintext`: a key must never meet two plaintexts.
 */
export function sealChunk(secret: ChunkSecret, plaintext: Uint8Array): Buffer {
  const associated = chunkAssociatedData(secret.place);
  const cipher = createCipheriv(CIPHER, chunkKey(secret, associated), CHUNK_NONCE);
  cipher.setAAD(associated);
  const body = cipher.update(plaintext);
  return Buffer.concat([body, cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens one sealed chunk and checks its plaintext hash. Throws `content-mismatch` when bytes, key, place or hash do not
 * belong together; nothing of the plaintext leaves the function then.
 */
export function openChunk(secret: ChunkSecret, sealed: Uint8Array): Buffer {
  if (sealed.length < SEAL_OVERHEAD_BYTES) throw mismatch(secret.place);
  const associated = chunkAssociatedData(secret.place);
  const decipher = createDecipheriv(CIPHER, chunkKey(secret, associated), CHUNK_NONCE);
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(sealed.length - SEAL_OVERHEAD_BYTES));
  let plaintext: Buffer;
  try {
    const body = decipher.update(sealed.subarray(0, sealed.length - SEAL_OVERHEAD_BYTES));
    const rest = decipher.final();
    plaintext = rest.length === 0 ? body : Buffer.concat([body, rest]);
  } catch (cause) {
    throw mismatch(secret.place, cause);
  }
  if (!equalBytes(chunkHash(plaintext), secret.plainHash)) throw mismatch(secret.place);
  return plaintext;
}

/**
 * Seals the canonical bytes of a `chunk-secrets/1` for their way to the receiver. They follow from the plaintext root, so the
 * key derived for that root meets one plaintext only and the nonce may be fixed.
 */
export function sealSecrets(contentKey: Uint8Array, derivative: Digest, secrets: Uint8Array): Buffer {
  const associated = secretsAssociatedData(derivative);
  const cipher = createCipheriv(CIPHER, secretsKey(contentKey, associated), CHUNK_NONCE);
  cipher.setAAD(associated);
  return Buffer.concat([cipher.update(secrets), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what {@link sealSecrets} sealed. Throws `content-mismatch` when key, derivative and bytes do not belong together. */
export function openSecrets(contentKey: Uint8Array, derivative: Digest, sealed: Uint8Array): Buffer {
  const associated = secretsAssociatedData(derivative);
  try {
    const decipher = createDecipheriv(CIPHER, secretsKey(contentKey, associated), CHUNK_NONCE);
    decipher.setAAD(associated);
    decipher.setAuthTag(sealed.subarray(sealed.length - SEAL_OVERHEAD_BYTES));
    const body = decipher.update(sealed.subarray(0, sealed.length - SEAL_OVERHEAD_BYTES));
    return Buffer.concat([body, decipher.final()]);
  } catch (cause) {
    throw new ExchangeError('content-mismatch', 'The sealed list of chunk hashes does not open.', { cause });
  }
}

function secretsKey(contentKey: Uint8Array, associated: Uint8Array): Buffer {
  return deriveKey(contentKey, new Uint8Array(0), associated);
}

function chunkKey(secret: ChunkSecret, associated: Uint8Array): Buffer {
  return deriveKey(secret.contentKey, secret.plainHash, associated);
}

function deriveKey(contentKey: Uint8Array, salt: Uint8Array, info: Uint8Array): Buffer {
  if (contentKey.length !== CONTENT_KEY_BYTES) {
    throw new ExchangeError('bad-key', `A content key has ${CONTENT_KEY_BYTES} bytes.`);
  }
  return Buffer.from(hkdfSync('sha256', contentKey, salt, info, CONTENT_KEY_BYTES));
}

function mismatch(place: ChunkPlace, cause?: unknown): ExchangeError {
  return new ExchangeError('content-mismatch', 'A sealed chunk does not open to the agreed plaintext.', {
    params: { path: place.path, index: place.index },
    cause,
  });
}
