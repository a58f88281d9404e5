/** Witness cosignatures, Ed25519 cosignature/v1 (c2sp.org/tlog-cosignature). */

import { concatBytes, equalBytes, uint64, utf8 } from '../bytes.ts';
import type { CryptoPort, Signer } from '../crypto.ts';
import { admitSignature } from '../ed25519-admission.ts';
import { ExchangeError } from '../errors.ts';
import {
  signatureOfKey,
  COSIGNATURE,
  type NoteSignature,
  type SignedNote,
  type VerifierKey,
} from './signed-note.ts';

const TIMESTAMP_BYTES = 8;
const ED25519_SIGNATURE_BYTES = 64;

/** A witness's statement: this is the largest consistent head of that log that it has seen by `time`. */
export interface Cosignature {
  readonly witness: VerifierKey;
  /** Seconds since the epoch, as the witness's clock had it. */
  readonly time: number;
}

/** The bytes that a witness signs for a checkpoint text at `time` (seconds since the epoch). */
export function cosignedMessage(text: string, time: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/** Makes the signature line of a witness. Throws `bad-key` for a key of another type, `bad-checkpoint` for a time that is none. */
export function cosign(text: string, time: number, by: { key: VerifierKey; signer: Signer }): NoteSignature {
  const { key, signer } = by;
  if (key.type !== COSIGNATURE || !equalBytes(key.publicKey, signer.publicKey)) {
    throw new ExchangeError('bad-key', 'The key is not the cosigning key of this witness.');
  }
  if (!Number.isSafeInteger(time) || time <= 0) {
    throw new ExchangeError('bad-checkpoint', 'A cosignature carries the seconds since the epoch.');
  }
  const signature = concatBytes(uint64(time), signer.sign(cosignedMessage(text, time)));
  return { name: key.name, keyId: key.keyId, signature };
}

/**
 * Verifies the cosignature of one witness on a note; null when this witness has not signed. A time of 0 makes no statement
 * about the head being the latest, and a time after `notAfter` (seconds since the epoch) cannot be true: both throw
 * `bad-signature`, as does a signature that does not hold.
 */
export async function verifyCosignature(
  crypto: CryptoPort,
  note: SignedNote,
  expected: { readonly witness: VerifierKey; readonly notAfter: number },
): Promise<Cosignature | null> {
  const { witness, notAfter } = expected;
  const line = signatureOfKey(note, witness);
  if (line === null) return null;
  if (witness.type !== COSIGNATURE || line.signature.length !== TIMESTAMP_BYTES + ED25519_SIGNATURE_BYTES) {
    throw unsound(witness, 'The cosignature is not of its type.');
  }
  const view = new DataView(line.signature.buffer, line.signature.byteOffset, TIMESTAMP_BYTES);
  const seconds = view.getBigUint64(0);
  const time = Number(seconds);
  if (seconds === 0n || !Number.isSafeInteger(time) || time > notAfter) {
    throw unsound(witness, 'The cosignature carries an impossible time.');
  }
  const signature = line.signature.subarray(TIMESTAMP_BYTES);
  admitSignature(signature);
  if (!(await crypto.verifyEd25519(witness.publicKey, cosignedMessage(note.text, time), signature))) {
    throw unsound(witness, 'The cosignature does not hold.');
  }
  return { witness, time };
}

function unsound(witness: VerifierKey, message: string): ExchangeError {
  return new ExchangeError('bad-signature', message, {
    params: { name: witness.name, keyId: witness.keyId },
  });
}
