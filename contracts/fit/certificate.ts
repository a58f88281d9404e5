/**
 * Fit certificates: a provider's signed answer to "how much of this dataset's motion can this body replay?" (DECISIONS 27).
 *
 * A request carries nothing but the canonical embodiment; a certificate nothing but rounded shares. It is no oracle for
 * trajectories: the sample is the same for every body, and few bodies are answered a day.
 */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { embodimentSchema } from '../embodiment/embodiment-schema.ts';
import { datasetIdSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema, signingKeySchema } from '../keys.ts';
import { MAX_HISTOGRAMS } from '../manifest/manifest.ts';
import { logOriginSchema } from '../log/entry.ts';
import { wilsonInterval, type ShareInterval } from '../matching/factors/wilson.ts';
import { envelopeSchema, type DocumentType } from '../signature.ts';

/** 1 cm, 10 degrees, joint and velocity limits, one continuous branch. */
export const FIT_TOLERANCE = 'replay-1cm-10deg';
/** Shares are rounded to this. */
export const FIT_STEP = 0.05;
/** Most trajectories of a dataset that are replayed, and the fewest that say anything. */
export const FIT_TRAJECTORIES = 200;
export const MIN_FIT_TRAJECTORIES = 8;
/** Most bodies that one company is answered about, a dataset and day (UTC). */
export const MAX_FIT_BODIES = 10;
/** A request is good for this long, in milliseconds, and clocks may differ by as much. */
export const FIT_REQUEST_MS = 10 * 60_000;

/** What keeps trajectories from being followed. */
export const FIT_BLOCKERS = [
  'start-unreachable',
  'pose-unreachable',
  'branch-ends',
  'too-fast',
  'no-limb',
] as const;
/** One of {@link FIT_BLOCKERS}. */
export type FitBlocker = (typeof FIT_BLOCKERS)[number];

/** Why a provider gives no certificate; stands in brackets at the end of its words, because parameters do not travel between peers. */
export const FIT_REFUSALS = [
  'switched-off',
  'no-motion',
  'too-few-trajectories',
  'workspace-too-small',
  'too-many-bodies',
] as const;
/** One of {@link FIT_REFUSALS}. */
export type FitRefusal = (typeof FIT_REFUSALS)[number];

/** The refusal that a provider's words end with; null for other words. */
export function refusalIn(message: string): FitRefusal | null {
  const code = /\(([a-z-]+)\)\.?$/.exec(message)?.[1];
  return FIT_REFUSALS.find((refusal) => refusal === code) ?? null;
}

const company = z.strictObject({ participant: participantIdSchema, key: signingKeySchema });
const share = z
  .number()
  .min(0)
  .max(1)
  .refine((value) => value === roundedShare(value), 'A share is a step of a certificate.');

/** Schema of a request, signed by the company that asks. */
export const fitRequestSchema = z.strictObject({
  schema: z.literal('fit-request/1'),
  log: logOriginSchema,
  requester: company,
  provider: participantIdSchema,
  dataset: datasetIdSchema,
  embodiment: embodimentSchema,
  tolerance: z.literal(FIT_TOLERANCE),
  time: timestampSchema,
});
/** A request. */
export type FitRequest = z.infer<typeof fitRequestSchema>;

/** The signed form of a request. */
export const FIT_REQUEST_DOCUMENT: DocumentType<typeof fitRequestSchema> = {
  payloadType: 'application/vnd.kinship.fit-request.v1+json',
  schema: fitRequestSchema,
  maxBytes: 80 * 1024,
};

const limbShareSchema = z.strictObject({
  /** Index of the end effector in the recorded embodiment, and the side of the recorded body that it is on. */
  effector: z.int().min(0),
  side: z.enum(['left', 'right']),
  share,
});
/** What a certificate says of one recorded limb. */
export type LimbShare = z.infer<typeof limbShareSchema>;

const certificateMembers = z.strictObject({
  schema: z.literal('fit-certificate/1'),
  log: logOriginSchema,
  provider: company,
  dataset: datasetIdSchema,
  /** Digest of the manifest's pose histograms: the motion that was replayed. */
  histogram: digestSchema,
  /** Id of the body that replayed it. */
  embodiment: digestSchema,
  tolerance: z.literal(FIT_TOLERANCE),
  /** Trajectories that were tried. */
  trajectories: z.int().min(MIN_FIT_TRAJECTORIES).max(FIT_TRAJECTORIES),
  share,
  /** Wilson interval at 95 %, rounded outwards. */
  low: share,
  high: share,
  /** Where more than one limb was recorded: how much of the motion of each can be followed, whatever becomes of the others. */
  limbs: z.array(limbShareSchema).min(2).max(MAX_HISTOGRAMS).exactOptional(),
  /** What blocks the rest, as shares of all trajectories: with `share` they add up to 1. What is too rare for a step is left out. */
  blockers: z.array(z.strictObject({ code: z.enum(FIT_BLOCKERS), share })).max(FIT_BLOCKERS.length),
  time: timestampSchema,
});

/** Schema of a certificate. All shares are multiples of {@link FIT_STEP}, and do not contradict one another. */
export const fitCertificateSchema = certificateMembers.refine(
  isConsistent,
  'The shares of a certificate contradict one another.',
);
/** A certificate. */
export type FitCertificate = z.infer<typeof fitCertificateSchema>;

/** The signed form of a certificate. */
export const FIT_CERTIFICATE_DOCUMENT: DocumentType<typeof fitCertificateSchema> = {
  payloadType: 'application/vnd.kinship.fit-certificate.v1+json',
  schema: fitCertificateSchema,
  maxBytes: 8 * 1024,
};

/** What a provider answers: the certificate, or that it is still at work and the same request may be sent again. */
export const fitAnswerSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('working') }),
  z.strictObject({ status: z.literal('issued'), certificate: envelopeSchema }),
]);
/** What a provider answers. */
export type FitAnswer = z.infer<typeof fitAnswerSchema>;

/**
 * Whether the interval holds the share, and each limb and each blocker is told of once. Parts may be rounded each by itself: then they exceed
 * the whole by up to half a step each.
 */
function isConsistent({ share, low, high, limbs, blockers }: z.infer<typeof certificateMembers>): boolean {
  const told = blockers.reduce((sum, blocker) => sum + blocker.share, share);
  const slack = ((blockers.length + 1) * FIT_STEP) / 2 + 1e-9;
  return (
    low <= share &&
    share <= high &&
    told <= 1 + slack &&
    new Set(blockers.map(({ code }) => code)).size === blockers.length &&
    new Set(limbs?.map(({ effector }) => effector)).size === (limbs?.length ?? 0)
  );
}

/**
 * How much of the motion can be followed, each limb by itself: what training on the data lives on, where replay needs all limbs at once. The mean
 * of the limbs, each with a Wilson interval widened by what rounding hides; of a single limb, the share itself.
 */
export function motionShare(
  certificate: Pick<FitCertificate, 'share' | 'low' | 'high' | 'trajectories' | 'limbs'>,
): ShareInterval {
  const { share, low, high, limbs, trajectories } = certificate;
  if (limbs === undefined) return { share, low, high };
  const mean = (of: (limb: LimbShare) => number): number =>
    limbs.reduce((sum, limb) => sum + of(limb), 0) / limbs.length;
  const bound = (value: number): ShareInterval =>
    wilsonInterval(Math.min(1, Math.max(0, value)) * trajectories, trajectories);
  return {
    share: mean((limb) => limb.share),
    low: mean((limb) => bound(limb.share - FIT_STEP / 2).low),
    high: mean((limb) => bound(limb.share + FIT_STEP / 2).high),
  };
}

/**
 * Parts of a whole in steps of a certificate: `whole` is a multiple of {@link FIT_STEP}, the parts are told in steps that add up to it, by largest
 * remainder; of equal ones the first gets it.
 */
export function sharedSteps(counts: readonly number[], whole: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const steps = Math.round(whole / FIT_STEP);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((count) => (count * steps) / total);
  const given = exact.map(Math.floor);
  const byRemainder = exact
    .map((value, at) => ({ at, left: value - Math.floor(value) }))
    .sort((a, b) => b.left - a.left || a.at - b.at);
  const left = steps - given.reduce((sum, step) => sum + step, 0);
  for (const { at } of byRemainder.slice(0, left)) given[at]!++;
  return given.map(fromSteps);
}

/** The share nearest to `value` that a certificate may state. */
export function roundedShare(value: number): number {
  return fromSteps(Math.round(value / FIT_STEP));
}

/** An interval that holds [low, high] in steps of a certificate. */
export function roundedOutwards(low: number, high: number): { readonly low: number; readonly high: number } {
  // A share that is a step already must not be moved by its own rounding error.
  const slack = 1e-9;
  return {
    low: fromSteps(Math.max(0, Math.floor(low / FIT_STEP + slack))),
    high: fromSteps(Math.min(1 / FIT_STEP, Math.ceil(high / FIT_STEP - slack))),
  };
}

function fromSteps(steps: number): number {
  return Math.round(steps * FIT_STEP * 100) / 100;
}
