/** The cryptographic port of `contracts` in a browser: WebCrypto for signatures, @noble/hashes where a hash is needed at once. */

import { sha256 } from '@noble/hashes/sha2.js';
import type { CryptoPort } from '#contracts/crypto.ts';

/** SHA-256 and Ed25519 of the browser. A browser without Ed25519 judges nothing: everything is then unsigned to it, never signed. */
export const browserCrypto: CryptoPort = {
  sha256: (bytes) => sha256(bytes),
  verifyEd25519: async (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    try {
      const key = await crypto.subtle.importKey('raw', copied(publicKey), 'Ed25519', false, ['verify']);
      return await crypto.subtle.verify('Ed25519', key, copied(signature), copied(message));
    } catch {
      return false;
    }
  },
};

/** WebCrypto takes bytes of an own buffer. */
function copied(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
