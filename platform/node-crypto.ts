/** The cryptographic port of `contracts` on node:crypto. */

import {
  createPrivateKey,
  createPublicKey,
  hash,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { CryptoPort, RandomBytes, Signer } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { giveWayWhenDue } from './give-way.ts';

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
/** Parsed public keys kept, because building a KeyObject costs as much as a verification. */
const MAX_CACHED_KEYS = 4096;
const publicKeys = new Map<string, KeyObject>();

/** SHA-256 and Ed25519 on node:crypto. */
export const nodeCrypto: CryptoPort = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  verifyEd25519: async (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    // A stranger may send many signatures in one document; one takes a tenth of a millisecond, a key that is new a whole one.
    await giveWayWhenDue();
    try {
      return verify(null, message, publicKeyObject(publicKey), signature);
    } catch {
      return false; // a public key that OpenSSL cannot read signs nothing
    }
  },
};

/** Cryptographically strong random bytes. */
export const secureRandom: RandomBytes = (length) => randomBytes(length);

/** Signer from a 32-byte Ed25519 seed. Throws `bad-key` when the seed has another length. */
export function signerFromSeed(seed: Uint8Array): Signer {
  if (seed.length !== 32) throw new ExchangeError('bad-key', 'An Ed25519 seed has 32 bytes.');
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(spki.subarray(SPKI_PREFIX.length));
  return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
}

function publicKeyObject(raw: Uint8Array): KeyObject {
  const id = Buffer.from(raw).toString('base64');
  const known = publicKeys.get(id);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
  if (publicKeys.size >= MAX_CACHED_KEYS) publicKeys.clear();
  publicKeys.set(id, key);
  return key;
}
