/**
 * Public keys and participants in their one written form.
 *
 * A public key is written as in did:key (https://w3c-ccg.github.io/did-key-spec/): multibase base58btc over the multicodec
 * prefix and the raw key. An Ed25519 key therefore starts with `z6Mk`, an X25519 key with `z6LS`.
 */

import { base58btc } from 'multiformats/bases/base58';
import { z } from 'zod';
import { concatBytes } from './bytes.ts';
import { ExchangeError } from './errors.ts';

const ED25519_PREFIX = new Uint8Array([0xed, 0x01]);
const X25519_PREFIX = new Uint8Array([0xec, 0x01]);
/** Identity multihash of 36 bytes, then the protobuf of an Ed25519 key of 32 bytes. */
const PEER_ID_PREFIX = new Uint8Array([0x00, 0x24, 0x08, 0x01, 0x12, 0x20]);
const RAW_KEY_BYTES = 32;

/** Schema of a written Ed25519 public key. */
export const signingKeySchema = z
  .string()
  .regex(/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/)
  .describe('Ed25519 public key in did:key form (multibase base58btc)');

/** Schema of a written X25519 public key. */
export const agreementKeySchema = z
  .string()
  .regex(/^z6LS[1-9A-HJ-NP-Za-km-z]{44}$/)
  .describe('X25519 public key in did:key form (multibase base58btc)');

/** A written Ed25519 public key; serves as key id everywhere. */
export type SigningKey = z.infer<typeof signingKeySchema>;

/** A written X25519 public key. */
export type AgreementKey = z.infer<typeof agreementKeySchema>;

/** Longest DID that is read. */
export const MAX_DID_LENGTH = 256;

/** Schema of a participant's identifier: `did:key` for trials, `did:web` in production. */
export const participantIdSchema = z
  .string()
  .max(MAX_DID_LENGTH)
  .regex(/^did:(key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}|web:[a-z0-9.-]+(%3A[0-9]{1,5})?(:[A-Za-z0-9._-]+)*)$/)
  .describe('Decentralized identifier of a company: did:key or did:web');

/** A participant's DID. */
export type ParticipantId = z.infer<typeof participantIdSchema>;

/** Writes a raw 32-byte Ed25519 public key. */
export function formatSigningKey(raw: Uint8Array): SigningKey {
  return formatKey(ED25519_PREFIX, raw);
}

/** Raw 32 bytes of a written Ed25519 public key. Throws `bad-key`. */
export function parseSigningKey(text: string): Uint8Array {
  return parseKey(ED25519_PREFIX, text);
}

/** Writes a raw 32-byte X25519 public key. */
export function formatAgreementKey(raw: Uint8Array): AgreementKey {
  return formatKey(X25519_PREFIX, raw);
}

/** Raw 32 bytes of a written X25519 public key. Throws `bad-key`. */
export function parseAgreementKey(text: string): Uint8Array {
  return parseKey(X25519_PREFIX, text);
}

/** The did:key participant whose root key this is. */
export function participantOfRoot(root: SigningKey): ParticipantId {
  return `did:key:${root}`;
}

/** Root key that a `did:key` participant carries in its name; null for `did:web`, whose document names it. */
export function rootOfParticipant(id: ParticipantId): SigningKey | null {
  return id.startsWith('did:key:') ? id.slice('did:key:'.length) : null;
}

/** Short form for people: the last eight characters. Never compare by it. */
export function shortKey(key: string): string {
  return key.slice(-8);
}

function formatKey(prefix: Uint8Array, raw: Uint8Array): string {
  if (raw.length !== RAW_KEY_BYTES)
    throw new ExchangeError('bad-key', `A public key has ${RAW_KEY_BYTES} bytes.`);
  return base58btc.encode(concatBytes(prefix, raw));
}

function parseKey(prefix: Uint8Array, text: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = base58btc.decode(text);
  } catch (cause) {
    throw new ExchangeError('bad-key', 'A public key is written in multibase base58btc.', { cause });
  }
  if (bytes.length !== prefix.length + RAW_KEY_BYTES || bytes[0] !== prefix[0] || bytes[1] !== prefix[1]) {
    throw new ExchangeError('bad-key', 'The text is no public key of the expected kind.');
  }
  // base58 has one spelling per byte string but for leading ones; the fixed prefix rules those out.
  return bytes.slice(prefix.length);
}

/**
 * libp2p peer id of an Ed25519 public key: base58btc of the identity multihash over libp2p's key protobuf
 * (libp2p specs, peer-ids). Lets anybody check which company's `peer` key stands behind a connection.
 */
export function peerIdOfKey(key: SigningKey): string {
  return base58btc.encode(concatBytes(PEER_ID_PREFIX, parseSigningKey(key))).slice(1);
}
