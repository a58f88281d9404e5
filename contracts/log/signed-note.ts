/**
 * Signed notes (c2sp.org/signed-note): text signed by one or more keys, the carrier of checkpoints.
 *
 * Parsing is strict, because checkpoints come from anybody: one spelling per note, typed errors, named limits. A note's text
 * means nothing before {@link verifyNote} has accepted it.
 */

import { concatBytes, equalBytes, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from '../bytes.ts';
import type { CryptoPort, Signer } from '../crypto.ts';
import { admitPublicKey, admitSignature } from '../ed25519-admission.ts';
import { ExchangeError } from '../errors.ts';

/** Longest note that is read, bytes: room for sixteen post-quantum signatures of strangers. */
export const MAX_NOTE_BYTES = 128 * 1024;
/** Most signature lines that are read. */
export const MAX_NOTE_SIGNATURES = 64;
/** Longest key name, bytes. */
export const MAX_KEY_NAME_BYTES = 255;

/** Signature types (c2sp.org/signed-note, "Signature types") that this exchange judges. */
export const NOTE_SIGNATURE = 0x01;
/** Timestamped Ed25519 cosignature of a checkpoint (c2sp.org/tlog-cosignature). */
export const COSIGNATURE = 0x04;

/** A signature type that this exchange judges. */
export type SignatureType = typeof NOTE_SIGNATURE | typeof COSIGNATURE;

const KEY_ID_BYTES = 4;
const ED25519_KEY_BYTES = 32;
const EM_DASH = '\u2014';

/** A public key with the name and the id under which its signatures stand in notes. */
export interface VerifierKey {
  /** Key name; for a log its origin. */
  readonly name: string;
  /** Four bytes in hexadecimal. Only a label: the key itself is what is trusted. */
  readonly keyId: string;
  readonly type: SignatureType;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** One signature line. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes in hexadecimal. */
  readonly keyId: string;
  /** What follows the key id. */
  readonly signature: Uint8Array;
}

/** A parsed note, not yet verified. */
export interface SignedNote {
  /** The signed text, with its final newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/**
 * Makes the verifier key of a public key under a name.
 * Throws `bad-key` when the name is not one or the key is not admitted ({@link admitPublicKey}).
 */
export function makeVerifierKey(
  crypto: CryptoPort,
  key: { readonly name: string; readonly type: SignatureType; readonly publicKey: Uint8Array },
): VerifierKey {
  if (!isKeyName(key.name))
    throw new ExchangeError('bad-key', 'The key name is empty, too long, or has spaces or "+".');
  admitPublicKey(key.publicKey);
  const typed = concatBytes(Uint8Array.of(key.type), key.publicKey);
  const keyId = toHex(crypto.sha256(concatBytes(utf8(`${key.name}\n`), typed)).subarray(0, KEY_ID_BYTES));
  return { name: key.name, keyId, type: key.type, publicKey: key.publicKey };
}

/** Writes a verifier key as `<name>+<key id>+<base64 of type and key>`. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${key.keyId}+${toBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`;
}

/** Reads a verifier key. Throws `bad-key` when it is not in its one form or its id is not the hash of its parts. */
export function parseVerifierKey(crypto: CryptoPort, text: string): VerifierKey {
  const parts = text.split('+');
  const [name, keyId] = parts;
  // Base64 may itself hold "+": the third part is everything after the second one.
  const encoded = parts.slice(2).join('+');
  if (name === undefined || keyId === undefined || encoded === '' || !/^[0-9a-f]{8}$/.test(keyId)) {
    throw new ExchangeError('bad-key', 'A verifier key is written name+id+key.');
  }
  const typed = decodeBase64(encoded, 'bad-key');
  const type = typed[0];
  if ((type !== NOTE_SIGNATURE && type !== COSIGNATURE) || typed.length !== 1 + ED25519_KEY_BYTES) {
    throw new ExchangeError('bad-key', 'The verifier key is of a type that is not known here.');
  }
  const key = makeVerifierKey(crypto, { name, type, publicKey: typed.slice(1) });
  if (key.keyId !== keyId)
    throw new ExchangeError('bad-key', 'The id of the verifier key is not the hash of its parts.');
  return key;
}

/** Parses a note. Throws `bad-checkpoint` on anything but the one strict form, `limit-exceeded` beyond the limits. */
export function parseNote(bytes: Uint8Array): SignedNote {
  if (bytes.length > MAX_NOTE_BYTES) throw tooMuch('bytes', bytes.length, MAX_NOTE_BYTES);
  const whole = decodeText(bytes);
  // The last empty line separates: a text may itself hold empty lines.
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || !whole.endsWith('\n')) throw malformed('has no signatures');
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_NOTE_SIGNATURES) throw tooMuch('signatures', lines.length, MAX_NOTE_SIGNATURES);
  return { text: whole.slice(0, split + 1), signatures: lines.map(parseSignatureLine) };
}

/** Writes a note in its one form. */
export function formatNote(note: SignedNote): string {
  return `${note.text}\n${note.signatures.map(formatSignatureLine).join('')}`;
}

/** Writes one signature line, with its newline. */
export function formatSignatureLine(line: NoteSignature): string {
  return `${EM_DASH} ${line.name} ${toBase64(concatBytes(fromHex(line.keyId), line.signature))}\n`;
}

/** Parses one signature line without its newline. Throws `bad-checkpoint`. */
export function parseSignatureLine(line: string): NoteSignature {
  const [dash, name, encoded, ...rest] = line.split(' ');
  if (
    dash !== EM_DASH ||
    name === undefined ||
    encoded === undefined ||
    rest.length > 0 ||
    !isKeyName(name)
  ) {
    throw malformed('has a line that is no signature');
  }
  const bytes = decodeBase64(encoded, 'bad-checkpoint');
  if (bytes.length <= KEY_ID_BYTES) throw malformed('has an empty signature');
  return { name, keyId: toHex(bytes.subarray(0, KEY_ID_BYTES)), signature: bytes.slice(KEY_ID_BYTES) };
}

/** Signs a note's text with an Ed25519 key of type {@link NOTE_SIGNATURE}. */
export function signNoteText(text: string, key: VerifierKey, signer: Signer): NoteSignature {
  if (!equalBytes(key.publicKey, signer.publicKey)) {
    throw new ExchangeError('bad-key', 'The signer is not the key it signs for.');
  }
  return { name: key.name, keyId: key.keyId, signature: signer.sign(utf8(text)) };
}

/**
 * The one signature line of `key`, or null when it has none. Throws `bad-checkpoint` when it has two: they cannot both be
 * needed, and which one is judged must not be a choice.
 */
export function signatureOfKey(note: SignedNote, key: VerifierKey): NoteSignature | null {
  const lines = note.signatures.filter((line) => line.name === key.name && line.keyId === key.keyId);
  if (lines.length > 1) throw malformed('carries two signatures of one key');
  return lines[0] ?? null;
}

/**
 * Verifies the signature of one trusted key of type {@link NOTE_SIGNATURE}. Lines of other keys are not looked at.
 * Throws `unknown-signer` when the key has not signed, `bad-signature` when its signature does not hold.
 */
export async function verifyNote(crypto: CryptoPort, note: SignedNote, key: VerifierKey): Promise<void> {
  const line = signatureOfKey(note, key);
  if (line === null) {
    throw new ExchangeError('unknown-signer', 'The note is not signed by the trusted key.', {
      params: { name: key.name, keyId: key.keyId },
    });
  }
  admitSignature(line.signature);
  if (!(await crypto.verifyEd25519(key.publicKey, utf8(note.text), line.signature))) {
    throw new ExchangeError('bad-signature', 'The signature of the note does not hold.', {
      params: { name: key.name, keyId: key.keyId },
    });
  }
}

/** True for a non-empty name without spaces of any script, control characters and "+". */
function isKeyName(name: string): boolean {
  return /^[^\s\p{Z}\p{Cc}+]+$/u.test(name) && utf8(name).length <= MAX_KEY_NAME_BYTES && name.isWellFormed();
}

function decodeText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = fromUtf8(bytes);
  } catch (cause) {
    throw new ExchangeError('bad-checkpoint', 'The note is not well-formed UTF-8.', { cause });
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x0a) throw malformed('holds a control character');
  }
  return text;
}

function decodeBase64(text: string, code: 'bad-key' | 'bad-checkpoint'): Uint8Array {
  try {
    return fromBase64(text);
  } catch (cause) {
    throw new ExchangeError(code, 'A part is not base64 in its one strict form.', { cause });
  }
}

function malformed(what: string): ExchangeError {
  return new ExchangeError('bad-checkpoint', `The note ${what}.`);
}

function tooMuch(what: string, found: number, limit: number): ExchangeError {
  return new ExchangeError('limit-exceeded', `The note has too many ${what}.`, { params: { found, limit } });
}
