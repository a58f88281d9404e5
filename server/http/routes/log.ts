/** The transparency log: submission, entries, proofs, files. */

import { z } from 'zod';
import { digestSchema } from '#contracts/digest.ts';
import {
  entryDetailSchema,
  entryPageSchema,
  entryQuerySchema,
  logReceiptSchema,
  submitEntrySchema,
} from '#contracts/http/log.ts';
import { trustRootSchema, type TrustRoot } from '#contracts/log/trust-root.ts';
import { bytesRoute, eventRoute, jsonRoute, type Route } from '#platform/http/route.ts';
import { utf8 } from '#contracts/bytes.ts';
import type { Caller } from '../../auth/permissions.ts';
import type { LogService } from '../../entries/log-service.ts';
import { readerOf } from '../entry-reader.ts';
import type { GrowthEvents } from '../growth-events.ts';
import type { StreamSlots } from '../stream-slots.ts';

/** A full tile never changes. */
const IMMUTABLE = { 'cache-control': 'public, max-age=31536000, immutable' };
const FRESH = { 'cache-control': 'no-cache' };
const PRIVATE = { 'cache-control': 'private, no-store' };
/** An envelope of the largest entry, in JSON. */
const MAX_SUBMISSION_BYTES = 128 * 1024;

/** Routes of the log. */
export function logRoutes(deps: {
  readonly log: LogService;
  readonly trustRoot: TrustRoot;
  readonly growth: GrowthEvents;
  readonly streams: StreamSlots;
}): Route<Caller>[] {
  return [...entryRoutes(deps.log), ...proofRoutes(deps), ...fileRoutes(deps.log)];
}

function entryRoutes(log: LogService): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/log/entries',
      access: 'log.submit',
      summary: 'Submits a signed entry; the answer comes after the log holds it durably',
      tags: ['log'],
      body: submitEntrySchema,
      maxBodyBytes: MAX_SUBMISSION_BYTES,
      response: logReceiptSchema,
      handle: ({ body }) => log.submit(body.entry),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/log/entries',
      access: 'public.read',
      summary: 'Entries in log order; envelopes for their parties and for auditors, whose reading is logged',
      tags: ['log'],
      query: entryQuerySchema,
      response: entryPageSchema,
      handle: ({ query, caller }) => {
        const { type, from, ...rest } = query;
        return log.list({ ...rest, types: type?.split(','), from }, readerOf(caller));
      },
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/log/entries/{index}',
      access: 'public.read',
      summary:
        'One entry with its inclusion proof, for its parties and for auditors, whose reading is logged',
      tags: ['log'],
      params: z.strictObject({ index: z.coerce.number().int().min(0) }),
      response: entryDetailSchema,
      handle: ({ params, caller }) => log.get(params.index, readerOf(caller)),
    }),
  ];
}

function proofRoutes(deps: {
  readonly log: LogService;
  readonly trustRoot: TrustRoot;
  readonly growth: GrowthEvents;
  readonly streams: StreamSlots;
}): Route<Caller>[] {
  return [
    bytesRoute<Caller>()({
      method: 'GET',
      path: '/v1/log/proof/{index}',
      access: 'public.read',
      summary: 'Inclusion proof of an entry under the newest checkpoint (c2sp.org/tlog-proof)',
      tags: ['log'],
      params: z.strictObject({ index: z.coerce.number().int().min(0) }),
      mediaType: 'text/plain; charset=utf-8',
      handle: ({ params }) => ({ body: utf8(deps.log.prove(params.index)), headers: FRESH }),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/log/receipts/{leafHash}',
      access: 'public.read',
      summary: 'Receipt of an entry by its leaf hash',
      tags: ['log'],
      params: z.strictObject({ leafHash: digestSchema }),
      response: logReceiptSchema,
      handle: ({ params }) => deps.log.receiptOf(params.leafHash),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/log/trust-root',
      access: 'public.read',
      summary: 'What offline verification trusts: compare its key out of band',
      tags: ['log'],
      response: trustRootSchema,
      handle: () => deps.trustRoot,
    }),
    eventRoute<Caller>()({
      method: 'GET',
      path: '/v1/log/events',
      access: 'public.read',
      summary: 'Growth of the log as server-sent events',
      tags: ['log'],
      handle: ({ caller, signal }) => {
        deps.streams.take(caller.name, signal);
        return deps.growth.follow(signal);
      },
    }),
  ];
}

function fileRoutes(log: LogService): Route<Caller>[] {
  return [
    bytesRoute<Caller>()({
      method: 'GET',
      path: '/log/checkpoint',
      access: 'public.read',
      summary: 'The signed head (c2sp.org/tlog-checkpoint)',
      tags: ['log'],
      mediaType: 'text/plain; charset=utf-8',
      handle: async ({ caller }) => {
        const file = await log.readFile('checkpoint', readerOf(caller));
        return { body: file.bytes, headers: FRESH };
      },
    }),
    bytesRoute<Caller>()({
      method: 'GET',
      path: '/log/tile/{rest*}',
      access: 'public.read',
      summary: 'A tile (c2sp.org/tlog-tiles); bundles of entries are for auditors',
      tags: ['log'],
      params: z.strictObject({ rest: z.string().max(128) }),
      mediaType: 'application/octet-stream',
      handle: async ({ params, caller }) => {
        const path = `tile/${params.rest}`;
        const file = await log.readFile(path, readerOf(caller));
        const isBundle = path.startsWith('tile/entries/');
        return { body: file.bytes, headers: isBundle ? PRIVATE : file.immutable ? IMMUTABLE : FRESH };
      },
    }),
  ];
}
