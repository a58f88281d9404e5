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
