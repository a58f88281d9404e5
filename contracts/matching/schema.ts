/**
 * Questions to the match engine and its answers, as they travel: API bodies, standing requests, recorded matches.
 *
 * Everything in an answer can be recomputed from the query, the catalog at `catalog.treeSize` log entries, and the scorer's version.
 * Reasons are codes with parameters; words are made from them where they are read (words.ts).
 */

import { z } from 'zod';
import { collectionMethodSchema, modalitySchema, pairingKindSchema } from '../dataset/vocabulary.ts';
import { digestSchema } from '../digest.ts';
import { isJointless } from '../embodiment/body/moving-robot.ts';
import { embodimentSchema } from '../embodiment/embodiment-schema.ts';
import { datasetIdSchema } from '../ids.ts';
import { lineSchema } from '../text.ts';

/** Version of the scorer: two answers of one version are comparable to the bit. */
export const SCORER = 'scorer/8';
/** Most results in one answer. */
export const MAX_RESULTS = 100;
/** Results in an answer when the query does not say. */
export const DEFAULT_RESULTS = 20;
/** Longest task sentence. */
export const MAX_TASK_TEXT = 300;

/** What the data is wanted for; it sets the weights. */
export const MATCH_USES = ['replay', 'fine-tune', 'joint-space', 'pre-train'] as const;
/** What data is wanted for when nobody says. */
export const DEFAULT_USE: MatchUse = 'fine-tune';
/** Schema of a use. */
export const matchUseSchema = z.enum(MATCH_USES);
/** One of {@link MATCH_USES}. */
export type MatchUse = z.infer<typeof matchUseSchema>;

/** The factors of a score, each directed from dataset to robot, each in [0, 1]. */
export const FACTORS = [
  'reach',
  'usefulness',
  'hand',
  'kinematics',
  'control',
  'sensors',
  'accuracy',
] as const;
/** Schema of a factor's name. */
export const factorNameSchema = z.enum(FACTORS);
/** One of {@link FACTORS}. */
export type FactorName = z.infer<typeof factorNameSchema>;

/** What the data can give to the robot, from most to least. Never hidden behind the score. */
export const VERDICTS = ['direct', 'map', 'retarget', 'pre-train-only', 'not-usable'] as const;
/** Schema of a verdict. */
export const verdictSchema = z.enum(VERDICTS);
/** One of {@link VERDICTS}. */
export type Verdict = z.infer<typeof verdictSchema>;

const share = z.number().min(0).max(1);

/** A reason: code and parameters, from which words in any language are made. */
export const reasonSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,64}$/),
  params: z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean(), z.null()])),
});
/** A reason. */
export type MatchReason = z.infer<typeof reasonSchema>;

/** One factor of a score. `value` null means unknown: the score then counts `low` to `high`, and a neutral value between. */
export const factorScoreSchema = z.strictObject({
  factor: factorNameSchema,
  value: share.nullable(),
  low: share,
  high: share,
  weight: share,
  /** Share of the score's logarithm that this factor costs: -weight * ln(value). The losses of all factors add up to -ln(score). */
  lost: z.number().min(0),
  reason: reasonSchema,
});
/** One factor of a score. */
export type FactorScore = z.infer<typeof factorScoreSchema>;

/** Where to put the robot, and what the motion then looks like from it. */
export const placementSchema = z.strictObject({
  /** Offset (m) of the robot's shoulder from where the recorded shoulder was, in the recorded base frame: forward, left, up. */
  forward: z.number(),
  left: z.number(),
  up: z.number(),
  /** Turn about the vertical, degrees. */
  turnDegrees: z.number(),
  /** Offset (m) of the robot's base from the recorded base, upwards; negative: the table rises against the robot. */
  baseUp: z.number(),
  /** False when the height could not be chosen. */
  heightFree: z.boolean(),
  reason: reasonSchema,
});
/** Where to put the robot. */
export type PlacementAdvice = z.infer<typeof placementSchema>;

/** Share of the motion that the robot can replay: estimated from coverage, or measured by inverse kinematics. */
export const replayableSchema = z.strictObject({
  share,
  low: share,
  high: share,
  basis: z.enum(['coverage', 'inverse-kinematics']),
});
/** Share of the motion that the robot can replay. */
export type Replayable = z.infer<typeof replayableSchema>;

/** How a task sentence and a dataset's instructions meet. */
export const taskMatchSchema = z.strictObject({
  score: share,
  /** The instruction that fits best; empty when the dataset has none. */
  instruction: z.string().max(500),
  /** Share of the dataset's episodes whose instruction fits at least half as well. */
  episodesShare: share,
  reason: reasonSchema,
});
/** How a task sentence and a dataset's instructions meet. */
export type TaskMatch = z.infer<typeof taskMatchSchema>;

/** What it is worth that a dataset was recorded in pair with another. */
export const pairingMatchSchema = z.strictObject({
  kind: pairingKindSchema,
  /** True when a partner in the catalog was recorded on the robot's own body. */
  own: z.boolean(),
  /** Share of the body score's logarithm that is taken back. */
  share,
  reason: reasonSchema,
});

/** One dataset, judged for one robot. */
export const matchResultSchema = z.strictObject({
  dataset: datasetIdSchema,
  manifest: digestSchema,
  embodiment: digestSchema.nullable(),
  use: matchUseSchema,
  verdict: verdictSchema,
  /** What the ranking goes by: bodyScore ^ (1 - pairing.share) * gate * task.score ^ {@link TASK_EXPONENT}. */
  score: share,
  /** Interval that the unknown factors leave. */
  low: share,
  high: share,
  bodyScore: share,
  /** 1, or {@link GATE} when something blocks the use that was asked for. */
  gate: share,
  task: taskMatchSchema.nullable(),
  /** Null for data that no other data in the catalog is paired with. */
  pairing: pairingMatchSchema.nullable(),
  factors: z.array(factorScoreSchema).max(FACTORS.length),
  /** Body score by use, so that nobody has to ask again. */
  uses: z.strictObject({
    replay: share,
    'fine-tune': share,
    'joint-space': share,
    'pre-train': share,
  }),
  blockers: z.array(reasonSchema).max(16),
  /** What would be converted (rate, units, axes, gripper range), and what stays lossy. */
  conversions: z.array(reasonSchema).max(16),
  lossy: z.array(reasonSchema).max(16),
  placement: placementSchema.nullable(),
  replayable: replayableSchema.nullable(),
  /** Reach coverage the other way: how much of the robot's own motion the recorded body could take up. */
  reverseReach: share.nullable(),
});
/** One dataset, judged for one robot. */
export type MatchResult = z.infer<typeof matchResultSchema>;

/** Exponent of the task score in the ranking score. */
export const TASK_EXPONENT = 0.5;
/** What is left of the score of data that cannot serve the use that was asked for. */
export const GATE = 0.05;

/** What rows have to fulfil before they are scored. */
export const matchFiltersSchema = z.strictObject({
  minHours: z.number().min(0).max(1e9).optional(),
  minEpisodes: z.int().min(0).max(1e12).optional(),
  /** Any of these ways of collecting. */
  methods: z.array(collectionMethodSchema).min(1).max(8).optional(),
  /** All of these modalities. */
  modalities: z.array(modalitySchema).min(1).max(16).optional(),
  /** Least verdict that is worth showing. */
  atLeast: verdictSchema.optional(),
});
/** What rows have to fulfil before they are scored. */
export type MatchFilters = z.infer<typeof matchFiltersSchema>;

/** A question: which data fits this robot and this task? The robot is described, or named by an id the engine knows, or left open. */
export const matchQuerySchema = z
  .strictObject({
    embodiment: embodimentSchema.optional(),
    embodimentId: digestSchema.optional(),
    task: lineSchema(MAX_TASK_TEXT).optional(),
    use: matchUseSchema.default(DEFAULT_USE),
    filters: matchFiltersSchema.default({}),
    limit: z.int().min(1).max(MAX_RESULTS).default(DEFAULT_RESULTS),
  })
  .refine((query) => query.embodiment === undefined || query.embodimentId === undefined, {
    message: 'give the embodiment or its id, not both',
  })
  .refine(
    (query) => query.embodiment !== undefined || query.embodimentId !== undefined || query.task !== undefined,
    { message: 'give an embodiment, an embodiment id, or a task' },
  )
  .refine((query) => query.embodiment === undefined || !isJointless(query.embodiment), {
    message: 'the embodiment is of a robot without a joint that moves',
    path: ['embodiment', 'joints'],
  });
/** A question to the match engine, as parsed. */
export type MatchQuery = z.infer<typeof matchQuerySchema>;
/** A question as written: defaults may be left out. */
export type MatchQueryInput = z.input<typeof matchQuerySchema>;

/** Stages of a match, in order. */
export const STAGES = ['filters', 'task', 'coarse-reach', 'reach', 'factors', 'histogram', 'limit'] as const;

/** How many rows a stage took in and let through. */
export const stageSchema = z.strictObject({
  stage: z.enum(STAGES),
  /** What is counted: distinct bodies or datasets. */
  unit: z.enum(['bodies', 'datasets']),
  entered: z.int().min(0),
  kept: z.int().min(0),
});
/** How many rows a stage took in and let through. */
export type MatchStage = z.infer<typeof stageSchema>;

/** What may end a search before its bounds do: pairs of limbs whose reach is computed, rows that are judged by their own motion. */
export const SEARCH_LIMITS = ['limb-pairs', 'measured-rows'] as const;
/** One of {@link SEARCH_LIMITS}. */
export type SearchLimit = (typeof SEARCH_LIMITS)[number];

/** An answer of the match engine. */
export const matchAnswerSchema = z.strictObject({
  /** Whose scores these are, a {@link SCORER} of any version: who asks may be older or newer than the broker. */
  scorer: z.string().regex(/^scorer\/[1-9]\d{0,5}$/),
  use: matchUseSchema,
  /** Id of the robot that was asked about; null when the question was about a task only. */
  embodimentId: digestSchema.nullable(),
  /**
   * What was searched: listings and distinct bodies in the index, and the number of log entries that the index had been brought
   * up to: what the log calls published before that, and the broker had received, was in it. Null where a copy was searched.
   */
  catalog: z.strictObject({
    size: z.int().min(0),
    bodies: z.int().min(0),
    treeSize: z.int().min(0).nullable(),
  }),
  stages: z.array(stageSchema).max(STAGES.length),
  /** Limits that kept back rows which might belong among the results; empty for an answer that scoring every dataset would give. */
  limits: z.array(z.enum(SEARCH_LIMITS)).max(SEARCH_LIMITS.length),
  results: z.array(matchResultSchema).max(MAX_RESULTS),
});
/** An answer of the match engine. */
export type MatchAnswer = z.infer<typeof matchAnswerSchema>;
