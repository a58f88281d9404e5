/** What stands in the folder `exchange/` of a delivery besides signed documents (docs/delivery.md). */

import { z } from 'zod';
import { MAX_CHUNKS, MAX_FILES } from '../content/content-root.ts';
import { conversionOptionsSchema } from '../dataset/conversions.ts';
import { digestSchema } from '../digest.ts';
import { RETARGETER } from '../retarget/retarget-schema.ts';
import { MAX_PATH_BYTES } from '../content/paths.ts';
import { agreementIdSchema, datasetIdSchema, exchangeIdSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema } from '../keys.ts';

/** Largest `source.json` or `chunks.json`, bytes. */
export const MAX_SOURCE_BYTES = 100_663_296;

/** One conversion: what did it, what was asked, and what came out. */
const conversionEntrySchema = z.strictObject({
  name: z.string().max(64),
  version: z.string().max(32),
  options: conversionOptionsSchema,
  /** Plaintext root of what came out. */
  root: digestSchema,
});
/** One retargeting: columns were added beside the others. */
const retargetingEntrySchema = z.strictObject({
  name: z.literal(RETARGETER.name),
  version: z.string().max(32),
  retarget: z.strictObject({
    /** Id of the robot's body. */
    embodiment: digestSchema,
    up: z.enum(['y', 'z']),
    /** False when the recorded body, its joint map or its stature was named by hand: then the papers alone do not redo it. */
    byPapers: z.boolean(),
    /** Digest of the motion that was followed: recorded body, and which column moves what of it. What is named to redo the columns must give the same. */
    motion: digestSchema.exactOptional(),
  }),
  root: digestSchema,
});
/** One conversion of the files. */
export type ConversionEntry = z.infer<typeof conversionEntrySchema>;
/** One addition of columns for a robot. */
export type RetargetingEntry = z.infer<typeof retargetingEntrySchema>;

/** Schema of `source.json`: what the sender's files were, chunk by chunk, and what the receiver did to them since. */
export const deliverySourceSchema = z.strictObject({
  schema: z.literal('source/1'),
  /** Conversions applied after delivery, in order; empty for bytes as sent. */
  conversions: z.array(z.union([conversionEntrySchema, retargetingEntrySchema])).max(16),
  files: z
    .array(
      z.strictObject({
        path: z.string(),
        size: z.int().nonnegative(),
        /** SHA-256 of each plaintext chunk of 1 MiB. */
        chunks: z.array(digestSchema).max(MAX_CHUNKS),
      }),
    )
    .min(1)
    .max(MAX_FILES),
});
/** What the sender's files were. */
export type DeliverySource = z.infer<typeof deliverySourceSchema>;

/** Schema of `as-sent.json`: what retargeted files were before. */
export const asSentSchema = z.strictObject({
  schema: z.literal('as-sent/1'),
  files: z
    .array(
      z.strictObject({
        path: z.string().max(MAX_PATH_BYTES),
        /** Bytes from the beginning of the file that are still there; those that followed lie in the folder `as-sent`. */
        kept: z.int().nonnegative(),
      }),
    )
    .max(MAX_FILES),
});

/** The conversions among what was done to the files, without added columns. */
export function conversionEntries({ conversions }: DeliverySource): ConversionEntry[] {
  return conversions.filter((entry) => 'options' in entry);
}

/** Schema of `delivery.json`: a table of contents for people and programs. Nothing in it is proof. */
export const deliverySchema = z.strictObject({
  schema: z.literal('delivery/1'),
  transfer: agreementIdSchema,
  exchange: exchangeIdSchema,
  agreement: digestSchema,
  agreementId: agreementIdSchema,
  provider: participantIdSchema,
  consumer: participantIdSchema,
  dataset: datasetIdSchema,
  manifest: digestSchema,
  version: z.int().min(1),
  plaintextRoot: digestSchema,
  placedAt: timestampSchema,
  /** False until the receipt, signed by both, stands in the log. */
  acknowledged: z.boolean(),
});
/** Table of contents of a delivery. */
export type Delivery = z.infer<typeof deliverySchema>;

/** File names inside `exchange/`. */
export const DELIVERY_FILES = {
  delivery: 'delivery.json',
  readme: 'README.md',
  license: 'LICENSE.txt',
  manifest: 'manifest.json',
  report: 'report.json',
  embodiment: 'embodiment.json',
  jointMap: 'joint_map.json',
  poseMap: 'pose_map.json',
  /** The fit certificate that the agreement cites, signed by the provider; only where it cites one. */
  certificate: 'certificate.json',
  /** Kinematics of the embodiment as URDF. */
  kinematics: 'kinematics.urdf',
  /** The lister's own description of the robot, with `.urdf` or `.xml` behind it; only where the lister lets it out. */
  robotDescription: 'robot_description',
  /** MLCommons Croissant 1.1. */
  croissant: 'croissant.json',
  /** Hugging Face dataset card. */
  card: 'dataset_card.md',
  /** `conversions/1`: what was made of the files as sent; absent where nothing was. */
  conversions: 'conversions.json',
  /** `as-sent/1`, and the folder of what it speaks of: what retargeting changed of the files, as it was. */
  asSent: 'as-sent.json',
  asSentFolder: 'as-sent',
  /** Folder of the files as sent, where the receiver kept them beside what was made of them. */
  original: 'original',
  agreement: 'agreement.json',
  receipt: 'receipt.json',
  source: 'source.json',
  chunks: 'chunks.json',
  sums: 'SHA256SUMS',
  /** Folder of acts: `<number>-<type>.json` with `<number>-<type>.tlog-proof` beside each. */
  log: 'log',
} as const;
