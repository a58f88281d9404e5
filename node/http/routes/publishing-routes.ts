/** What a person needs to publish in a page: folders, inspections, robots, what a policy would do, drafts. */

import { z } from 'zod';
import { findPolicy } from '#contracts/desensitize/policies.ts';
import { ExchangeError } from '#contracts/errors.ts';
import {
  beginInspectionSchema,
  draftSchema,
  folderPageSchema,
  folderQuerySchema,
  inspectionSchema,
  MAX_DESCRIPTION_CHARACTERS,
  MAX_DRAFT_CHARACTERS,
  MAX_DRAFTS,
  privacyPlanSchema,
  putDraftSchema,
  readRobotSchema,
  robotViewSchema,
  type Inspection,
} from '#contracts/http/console-publishing.ts';
import { emptyRoute, eventRoute, jsonRoute, type Route, type ServerEvent } from '#platform/http/route.ts';
import { listFolder } from '../../browse/list-folder.ts';
import type { NodeContext } from '../../context.ts';
import { estimateDerivative } from '../../desensitize/make-derivative.ts';
import { planPrivacy } from '../../desensitize/privacy-plan.ts';
import { readBodyHead, undescribedBody } from '../../embodiment/read-body.ts';
import { readRobotHead } from '../../embodiment/read-robot.ts';
import { robotView } from '../../embodiment/robot-view.ts';
import { getDraft, listDrafts, putDraft, removeDraft } from '../../publish/draft-store.ts';
import type { ConsoleCaller } from '../permissions.ts';
import { requireShown } from '../shown-folders.ts';

/** A character of JSON may take six bytes. */
const BYTES_A_CHARACTER = 6;

const params = z.strictObject({ id: z.string().max(64) });
const draftParams = z.strictObject({ id: draftSchema.shape.id });

/** Routes of publishing in a page. */
export function publishingRoutes(context: NodeContext): Route<ConsoleCaller>[] {
  return [...lookingRoutes(), ...inspectionRoutes(context), ...draftRoutes(context)];
}

function lookingRoutes(): Route<ConsoleCaller>[] {
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/folders',
      access: 'listing.write',
      summary: 'Names of one folder of this machine',
      tags: ['publishing'],
      query: folderQuerySchema,
      response: folderPageSchema,
      handle: ({ query, caller }) => listFolder(query.path, caller.folders),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/robots',
      access: 'robot.read',
      summary:
        'Reads a description of a robot or a person, URDF or MJCF, or makes the body that a statement describes',
      tags: ['publishing'],
      body: readRobotSchema,
      maxBodyBytes: MAX_DESCRIPTION_CHARACTERS * BYTES_A_CHARACTER,
      response: robotViewSchema,
      handle: async ({ body, caller, signal }) => {
        if ('text' in body) return robotView(await readRobotHead(body.text, { signal }));
        if (!('path' in body)) return robotView(undescribedBody(body.body));
        await requireShown(body.path, caller.folders);
        const stated = body.body ?? { kind: 'robot' };
        return robotView(await readBodyHead({ stated, file: body.path }, signal));
      },
    }),
  ];
}

function inspectionRoutes({ inspections }: NodeContext): Route<ConsoleCaller>[] {
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/inspections',
      access: 'listing.write',
      summary: 'Begins to inspect a folder',
      tags: ['publishing'],
      body: beginInspectionSchema,
      response: inspectionSchema,
      status: 202,
      handle: async ({ body, caller }) => {
        await requireShown(body.folder, caller.folders);
        if (body.robot !== null) await requireShown(body.robot, caller.folders);
        return inspections.begin(body);
      },
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/inspections/{id}',
      access: 'listing.write',
      summary: 'One inspection, with its facts once it is done',
      tags: ['publishing'],
      params,
      response: inspectionSchema,
      handle: ({ params: { id } }) => inspections.get(id),
    }),
    eventRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/inspections/{id}/events',
      access: 'listing.write',
      summary: 'Where an inspection stands, until it ends',
      tags: ['publishing'],
      params,
      handle: ({ params: { id }, signal }) => eventsOf(inspections.watch(id, signal)),
    }),
    emptyRoute<ConsoleCaller>()({
      method: 'DELETE',
      path: '/v1/inspections/{id}',
      access: 'listing.write',
      summary: 'Ends an inspection',
      tags: ['publishing'],
      params,
      handle: ({ params: { id } }) => void inspections.cancel(id),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/inspections/{id}/privacy',
      access: 'listing.write',
      summary: 'What a desensitization policy would do to the inspected folder, and how long it would take',
      tags: ['publishing'],
      params,
      query: z.strictObject({ policy: z.string().max(64) }),
      response: privacyPlanSchema,
      handle: ({ params: { id }, query }) => planOf(inspections.get(id), query.policy),
    }),
  ];
}

function draftRoutes({ database, world }: NodeContext): Route<ConsoleCaller>[] {
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/drafts',
      access: 'listing.write',
      summary: 'Publications that are still being filled in, the latest change first',
      tags: ['publishing'],
      response: z.strictObject({ items: z.array(draftSchema).max(MAX_DRAFTS) }),
      handle: async () => ({ items: await database.read(listDrafts) }),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/drafts/{id}',
      access: 'listing.write',
      summary: 'One draft',
      tags: ['publishing'],
      params: draftParams,
      response: draftSchema,
      handle: ({ params: { id } }) => database.read((db) => getDraft(db, id)),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'PUT',
      path: '/v1/drafts/{id}',
      access: 'listing.write',
      summary: 'Keeps a draft',
      tags: ['publishing'],
      params: draftParams,
      body: putDraftSchema,
      maxBodyBytes: MAX_DRAFT_CHARACTERS * BYTES_A_CHARACTER,
      response: draftSchema,
      handle: ({ params: { id }, body }) =>
        database.write((tx) => putDraft(tx, { id, fields: body.fields }, world.clock())),
    }),
    emptyRoute<ConsoleCaller>()({
      method: 'DELETE',
      path: '/v1/drafts/{id}',
      access: 'listing.write',
      summary: 'Removes a draft',
      tags: ['publishing'],
      params: draftParams,
      handle: ({ params: { id } }) => database.write((tx) => removeDraft(tx, id)),
    }),
  ];
}

async function planOf(inspection: Inspection, name: string): Promise<z.infer<typeof privacyPlanSchema>> {
  if (inspection.facts === null) {
    throw new ExchangeError('conflict', 'The inspection has no facts yet.');
  }
  const policy = findPolicy(name);
  if (!policy.ok) {
    throw new ExchangeError('refused', policy.reasons.map((reason) => reason.code).join(', '), {
      params: { policy: name },
    });
  }
  const { seconds, bytes } = await estimateDerivative(inspection.folder, policy.value);
  return { ...planPrivacy(inspection.facts, policy.value, []), seconds, bytes };
}

async function* eventsOf(states: AsyncIterable<Inspection>): AsyncGenerator<ServerEvent> {
  for await (const state of states) yield { event: 'inspection', data: state };
}
