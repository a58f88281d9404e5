/** Where this broker is and whether it is well. */

import { z } from 'zod';
import { ExchangeError } from '#contracts/errors.ts';
import { DISCOVERY_PATH, discoverySchema, type Discovery } from '#contracts/http/discovery.ts';
import type { Database } from '#platform/database/database.ts';
import { bytesRoute, jsonRoute, type Route } from '#platform/http/route.ts';
import type { Metrics } from '#platform/metrics.ts';
import { utf8 } from '#contracts/bytes.ts';
import type { Caller } from '../../auth/permissions.ts';

const healthSchema = z.strictObject({ status: z.literal('ok'), logSize: z.int().min(0) });

/** Routes of discovery and health. */
export function discoveryRoutes(deps: {
  readonly discovery: () => Discovery;
  readonly logSize: () => number;
  readonly database: Pick<Database, 'trouble'>;
  readonly metrics: Metrics;
}): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'GET',
      path: DISCOVERY_PATH,
      access: 'public.read',
      summary: 'Addresses of this broker and identity of its log: pin the log key out of band',
      tags: ['discovery'],
      response: discoverySchema,
      handle: () => deps.discovery(),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/healthz',
      access: 'public.read',
      summary: 'Whether the broker serves and can write; `storage-failed` while its disk refuses',
      tags: ['discovery'],
      response: healthSchema,
      handle: async () => {
        if ((await deps.database.trouble()) !== null)
          throw new ExchangeError('storage-failed', 'The database cannot be written.');
        return { status: 'ok' as const, logSize: deps.logSize() };
      },
    }),
    bytesRoute<Caller>()({
      method: 'GET',
      path: '/metrics',
      access: 'metrics.read',
      summary: 'Counters in the Prometheus format, for operators and this machine',
      tags: ['discovery'],
      mediaType: 'text/plain; version=0.0.4; charset=utf-8',
      handle: async () => ({ body: utf8(await deps.metrics.text()) }),
    }),
  ];
}
