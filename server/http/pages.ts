/** What a browser gets: the portal when it is built, a first page until then. */

import type { Express } from 'express';
import type { Discovery } from '#contracts/http/discovery.ts';
import type { Overview } from '#contracts/http/overview.ts';
import { servePortal } from '#platform/http/portal-pages.ts';
import { PORTAL_DIST } from '#platform/portal-build.ts';
import { welcomePage } from './welcome-page.ts';

/** What pages need. */
export interface PagesDeps {
  readonly discovery: () => Discovery;
  readonly overview: () => Promise<Overview>;
}

/** Adds the pages after the API's routes. */
export function servePages(app: Express, deps: PagesDeps): void {
  servePortal(app, {
    folder: PORTAL_DIST,
    fallback: async (nonce) => welcomePage(deps.discovery(), await deps.overview(), nonce),
  });
}
