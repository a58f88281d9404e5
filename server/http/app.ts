/** The broker's HTTP application: the route table, the portal or a first page, problem documents. */

import type { Express } from 'express';
import type { Discovery } from '#contracts/http/discovery.ts';
import type { Overview } from '#contracts/http/overview.ts';
import { createHttpApp } from '#platform/http/app.ts';
import type { Route } from '#platform/http/route.ts';
import type { Logger } from '#platform/logger.ts';
import type { SessionCookie } from '#platform/http/cookies.ts';
import { createAuthenticator } from '../auth/authenticator.ts';
import { verifyNodeToken } from '../auth/node-tokens.ts';
import { createOidcSignIn } from '../auth/oidc-sign-in.ts';
import type { Caller } from '../auth/permissions.ts';
import { SESSION_TTL_S } from '../auth/session-tokens.ts';
import type { BrokerContext } from '../context.ts';
import { CatalogMetadata } from '../catalog/catalog-metadata.ts';
import { createGate } from './gate.ts';
import { createGrowthEvents } from './growth-events.ts';
import { createStreamSlots } from './stream-slots.ts';
import { servePages } from './pages.ts';
import { accountRoutes } from './routes/accounts.ts';
import { catalogMetadataRoutes } from './routes/catalog-metadata.ts';
import { datasetRoutes } from './routes/datasets.ts';
import { discoveryRoutes } from './routes/discovery.ts';
import { logRoutes } from './routes/log.ts';
import { memberRoutes } from './routes/members.ts';
import { matchRoutes } from './routes/matches.ts';
import { datasetSampleRoutes } from './routes/samples.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { participantRoutes } from './routes/participants.ts';
import { portalRoutes } from './routes/portal.ts';
import { sharedFor } from './shared-answer.ts';

/** Version of the API that the document names. */
const API_VERSION = '1.0.0';
/** Digits of the peer id in the name of the session cookie. */
const COOKIE_DIGITS = 12;
/** Age of the overview's figures, in milliseconds. */
const OVERVIEW_AGE_MS = 2000;

/** What the application needs beside the services. */
export interface BrokerAppDeps {
  readonly context: BrokerContext;
  readonly homeToken: string;
  /** The discovery document; its addresses are known once the broker listens. */
  readonly discovery: () => Discovery;
  /** Addresses that a node's token may be meant for. */
  readonly audiences: () => readonly string[];
  readonly logger: Logger;
}

/** Builds the application. */
export function createBrokerApp(deps: BrokerAppDeps): Express {
  const { context, logger } = deps;
  const { config, world, accounts, keys, metrics } = context;
  const authenticator = createAuthenticator({
    accounts,
    verifyNodeToken: (token) =>
      verifyNodeToken(
        {
          clock: world.clock,
          audiences: deps.audiences,
          requireAdmittedKey: (participant, key) => keys.requireAdmittedKey(participant, key),
        },
        token,
      ),
    homeToken: deps.homeToken,
    cookieName: cookieOf(context).name,
  });
  const gate = createGate({ authenticator, limits: config.limits, clock: world.clock });
  const answers = metrics.histogram({
    name: 'http_seconds',
    help: 'Time to answer, by route and status',
    labels: ['method', 'path', 'status'],
  });
  const overview = sharedFor(OVERVIEW_AGE_MS, world.clock, () => overviewOf(context));
  return createHttpApp<Caller>({
    authenticate: gate,
    logger,
    onAnswer: ({ method, path, status, seconds }) =>
      answers.observe({ method, path, status: String(status) }, seconds),
    routes: [
      ...brokerRoutes(deps, authenticator),
      ...portalRoutes({ config, discovery: deps.discovery, overview }),
    ],
    document: {
      path: '/openapi.json',
      title: 'Kinship broker',
      version: API_VERSION,
      description: 'Catalog, matching, accounts and transparency log of a federated exchange of robot data.',
    },
    extend: (app) => servePages(app, { discovery: deps.discovery, overview }),
  });
}

function brokerRoutes(
  { context, discovery }: BrokerAppDeps,
  authenticator: Parameters<typeof accountRoutes>[0]['authenticator'],
): Route<Caller>[] {
  const {
    accounts,
    catalog,
    entryLog,
    evaluations,
    log,
    logService,
    matches,
    members,
    metrics,
    participants,
    requests,
  } = context;
  const growth = createGrowthEvents({
    size: () => log.size,
    onGrowth: (listener) => entryLog.onGrowth(listener),
  });
  const streams = createStreamSlots();
  return [
    ...discoveryRoutes({ discovery, logSize: () => log.size, database: context.database, metrics }),
    ...participantRoutes(participants),
    ...logRoutes({ log: logService, trustRoot: context.trustRoot, growth, streams }),
    ...datasetRoutes({ catalog, evaluations, provenance: context.provenance }),
    ...datasetSampleRoutes(context.samples),
    ...catalogMetadataRoutes(new CatalogMetadata({ catalog, documents: context.documents, discovery })),
    ...matchRoutes({ matches, requests, streams }),
    ...memberRoutes(members),
    ...accountRoutes({
      accounts,
      members,
      authenticator,
      cookie: cookieOf(context),
      demo: context.config.demo === true,
      provider: context.config.oidc?.name ?? null,
    }),
    ...providerRoutes(context, () => discovery().api),
  ];
}

/** Signing in with an OpenID provider, where one is configured; it is asked for the first time when somebody wants to. */
function providerRoutes(context: BrokerContext, api: () => string): Route<Caller>[] {
  const { accounts, config, world } = context;
  if (config.oidc === undefined) return [];
  const { clock, random } = world;
  const logger = world.logger.child({ subsystem: 'oidc' });
  const signIn = createOidcSignIn(config.oidc, { clock, random, logger });
  return oidcRoutes({ accounts, signIn, cookie: cookieOf(context), api });
}

/** The cookie of this broker's pages. Where others reach the broker over TLS, it goes over nothing else. */
function cookieOf({ config, host }: BrokerContext): Omit<SessionCookie, 'value'> {
  return {
    name: `kin_broker_${host.peerId.slice(-COOKIE_DIGITS)}`,
    maxAgeS: SESSION_TTL_S,
    secure: config.publicUrl?.startsWith('https:') === true,
  };
}

async function overviewOf(context: BrokerContext): Promise<Overview> {
  const [companies, methods] = await Promise.all([
    context.participants.publishers(context.identity.participant),
    context.catalog.counts(),
  ]);
  const datasets = methods.reduce((sum, method) => sum + method.datasets, 0);
  return { companies: companies.length, datasets, methods, logSize: context.log.size };
}
