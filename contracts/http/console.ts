/**
 * Bodies of a node's console API: everything that touches this company's data, keys and decisions. Served on loopback to whoever
 * holds the token of the home, to the command line and to the console page.
 */

import { z } from 'zod';
import { conversionOptionsSchema, deliveryConversionSchema, TARGET_FORMATS } from '../dataset/conversions.ts';
import { collectionMethodSchema } from '../dataset/vocabulary.ts';
import { bodyStatementSchema } from '../embodiment/body/body-statement.ts';
import { REPORT_WARNINGS } from '../desensitize/report.ts';
import { digestSchema } from '../digest.ts';
import { agreementIdSchema, datasetIdSchema, exchangeIdSchema, slugSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema, signingKeySchema } from '../keys.ts';
import { askedUseSchema, intendedUseSchema, licenseTermsSchema } from '../license/terms.ts';
import { accessModeSchema, policyIdSchema, rightsSchema, visibilitySchema } from '../manifest/manifest.ts';
import { MOTION_SHOWN } from '../manifest/motion-shown.ts';
import { NEGOTIATION_STATES } from '../negotiation/transitions.ts';
import { MAX_SAMPLE_EPISODES } from '../sample/sample.ts';
import { lineSchema, proseSchema } from '../text.ts';
import { IMPOSSIBLE, isPossible } from '../transfer/evaluation.ts';
import { TRANSFER_STATES } from '../transfer/transitions.ts';
import { DELIVERY_STANDINGS } from '../transfer/delivery-standing.ts';
import { errorParamsSchema } from './problem.ts';

/** Longest path of a folder or file on the node's machine. */
export const MAX_PATH_LENGTH = 4096;
/** Most items in one list of the console. */
export const MAX_CONSOLE_PAGE = 500;

const path = z.string().min(1).max(MAX_PATH_LENGTH);

/** `GET /v1/node`. */
export const nodeStatusSchema = z.strictObject({
  name: z.string().max(80),
  participant: participantIdSchema,
  key: signingKeySchema,
  peerId: z.string().max(128),
  addresses: z.array(z.string().max(256)).max(32),
  connections: z.int().min(0),
  broker: z.strictObject({
    api: z.string().max(256),
    name: z.string().max(80),
    enrolment: z.enum(['unknown', 'pending', 'admitted', 'suspended']),
  }),
  log: z.strictObject({ origin: z.string().max(128), key: z.string().max(512) }),
  /** Acts and messages that wait, and those that were given up. */
  outbox: z.strictObject({ pending: z.int().min(0), dead: z.int().min(0) }),
  /** Why nothing can be stored now, and since when; null while all is well. */
  storage: z.strictObject({ code: z.string().max(64), since: timestampSchema }).nullable(),
});
/** Status of a node. */
export type NodeStatus = z.infer<typeof nodeStatusSchema>;

/** What a lister decides about the public sample. */
export const sampleRequestSchema = z.strictObject({
  /** Numbers of the episodes to show; chosen over the tasks when left out. */
  episodes: z.array(z.int().min(0)).min(1).max(MAX_SAMPLE_EPISODES).exactOptional(),
  /** License template, or own terms; a sample has no price. */
  license: z.union([z.string().max(48), licenseTermsSchema]).default('open-research'),
  /** The dataset has few episodes, and the lister means it all the same. */
  smallDatasetConfirmed: z.boolean().default(false),
});
/** What a lister decides about the public sample. */
export type SampleRequest = z.infer<typeof sampleRequestSchema>;

/** `POST /v1/listings`: begins a job that makes, inspects, signs and publishes a version. */
export const publishRequestSchema = z.strictObject({
  folder: path,
  /** Description of the recorded robot, or of the person that `body` states. */
  robot: path.nullable(),
  /** What was recorded; a robot when neither this nor the declarations say so. */
  body: bodyStatementSchema.exactOptional(),
  /** File with what the lister states (`declarations/1`); looked for in the folder when absent. */
  declarations: path.optional(),
  /** File with the rules for qualification; the built-in profile when absent. */
  rules: path.optional(),
  /** Let the description of the robot travel with deliveries, as it is. */
  shareRobot: z.boolean().default(false),
  slug: slugSchema.optional(),
  title: lineSchema(120).min(1).optional(),
  description: proseSchema(2000).default(''),
  collection: collectionMethodSchema.optional(),
  /** License templates by id, or own terms. */
  offers: z
    .array(z.union([z.string().max(48), licenseTermsSchema]))
    .min(1)
    .max(8),
  access: accessModeSchema.default('manual'),
  policy: z.union([policyIdSchema, z.enum(['open', 'standard', 'strict', 'no-pixels'])]).default('standard'),
  visibility: visibilitySchema.default({ kind: 'public' }),
  rights: rightsSchema.optional(),
  /** The person has read the task sentences and lets them out as they are. */
  approveTasks: z.boolean().default(false),
  /** Names and terms of this company that must not appear in the output. */
  roster: z.array(z.string().min(2).max(100)).max(1000).default([]),
  /** What the raw folder is converted into before anything else; absent: a LeRobot folder is taken as it is, any other becomes lerobot-v3.0. */
  conversion: conversionOptionsSchema
    .refine(({ format }) => format === 'lerobot-v3.0' || format === 'lerobot-v2.1', {
      message: 'derivatives are made in lerobot-v3.0 or lerobot-v2.1',
    })
    .exactOptional(),
  /** The public sample; none unless asked for. */
  sample: sampleRequestSchema.exactOptional(),
});
/** A publication as asked for. */
export type PublishRequest = z.infer<typeof publishRequestSchema>;

/** Steps of a publication job, in order. */
export const JOB_STEPS = [
  'inspect',
  'desensitize',
  'inspect-again',
  'seal',
  'sample',
  'sign',
  'log',
  'done',
] as const;

/** Characters of what a job is about to do, or of what is to be known of a finished one. */
export const MAX_DETAIL = 600;

/** One job. */
export const jobSchema = z.strictObject({
  id: z.string().max(64),
  folder: path,
  step: z.enum(JOB_STEPS),
  /** Share of the step in [0, 1]; null when unknown. */
  share: z.number().min(0).max(1).nullable(),
  /** What is being done; of a finished job, which tool poses were not read, and what was converted before it was desensitized. */
  detail: z.string().max(MAX_DETAIL),
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  error: z.strictObject({ code: z.string().max(64), message: z.string().max(1000) }).nullable(),
  /** While it waits for the log: code and message of the last failure, as `code: message`. */
  trouble: z.string().max(1000).nullable(),
  dataset: datasetIdSchema.nullable(),
  version: z.int().min(1).nullable(),
  manifest: digestSchema.nullable(),
  logIndex: z.int().min(0).nullable(),
  /** What the desensitization wants the lister to know, as codes (`REPORT_WARNINGS`); null until it is done. */
  warnings: z.array(z.enum(REPORT_WARNINGS)).max(REPORT_WARNINGS.length).nullable(),
  /** What the version shows of its motion (`MOTION_SHOWN`); null until it is made. */
  motion: z.enum(MOTION_SHOWN).nullable(),
});
/** One job. */
export type Job = z.infer<typeof jobSchema>;

/** One version of an own dataset. */
export const ownListingSchema = z.strictObject({
  dataset: datasetIdSchema,
  slug: slugSchema,
  version: z.int().min(1),
  title: z.string().max(120),
  state: z.enum(['preparing', 'pending', 'listed', 'superseded', 'withdrawn', 'failed']),
  manifest: digestSchema.nullable(),
  access: accessModeSchema,
  /** Why it stands so, where there is something to say; of a pending version `code: message` of the log's last failure. */
  reason: z.string().max(1000).nullable(),
  updatedAt: timestampSchema,
});
/** One version of an own dataset. */
export type OwnListingView = z.infer<typeof ownListingSchema>;

/** `POST /v1/listings/:dataset/withdrawal`. */
export const withdrawSchema = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
    .default('withdrawn-by-provider'),
  reason: lineSchema(280).min(3),
});

/** `POST /v1/exchanges`: asks for a dataset. */
export const openRequestSchema = z.strictObject({
  /** Dataset id, `company/slug`, or a short id, as the catalog shows it. */
  dataset: z.string().min(1).max(200),
  license: z.string().max(48),
  use: askedUseSchema,
  deadlineHours: z
    .number()
    .positive()
    .max(24 * 90)
    .default(24 * 7),
});

/** How a negotiation or transfer ended: who ended it, a stable code, words. */
const endingSchema = z.strictObject({
  by: z.enum(['consumer', 'provider']),
  code: z.string().max(64),
  note: z.string().max(1000).nullable(),
});

/** One negotiation as either side sees it. */
export const exchangeViewSchema = z.strictObject({
  exchange: exchangeIdSchema,
  role: z.enum(['consumer', 'provider']),
  counterparty: participantIdSchema,
  counterpartyName: z.string().max(80),
  dataset: datasetIdSchema,
  title: z.string().max(120),
  manifest: digestSchema,
  version: z.int().min(1),
  terms: licenseTermsSchema,
  use: intendedUseSchema,
  /** Null until the log has the request. */
  state: z.enum(NEGOTIATION_STATES).nullable(),
  deadline: timestampSchema,
  /** What it waits for, and the last failure. */
  waiting: z
    .strictObject({
      for: z.enum(['log', 'peer', 'decision', 'counterparty']),
      trouble: z.string().max(1000).nullable(),
    })
    .nullable(),
  ended: endingSchema.nullable(),
  agreementId: agreementIdSchema.nullable(),
  agreementDigest: digestSchema.nullable(),
  revocation: z
    .strictObject({
      code: z.string().max(64),
      effective: timestampSchema,
      proven: z.boolean(),
      /** In the provider's words; null where it said none. */
      note: z.string().max(2000).nullable(),
    })
    .nullable(),
  /** Provider: whether the payment that the terms ask for was confirmed. */
  paymentConfirmed: z.boolean(),
  bytes: z.int().min(0),
  files: z.int().min(0),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
/** One negotiation as either side sees it. */
export type ExchangeView = z.infer<typeof exchangeViewSchema>;

/** `POST /v1/exchanges/:id/refusal` and `…/revocation`: a reason is obligatory. */
export const reasonBodySchema = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
    .optional(),
  reason: lineSchema(280).min(3),
});

/** `POST /v1/transfers`: fetches what an agreement allows. */
export const pullRequestSchema = z.strictObject({
  /** Agreement id, digest or short id; or the exchange. */
  agreement: z.string().min(1).max(200),
  /** Absolute path of a folder that does not exist yet, or that an earlier run of the same transfer began. */
  out: path,
  /** Converted after verification; absent or null: the files as sent. */
  conversion: deliveryConversionSchema.nullable().optional(),
});

/** Steps of a transfer process as the consumer takes them; the provider's rows know `serving` and `done`. */
export const TRANSFER_PHASES = [
  'requesting',
  'fetching',
  'proving',
  'unlocking',
  'opening',
  'acknowledging',
  'serving',
  'done',
] as const;

/** One transfer process. */
export const transferViewSchema = z.strictObject({
  transfer: z.string().max(200),
  exchange: exchangeIdSchema,
  role: z.enum(['consumer', 'provider']),
  agreement: digestSchema,
  state: z.enum(TRANSFER_STATES).nullable(),
  phase: z.enum(TRANSFER_PHASES),
  pausedBy: z.enum(['consumer', 'provider']).nullable(),
  ended: endingSchema.nullable(),
  outDir: path.nullable(),
  bytesDone: z.int().min(0),
  bytesTotal: z.int().min(0),
  chunkFailures: z.int().min(0),
  delivery: z.enum(DELIVERY_STANDINGS),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
/** One transfer process. */
export type TransferView = z.infer<typeof transferViewSchema>;

/** Where a running pull stands. Bytes are sealed bytes while fetching, plaintext bytes while opening. */
export const pullProgressSchema = z.strictObject({
  transfer: z.string().max(200),
  phase: z.enum(TRANSFER_PHASES),
  bytesDone: z.int().min(0),
  bytesTotal: z.int().min(0),
  chunkFailures: z.int().min(0),
  /** Why the pull waits, in words; null while it moves. */
  waitingFor: z.string().max(1000).nullable(),
  /** Episodes converted so far, and how many there are where that is known; null outside a conversion. */
  converting: z
    .strictObject({ episodes: z.int().min(0), total: z.int().min(0).nullable() })
    .nullable()
    .optional(),
  /** Share of the frames that the robot has followed so far; null outside of retargeting. */
  retargeting: z.number().min(0).max(1).nullable().optional(),
});
/** Where a running pull stands. */
export type PullProgress = z.infer<typeof pullProgressSchema>;

/** A finished delivery. */
export const deliverySchema = z.strictObject({
  transfer: z.string().max(200),
  exchange: exchangeIdSchema,
  folder: path,
  files: z.int().min(0),
  bytes: z.int().min(0),
  chunkFailures: z.int().min(0),
  /** What became of the files as sent; null where nothing did. */
  converted: z
    .strictObject({
      format: z.enum(TARGET_FORMATS),
      episodes: z.int().min(0),
      frames: z.int().min(0),
      leftOut: z.int().min(0),
      lossySteps: z.int().min(0),
    })
    .nullable()
    .optional(),
  /** What became of the motion for the robot that was named; null where none was. */
  retargeted: z
    .strictObject({
      embodiment: digestSchema,
      episodes: z.int().min(0),
      wholeEpisodes: z.int().min(0),
      frames: z.int().min(0),
    })
    .nullable()
    .optional(),
});
/** A finished delivery. */
export type Delivery = z.infer<typeof deliverySchema>;

/** Lines that `POST /v1/transfers` answers while it runs, as server-sent events. */
export const pullEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), progress: pullProgressSchema }),
  z.strictObject({ kind: z.literal('done'), delivery: deliverySchema }),
  z.strictObject({
    kind: z.literal('failed'),
    code: z.string().max(64),
    message: z.string().max(1000),
    /** Small facts about the failure, from which words in any language are made. */
    params: errorParamsSchema,
  }),
]);
/** One line of a pull. */
export type PullEvent = z.infer<typeof pullEventSchema>;

/** `POST /v1/evaluations`. */
export const evaluateSchema = z
  .strictObject({
    agreement: z.string().min(1).max(200),
    metric: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
    value: z.number(),
    baseline: z.number().nullable(),
    trials: z.int().min(1).max(10_000_000),
  })
  .refine(isPossible, { message: IMPOSSIBLE, path: ['value'] });

/** One act of this node and where its log entry stands. */
export const actViewSchema = z.strictObject({
  leafHash: digestSchema,
  type: z.string().max(64),
  subject: digestSchema,
  dataset: datasetIdSchema.nullable(),
  exchange: exchangeIdSchema.nullable(),
  state: z.enum(['pending', 'logged', 'dead']),
  index: z.int().min(0).nullable(),
  error: z.string().max(1000).nullable(),
  proposedAt: timestampSchema,
});
/** One act of this node. */
export type ActView = z.infer<typeof actViewSchema>;
