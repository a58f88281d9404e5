/** The console API of a node: loopback by default, behind the token of the home. */

import { createHttpApp, listenHttp, type HttpListener } from '#platform/http/app.ts';
import { loopbackHosts } from '#platform/http/security.ts';
import type { ExchangeNode } from '../exchange-node.ts';
import { createAuthenticate } from './access.ts';
import { exchangeRoutes } from './routes/exchange-routes.ts';
import { fitRoutes } from './routes/fit-routes.ts';
import { listingRoutes } from './routes/listing-routes.ts';
import { nodeRoutes } from './routes/node-routes.ts';

/** Starts the console API of a running node and tells other commands where it is. */
export async function startConsole(node: ExchangeNode): Promise<HttpListener> {
  const { config, world } = node.context;
  const logger = world.logger.child({ subsystem: 'console' });
  let port = config.console.port;
  const app = createHttpApp({
    routes: [
      ...nodeRoutes(node),
      ...listingRoutes(node.context),
      ...exchangeRoutes(node.context),
      ...fitRoutes(node.context),
    ],
    authenticate: createAuthenticate(node.consoleToken),
    logger,
    document: {
      path: '/openapi.json',
      title: 'Kinship node console',
      version: '1',
      description: "Everything that touches this company's data, keys and decisions.",
    },
    allowedHosts: () => loopbackHosts(port),
  });
  const listener = await listenHttp(app, { ...config.console, logger });
  port = listener.port;
  await node.publishConsole(listener.address);
  return listener;
}
