/** Bodies of the catalog's API: listings, versions, evaluations. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { sensingFactsSchema } from '../dataset/facts.ts';
import { collectionMethodSchema, modalitySchema, presenceSchema } from '../dataset/vocabulary.ts';
import { datasetIdSchema, slugSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema } from '../keys.ts';
import { accessModeSchema, policyIdSchema } from '../manifest/manifest.ts';
import { envelopeSchema } from '../signature.ts';

/** Most listings in one answer. */
export const MAX_LISTING_PAGE = 100;

/** Signed evaluations of a listing, in one line. */
export const evaluationSummarySchema = z.strictObject({
  metric: z.string().max(32),
  /** Companies that reported, once per agreement. */
  reports: z.int().min(1),
  meanValue: z.number(),
  meanBaseline: z.number().nullable(),
  trials: z.int().min(1),
});

/** One listing as search shows it. */
export const listingSchema = z.strictObject({
  dataset: datasetIdSchema,
  slug: slugSchema,
  provider: z.strictObject({
    participant: participantIdSchema,
    name: z.string().max(80),
    verified: z.boolean(),
  }),
  manifest: digestSchema,
  version: z.int().min(1),
  title: z.string().max(120),
  collection: collectionMethodSchema,
  episodes: z.int().min(0),
  frames: z.int().min(0),
  hours: z.number().min(0),
  fps: z.number().nullable(),
  modalities: z.array(modalitySchema).max(32),
  tasks: z.array(z.string().max(500)).max(32),
  embodiment: z.strictObject({ id: digestSchema, label: z.string().max(80) }).nullable(),
  /** Force, torque or tactile channels are there. */
  contactSensing: z.boolean(),
  /** Which of them, with channels and rate, as the facts say it. */
  sensing: z.strictObject({
    jointTorque: sensingFactsSchema,
    force: sensingFactsSchema,
    tactile: sensingFactsSchema,
  }),
  policy: policyIdSchema,
  licenses: z.array(z.string().max(48)).max(8),
  access: accessModeSchema,
  bytes: z.int().min(0),
  /** Extent of the public sample that the lister offers; null without one. */
  sample: z
    .strictObject({ episodes: z.int().min(1), frames: z.int().min(1), bytes: z.int().min(1) })
    .nullable(),
  status: z.enum(['listed', 'withdrawn']),
  withdrawnReason: z.string().max(280).nullable(),
  publishedAt: timestampSchema,
  /** Index of `dataset.published` in the log; null until the broker has seen it there. */
  logIndex: z.int().min(0).nullable(),
  evaluations: z.array(evaluationSummarySchema).max(8),
});
/** One listing. */
export type Listing = z.infer<typeof listingSchema>;

const sensingRate = z.coerce.number().positive().optional();

/** `GET /v1/datasets` query. Free text in `q`; everything else narrows. */
export const listingQuerySchema = z.strictObject({
  q: z.string().max(200).optional(),
  provider: participantIdSchema.optional(),
  collection: collectionMethodSchema.optional(),
  modality: modalitySchema.optional(),
  embodiment: digestSchema.optional(),
  license: z.string().max(48).optional(),
  access: accessModeSchema.optional(),
  minHours: z.coerce.number().min(0).optional(),
  contactSensing: z.enum(['true', 'false']).optional(),
  /** Whether joint torque, force or touch is measured; a rate asks for that many samples a second at least. */
  torque: presenceSchema.optional(),
  force: presenceSchema.optional(),
  tactile: presenceSchema.optional(),
  minTorqueHz: sensingRate,
  minForceHz: sensingRate,
  minTactileHz: sensingRate,
  includeWithdrawn: z.enum(['true', 'false']).optional(),
  /** Whether the answer counts values among all listings that fit. */
  facets: z.enum(['true', 'false']).optional(),
  sort: z.enum(['newest', 'hours', 'title']).default('newest'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_LISTING_PAGE).default(20),
});
/** A catalog search. */
export type ListingQuery = z.infer<typeof listingQuerySchema>;

const facetSchema = z.record(z.string().max(64), z.int().min(1));

/** How many of the listings that fit have each value. */
export const facetsSchema = z.strictObject({
  collection: facetSchema,
  access: facetSchema,
  modality: facetSchema,
  license: facetSchema,
  /** Presence of each kind of contact sensing. */
  torque: facetSchema,
  force: facetSchema,
  tactile: facetSchema,
});

/** `GET /v1/datasets` answer. */
export const listingPageSchema = z.strictObject({
  items: z.array(listingSchema).max(MAX_LISTING_PAGE),
  total: z.int().min(0),
  nextCursor: z.string().nullable(),
  facets: facetsSchema.nullable(),
});

/** `GET /v1/datasets/:id` answer: the listing, the manifest it stands on, every version. */
export const datasetDetailSchema = z.strictObject({
  listing: listingSchema,
  manifest: envelopeSchema,
  versions: z
    .array(z.strictObject({ version: z.int().min(1), manifest: digestSchema, publishedAt: timestampSchema }))
    .max(1000),
});

/** `POST /v1/evaluations`: a signed evaluation and its log receipt. */
export const submitEvaluationSchema = z.strictObject({
  evaluation: envelopeSchema,
  entry: envelopeSchema,
  proof: z.string().max(16 * 1024),
});
