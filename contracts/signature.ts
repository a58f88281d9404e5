/**
 * Everything signed is a DSSE envelope (https://github.com/secure-systems-lab/dsse) over canonical JSON with a versioned
 * payload type. Signatures cover the exact payload bytes and the type, so nothing is verified after a transformation.
 */

import { z } from 'zod';
import { concatBytes, fromBase64, toBase64, utf8 } from './bytes.ts';
import { canonicalBytes, parseCanonical, type JsonValue } from './canonical-json.ts';
import type { CryptoPort, Signer } from './crypto.ts';
import { digestOf, type Digest } from './digest.ts';
import { admitPublicKey, admitSignature } from './ed25519-admission.ts';
import { ExchangeError } from './errors.ts';
import { formatSigningKey, parseSigningKey, signingKeySchema, type SigningKey } from './keys.ts';
import { parseWire } from './wire.ts';

/** Most signatures one envelope may carry. */
export const MAX_SIGNATURES = 4;
/** Largest payload of an envelope that is read when the caller names no smaller limit, in bytes. */
export const MAX_PAYLOAD_BYTES = 1024 * 1024;

/** Schema of an envelope. `keyid` is the written public key itself, so an unknown id cannot be guessed into a key. */
export const envelopeSchema = z.strictObject({
  payload: z.string().describe('Canonical JSON of the signed document, base64'),
  payloadType: z.string().max(128),
  signatures: z
    .array(z.strictObject({ keyid: signingKeySchema, sig: z.string().length(88) }))
    .min(1)
    .max(MAX_SIGNATURES),
});

/** A DSSE envelope. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** What a verified envelope says, and which keys said it. */
export interface VerifiedEnvelope {
  /** The payload, parsed from its canonical bytes; not yet checked against a schema. */
  readonly value: JsonValue;
  /** The exact payload bytes. */
  readonly bytes: Uint8Array;
  /** Digest of the payload bytes: the identity of the document, whoever signed it. */
  readonly digest: Digest;
  /** Keys with a valid signature, in envelope order, without repeats. */
  readonly signers: readonly SigningKey[];
}

/** DSSE version 1 pre-authentication encoding of a payload. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8(payloadType);
  return concatBytes(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

/** Signs a document with one key. Throws `not-canonical` for what JSON cannot carry. */
export function signEnvelope(payloadType: string, document: unknown, signer: Signer): Envelope {
  const payload = canonicalBytes(document);
  return { payload: toBase64(payload), payloadType, signatures: [signatureOf(payloadType, payload, signer)] };
}

/** Adds a signature over the same bytes. Throws `conflict` when the key has signed already. */
export function cosignEnvelope(envelope: Envelope, signer: Signer): Envelope {
  const signature = signatureOf(envelope.payloadType, fromBase64(envelope.payload), signer);
  if (envelope.signatures.some((known) => known.keyid === signature.keyid)) {
    throw new ExchangeError('conflict', 'This key has signed the envelope already.');
  }
  return { ...envelope, signatures: [...envelope.signatures, signature] };
}

/** Limits and expectations of a verification. */
export interface VerifyOptions {
  /** The only payload type that is accepted. */
  readonly payloadType: string;
  /** Largest accepted payload in bytes; {@link MAX_PAYLOAD_BYTES} when absent. */
  readonly maxBytes?: number;
}

/**
 * Verifies every signature of an envelope and parses its payload.
 *
 * Says which keys signed, not whether they were allowed to: compare `signers` with the key that the document requires.
 * Throws `schema-mismatch`, `bad-key` (a key that is not admitted), `bad-signature` (any invalid, malleable or repeated
 * signature), `not-canonical`, `limit-exceeded`.
 */
export async function verifyEnvelope(
  crypto: CryptoPort,
  envelope: unknown,
  options: VerifyOptions,
): Promise<VerifiedEnvelope> {
  const parsed = parseWire(envelopeSchema, envelope, 'envelope');
  if (parsed.payloadType !== options.payloadType) {
    throw new ExchangeError('schema-mismatch', `Expected a payload of type ${options.payloadType}.`);
  }
  const bytes = fromBase64(parsed.payload);
  const value = parseCanonical(bytes, options.maxBytes ?? MAX_PAYLOAD_BYTES);
  const message = preAuthEncoding(parsed.payloadType, bytes);
  const signers: SigningKey[] = [];
  for (const { keyid, sig } of parsed.signatures) {
    const publicKey = parseSigningKey(keyid);
    const signature = fromBase64(sig);
    admitPublicKey(publicKey);
    admitSignature(signature);
    const valid = await crypto.verifyEd25519(publicKey, message, signature);
    if (!valid || signers.includes(keyid)) {
      throw new ExchangeError('bad-signature', 'A signature of the envelope does not hold.', {
        params: { key: keyid },
      });
    }
    signers.push(keyid);
  }
  return { value, bytes, digest: digestOf(crypto, bytes), signers };
}

/** A kind of signed document: its payload type, its schema and its largest size. */
export interface DocumentType<S extends z.ZodType> {
  readonly payloadType: string;
  readonly schema: S;
  readonly maxBytes: number;
}

/** A verified document with its signers and its identity. */
export interface SignedDocument<T> {
  readonly document: T;
  readonly digest: Digest;
  readonly signers: readonly SigningKey[];
}

/** Verifies an envelope and parses its payload by the document's schema. Errors as {@link verifyEnvelope}. */
export async function openSigned<S extends z.ZodType>(
  crypto: CryptoPort,
  type: DocumentType<S>,
  envelope: unknown,
): Promise<SignedDocument<z.infer<S>>> {
  const verified = await verifyEnvelope(crypto, envelope, type);
  const document = parseWire(type.schema, verified.value, type.payloadType);
  return { document, digest: verified.digest, signers: verified.signers };
}

/** Signs a document of a known type after checking it against its own schema. */
export function signDocument<S extends z.ZodType>(
  type: DocumentType<S>,
  document: z.input<S>,
  signer: Signer,
): Envelope {
  return signEnvelope(type.payloadType, parseWire(type.schema, document, type.payloadType), signer);
}

/** Throws `bad-signature` unless `key` is among the signers. */
export function requireSigner(signed: { readonly signers: readonly SigningKey[] }, key: SigningKey): void {
  if (!signed.signers.includes(key)) {
    throw new ExchangeError('bad-signature', 'The document is not signed by the key it names.', {
      params: { key },
    });
  }
}

/** Bytes of an envelope as it is stored and hashed: canonical JSON. */
export function envelopeBytes(envelope: Envelope): Uint8Array {
  return canonicalBytes(envelope);
}

function signatureOf(
  payloadType: string,
  payload: Uint8Array,
  signer: Signer,
): Envelope['signatures'][number] {
  const sig = signer.sign(preAuthEncoding(payloadType, payload));
  return { keyid: formatSigningKey(signer.publicKey), sig: toBase64(sig) };
}
