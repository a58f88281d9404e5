/**
 * What a sealed chunk is bound to, byte for byte (docs/content-roots.md, "Sealing"). The cipher itself runs in the node; these
 * are the inputs on which sender, receiver and a judge of a dispute must agree.
 *
 * chunk key = HKDF-SHA-256(ikm = content key, salt = plaintext chunk hash, info = associated data, 32 bytes)
 * sealed chunk = AES-256-GCM(chunk key, nonce = twelve zero bytes, associated data, plaintext) ‖ 16-byte tag
 *
 * The nonce may be fixed because a key never meets two inputs: another plaintext gives another salt, another place gives another info.
 */

import { concatBytes, uint64, utf8 } from '../bytes.ts';
import type { CryptoPort } from '../crypto.ts';
import { formatDigest, parseDigest, type Digest } from '../digest.ts';
import { ExchangeError } from '../errors.ts';

/** Length of a content key, bytes. Every version of a dataset has its own. */
export const CONTENT_KEY_BYTES = 32;
/** Bytes that sealing adds to a chunk: the tag of AES-256-GCM. */
export const SEAL_OVERHEAD_BYTES = 16;
/** The fixed nonce, twelve zero bytes. */
export const CHUNK_NONCE: Uint8Array = new Uint8Array(12);

const CHUNK_TAG = 'kin/chunk/1';
const SECRETS_TAG = 'kin/chunk-secrets/1';
const KEY_TAG = 'kin/key/1';

/** Where a chunk stands: plaintext root of its derivative, path of its file, index and number of chunks in the file. */
export interface ChunkPlace {
  readonly derivative: Digest;
  readonly path: string;
  readonly index: number;
  readonly count: number;
}

/** Associated data of a chunk: "kin/chunk/1" ‖ 0x00 ‖ derivative (32 bytes) ‖ uint64(index) ‖ uint64(count) ‖ UTF-8 path. */
export function chunkAssociatedData(place: ChunkPlace): Uint8Array {
  return concatBytes(
    utf8(CHUNK_TAG),
    new Uint8Array(1),
    parseDigest(place.derivative),
    uint64(place.index),
    uint64(place.count),
    utf8(place.path),
  );
}

/**
 * Associated data of the sealed `chunk-secrets/1`: "kin/chunk-secrets/1" ‖ 0x00 ‖ derivative (32 bytes). Its key is
 * HKDF-SHA-256(ikm = content key, no salt, info = associated data, 32 bytes), its nonce the same fixed one.
 */
export function secretsAssociatedData(derivative: Digest): Uint8Array {
  return concatBytes(utf8(SECRETS_TAG), new Uint8Array(1), parseDigest(derivative));
}

/**
 * Commitment to a content key, public in the manifest: SHA-256("kin/key/1" ‖ key). A released key that does not match is a
 * wrong key, provably. Throws `bad-key` when the key has another length.
 */
export function keyCommitment(crypto: CryptoPort, contentKey: Uint8Array): Digest {
  if (contentKey.length !== CONTENT_KEY_BYTES) {
    throw new ExchangeError('bad-key', `A content key has ${CONTENT_KEY_BYTES} bytes.`);
  }
  return formatDigest(crypto.sha256(concatBytes(utf8(KEY_TAG), contentKey)));
}

/** Throws `key-mismatch` unless the key is the one that the manifest commits to. */
export function requireKey(crypto: CryptoPort, contentKey: Uint8Array, commitment: Digest): void {
  if (keyCommitment(crypto, contentKey) !== commitment) {
    throw new ExchangeError('key-mismatch', 'The content key is not the one that the manifest commits to.');
  }
}
