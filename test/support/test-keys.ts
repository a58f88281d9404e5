/** Deterministic keys and entropy for tests: never for anything else. */

import { hash } from 'node:crypto';
import type { RandomBytes, Signer } from '#contracts/crypto.ts';
import { formatSigningKey, type SigningKey } from '#contracts/keys.ts';
import { signerFromSeed } from '#platform/node-crypto.ts';

/** A signer whose seed is the SHA-256 of a name. */
export function testSigner(name: string): Signer {
  return signerFromSeed(hash('sha256', `kinship test key ${name}`, 'buffer'));
}

/** Its written public key. */
export function testKey(name: string): SigningKey {
  return formatSigningKey(testSigner(name).publicKey);
}

/** Random bytes that repeat: SHA-256 over a counter. */
export function seededBytes(seed: string): RandomBytes {
  let counter = 0;
  return (length) => {
    const parts: Buffer[] = [];
    for (let have = 0; have < length; have += 32)
      parts.push(hash('sha256', `${seed} ${counter++}`, 'buffer'));
    return new Uint8Array(Buffer.concat(parts).subarray(0, length));
  };
}
