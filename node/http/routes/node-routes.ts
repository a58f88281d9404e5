/** The node itself: status, acts, a token for the broker. */

import { z } from 'zod';
import {
  actViewSchema,
  MAX_CONSOLE_PAGE,
  nodeStatusSchema,
  type NodeStatus,
} from '#contracts/http/console.ts';
import { NODE_TOKEN_TTL_S, signNodeToken } from '#contracts/http/node-token.ts';
import { DEMO_ORIGIN, PORTAL_PATH, portalSchema } from '#contracts/http/portal.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { jsonRoute, type Route } from '#platform/http/route.ts';
import type { ExchangeNode } from '../../exchange-node.ts';
import type { ConsoleCaller } from '../permissions.ts';

const brokerTokenSchema = z.strictObject({ api: z.string(), token: z.string(), expiresInS: z.int() });

/** Routes of the node itself. */
export function nodeRoutes(node: ExchangeNode): Route<ConsoleCaller>[] {
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/node',
      access: 'node.read',
      summary: 'Status of the node',
      tags: ['node'],
      response: nodeStatusSchema,
      handle: () => statusOf(node),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: PORTAL_PATH,
      access: 'portal.read',
      summary: 'What the pages of this server are for',
      tags: ['portal'],
      response: portalSchema,
      handle: () => {
        const { home, identity } = node.context;
        const isDemo = home.broker.log.origin.startsWith(DEMO_ORIGIN);
        return { mode: 'node' as const, name: identity.name, demo: isDemo, broker: home.broker.api };
      },
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/acts',
      access: 'act.read',
      summary: 'Acts of this node, newest first, and where their entries stand',
      tags: ['node'],
      query: z.strictObject({ limit: z.coerce.number().int().min(1).max(MAX_CONSOLE_PAGE).default(100) }),
      response: z.strictObject({ items: z.array(actViewSchema) }),
      handle: async ({ query }) => {
        const acts = await node.context.database.read((db) => node.context.acts.list(db, query.limit));
        return {
          items: acts.map(({ entry: _entry, proof: _proof, ...act }) => ({
            ...act,
            proposedAt: formatTimestamp(act.proposedAt),
          })),
        };
      },
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/broker-token',
      access: 'token.issue',
      summary: "A short-lived token for the broker's API in this company's name",
      tags: ['node'],
      response: brokerTokenSchema,
      handle: () => {
        const { client, identity, world } = node.context;
        const claims = { participant: identity.participant, audience: client.api, nowMs: world.clock() };
        const token = signNodeToken(claims, identity.signer, world.random);
        return { api: client.api, token, expiresInS: NODE_TOKEN_TTL_S };
      },
    }),
  ];
}

async function statusOf(node: ExchangeNode): Promise<NodeStatus> {
  const { identity, host, home, outbox, database } = node.context;
  const counts = await outbox.counts();
  const trouble = await database.trouble();
  return {
    name: identity.name,
    participant: identity.participant,
    key: identity.key,
    peerId: identity.peerId,
    addresses: host.addresses(),
    connections: host.connections().length,
    broker: { api: home.broker.api, name: home.broker.name, enrolment: node.enrolment },
    log: { origin: identity.log.origin, key: identity.log.key },
    outbox: { pending: counts.pending, dead: counts.dead },
    storage: trouble === null ? null : { code: trouble.code, since: formatTimestamp(trouble.since) },
  };
}
