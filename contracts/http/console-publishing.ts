/**
 * Bodies of a node's console API for people who publish in a page: looking through folders, inspecting one, reading a robot
 * description, seeing what a policy would do, and drafts that survive a reload.
 */

import { z } from 'zod';
import { datasetFactsSchema } from '../dataset/facts.ts';
import { MAX_DIMENSIONS, MAX_FEATURES, MAX_NAME_LENGTH } from '../dataset/limits.ts';
import { digestSchema } from '../digest.ts';
import { bodyStatementSchema } from '../embodiment/body/body-statement.ts';
import { embodimentSchema } from '../embodiment/embodiment-schema.ts';
import { timestampSchema } from '../ids.ts';
import { MAX_PATH_LENGTH } from './console.ts';

/** Most names of one folder in an answer; the rest is counted. */
export const MAX_FOLDER_ITEMS = 1000;
/** Largest draft, characters of its canonical JSON. */
export const MAX_DRAFT_CHARACTERS = 64 * 1024;
/** Most drafts that a node keeps. */
export const MAX_DRAFTS = 100;
/** Longest robot description that a page may send, characters. */
export const MAX_DESCRIPTION_CHARACTERS = 4 * 1024 * 1024;

const path = z.string().min(1).max(MAX_PATH_LENGTH);
const line = z.string().max(1000);

/** What a name in a folder looks like it is, judged by names alone: a hint for the eye, never a finding. */
export const FOLDER_HINTS = ['dataset', 'recording', 'robot'] as const;

/** `GET /v1/folders` query: an absolute path, or the first folder that the node may show. */
export const folderQuerySchema = z.strictObject({ path: path.optional() });

/** `GET /v1/folders` answer: names of one folder, folders first. Hidden names and links are left out. */
export const folderPageSchema = z.strictObject({
  path,
  /** Folder above; null at the top of what may be shown. */
  parent: path.nullable(),
  items: z
    .array(
      z.strictObject({
        name: z.string().max(255),
        path,
        kind: z.enum(['folder', 'file']),
        bytes: z.int().min(0).nullable(),
        modifiedAt: timestampSchema,
        hint: z.enum(FOLDER_HINTS).nullable(),
      }),
    )
    .max(MAX_FOLDER_ITEMS),
  omitted: z.int().min(0),
});
/** Names of one folder. */
export type FolderPage = z.infer<typeof folderPageSchema>;

/** `POST /v1/robots`: reads a description from a file of this machine, of a robot unless a statement says of what; or as text that a page sends; or makes the body that a statement alone describes. */
export const readRobotSchema = z.union([
  z.strictObject({ path, body: bodyStatementSchema.exactOptional() }),
  z.strictObject({ text: z.string().min(1).max(MAX_DESCRIPTION_CHARACTERS) }),
  z.strictObject({ body: bodyStatementSchema }),
]);

const jointViewSchema = z.strictObject({
  /** Name in the file; null where it has none. */
  name: z.string().max(MAX_NAME_LENGTH).nullable(),
  /** Index in the embodiment. */
  joint: z.int().min(0),
  type: z.enum(['revolute', 'prismatic']),
  /** Radians or metres in the file's own count; null when unlimited. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  velocity: z.number().nullable(),
  effort: z.number().nullable(),
});

/** A robot as a page shows it. */
export const robotViewSchema = z.strictObject({
  id: digestSchema,
  name: z.string().max(MAX_NAME_LENGTH),
  /** Null for a body that no file describes. */
  format: z.enum(['urdf', 'mjcf']).nullable(),
  kind: z.string().max(40),
  mounting: z.string().max(40),
  degreesOfFreedom: z.int().min(0),
  limbs: z.array(
    z.strictObject({
      kind: z.string().max(40),
      degreesOfFreedom: z.int().min(0),
      joints: z.array(jointViewSchema),
    }),
  ),
  warnings: z.array(
    z.strictObject({ code: z.string().max(64), line: z.int().min(0).nullable(), message: line }),
  ),
  embodiment: embodimentSchema,
});
/** A robot as a page shows it. */
export type RobotView = z.infer<typeof robotViewSchema>;

/** `POST /v1/inspections`: inspects a folder in the background. */
export const beginInspectionSchema = z.strictObject({
  folder: path,
  robot: path.nullable().default(null),
  /** What was recorded, where it is no robot; a file beside it describes a person. */
  body: bodyStatementSchema.exactOptional(),
});

/** One inspection; `facts` once it is done. */
export const inspectionSchema = z.strictObject({
  id: z.string().max(64),
  folder: path,
  robot: path.nullable(),
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Share in [0, 1]; null when unknown. */
  share: z.number().min(0).max(1).nullable(),
  /** File being read. */
  detail: z.string().max(MAX_PATH_LENGTH),
  facts: datasetFactsSchema.nullable(),
  error: z.strictObject({ code: z.string().max(64), message: line }).nullable(),
});
/** One inspection. */
export type Inspection = z.infer<typeof inspectionSchema>;

/** What happens to a column under a policy. `core` columns are written anew. */
export const COLUMN_FATES = ['kept', 'pseudonyms', 'pictures', 'video', 'core', 'dropped'] as const;

/** `GET /v1/inspections/{id}/privacy` answer: what a policy would do to the inspected folder, and how long it would take. */
export const privacyPlanSchema = z.strictObject({
  policy: z.string().max(64),
  columns: z
    .array(
      z.strictObject({
        name: z.string().max(MAX_NAME_LENGTH),
        dtype: z.string().max(MAX_NAME_LENGTH),
        fate: z.enum(COLUMN_FATES),
        /** Name in the derivative; null when it is left out. */
        becomes: z.string().max(MAX_NAME_LENGTH).nullable(),
        dimensions: z.array(z.string().max(MAX_NAME_LENGTH)).max(MAX_DIMENSIONS).nullable(),
        /** Why it is left out, as a code. */
        reason: z.string().max(64).nullable(),
      }),
    )
    .max(MAX_FEATURES),
  tasks: z.enum(['approved', 'replace']),
  /** Estimate on a two-core machine before anything is measured, seconds. */
  seconds: z.int().min(0),
  bytes: z.int().min(0),
});
/** What a policy would do. */
export type PrivacyPlan = z.infer<typeof privacyPlanSchema>;

/** A publication that a person is still filling in: the page's own fields, kept as they are. */
export const draftSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** JSON text of the page's fields. */
  fields: z.string().max(MAX_DRAFT_CHARACTERS),
  updatedAt: timestampSchema,
});
/** A draft. */
export type Draft = z.infer<typeof draftSchema>;

/** `PUT /v1/drafts/{id}`. */
export const putDraftSchema = z.strictObject({ fields: z.string().max(MAX_DRAFT_CHARACTERS) });
