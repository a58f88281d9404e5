/**
 * `npm run screenshots`: every route of broker and node, and some of what happens on them, in both languages and in the dark, from a fresh demo world, into docs/screenshots/.
 * `npm run screenshots -- home` takes only areas of that name.
 */

import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { DemoFolder } from '#demo/demo-folder.ts';
import { DemoWorld } from '#demo/demo-world.ts';
import { ACCOUNTS, BUYER } from '#demo/world.ts';
import type { Role } from '#contracts/http/accounts.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { buildPortal } from '#platform/portal-build.ts';
import { silentLogger } from '#platform/logger.ts';
import { openPage, startBrowser, type PageOptions, type WatchedPage, until } from '../support/browser.ts';
import { examplesOfDemo, type ExampleValues } from '../support/demo-examples.ts';
import { openSignedIn } from '../support/node-portal.ts';
import { SCENES, type Scene } from '../support/portal-scenes.ts';
import { addressesOf, portalRoutes } from '../support/portal-routes.ts';
import type { PageRoute } from '../../server/portal/app/page-route.ts';

const TARGET = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
/** The folder of the world is seen in some pictures: it says nothing of the machine. */
const HOME = join(tmpdir(), 'kinship-demo');
/** JPEG at this quality keeps hairlines clean and a page below 200 KB. */
const QUALITY = 76;
/** Charts and scenes are drawn after the page is there, milliseconds. */
const SETTLE_MS = 900;
const VIEWS: readonly Required<Pick<PageOptions, 'language' | 'scheme'>>[] = [
  { language: 'en', scheme: 'light' },
  { language: 'zh', scheme: 'light' },
  { language: 'en', scheme: 'dark' },
];
/** Company that decides; the buyer fetches. */
const LISTER = 'pebblehaven';
const BUYER_PAGES = new Set(['/agreements', '/transfers', '/transfers/:id', '/request/:id']);

interface Site {
  readonly name: string;
  readonly open: (browser: Browser, view: PageOptions) => Promise<WatchedPage>;
  readonly routes: readonly PageRoute[];
  readonly scenes: readonly Scene[];
}

async function shoot(
  browser: Browser,
  site: Site,
  options: { readonly view: (typeof VIEWS)[number]; readonly values: ExampleValues },
): Promise<number> {
  const { view, values } = options;
  const { page, close } = await site.open(browser, view);
  let taken = 0;
  for (const route of site.routes) {
    for (const [index, address] of addressesOf(route.examples, values).entries()) {
      // Streams of events keep a page's network busy for ever: the heading tells that it is there.
      await page.goto(address);
      await take(page, [site.name, nameOf(route.path), ...(index === 0 ? [] : [index + 1])].join('-'), view);
      taken += 1;
    }
  }
  for (const scene of site.scenes) {
    for await (const name of scene.play(page, view.language)) {
      await take(page, `${site.name}-${name}`, view);
      taken += 1;
    }
  }
  await close();
  return taken;
}

async function take(page: Page, name: string, view: (typeof VIEWS)[number]): Promise<void> {
  await page.locator('h1').first().waitFor();
  await until(page, 'document.querySelector("main [class*=loading]") === null');
  // What is drawn of bodies comes in a chunk of its own, and says nothing while that is short.
  await until(
    page,
    '[...document.querySelectorAll("main figure[class*=view]")].every((one) => one.querySelector("canvas, svg") !== null)',
  );
  await page.waitForTimeout(SETTLE_MS);
  const file = join(TARGET, `${name}.${view.language}.${view.scheme}.jpg`);
  await page.screenshot({ path: file, type: 'jpeg', quality: QUALITY, fullPage: true });
}

function nameOf(path: string): string {
  return path === '/' ? 'home' : path.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}

/** Role of the demo whose holder sees what a page of the broker is made for. The auditor sees every entry of the log. */
function roleFor({ roles }: PageRoute): Role {
  return roles?.[0] ?? 'auditor';
}

/** Opens the broker's pages as somebody of the demo. */
async function openAs(
  role: Role,
  at: { readonly browser: Browser; readonly api: string; readonly view: PageOptions },
): Promise<WatchedPage> {
  const { browser, api, view } = at;
  const watched = await openPage(browser, api, view);
  const person = ACCOUNTS.find(({ roles }) => roles.includes(role));
  const answer = await watched.page.request.post(`${api}/v1/portal/session/demo`, {
    data: { email: person?.email },
    headers: { origin: api },
  });
  if (!answer.ok()) throw new ExchangeError('unauthenticated', await answer.text());
  return watched;
}

function sitesOf(world: DemoWorld, wanted: readonly PageRoute[]): Site[] {
  const nodeOf = (key: string) => {
    const node = world.nodes.find(({ company }) => company.key === key);
    if (node === undefined) throw new ExchangeError('not-found', `The demo has no company ${key}.`);
    return node;
  };
  const { api } = world.broker;
  const brokerPages = wanted.filter(({ modes }) => modes[0] === 'broker');
  const nodePages = wanted.filter(({ modes }) => modes[0] === 'node');
  const scenesOf = (site: Scene['site']): Scene[] =>
    SCENES.filter((scene) => scene.site === site && wanted.some(({ area }) => area === scene.area));
  return [
    ...[...new Set(brokerPages.map(roleFor))].map(
      (role): Site => ({
        name: 'broker',
        open: (browser, view) => openAs(role, { browser, api, view }),
        routes: brokerPages.filter((route) => roleFor(route) === role),
        scenes: role === 'auditor' ? scenesOf('broker') : [],
      }),
    ),
    {
      name: 'node',
      open: (browser, view) => openSignedIn(browser, nodeOf(LISTER), view),
      routes: nodePages.filter(({ path }) => !BUYER_PAGES.has(path)),
      scenes: scenesOf('node'),
    },
    {
      name: 'node',
      open: (browser, view) => openSignedIn(browser, nodeOf(BUYER), view),
      routes: nodePages.filter(({ path }) => BUYER_PAGES.has(path)),
      scenes: [],
    },
  ];
}

async function main(areas: readonly string[]): Promise<void> {
  await buildPortal();
  const cleanups: (() => unknown)[] = [];
  await rm(HOME, { recursive: true, force: true });
  try {
    await using world = await DemoWorld.start(new DemoFolder(HOME), {
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
    let taken = 0;
    for (const site of sitesOf(world, wanted)) {
      for (const view of VIEWS) taken += await shoot(browser, site, { view, values });
    }
    process.stdout.write(`${taken} screenshots in ${TARGET}\n`);
  } finally {
    for (const work of cleanups) await work();
    await rm(HOME, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
