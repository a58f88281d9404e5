/**
 * The small cryptographic port that `contracts` takes as an argument, so that the same code runs on Node (node:crypto)
 * and in a browser (WebCrypto for signatures, @noble/hashes for synchronous SHA-256).
 */

/** Hashing and signature judgement. `verifyEd25519` returns false for anything that is not a valid signature; it never throws on input. */
export interface CryptoPort {
  /** SHA-256 digest, 32 bytes. */
  sha256(bytes: Uint8Array): Uint8Array;
  /** Judges an Ed25519 signature (RFC 8032) by a raw 32-byte public key. */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** A key that can sign. The private half never leaves the object. */
export interface Signer {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Ed25519 signature, 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** Source of randomness, passed in so that demo worlds and tests can be seeded. Returns `length` bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** Milliseconds since the epoch, passed in so that deadlines can be tested. */
export type Clock = () => number;
