/** Tokens that a company's node signs itself (contracts/http/node-token.ts), judged by the key history of this log. */

import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import type { Clock } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { NODE_TOKEN_ALGORITHM } from '#contracts/http/node-token.ts';
import {
  parseSigningKey,
  participantIdSchema,
  signingKeySchema,
  type ParticipantId,
  type SigningKey,
} from '#contracts/keys.ts';

/** Longest life of a token that is accepted, in seconds. */
const MAX_TTL_S = 300;
/** Clocks of companies may differ by this much, in seconds. */
const CLOCK_TOLERANCE_S = 60;

/** What judging needs. */
export interface NodeTokenDeps {
  readonly clock: Clock;
  /** Addresses of this API that a token may be meant for. */
  readonly audiences: () => readonly string[];
  /** Throws unless the key is live and its company admitted. */
  readonly requireAdmittedKey: (participant: ParticipantId, key: SigningKey) => Promise<void>;
}

/** Public key that a token names in its `kid`, or null when it is no node token. */
export function nodeTokenKey(token: string): SigningKey | null {
  try {
    return signingKeySchema.safeParse(decodeProtectedHeader(token).kid).data ?? null;
  } catch {
    return null;
  }
}

/** The company that signed a token. Throws `unauthenticated`. */
export async function verifyNodeToken(deps: NodeTokenDeps, token: string): Promise<ParticipantId> {
  try {
    const key = signingKeySchema.parse(decodeProtectedHeader(token).kid);
    const x = Buffer.from(parseSigningKey(key)).toString('base64url');
    const publicKey = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, NODE_TOKEN_ALGORITHM);
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: [NODE_TOKEN_ALGORITHM],
      audience: [...deps.audiences()],
      requiredClaims: ['iss', 'sub', 'jti', 'iat', 'exp'],
      maxTokenAge: MAX_TTL_S,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(deps.clock()),
    });
    const participant = participantIdSchema.parse(payload.iss);
    if (payload.sub !== participant || (payload.exp ?? Infinity) - (payload.iat ?? 0) > MAX_TTL_S) {
      throw new ExchangeError('unauthenticated', 'The token lives too long or speaks for somebody else.');
    }
    await deps.requireAdmittedKey(participant, key);
    return participant;
  } catch (cause) {
    throw new ExchangeError('unauthenticated', 'The token of the node is not valid here.', { cause });
  }
}
