/** Companies: enrolment, records, an operator's decisions. */

import { z } from 'zod';
import { participantIdSchema } from '#contracts/keys.ts';
import {
  enrolmentRequestSchema,
  participantRecordSchema,
  participantStatusSchema,
} from '#contracts/participant/enrolment.ts';
import { jsonRoute, type Route } from '#platform/http/route.ts';
import type { Caller } from '../../auth/permissions.ts';
import type { ParticipantService } from '../../participants/participant-service.ts';

/** Most participants in one answer. */
const MAX_PAGE = 100;
/** Largest enrolment: 64 key entries of about 2 KB. */
const MAX_ENROLMENT_BYTES = 512 * 1024;

const params = z.strictObject({ id: participantIdSchema });
const querySchema = z.strictObject({
  status: participantStatusSchema.optional(),
  cursor: participantIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
});
const pageSchema = z.strictObject({
  items: z.array(participantRecordSchema).max(MAX_PAGE),
  nextCursor: participantIdSchema.nullable(),
});
const suspensionSchema = z.strictObject({ reason: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) });

/** Routes of participants. */
export function participantRoutes(participants: ParticipantService): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/participants',
      access: 'participant.enrol',
      summary: 'Enrols a company, or renews its name and addresses',
      tags: ['participants'],
      body: enrolmentRequestSchema,
      maxBodyBytes: MAX_ENROLMENT_BYTES,
      response: participantRecordSchema,
      handle: ({ body }) => participants.enrol(body),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/participants',
      access: 'public.read',
      summary: 'Companies in the order of their DIDs',
      tags: ['participants'],
      query: querySchema,
      response: pageSchema,
      handle: async ({ query }) => {
        const items = await participants.list(query);
        const nextCursor = items.length < query.limit ? null : (items.at(-1)?.participant ?? null);
        return { items, nextCursor };
      },
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/participants/{id}',
      access: 'public.read',
      summary: 'One company with the key entries that prove its keys',
      tags: ['participants'],
      params,
      response: participantRecordSchema,
      handle: ({ params }) => participants.get(params.id),
    }),
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/participants/{id}/admission',
      access: 'participant.decide',
      summary: 'Admits a company; logged by the registrar',
      tags: ['participants'],
      params,
      response: participantRecordSchema,
      handle: ({ params }) => participants.admit(params.id),
    }),
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/participants/{id}/suspension',
      access: 'participant.decide',
      summary: 'Suspends a company: what it says is no longer indexed or shown',
      tags: ['participants'],
      params,
      body: suspensionSchema,
      response: participantRecordSchema,
      handle: ({ params, body }) => participants.suspend(params.id, body.reason),
    }),
  ];
}
