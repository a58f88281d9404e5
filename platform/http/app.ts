/** An express app with everything in its order, and the server that listens for it. */

import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import express, { type Express } from 'express';
import { ExchangeError } from '#contracts/errors.ts';
import type { Logger } from '../logger.ts';
import { jsonBodyInPieces } from './json.ts';
import { mountRoutes, problemHandler, type MountDeps } from './mount.ts';
import { openApiDocument } from './open-api.ts';
import type { Route } from './route.ts';
import { checkHostAndOrigin, securityHeaders } from './security.ts';

/** A client must send its headers within this time, and the whole request within the next one, in milliseconds. */
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 120_000;
/** Open connections are cut this long after the server began to close, in milliseconds. */
const CLOSE_GRACE_MS = 2_000;

/** What an app is made of. */
export interface AppInit<Caller> extends MountDeps<Caller> {
  readonly routes: readonly Route<Caller>[];
  /** The OpenAPI document is served at `path`. */
  readonly document: { path: string; title: string; version: string; description: string };
  /** See {@link checkHostAndOrigin}; left out, every host name is answered (a public API without cookies). */
  readonly allowedHosts?: () => readonly string[];
  /** The next sensible step after an error, for people. */
  readonly next?: (error: ExchangeError) => string | undefined;
  /** Further handlers after the routes, such as the portal's files. */
  readonly extend?: (app: Express) => void;
}

/** Paths, operations and schemas of the document are written one by one. */
const DOCUMENT_DEPTH = 3;

/** Builds the app: headers, host check, routes, document, further handlers, `not-found`, problem documents. */
export function createHttpApp<Caller>(init: AppInit<Caller>): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(securityHeaders());
  if (init.allowedHosts !== undefined) app.use(checkHostAndOrigin(init.allowedHosts));
  app.use(mountRoutes(init.routes, init));
  let document: Promise<Buffer> | undefined;
  app.get(init.document.path, async (_request, response) => {
    document ??= openApiDocument(init.routes, init.document).then(async (made) =>
      Buffer.from(await jsonBodyInPieces(made, DOCUMENT_DEPTH)),
    );
    response.type('application/json').send(await document);
  });
  init.extend?.(app);
  app.use(() => {
    throw new ExchangeError('not-found', 'There is nothing at this address.');
  });
  app.use(problemHandler(init));
  return app;
}

/** A listening server. */
export interface HttpListener {
  /** Base address without a trailing slash, such as `http://127.0.0.1:41234`. */
  readonly address: string;
  readonly port: number;
  /** Stops accepting, lets running requests finish for two seconds, then cuts. */
  close(): Promise<void>;
}

/** Certificate chain and private key, PEM. */
export interface TlsFiles {
  readonly cert: Uint8Array;
  readonly key: Uint8Array;
}

/** Where to listen, and over TLS with what. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: TlsFiles;
  readonly logger: Logger;
}

/** Listens. Throws `bad-config` when the address is taken or not ours, or when certificate and key are no pair. */
export async function listenHttp(app: Express, options: ListenOptions): Promise<HttpListener> {
  const server = serverFor(app, options.tls);
  const sockets = socketsOf(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(
        new ExchangeError('bad-config', `Cannot listen on ${options.host}:${options.port}.`, {
          params: { host: options.host, port: options.port },
          cause,
        }),
      );
    });
    server.listen(options.port, options.host, resolve);
  });
  server.on('error', (error) => options.logger.error({ error }, 'the HTTP server failed'));
  const { port } = server.address() as AddressInfo;
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    address: `${options.tls === undefined ? 'http' : 'https'}://${name}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, CLOSE_GRACE_MS);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** All open sockets: the server itself knows those that speak HTTP, and would wait two minutes for one that is silent in its handshake. */
function socketsOf(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

function serverFor(app: Express, tls: TlsFiles | undefined): Server {
  const bounds = { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS };
  if (tls === undefined) return createServer(bounds, app);
  try {
    const files = { cert: Buffer.from(tls.cert), key: Buffer.from(tls.key) };
    return createTlsServer({ ...bounds, ...files, minVersion: 'TLSv1.2' }, app);
  } catch (cause) {
    throw new ExchangeError('bad-config', 'Certificate and key are no pair that TLS can use.', { cause });
  }
}
