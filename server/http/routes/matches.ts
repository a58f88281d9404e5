/** Matching: one question, or one that stays open. */

import { z } from 'zod';
import { MAX_EMBODIMENT_BYTES } from '#contracts/embodiment/embodiment-schema.ts';
import {
  createStandingRequestSchema,
  reportedMatchSchema,
  standingRequestSchema,
} from '#contracts/http/standing-requests.ts';
import { matchAnswerSchema, matchQuerySchema } from '#contracts/matching/schema.ts';
import { eventRoute, jsonRoute, type Route, type ServerEvent } from '#platform/http/route.ts';
import type { Caller } from '../../auth/permissions.ts';
import type { MatchService } from '../../matching/match-service.ts';
import type { StreamSlots } from '../stream-slots.ts';
import type { RequestService } from '../../requests/request-service.ts';

/** Most reports in one answer. */
const MAX_REPORTS = 100;
/** A described body in canonical form, spelled twice as long, and what is asked about it. */
const MAX_QUERY_BYTES = 2 * MAX_EMBODIMENT_BYTES + 16 * 1024;

const params = z.strictObject({ id: z.string().max(64) });
const reportQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(MAX_REPORTS).default(MAX_REPORTS),
});

/** Routes of matching. */
export function matchRoutes(deps: {
  readonly matches: MatchService;
  readonly requests: RequestService;
  readonly streams: StreamSlots;
}): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/matches',
      access: 'match.ask',
      summary: 'Which datasets fit this robot and this task; a question of a known caller is logged',
      tags: ['matching'],
      body: matchQuerySchema,
      maxBodyBytes: MAX_QUERY_BYTES,
      response: matchAnswerSchema,
      handle: ({ body, caller }) => deps.matches.match(body, caller.kind === 'anonymous' ? null : caller),
    }),
    ...standingRoutes(deps.requests),
    ...reportRoutes(deps.requests, deps.streams),
  ];
}

function standingRoutes(requests: RequestService): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/standing-requests',
      access: 'standing-request.write',
      summary: 'Opens a request that reports later matches',
      tags: ['matching'],
      body: createStandingRequestSchema,
      maxBodyBytes: MAX_QUERY_BYTES,
      response: standingRequestSchema,
      status: 201,
      handle: ({ body, caller }) => requests.open(ownerOf(caller), body),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/standing-requests',
      access: 'standing-request.read',
      summary: 'Own requests, newest first',
      tags: ['matching'],
      response: z.strictObject({ items: z.array(standingRequestSchema) }),
      handle: async ({ caller }) => ({ items: await requests.list(ownerOf(caller)) }),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/standing-requests/{id}',
      access: 'standing-request.read',
      summary: 'One request',
      tags: ['matching'],
      params,
      response: standingRequestSchema,
      handle: ({ params, caller }) => requests.get(ownerOf(caller), params.id),
    }),
    jsonRoute<Caller>()({
      method: 'DELETE',
      path: '/v1/standing-requests/{id}',
      access: 'standing-request.write',
      summary: 'Closes a request; its reports stay',
      tags: ['matching'],
      params,
      response: standingRequestSchema,
      handle: ({ params, caller }) => requests.close(ownerOf(caller), params.id),
    }),
  ];
}

function reportRoutes(requests: RequestService, streams: StreamSlots): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/standing-requests/{id}/matches',
      access: 'standing-request.read',
      summary: 'Reported matches after a sequence number',
      tags: ['matching'],
      params,
      query: reportQuerySchema,
      response: z.strictObject({ items: z.array(reportedMatchSchema).max(MAX_REPORTS) }),
      handle: async ({ params, query, caller }) => ({
        items: await requests.reports(ownerOf(caller), params.id, query),
      }),
    }),
    eventRoute<Caller>()({
      method: 'GET',
      path: '/v1/standing-requests/{id}/events',
      access: 'standing-request.read',
      summary: 'Reported matches as server-sent events; resumes after Last-Event-ID',
      tags: ['matching'],
      params,
      handle: async (input) => {
        const { params, caller, signal } = input;
        const after = Number(/^\d{1,15}$/.exec(input.header('last-event-id') ?? '')?.[0] ?? 0);
        const owner = ownerOf(caller);
        await requests.get(owner, params.id);
        streams.take(caller.name, signal);
        return eventsOf(requests.follow(owner, params.id, { after, signal }));
      },
    }),
  ];
}

/** Requests belong to the company when there is one, so that its people and its node share them. */
function ownerOf(caller: Caller): string {
  return caller.participant ?? caller.name;
}

async function* eventsOf(
  reports: AsyncIterable<z.infer<typeof reportedMatchSchema>>,
): AsyncGenerator<ServerEvent> {
  for await (const report of reports) yield { event: 'match', data: report, id: String(report.seq) };
}
