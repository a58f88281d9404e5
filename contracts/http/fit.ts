/** Bodies of the console's API about fit certificates. */

import { z } from 'zod';
import { embodimentSchema } from '../embodiment/embodiment-schema.ts';
import { fitCertificateSchema } from '../fit/certificate.ts';
import { envelopeSchema } from '../signature.ts';

/** `POST /v1/fit-certificates`: a dataset by any of its names, and the body that is asked about. */
export const askFitSchema = z.strictObject({
  dataset: z.string().min(1).max(200),
  embodiment: embodimentSchema,
});

/** Its answer: the certificate with its signed form, or that the provider is still at work. */
export const fitReplySchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('working') }),
  z.strictObject({
    status: z.literal('issued'),
    certificate: fitCertificateSchema,
    envelope: envelopeSchema,
  }),
]);
