/** What a person decides when publishing, as the draft keeps it. */

import { z } from 'zod';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { collectionMethodSchema } from '#contracts/dataset/vocabulary.ts';
import {
  BODY_KINDS,
  MAX_CAMERA_HEIGHT,
  methodForBody,
  type BodyStatement,
} from '#contracts/embodiment/body/body-statement.ts';
import { MAX_STATURE, MIN_STATURE } from '#contracts/embodiment/body/human-body.ts';
import { UP_AXES } from '#contracts/embodiment/description/gravity.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { findPolicy } from '#contracts/desensitize/policies.ts';
import { accessModeSchema } from '#contracts/manifest/manifest.ts';
import { PEOPLE_SEEN, rightsAboutPeople } from '#contracts/manifest/people-seen.ts';

/** Steps of the wizard, in order. */
export const STEPS = ['data', 'robot', 'quality', 'privacy', 'terms', 'review'] as const;
/** A step. */
export type Step = (typeof STEPS)[number];

/** Schema of the draft's fields. What an older page kept is read with the defaults of this one. */
export const fieldsSchema = z.object({
  step: z.enum(STEPS).catch('data'),
  folder: z.string().nullable().catch(null),
  /** Frames a second of a format that does not say it; null until it is stated. */
  fps: z.number().positive().max(100_000).nullable().catch(null),
  /** What was recorded. A person may have a skeleton file in `robot`, a camera has none. */
  body: z.enum(BODY_KINDS).catch('robot'),
  robot: z.string().nullable().catch(null),
  /** Axis of the file that points up, where the file does not say it; null leaves it to the file. */
  up: z.enum(UP_AXES).nullable().catch(null),
  /** Metres; null for an average person, and an average person's eyes. */
  stature: z.number().min(MIN_STATURE).max(MAX_STATURE).nullable().catch(null),
  cameraHeight: z.number().min(0).max(MAX_CAMERA_HEIGHT).nullable().catch(null),
  shareRobot: z.boolean().catch(false),
  inspection: z.string().nullable().catch(null),
  collection: collectionMethodSchema.nullable().catch(null),
  policy: z.string().catch('standard'),
  approveTasks: z.boolean().catch(false),
  /** Who is seen in video that leaves unmasked; null until it is stated. */
  people: z.enum(PEOPLE_SEEN).nullable().catch(null),
  roster: z.string().catch(''),
  offers: z.array(z.string()).catch(['train-only-1y']),
  access: accessModeSchema.catch('manual'),
  sample: z.boolean().catch(false),
  smallSample: z.boolean().catch(false),
  title: z.string().catch(''),
  description: z.string().catch(''),
  job: z.string().nullable().catch(null),
});
/** What a person decides. */
export type Fields = z.infer<typeof fieldsSchema>;

/** A draft that nobody has touched. */
export const EMPTY_FIELDS: Fields = fieldsSchema.parse({});

/** Fields of a stored draft; what cannot be read begins anew. */
export function readFields(text: string): Fields {
  try {
    return fieldsSchema.parse(JSON.parse(text));
  } catch {
    return EMPTY_FIELDS;
  }
}

/** Last part of a path. */
export function lastName(path: string): string {
  return path.split('/').findLast((part) => part !== '') ?? path;
}

/** Title that a folder's name suggests. */
export function suggestedTitle(folder: string): string {
  const words = lastName(folder)
    .replaceAll(/[_-]+/g, ' ')
    .replace(/\.[a-z0-9]{1,8}$/i, '')
    .trim();
  return words === '' ? '' : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Short name of a listing from its title: lower-case letters, digits and hyphens; undefined when nothing is left. */
export function slugOf(title: string): string | undefined {
  const slug = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '');
  return slug === '' ? undefined : slug;
}

/** What the fields say was recorded; null for a robot that its file alone describes. */
export function bodyOf({ body, robot, up, stature, cameraHeight }: Fields): BodyStatement | null {
  const stated = robot === null || up === null ? {} : { up };
  if (body === 'robot') return stated.up === undefined ? null : { kind: 'robot', ...stated };
  if (body === 'camera')
    return { kind: 'camera', ...(cameraHeight === null ? {} : { height: cameraHeight }) };
  return { kind: 'human', ...stated, ...(stature === null || robot !== null ? {} : { stature }) };
}

/** Why what was recorded contradicts how, as a code; null when it does not. */
export function bodyTrouble({ body, collection }: Fields, facts: AskingFacts): string | null {
  const method = collection ?? facts.collection.method;
  try {
    methodForBody(body, { method, modalities: facts.modalities.map(({ kind }) => kind) });
    return null;
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    return String(error.params['reason']);
  }
}

/** Body of the publication that the fields ask for. */
export function requestOf(fields: Fields): object {
  const { folder, fps, robot, shareRobot, collection, policy, approveTasks, offers, access, description } =
    fields;
  const body = bodyOf(fields);
  const slug = slugOf(fields.title) ?? (folder === null ? undefined : slugOf(lastName(folder)));
  const roster = fields.roster
    .split(/[\n,]/)
    .map((name) => name.trim())
    .filter((name) => name.length > 1);
  return {
    folder,
    robot,
    ...(body === null ? {} : { body }),
    shareRobot: robot !== null && shareRobot,
    ...(slug === undefined ? {} : { slug }),
    title: fields.title.trim(),
    description: description.trim(),
    ...(collection === null ? {} : { collection }),
    ...(fields.people === null ? {} : { rights: rightsAboutPeople(fields.people) }),
    offers,
    access,
    policy,
    approveTasks,
    roster,
    ...(fps === null ? {} : { conversion: { ...plainConversion('lerobot-v3.0'), fps } }),
    ...(fields.sample ? { sample: { smallDatasetConfirmed: fields.smallSample } } : {}),
  };
}

/** Formats that know steps but no time. */
const WITHOUT_RATE: ReadonlySet<string> = new Set(['hdf5-aloha', 'hdf5-robomimic', 'rlds']);

/** True when only a person can say how many frames a second the folder has. */
export function needsRate({ format }: Pick<DatasetFacts, 'format'>): boolean {
  return WITHOUT_RATE.has(format.name);
}

/** The part of the facts that decides what a person has to say. */
export type AskingFacts = Pick<DatasetFacts, 'format'> & {
  readonly modalities: readonly Pick<DatasetFacts['modalities'][number], 'kind'>[];
  readonly collection: Pick<DatasetFacts['collection'], 'method'>;
};

/** True when people are likely to be seen in video that the policy lets out as it is: only the lister knows who. */
export function needsPeople({ policy, collection, body }: Fields, facts: AskingFacts): boolean {
  const found = findPolicy(policy);
  if (!found.ok || found.value.video === 'drop') return false;
  const methods = [facts.collection.method, collection];
  return facts.format.name === 'video-folder' || body === 'camera' || methods.includes('human-video');
}

/** The first step that still misses something, or null when all is there. */
export function missingStep(fields: Fields, facts: AskingFacts | null): Step | null {
  if (fields.folder === null || facts === null) return 'data';
  if (needsRate(facts) && fields.fps === null) return 'data';
  if (bodyTrouble(fields, facts) !== null) return 'robot';
  if (needsPeople(fields, facts) && fields.people === null) return 'privacy';
  if (fields.offers.length === 0) return 'terms';
  return fields.title.trim() === '' ? 'review' : null;
}
