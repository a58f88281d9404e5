/**
 * Signing in with an OpenID provider (OpenID Connect Core 1.0): authorization code flow with PKCE (RFC 7636), state and nonce.
 * What comes out is a mail address that the provider vouches for, and nothing else: accounts and roles are the broker's own.
 */

import { EncryptJWT, jwtDecrypt } from 'jose';
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { emailSchema } from '#contracts/http/accounts.ts';
import type { SignInTrouble } from '#contracts/http/portal.ts';
import type { Logger } from '#platform/logger.ts';
import type { OidcConfig } from '../config.ts';

/** Life of a sign-in under way, in seconds: time to find one's password at the provider. */
export const SIGN_IN_TTL_S = 600;
/** The provider has this long for each answer, in seconds. */
const PROVIDER_TIMEOUT_S = 10;
const KEY_BYTES = 32;
const SCOPE = 'openid email';
const AUDIENCE = 'kinship-oidc';

const ticketSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
/** Claims of a mail address (OpenID Connect Core 1.0, section 5.1). */
const emailClaimsSchema = z.object({ email: emailSchema, email_verified: z.literal(true) });

/** What signing in needs. */
export interface OidcDeps {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
}

/** A sign-in that was begun. */
export interface SignInStart {
  /** Address at the provider that the browser is sent to. */
  readonly location: string;
  /** State, nonce and verifier, sealed; the same browser brings it back. */
  readonly ticket: string;
}

/** What the provider sent the browser back with. */
export interface SignInReturn {
  /** The ticket that the browser brought, if any. */
  readonly ticket: string | undefined;
  /** Parameters of the answer (RFC 6749, section 4.1.2; RFC 9207). */
  readonly answer: Readonly<Record<string, string | undefined>>;
  /** Address that it came to, without its query: the one that the sign-in was begun with. */
  readonly redirectUri: string;
}

/** The address that the provider vouches for, in lower case, or why there is none. */
export type SignInOutcome = { readonly email: string } | { readonly trouble: SignInTrouble };

/** Begins and ends sign-ins; nothing is kept between the two. */
export interface OidcSignIn {
  /** Begins a sign-in whose answer comes to `redirectUri`. */
  begin(redirectUri: string): Promise<SignInStart | { readonly trouble: SignInTrouble }>;
  /** Ends it. Never throws for what a browser or the provider sent. */
  finish(back: SignInReturn): Promise<SignInOutcome>;
}

/** Creates the sign-in of one provider; nothing is asked of it yet. */
export function createOidcSignIn(config: OidcConfig, deps: OidcDeps): OidcSignIn {
  // A key of this run: sign-ins under way end with it, and are begun again.
  const key = deps.random(KEY_BYTES);
  const provider = lazyProvider(config);
  const refuse = (trouble: SignInTrouble, error?: unknown): { trouble: SignInTrouble } => {
    // Codes only: the errors themselves hold what the provider sent.
    deps.logger.warn({ trouble, ...codesOf(error) }, 'a sign-in with the provider came to nothing');
    return { trouble };
  };
  return {
    begin: async (redirectUri) => {
      let known: oidc.Configuration;
      try {
        known = await provider();
      } catch (error) {
        return refuse('provider-unreachable', error);
      }
      const ticket = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const location = oidc.buildAuthorizationUrl(known, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: ticket.state,
        nonce: ticket.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(ticket.verifier),
        code_challenge_method: 'S256',
      });
      return { location: location.href, ticket: await seal(ticket, key, deps.clock) };
    },
    finish: async ({ ticket, answer, redirectUri }) => {
      const begun = ticket === undefined ? null : await unseal(ticket, key, deps.clock);
      if (begun === null || answer['state'] !== begun.state) return refuse('expired');
      const url = new URL(redirectUri);
      for (const [name, value] of Object.entries(answer)) {
        if (value !== undefined) url.searchParams.set(name, value);
      }
      let claims: unknown;
      try {
        claims = await emailClaims(await provider(), url, begun);
      } catch (error) {
        return refuse(troubleOf(error), error);
      }
      const vouched = emailClaimsSchema.safeParse(claims);
      return vouched.success ? { email: vouched.data.email } : refuse('email-unverified');
    },
  };
}

/** The provider as its metadata describe it, asked once; after a failure the next one who needs it asks again. */
function lazyProvider(config: OidcConfig): () => Promise<oidc.Configuration> {
  let found: Promise<oidc.Configuration> | undefined;
  return () => {
    found ??= discover(config).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

function discover({ issuer, clientId, secret }: OidcConfig): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  // Tokens that come straight from the provider need no signature by the standard; ours are checked all the same.
  const execute = [oidc.enableNonRepudiationChecks];
  // The configuration lets plain http through on loopback only.
  if (url.protocol === 'http:') execute.push(oidc.allowInsecureRequests);
  const proof = secret === undefined ? oidc.None() : secretProof(secret);
  return oidc.discovery(url, clientId, undefined, proof, { execute, timeout: PROVIDER_TIMEOUT_S });
}

/** The secret goes into the header, as clients do that were registered without further words, or into the body where the provider takes no header. */
function secretProof(secret: string): oidc.ClientAuth {
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  // eslint-disable-next-line max-params -- openid-client's form
  return (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const prove = !ways.includes('client_secret_basic') && ways.includes('client_secret_post') ? post : basic;
    prove(server, client, body, headers);
  };
}

type Ticket = z.infer<typeof ticketSchema>;

/** Trades the code for tokens, and finds the mail address in the ID token or, where it is not, at the userinfo endpoint. */
async function emailClaims(known: oidc.Configuration, url: URL, begun: Ticket): Promise<unknown> {
  const tokens = await oidc.authorizationCodeGrant(known, url, {
    pkceCodeVerifier: begun.verifier,
    expectedState: begun.state,
    expectedNonce: begun.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined || claims['email'] !== undefined) return claims;
  if (known.serverMetadata().userinfo_endpoint === undefined) return claims;
  return oidc.fetchUserInfo(known, tokens.access_token, claims.sub);
}

function troubleOf(error: unknown): SignInTrouble {
  if (error instanceof oidc.AuthorizationResponseError) return 'refused';
  const { code } = codesOf(error);
  // A fetch that fails is a TypeError (WHATWG Fetch).
  const isAway = (error instanceof TypeError && code === undefined) || code === 'OAUTH_TIMEOUT';
  return isAway ? 'provider-unreachable' : 'not-verified';
}

/** Code of an error of openid-client, and what the provider called it (RFC 6749, section 5.2). */
function codesOf(error: unknown): { readonly code?: string; readonly reason?: string } {
  const { code, error: reason } = (error ?? {}) as { code?: unknown; error?: unknown };
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof reason === 'string' ? { reason: reason.slice(0, 64) } : {}),
  };
}

function seal(ticket: Ticket, key: Uint8Array, clock: Clock): Promise<string> {
  const now = Math.floor(clock() / 1000);
  return new EncryptJWT(ticket)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(AUDIENCE)
    .setExpirationTime(now + SIGN_IN_TTL_S)
    .encrypt(key);
}

/** The ticket, or null when it is not ours or its time is over. */
async function unseal(sealed: string, key: Uint8Array, clock: Clock): Promise<Ticket | null> {
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      audience: AUDIENCE,
      requiredClaims: ['exp'],
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      currentDate: new Date(clock()),
    });
    return ticketSchema.parse(payload);
  } catch {
    return null;
  }
}
