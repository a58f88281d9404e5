/**
 * `desensitization-report/1`: what was done to raw data before anybody outside may have it.
 *
 * The provider signs the canonical form ({@link REPORT_DOCUMENT}); the manifest carries its digest. A report holds
 * counts and classes, never the things that were found. It has no time of its own: the same input, policy and parameters give the
 * same report, and the log says when it was made.
 */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { policyIdSchema } from '../manifest/manifest.ts';
import type { DocumentType } from '../signature.ts';

/** DSSE payload type of a signed report. */
export const REPORT_PAYLOAD_TYPE = 'application/vnd.kinship.desensitization-report.v1+json';
/** Largest report, bytes of canonical form. */
export const MAX_REPORT_BYTES = 262_144;

/** What detectors look for. `person` are names after words such as "operator"; `roster` are names and
 * terms that the supplying company listed. */
export const DETECTOR_CLASSES = [
  'email',
  'phone',
  'national-id',
  'payment-card',
  'location',
  'ip-address',
  'mac-address',
  'serial-number',
  'home-path',
  'license-plate',
  'date',
  'person',
  'roster',
] as const;

/** One class of detectors. */
export type DetectorClass = (typeof DETECTOR_CLASSES)[number];

/** Why something of the input is not in the output. */
export const DROP_REASONS = [
  'free-text',
  'identity',
  'location',
  'clock',
  'audio',
  'video-not-allowed',
  'image-not-allowed',
  'nested-value',
  'unknown-column',
  'unsafe-name',
  'unknown-file',
  'not-a-file',
  'unreadable',
  'not-qualified',
  'container-metadata',
  'stream-metadata',
  'recomputed',
] as const;

/** One of {@link DROP_REASONS}. */
export type DropReason = (typeof DROP_REASONS)[number];

/** What a person who decides about the data should know although every rule was kept. */
export const REPORT_WARNINGS = [
  'operator-motion-style',
  'pictures-unmasked',
  'video-left-out',
  'images-left-out',
  'task-text-kept',
  'task-text-replaced',
  'absolute-poses-kept',
  'some-input-unreadable',
  'names-replaced',
] as const;

/** One of {@link REPORT_WARNINGS}. */
export type ReportWarning = (typeof REPORT_WARNINGS)[number];

const count = z.int().nonnegative();
const word = z.string().min(1).max(64);

/** One thing that the second pass met in the output and that must not be there. */
export const inspectionFindingSchema = z.strictObject({
  /** A detector class, or the structural rule that is broken. */
  rule: word,
  /** Number of the file in path order, counted from 0; null when the rule is about the folder. Paths could repeat what was found. */
  file: count.nullable(),
  items: count,
});

/** Schema of `desensitization-report/1`. */
export const desensitizationReportSchema = z.strictObject({
  schema: z.literal('desensitization-report/1'),
  policy: policyIdSchema,
  /** Program that made the derivative, and the digest over its rules (policies, detectors, allow-lists). */
  tool: z.strictObject({ name: word, version: word, rules: digestSchema }),
  /** Digest of the canonical parameters: policy, detectors in use, number of roster terms, approved tasks as digests. */
  parameters: digestSchema,
  /** Salted commitment to the root over the raw folder; the provider can open it to an auditor. */
  input: z.strictObject({ commitment: digestSchema, files: count, bytes: count }),
  output: z.strictObject({ root: digestSchema, files: count, bytes: count, episodes: count, frames: count }),
  /** Every input file is exactly one of these; the sum is `input.files`. */
  files: z.strictObject({ rebuilt: count, passed: count, dropped: count }),
  /** Detector hits in the texts of the input, and in the output. */
  detections: z
    .array(z.strictObject({ class: z.enum(DETECTOR_CLASSES), before: count, after: count }))
    .max(DETECTOR_CLASSES.length),
  /** What was left out, by kind and reason. */
  dropped: z
    .array(
      z.strictObject({
        kind: z.enum(['file', 'episode', 'column', 'stream', 'field', 'value']),
        reason: z.enum(DROP_REASONS),
        items: count,
      }),
    )
    .max(128),
  tasks: z.strictObject({ kept: count, replaced: count }),
  /** Columns and distinct people that became pseudonyms. */
  pseudonyms: z.strictObject({ columns: count, values: count, names: count }),
  /** Columns whose absolute clock was moved by the one random shift of the dataset. */
  clocks: z.strictObject({ shifted: count }),
  video: z.strictObject({ files: count, packets: count, removedAudio: count }),
  warnings: z.array(z.enum(REPORT_WARNINGS)).max(REPORT_WARNINGS.length),
  /** In words, for the person who decides. */
  residualRisk: z.string().max(2000),
  /** Whether a person looked at what passes as text before it passed. */
  humanReview: z.boolean(),
  inspection: z.strictObject({
    result: z.enum(['passed', 'failed']),
    files: count,
    bytes: count,
    /** Texts that the second pass scanned. */
    texts: count,
    findings: z.array(inspectionFindingSchema).max(256),
  }),
});

/** A desensitization report. */
export type DesensitizationReport = z.infer<typeof desensitizationReportSchema>;

/** The signed form of a report. Its payload digest stands in the manifest and in the log. */
export const REPORT_DOCUMENT: DocumentType<typeof desensitizationReportSchema> = {
  payloadType: REPORT_PAYLOAD_TYPE,
  schema: desensitizationReportSchema,
  maxBytes: MAX_REPORT_BYTES,
};

/** True when the report's own sums hold and its inspection passed: the least that a receiver asks of it. */
export function reportHolds(report: DesensitizationReport): boolean {
  const { rebuilt, passed, dropped } = report.files;
  return (
    report.inspection.result === 'passed' &&
    report.inspection.findings.length === 0 &&
    report.detections.every((found) => found.after === 0) &&
    rebuilt + passed + dropped === report.input.files &&
    report.inspection.files === report.output.files &&
    report.inspection.bytes === report.output.bytes
  );
}
