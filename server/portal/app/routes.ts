/** All routes of the portal, found by their place. */

import type { PortalMode } from '#contracts/http/portal.ts';
import type { PageRoute } from './page-route.ts';

const AREAS = import.meta.glob<{ readonly routes: readonly PageRoute[] }>('../pages/*/routes.ts', {
  eager: true,
});

/** Routes that a program has, in the order in which they are tried. */
export function routesOf(mode: PortalMode): PageRoute[] {
  return Object.values(AREAS)
    .flatMap(({ routes }) => routes)
    .filter(({ modes }) => modes.includes(mode));
}
