/** `GET /.well-known/kinship`: where a broker is and which log it keeps. Unauthenticated; pin what it says out of band. */

import { z } from 'zod';
import { participantIdSchema } from '../keys.ts';
import { logOriginSchema } from '../log/entry.ts';

/** Path of the discovery document. */
export const DISCOVERY_PATH = '/.well-known/kinship';

/** Schema of the discovery document. */
export const discoverySchema = z.strictObject({
  schema: z.literal('kinship-discovery/1'),
  name: z.string().max(80),
  /** Base of the HTTP API, such as `http://127.0.0.1:7400`. */
  api: z.url().max(256),
  /** The broker as a participant: registrar of its log. */
  broker: participantIdSchema,
  peerId: z.string().max(128),
  addresses: z.array(z.string().max(256)).max(16),
  log: z.strictObject({
    origin: logOriginSchema,
    /** C2SP verifier key (`name+hash+key`). */
    key: z.string().max(512),
  }),
  /** True when companies are admitted without an operator's decision (trials and demos). */
  openEnrolment: z.boolean(),
});
/** The discovery document. */
export type Discovery = z.infer<typeof discoverySchema>;
