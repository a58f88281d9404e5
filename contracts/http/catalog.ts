/** Bodies of the catalog's API: listings, versions, evaluations. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { sensingFactsSchema } from '../dataset/facts.ts';
import { collectionMethodSchema, modalitySchema, presenceSchema } from '../dataset/vocabulary.ts';
import { BODY_CLASSES } from '../embodiment/body/body-class.ts';
import { datasetIdSchema, slugSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema } from '../keys.ts';
import { accessModeSchema, policyIdSchema } from '../manifest/manifest.ts';
import { envelopeSchema } from '../signature.ts';

/** Schema of a kind of body. */
export const bodyClassSchema = z.enum(BODY_CLASSES);

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
  bodyClass: bodyClassSchema,
  /** Joints of the body that move by themselves, fingers not counted. */
  dof: z.int().min(0).nullable(),
  /** Force, torque or tactile channels are there. */
  contactSensing: z.boolean(),
  /** Which of them, with channels and rate, as the facts say it. */
  sensing: z.strictObject({
    jointTorque: sensingFactsSchema,
    force: sensingFactsSchema,
    tactile: sensingFactsSchema,
  }),
  /** Share of episodes that qualify; null when none was judged. */
  quality: z.number().min(0).max(1).nullable(),
  /** Verbs of the tasks' lexicon. */
  verbs: z.array(z.string().max(32)).max(16),
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
/** Most values of one filter. */
const MAX_FILTER_VALUES = 16;

/** One value or several: a name that repeats in the address. */
function several<T extends z.ZodType>(one: T) {
  return z.union([one.transform((value) => [value]), z.array(one).min(1).max(MAX_FILTER_VALUES)]).optional();
}

const flag = z.enum(['true', 'false']).optional();
const hours = z.coerce.number().min(0).optional();
const dof = z.coerce.number().int().min(0).max(200).optional();

/**
 * `GET /v1/datasets` query. Free text in `q`; everything else narrows. Several values of one filter widen it (any of them fits), but
 * `modality` narrows further with each (all have to be there).
 */
export const listingQuerySchema = z.strictObject({
  q: z.string().max(200).optional(),
  provider: participantIdSchema.optional(),
  collection: several(collectionMethodSchema),
  bodyClass: several(bodyClassSchema),
  minDof: dof,
  maxDof: dof,
  /** Verbs of the tasks' lexicon, such as `pick`. */
  task: several(z.string().max(32)),
  modality: several(modalitySchema),
  embodiment: digestSchema.optional(),
  license: several(z.string().max(48)),
  access: several(accessModeSchema),
  minHours: hours,
  maxHours: hours,
  /** Least share of episodes that qualify. */
  minQuality: z.coerce.number().min(0).max(1).optional(),
  contactSensing: flag,
  /** Whether joint torque, force or touch is measured; a rate asks for that many samples a second at least. */
  torque: presenceSchema.optional(),
  force: presenceSchema.optional(),
  tactile: presenceSchema.optional(),
  minTorqueHz: sensingRate,
  minForceHz: sensingRate,
  minTactileHz: sensingRate,
  includeWithdrawn: flag,
  /** Whether the answer counts values among all listings that fit. */
  facets: flag,
  sort: z.enum(['newest', 'hours', 'title', 'quality']).default('newest'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_LISTING_PAGE).default(20),
});
/** A catalog search. */
export type ListingQuery = z.infer<typeof listingQuerySchema>;
/** The part of a search that narrows. */
export type ListingSearch = Partial<Omit<ListingQuery, 'facets' | 'sort' | 'cursor' | 'limit'>>;

/** Lower bounds of the buckets in which hours are counted. */
export const HOUR_BUCKETS = [0, 1, 10, 100, 1000] as const;
/** Lower bounds of the buckets in which quality is counted. */
export const QUALITY_BUCKETS = [0, 0.5, 0.8, 0.9, 0.95, 1] as const;

const facetSchema = z.record(z.string().max(64), z.int().min(1));

/**
 * How many listings have each value. Each facet is counted over the listings that fit all filters but its own, so that the other values
 * of a filter in use can be told. Buckets are named by their lower bound.
 */
export const facetsSchema = z.strictObject({
  collection: facetSchema,
  bodyClass: facetSchema,
  dof: facetSchema,
  task: facetSchema,
  modality: facetSchema,
  license: facetSchema,
  access: facetSchema,
  hours: facetSchema,
  quality: facetSchema,
  contactSensing: facetSchema,
  /** Presence of each kind of contact sensing. */
  torque: facetSchema,
  force: facetSchema,
  tactile: facetSchema,
});
/** Counts by facet and value. */
export type Facets = z.infer<typeof facetsSchema>;

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
