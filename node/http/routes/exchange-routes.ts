/** Negotiations, agreements, transfers, evaluations. */

import { z } from 'zod';
import { faultError } from '#contracts/faults.ts';
import {
  evaluateSchema,
  exchangeViewSchema,
  openRequestSchema,
  pullRequestSchema,
  reasonBodySchema,
  transferViewSchema,
} from '#contracts/http/console.ts';
import { digestSchema } from '#contracts/digest.ts';
import { shortAgreementId, shortExchangeId } from '#contracts/ids.ts';
import { emptyRoute, eventRoute, jsonRoute, type Route, type ServerEvent } from '#platform/http/route.ts';
import { findDataset } from '../../catalog/find-dataset.ts';
import type { NodeContext } from '../../context.ts';
import { wantedConversion } from '../../transfer/convert-delivery.ts';
import type { NegotiationView } from '../../transfer/exchange-views.ts';
import type { Action, ConsoleCaller } from '../permissions.ts';
import { requireShownParent } from '../shown-folders.ts';

const HOUR_MS = 3_600_000;
const params = z.strictObject({ id: z.string().max(200) });
/** Answer to a request: the negotiation, or every reason why the terms do not permit the use. */
const outcomeSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: exchangeViewSchema }),
  z.strictObject({
    ok: z.literal(false),
    reasons: z.array(
      z.strictObject({
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
      }),
    ),
  }),
]);

/** Routes of exchanges. */
export function exchangeRoutes(context: NodeContext): Route<ConsoleCaller>[] {
  return [
    ...negotiationRoutes(context),
    ...decisionRoutes(context),
    ...agreementRoutes(context),
    ...transferRoutes(context),
    ...pullRoutes(context),
  ];
}

function negotiationRoutes(context: NodeContext): Route<ConsoleCaller>[] {
  const { exchanges } = context;
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/exchanges',
      access: 'exchange.read',
      summary: 'Negotiations of both sides, newest first',
      tags: ['exchanges'],
      query: z.strictObject({
        role: z.enum(['consumer', 'provider']).optional(),
        decision: z.enum(['true', 'false']).optional(),
      }),
      response: z.strictObject({ items: z.array(exchangeViewSchema) }),
      handle: async ({ query }) => ({
        items: await exchanges.list({
          role: query.role,
          ...(query.decision === 'true' ? { needsDecision: true } : {}),
        }),
      }),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/exchanges',
      access: 'exchange.request',
      summary: 'Asks for a dataset under one of its offers',
      tags: ['exchanges'],
      body: openRequestSchema,
      response: outcomeSchema,
      handle: async ({ body, signal }) => {
        const { manifest } = await findDataset(context.client, body.dataset, signal);
        const deadline = context.world.clock() + Math.round(body.deadlineHours * HOUR_MS);
        const outcome = await exchanges.request({ manifest, license: body.license, use: body.use, deadline });
        return outcome.ok
          ? outcome
          : { ok: false as const, reasons: outcome.reasons.map((reason) => ({ ...reason })) };
      },
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/exchanges/{id}',
      access: 'exchange.read',
      summary: 'One negotiation',
      tags: ['exchanges'],
      params,
      response: exchangeViewSchema,
      handle: ({ params: { id } }) => findExchange(context, id),
    }),
  ];
}

function decisionRoutes(context: NodeContext): Route<ConsoleCaller>[] {
  const { exchanges } = context;
  const decide = (
    { name, access, summary }: { name: string; access: Action; summary: string },
    act: (id: string, body: { code: string; note: string }) => Promise<NegotiationView>,
  ) =>
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: `/v1/exchanges/{id}/${name}`,
      access,
      summary,
      tags: ['exchanges'],
      params,
      body: reasonBodySchema,
      response: exchangeViewSchema,
      handle: async ({ params: { id }, body }) =>
        act((await findExchange(context, id)).exchange, {
          code: body.code ?? `${name}-by-person`,
          note: body.reason,
        }),
    });
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/exchanges/{id}/approval',
      access: 'exchange.decide',
      summary: 'Agrees to a request that waits for a decision',
      tags: ['exchanges'],
      params,
      response: exchangeViewSchema,
      handle: async ({ params: { id } }) => exchanges.approve((await findExchange(context, id)).exchange),
    }),
    decide(
      {
        name: 'refusal',
        access: 'exchange.decide',
        summary: 'Refuses a request; the reason is told to the consumer',
      },
      (id, reason) => exchanges.refuse(id, reason),
    ),
    decide(
      { name: 'cancellation', access: 'exchange.request', summary: 'Takes an own request back' },
      (id, reason) => exchanges.cancel(id, reason),
    ),
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/exchanges/{id}/poll',
      access: 'exchange.read',
      summary: 'Asks the counterparty now',
      tags: ['exchanges'],
      params,
      response: exchangeViewSchema,
      handle: async ({ params: { id }, signal }) =>
        exchanges.poll((await findExchange(context, id)).exchange, signal),
    }),
  ];
}

function agreementRoutes(context: NodeContext): Route<ConsoleCaller>[] {
  const { exchanges, evaluations } = context;
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/agreements',
      access: 'exchange.read',
      summary: 'Agreements that the log has, newest first',
      tags: ['agreements'],
      response: z.strictObject({ items: z.array(exchangeViewSchema) }),
      handle: async () => ({ items: await exchanges.agreements() }),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/agreements/{id}/revocation',
      access: 'exchange.decide',
      summary: 'Revokes a license; serving stops at once',
      tags: ['agreements'],
      params,
      body: reasonBodySchema,
      response: exchangeViewSchema,
      handle: async ({ params: { id }, body }) =>
        exchanges.revoke(
          (await findExchange(context, id)).exchange,
          body.code ?? 'revoked-by-provider',
          body.reason,
        ),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/agreements/{id}/payment',
      access: 'exchange.decide',
      summary: 'Notes that the payment which the terms ask for has come: from here on the key may go out',
      tags: ['agreements'],
      params,
      response: exchangeViewSchema,
      handle: async ({ params: { id } }) => {
        const { exchange } = await findExchange(context, id);
        await exchanges.confirmPayment(exchange);
        return exchanges.get(exchange);
      },
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/evaluations',
      access: 'exchange.request',
      summary: 'Signs, logs and shows what a dataset did for a policy',
      tags: ['agreements'],
      body: evaluateSchema,
      response: z.strictObject({ evaluation: digestSchema, logIndex: z.int() }),
      handle: async ({ body, signal }) => {
        const { exchange } = await findExchange(context, body.agreement);
        return evaluations.report({ ...body, agreement: exchange }, signal);
      },
    }),
  ];
}

function transferRoutes(context: NodeContext): Route<ConsoleCaller>[] {
  const { exchanges } = context;
  const move = (
    name: string,
    summary: string,
    act: (id: string) => Promise<z.input<typeof transferViewSchema>>,
  ) =>
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: `/v1/transfers/{id}/${name}`,
      access: 'transfer.move',
      summary,
      tags: ['transfers'],
      params,
      response: transferViewSchema,
      handle: ({ params: { id } }) => act(id),
    });
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/transfers',
      access: 'exchange.read',
      summary: 'Transfer processes of both sides, newest first',
      tags: ['transfers'],
      response: z.strictObject({ items: z.array(transferViewSchema) }),
      handle: async () => ({ items: await exchanges.transfers() }),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/transfers/{id}',
      access: 'exchange.read',
      summary: 'One transfer process',
      tags: ['transfers'],
      params,
      response: transferViewSchema,
      handle: ({ params: { id } }) => exchanges.transfer(id),
    }),
    move('pause', 'Pauses a transfer', (id) => exchanges.pause(id)),
    move('resume', 'Lets a paused transfer go on', (id) => exchanges.resume(id)),
  ];
}

function pullRoutes(context: NodeContext): Route<ConsoleCaller>[] {
  const { pulls } = context;
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/pulls',
      access: 'exchange.request',
      summary: 'Fetches what an agreement allows into a folder; goes on where an earlier run stopped',
      tags: ['transfers'],
      body: pullRequestSchema,
      response: exchangeViewSchema,
      status: 202,
      handle: async ({ body, caller }) => {
        await requireShownParent(body.out, caller.folders);
        const view = await findExchange(context, body.agreement);
        pulls.begin(view.exchange, { outDir: body.out, conversion: wantedConversion(body.conversion) });
        return view;
      },
    }),
    eventRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/pulls/{id}/events',
      access: 'exchange.read',
      summary: 'Where a pull stands, until it ends',
      tags: ['transfers'],
      params,
      handle: ({ params: { id }, signal }) => pullEvents(pulls.watch(id, signal)),
    }),
    emptyRoute<ConsoleCaller>()({
      method: 'DELETE',
      path: '/v1/pulls/{id}',
      access: 'exchange.request',
      summary: 'Interrupts a pull; what arrived stays',
      tags: ['transfers'],
      params,
      handle: ({ params: { id } }) => pulls.interrupt(id),
    }),
  ];
}

async function* pullEvents(events: AsyncIterable<{ kind: string }>): AsyncGenerator<ServerEvent> {
  for await (const event of events) yield { event: event.kind, data: event };
}

/** A negotiation by exchange, agreement id or digest, or their short forms. Throws `not-found`. */
async function findExchange(context: NodeContext, name: string): Promise<NegotiationView> {
  const fits = (view: NegotiationView): boolean =>
    view.exchange === name ||
    view.agreementId === name ||
    view.agreementDigest === name ||
    shortExchangeId(view.exchange) === name ||
    (view.agreementId !== null && shortAgreementId(view.agreementId) === name);
  const found = (await context.exchanges.list()).find(fits);
  if (found === undefined) throw faultError('not-found', 'exchange-unknown', { id: name });
  return found;
}
