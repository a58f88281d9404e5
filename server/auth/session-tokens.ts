/** Session tokens of accounts: JWTs (RFC 7519) signed with the broker's session key, `alg` Ed25519 (RFC 9864). */

import { importJWK, jwtVerify, SignJWT } from 'jose';
import { toHex } from '#contracts/bytes.ts';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';

/** Life of a session, in seconds. */
export const SESSION_TTL_S = 12 * 60 * 60;
/** `kid` of session tokens; node tokens carry a public key there. */
export const SESSION_KEY_ID = 'session';

const ALGORITHM = 'Ed25519';
const AUDIENCE = 'kinship-session';

/** A session as its token tells it; `expiresAt` in seconds since the epoch. */
export interface TokenSession {
  readonly id: string;
  readonly account: string;
  readonly expiresAt: number;
}

/** Issues and reads session tokens. */
export interface SessionTokens {
  issue(account: string): Promise<{ id: string; token: string; expiresAt: number }>;
  /** Throws `unauthenticated`. */
  read(token: string): Promise<TokenSession>;
}

/**
 * Creates the tokens of one key.
 * @param key.seed Ed25519 seed, copied into a key object at once
 * @param key.publicKey raw public key
 */
export async function createSessionTokens(
  key: { readonly seed: Uint8Array; readonly publicKey: Uint8Array },
  deps: { readonly clock: Clock; readonly random: RandomBytes },
): Promise<SessionTokens> {
  const x = Buffer.from(key.publicKey).toString('base64url');
  const d = Buffer.from(key.seed).toString('base64url');
  const signing = await importJWK({ kty: 'OKP', crv: 'Ed25519', x, d }, ALGORITHM);
  const verifying = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, ALGORITHM);
  return {
    issue: async (account) => {
      const issuedAt = Math.floor(deps.clock() / 1000);
      const expiresAt = issuedAt + SESSION_TTL_S;
      const id = toHex(deps.random(16));
      const token = await new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: SESSION_KEY_ID })
        .setSubject(account)
        .setAudience(AUDIENCE)
        .setJti(id)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(signing);
      return { id, token, expiresAt };
    },
    read: async (token) => {
      try {
        const { payload } = await jwtVerify(token, verifying, {
          algorithms: [ALGORITHM],
          audience: AUDIENCE,
          requiredClaims: ['sub', 'jti', 'exp'],
          currentDate: new Date(deps.clock()),
        });
        return { id: payload.jti ?? '', account: payload.sub ?? '', expiresAt: payload.exp ?? 0 };
      } catch (cause) {
        throw new ExchangeError('unauthenticated', 'The session token is not valid.', { cause });
      }
    },
  };
}
