/** The console of a node: its API and its pages, on loopback behind the token of the home, or over TLS for colleagues with an account. */

import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Express } from 'express';
import { ExchangeError } from '#contracts/errors.ts';
import { createHttpApp, listenHttp, type HttpListener, type TlsFiles } from '#platform/http/app.ts';
import { servePortal } from '#platform/http/portal-pages.ts';
import { loopbackHosts } from '#platform/http/security.ts';
import { PORTAL_DIST } from '#platform/portal-build.ts';
import type { ConsoleConfig } from '../config.ts';
import type { NodeContext } from '../context.ts';
import type { ExchangeNode } from '../exchange-node.ts';
import { createAuthenticate, type AccessDeps, type Authenticate } from './access.ts';
import { createBrokerPass } from './broker-pass.ts';
import type { ConsoleCaller } from './permissions.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { exchangeRoutes } from './routes/exchange-routes.ts';
import { fitRoutes } from './routes/fit-routes.ts';
import { listingRoutes } from './routes/listing-routes.ts';
import { previewRoutes } from './routes/preview-routes.ts';
import { ownSampleRoutes } from './routes/sample-routes.ts';
import { nodeRoutes } from './routes/node-routes.ts';
import { publishingRoutes } from './routes/publishing-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';

/** Digits of the peer id in the name of the session cookie. */
const COOKIE_DIGITS = 12;

/** A console that listens. */
export interface ConsoleListener {
  /** Address on this machine, which the command line uses. */
  readonly address: string;
  /** Address for colleagues, over TLS; null when it is not opened to them. */
  readonly shared: string | null;
  close(): Promise<void>;
}

/** Starts the console of a running node and tells other commands where it is. Throws `bad-config`. */
export async function startConsole(node: ExchangeNode): Promise<ConsoleListener> {
  const { context } = node;
  const { host, port, tls, names } = context.config.console;
  const logger = context.world.logger.child({ subsystem: 'console' });
  const listeners: HttpListener[] = [];
  const app = createConsoleApp(node, () => [
    ...listeners.flatMap((listener) => loopbackHosts(listener.port)),
    ...names,
  ]);
  if (tls === null) listeners.push(await listenHttp(app, { host, port, logger }));
  else {
    const files = await readTls(tls);
    listeners.push(await listenHttp(app, { host: '127.0.0.1', port: 0, logger }));
    listeners.push(await listenHttp(app, { host, port, tls: files, logger }));
  }
  const [local, shared] = listeners as [HttpListener, HttpListener?];
  await node.publishConsole(local.address);
  return {
    address: local.address,
    shared: shared?.address ?? null,
    close: async () => void (await Promise.all(listeners.map((listener) => listener.close()))),
  };
}

/** The console's application. */
function createConsoleApp(node: ExchangeNode, allowedHosts: () => readonly string[]): Express {
  const { context } = node;
  const access: AccessDeps = {
    token: node.consoleToken,
    accounts: context.accounts,
    cookieName: `kin_console_${context.identity.peerId.slice(-COOKIE_DIGITS)}`,
    folders: { home: homedir(), shared: context.config.console.folders },
  };
  const authenticate = createAuthenticate(access);
  return createHttpApp<ConsoleCaller>({
    routes: [
      ...nodeRoutes(node),
      ...listingRoutes(context),
      ...ownSampleRoutes(context.samples),
      ...previewRoutes(context.previews),
      ...publishingRoutes(context),
      ...exchangeRoutes(context),
      ...eventRoutes(context),
      ...fitRoutes(context),
      ...sessionRoutes(access),
    ],
    authenticate,
    logger: context.world.logger.child({ subsystem: 'console' }),
    document: {
      path: '/openapi.json',
      title: 'Kinship node console',
      version: '1',
      description: "Everything that touches this company's data, keys and decisions.",
    },
    allowedHosts,
    extend: (app) => {
      app.use(brokerPass(context, authenticate));
      servePortal(app, { folder: PORTAL_DIST });
    },
  });
}

function brokerPass({ client, identity, world }: NodeContext, authenticate: Authenticate) {
  const { clock, random } = world;
  return createBrokerPass({ api: client.api, identity, clock, random, authenticate });
}

/** Certificate and key of the console. Throws `bad-config` when a file cannot be read. */
async function readTls(tls: NonNullable<ConsoleConfig['tls']>): Promise<TlsFiles> {
  try {
    const [cert, key] = await Promise.all([readFile(tls.cert), readFile(tls.key)]);
    return { cert, key };
  } catch (cause) {
    throw new ExchangeError('bad-config', "The console's certificate or key cannot be read.", { cause });
  }
}
