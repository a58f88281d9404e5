/**
 * The content key on its way: `nacl.box` to a one-time key of the receiver, with agreement, exchange and receiver inside, because
 * the box itself binds nothing (DECISIONS 3, 12).
 */

import nacl from 'tweetnacl';
import { fromBase64, toBase64 } from '#contracts/bytes.ts';
import { canonicalBytes, parseCanonical } from '#contracts/canonical-json.ts';
import type { RandomBytes } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ExchangeId } from '#contracts/ids.ts';
import {
  formatAgreementKey,
  parseAgreementKey,
  type AgreementKey,
  type ParticipantId,
} from '#contracts/keys.ts';
import { keyCapsuleSchema, type WrappedKey } from '#contracts/negotiation/messages.ts';
import { parseWire } from '#contracts/wire.ts';

const MAX_CAPSULE_BYTES = 2_048;

/** A one-time key pair of a receiver. */
export interface WrapKeyPair {
  readonly publicKey: AgreementKey;
  /** 32 bytes. */
  readonly secretKey: Uint8Array;
}

/** What a wrapped key is bound to. */
export interface KeyBinding {
  readonly agreement: Digest;
  readonly exchange: ExchangeId;
  readonly receiver: ParticipantId;
}

/** Makes a one-time key pair. */
export function newWrapKey(random: RandomBytes): WrapKeyPair {
  const { publicKey, secretKey } = nacl.box.keyPair.fromSecretKey(Uint8Array.from(random(32)));
  return { publicKey: formatAgreementKey(publicKey), secretKey };
}

/** Wraps a content key for a receiver. Throws `bad-key`. */
export function wrapContentKey(
  contentKey: Uint8Array,
  to: { readonly key: AgreementKey; readonly binding: KeyBinding },
  random: RandomBytes,
): WrappedKey {
  const own = newWrapKey(random);
  const nonce = Uint8Array.from(random(nacl.box.nonceLength));
  const capsule = canonicalBytes({
    schema: 'key-capsule/1',
    ...to.binding,
    contentKey: toBase64(contentKey),
  });
  const box = nacl.box(Uint8Array.from(capsule), nonce, parseAgreementKey(to.key), own.secretKey);
  return { from: own.publicKey, nonce: toBase64(nonce), box: toBase64(box) };
}

/** Opens a wrapped key. Throws `key-mismatch` when it is not for this receiver, or was made for another exchange or agreement. */
export function openWrappedKey(wrapped: WrappedKey, secretKey: Uint8Array, binding: KeyBinding): Uint8Array {
  const nonce = fromBase64(wrapped.nonce);
  const opened =
    nonce.length === nacl.box.nonceLength
      ? nacl.box.open(
          fromBase64(wrapped.box),
          nonce,
          parseAgreementKey(wrapped.from),
          Uint8Array.from(secretKey),
        )
      : null;
  if (opened === null) throw new ExchangeError('key-mismatch', 'The wrapped key does not open.');
  const capsule = parseWire(keyCapsuleSchema, parseCanonical(opened, MAX_CAPSULE_BYTES), 'key capsule');
  if (
    capsule.agreement !== binding.agreement ||
    capsule.exchange !== binding.exchange ||
    capsule.receiver !== binding.receiver
  ) {
    throw new ExchangeError('key-mismatch', 'The wrapped key was made for another agreement.');
  }
  return fromBase64(capsule.contentKey);
}
