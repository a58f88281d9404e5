/** The one file that offline verification trusts: log key, witness keys and quorum, got once and out of band. */

import { z } from 'zod';
import type { LogPin } from '../agreement/agreement.ts';
import { logOriginSchema } from './entry.ts';

/** Most witnesses of one trust root. */
export const MAX_TRUSTED_WITNESSES = 16;

/** Schema of `trust-root.json`. */
export const trustRootSchema = z.strictObject({
  schema: z.literal('trust-root/1'),
  log: z.strictObject({
    origin: logOriginSchema,
    /** C2SP verifier key of the log. */
    key: z.string().max(512),
  }),
  /** C2SP verifier keys of the witnesses that the reader lists itself. */
  witnesses: z.array(z.string().max(512)).max(MAX_TRUSTED_WITNESSES),
  /** How many of them must have cosigned a head. */
  quorum: z.int().min(0).max(MAX_TRUSTED_WITNESSES),
});
/** A trust root. */
export type TrustRoot = z.infer<typeof trustRootSchema>;

/** Trust in a log by its pinned key alone, without witnesses. */
export function trustRootOfPin(pin: LogPin): TrustRoot {
  return {
    schema: 'trust-root/1',
    log: { origin: pin.origin, key: pin.key },
    witnesses: [],
    quorum: 0,
  };
}
