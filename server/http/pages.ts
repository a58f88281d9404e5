/** What a browser gets: the portal when it is built, a first page until then. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Express, static as serveStatic } from 'express';
import type { Discovery } from '#contracts/http/discovery.ts';
import { welcomePage, type WelcomeCounts } from './welcome-page.ts';

const PORTAL = join(import.meta.dirname, '..', 'portal', 'dist');
/** Names with a content hash in them never change. */
const ASSET_AGE_SECONDS = 31_536_000;

/** What pages need. */
export interface PagesDeps {
  readonly discovery: () => Discovery;
  readonly counts: () => Promise<WelcomeCounts>;
  readonly express: { readonly static: typeof serveStatic };
}

/** Adds the pages after the API's routes. */
export function servePages(app: Express, deps: PagesDeps): void {
  const index = join(PORTAL, 'index.html');
  if (!existsSync(index)) {
    app.get('/', async (_request, response) => {
      response.type('html').set('cache-control', 'no-store');
      response.send(welcomePage(deps.discovery(), await deps.counts()));
    });
    return;
  }
  app.use(
    '/assets',
    deps.express.static(join(PORTAL, 'assets'), { immutable: true, maxAge: ASSET_AGE_SECONDS * 1000 }),
  );
  app.use(deps.express.static(PORTAL, { maxAge: 0 }));
  // The portal finds its own way below these; what belongs to the API stays a problem document.
  app.get(/^\/(?!v1\/|log\/|\.well-known\/|assets\/|openapi\.json)/, (request, response, next) => {
    if (request.accepts('html') === false) next();
    else response.set('cache-control', 'no-cache').sendFile(index);
  });
}
