/** What the pages ask first. */

import type { Discovery } from '#contracts/http/discovery.ts';
import { overviewSchema, type Overview } from '#contracts/http/overview.ts';
import { PORTAL_PATH, portalSchema } from '#contracts/http/portal.ts';
import { jsonRoute, type Route } from '#platform/http/route.ts';
import type { Caller } from '../../auth/permissions.ts';
import type { BrokerConfig } from '../../config.ts';

/** Routes of the portal itself. */
export function portalRoutes(deps: {
  readonly config: Pick<BrokerConfig, 'demo'>;
  readonly discovery: () => Discovery;
  readonly overview: () => Promise<Overview>;
}): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'GET',
      path: PORTAL_PATH,
      access: 'public.read',
      summary: 'What the pages of this server are for',
      tags: ['portal'],
      response: portalSchema,
      handle: () => {
        const { name, api } = deps.discovery();
        return { mode: 'broker' as const, name, demo: deps.config.demo === true, broker: api };
      },
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/overview',
      access: 'public.read',
      summary: 'The exchange in a few figures',
      tags: ['catalog'],
      response: overviewSchema,
      handle: () => deps.overview(),
    }),
  ];
}
