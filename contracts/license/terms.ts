/**
 * License terms for robot-training data: an ODRL profile (W3C ODRL 2.2) with the rights that this field argues about.
 *
 * Machines enforce access, dates and delivery; purpose, derivation and deletion stay contractual. Whoever shows terms says so.
 */

import { z } from 'zod';
import { lineSchema, proseSchema } from '../text.ts';
import { digestSchema } from '../digest.ts';

/** What a licensee may or may not do with the data. */
export const LICENSE_ACTIONS = [
  'evaluate',
  'train',
  'fine-tune',
  'distil',
  'derive',
  'redistribute',
  'publish-metrics',
] as const;
/** One of {@link LICENSE_ACTIONS}. */
export type LicenseAction = (typeof LICENSE_ACTIONS)[number];
/** Schema of a license action. */
export const licenseActionSchema = z.enum(LICENSE_ACTIONS);

/** Duties that travel with a license. */
export const LICENSE_DUTIES = [
  'attribute',
  'no-reidentification',
  'recall',
  'delete-at-end',
  'report-use',
] as const;

/** Schema of a price. The amount is a decimal text, so that no binary fraction creeps into money. */
export const priceSchema = z.strictObject({
  amount: z.string().regex(/^(0|[1-9][0-9]{0,9})(\.[0-9]{1,2})?$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  per: z.enum(['dataset', 'hour']),
});

/** Schema of license terms. */
export const licenseTermsSchema = z
  .strictObject({
    schema: z.literal('license-terms/1'),
    /** Name of the template or the lister's own terms. */
    id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/),
    permitted: z.array(licenseActionSchema).min(1).max(LICENSE_ACTIONS.length),
    /** Whether models trained on the data may be used commercially. */
    commercialModels: z.boolean(),
    /** What happens to trained weights when the term ends. */
    weightsAtEnd: z.enum(['keep', 'retrain', 'delete']),
    /** Fields of use the license is limited to; empty means any. */
    fieldsOfUse: z.array(z.string().max(64)).max(16),
    /** Fields of use that are forbidden. */
    forbiddenUses: z.array(z.string().max(64)).max(16),
    /** ISO 3166-1 alpha-2 codes where the data may be kept and used; empty means anywhere. */
    regions: z.array(z.string().regex(/^[A-Z]{2}$/)).max(64),
    /** Length of the term in days from the agreement; null means without end. */
    termDays: z.int().min(1).max(36500).nullable(),
    duties: z.array(z.enum(LICENSE_DUTIES)).max(LICENSE_DUTIES.length),
    price: priceSchema.nullable(),
    /** When the content key is released. */
    release: z.enum(['on-receipt', 'after-payment']),
  })
  .describe('Terms under which a dataset is licensed');

/** License terms. */
export type LicenseTerms = z.infer<typeof licenseTermsSchema>;

/** Longest purpose, UTF-16 code units. */
const MAX_PURPOSE = 280;

/** Schema of what a consumer intends to do: a code list that terms judge, and words for the person who decides. */
export const intendedUseSchema = z.strictObject({
  actions: z.array(licenseActionSchema).min(1).max(LICENSE_ACTIONS.length),
  commercialModels: z.boolean(),
  fieldOfUse: z.string().max(64).nullable(),
  region: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  purpose: z.string().min(3).max(MAX_PURPOSE),
  /** Digest of the fit certificate that the consumer relies on. */
  certificate: digestSchema.exactOptional(),
});
/** Schema of a use that is asked for: what people read of it before they sign holds words, and nothing that makes a page lie. */
export const askedUseSchema = intendedUseSchema.extend({
  fieldOfUse: lineSchema(64).nullable(),
  purpose: proseSchema(MAX_PURPOSE)
    .min(3)
    .refine((text) => /[\p{L}\p{N}]/u.test(text), 'say in words what for'),
});

/** What a consumer intends to do. */
export type IntendedUse = z.infer<typeof intendedUseSchema>;
