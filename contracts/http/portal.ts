/** `GET /v1/portal`: what the pages need to know about the program that serves them. Unauthenticated. */

import { z } from 'zod';

/** Path of the document. */
export const PORTAL_PATH = '/v1/portal';
/** Logs of demo worlds have names under this one, which can never be anybody's (RFC 6761). */
export const DEMO_ORIGIN = 'demo.kinship.invalid/';

/** Schema of the document. `mode` decides which pages there are: a broker's, or those of a company's own node. */
export const portalSchema = z.strictObject({
  mode: z.enum(['broker', 'node']),
  /** Name of the broker, or of the company whose node this is. */
  name: z.string().max(80),
  /** True in the demo world, whose companies and figures are invented. */
  demo: z.boolean(),
  /** Base address of the broker: this program, or the one that the node uses. */
  broker: z.string().max(256),
});
/** What the pages know about their server. */
export type PortalInfo = z.infer<typeof portalSchema>;
/** A program that serves pages. */
export type PortalMode = PortalInfo['mode'];

/** Begins a sign-in with the broker's OpenID provider: sends the browser there. */
export const PROVIDER_SIGN_IN_PATH = '/v1/session/oidc';
/** Where the provider sends the browser back to; the address that is registered with it ends with this. */
export const PROVIDER_RETURN_PATH = `${PROVIDER_SIGN_IN_PATH}/callback`;
/** Query parameter of the page `/login` that names why a sign-in with the provider came to nothing. */
export const TROUBLE_PARAMETER = 'trouble';
/** Values of {@link TROUBLE_PARAMETER}. */
export const SIGN_IN_TROUBLES = [
  /** The provider does not answer, or not as one. */
  'provider-unreachable',
  /** The provider, or the person there, said no. */
  'refused',
  /** The answer belongs to no sign-in of this browser, or to one that took too long. */
  'expired',
  /** Code, token, signature or nonce did not hold. */
  'not-verified',
  /** The provider does not vouch for the mail address. */
  'email-unverified',
  /** No account of this broker has the mail address. */
  'unknown-account',
] as const;
/** Schema of {@link SIGN_IN_TROUBLES}. */
export const signInTroubleSchema = z.enum(SIGN_IN_TROUBLES);
/** Why a sign-in with the provider came to nothing. */
export type SignInTrouble = z.infer<typeof signInTroubleSchema>;
