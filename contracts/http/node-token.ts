/**
 * Short-lived token by which a node speaks to a broker's API: a JWT (RFC 7519) that its operational key signs itself.
 * `iss` and `sub` are the company's DID, `kid` the written public key, `aud` the API's base address.
 */

import { toBase64, toHex, utf8 } from '../bytes.ts';
import type { RandomBytes, Signer } from '../crypto.ts';
import { formatSigningKey, type ParticipantId } from '../keys.ts';

/** Longest life of a node token, seconds. */
export const NODE_TOKEN_TTL_S = 120;
/** The JWS algorithm of node tokens (RFC 9864). */
export const NODE_TOKEN_ALGORITHM = 'Ed25519';

/** What a token says. */
export interface NodeTokenClaims {
  readonly participant: ParticipantId;
  readonly audience: string;
  readonly nowMs: number;
}

/** Signs a node token. */
export function signNodeToken(claims: NodeTokenClaims, signer: Signer, random: RandomBytes): string {
  const issuedAt = Math.floor(claims.nowMs / 1000);
  const header = { alg: NODE_TOKEN_ALGORITHM, typ: 'JWT', kid: formatSigningKey(signer.publicKey) };
  const payload = {
    iss: claims.participant,
    sub: claims.participant,
    aud: claims.audience,
    iat: issuedAt,
    exp: issuedAt + NODE_TOKEN_TTL_S,
    jti: toHex(random(16)),
  };
  const signed = `${base64Url(utf8(JSON.stringify(header)))}.${base64Url(utf8(JSON.stringify(payload)))}`;
  return `${signed}.${base64Url(signer.sign(utf8(signed)))}`;
}

function base64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
