/**
 * `npm run screenshots`: every route of broker and node, in both languages and themes, from a fresh demo world, into docs/screenshots/.
 * `npm run screenshots -- home` takes only areas of that name.
 */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { DemoFolder } from '#demo/demo-folder.ts';
import type { DemoNode } from '#demo/demo-node.ts';
import { DemoWorld } from '#demo/demo-world.ts';
import { buildPortal } from '#platform/portal-build.ts';
import { silentLogger } from '#platform/logger.ts';
import { openPage, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.ts';
import { examplesOfDemo, type ExampleValues } from '../support/demo-examples.ts';
import { openSignedIn } from '../support/node-portal.ts';
import { addressesOf, portalRoutes } from '../support/portal-routes.ts';
import type { PageRoute } from '../../server/portal/app/page-route.ts';

const TARGET = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
/** JPEG at this quality keeps hairlines clean and a page below 200 KB. */
const QUALITY = 78;
const VIEWS: readonly Required<Pick<PageOptions, 'language' | 'scheme'>>[] = [
  { language: 'en', scheme: 'light' },
  { language: 'en', scheme: 'dark' },
  { language: 'zh', scheme: 'light' },
  { language: 'zh', scheme: 'dark' },
];

interface Site {
  readonly open: (browser: Browser, view: PageOptions) => Promise<WatchedPage>;
  readonly routes: readonly PageRoute[];
  readonly values: ExampleValues;
}

async function shoot(browser: Browser, site: Site, view: (typeof VIEWS)[number]): Promise<number> {
  const { page, close } = await site.open(browser, view);
  let taken = 0;
  for (const route of site.routes) {
    for (const [index, address] of addressesOf(route.examples, site.values).entries()) {
      await page.goto(address, { waitUntil: 'networkidle' });
      await page.locator('h1').first().waitFor();
      const name = [route.modes[0], nameOf(route.path), ...(index === 0 ? [] : [index + 1])].join('-');
      const file = join(TARGET, `${name}.${view.language}.${view.scheme}.jpg`);
      await page.screenshot({ path: file, type: 'jpeg', quality: QUALITY, fullPage: true });
      taken += 1;
    }
  }
  await close();
  return taken;
}

function nameOf(path: string): string {
  return path === '/' ? 'home' : path.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}

async function main(areas: readonly string[]): Promise<void> {
  await buildPortal();
  const cleanups: (() => unknown)[] = [];
  const home = await mkdtemp(join(tmpdir(), 'kin-screenshots-'));
  try {
    await using world = await DemoWorld.start(new DemoFolder(home), {
      clock: Date.now,
      logger: silentLogger,
      port: undefined,
      signal: new AbortController().signal,
      tell: (line) => void process.stderr.write(`${line}\n`),
    });
    const values = await examplesOfDemo(world);
    const wanted = (await portalRoutes()).filter(({ area }) => areas.length === 0 || areas.includes(area));
    const browser = await startBrowser({ after: (work) => void cleanups.push(work) });
    await mkdir(TARGET, { recursive: true });
    const [node] = world.nodes;
    const opens = {
      broker: (at: Browser, view: PageOptions) => openPage(at, world.broker.api, view),
      node: (at: Browser, view: PageOptions) => openSignedIn(at, node as DemoNode, view),
    };
    let taken = 0;
    for (const mode of ['broker', 'node'] as const) {
      const site = { open: opens[mode], routes: wanted.filter(({ modes }) => modes[0] === mode), values };
      for (const view of VIEWS) taken += await shoot(browser, site, view);
    }
    process.stdout.write(`${taken} screenshots in ${TARGET}\n`);
  } finally {
    for (const work of cleanups) await work();
    await rm(home, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
