/** The portal's route table as tests read it: every `pages/<area>/routes.ts`, without loading a page. */

import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PageRoute } from '../../server/portal/app/page-route.ts';

const PORTAL = join(import.meta.dirname, '..', '..', 'server', 'portal');

/** All routes of all areas. */
export async function portalRoutes(): Promise<PageRoute[]> {
  const routes: PageRoute[] = [];
  const files = globSync('pages/*/routes.ts', { cwd: PORTAL });
  for (const file of files.sort()) {
    const area = (await import(pathToFileURL(join(PORTAL, file)).href)) as { routes: readonly PageRoute[] };
    routes.push(...area.routes);
  }
  return routes;
}

/** Addresses of a route's examples in a world; those that stand for something that this world has not are left out. */
export function addressesOf(examples: readonly string[], values: Readonly<Record<string, string>>): string[] {
  return examples
    .filter((example) =>
      [...example.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => values[name] !== undefined),
    )
    .map((example) =>
      example.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? '')),
    );
}
