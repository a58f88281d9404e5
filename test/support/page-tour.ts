/** Looks at pages in both languages and both themes, wide and as narrow as a phone: they come up, log no error, fit, and axe finds nothing. */

import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { PortalMode } from '#contracts/http/portal.ts';
import { axeViolations } from './axe.ts';
import { until, type PageOptions, type WatchedPage } from './browser.ts';
import { addressesOf, portalRoutes } from './portal-routes.ts';

/** How a page is looked at. */
export type View = Required<PageOptions>;
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
/** By language: each in either theme, and in either width. */
const VIEWS: readonly (readonly [View, View])[] = [
  [
    { language: 'en', scheme: 'light', ...WIDE },
    { language: 'en', scheme: 'dark', ...NARROW },
  ],
  [
    { language: 'zh', scheme: 'dark', ...WIDE },
    { language: 'zh', scheme: 'light', ...NARROW },
  ],
];
/** What colours and a changed window take, milliseconds. */
const PASSING_MS = 60;
/** How often axe is asked before what it finds counts, and the time between, milliseconds. */
const LOOKS = 4;
const AGAIN_MS = 400;
/** Pages that every view is to have in a sample. */
const LEAST_PAGES = 3;

/** Opens a page, signed in where it must be. */
export type OpenPage = (browser: Browser, view: PageOptions) => Promise<WatchedPage>;

/** What is looked at. */
export interface Tour {
  readonly browser: Browser;
  readonly open: OpenPage;
  readonly addresses: readonly string[];
}

/** Addresses that a program's routes give as examples in a world, and one that no route has. */
export async function addressesIn(
  mode: PortalMode,
  values: Readonly<Record<string, string>>,
): Promise<string[]> {
  const routes = (await portalRoutes()).filter(({ modes }) => modes.includes(mode));
  return [...new Set(routes.flatMap((route) => addressesOf(route.examples, values))), '/no-such-page'];
}

/** Every address in one view, and every view on several addresses; the page moves on as by a link. The rest is for {@link tourAll}. */
export async function tourSample({ browser, open, addresses }: Tour): Promise<void> {
  const all = VIEWS.flat();
  for (const pair of VIEWS) {
    const watched = await open(browser, pair[0]);
    await watched.page.goto('/', { waitUntil: 'load' });
    for (const view of pair) {
      const own = addresses.filter((_, place) => all[place % all.length] === view);
      assert.ok(own.length >= LEAST_PAGES, own.join());
      await takeView(watched, view);
      for (const address of own) {
        await watched.page.evaluate(`history.pushState(null, '', ${JSON.stringify(address)})`);
        await lookAt(watched, address, view);
      }
    }
    watched.assertClean();
    await watched.close();
  }
}

/** Every address in every view, opened by itself. */
export async function tourAll({ browser, open, addresses }: Tour): Promise<void> {
  for (const pair of VIEWS) {
    const watched = await open(browser, pair[0]);
    for (const address of addresses) {
      await takeView(watched, pair[0]);
      await watched.page.goto(address, { waitUntil: 'load' });
      for (const view of pair) {
        await takeView(watched, view);
        await lookAt(watched, address, view);
      }
    }
    watched.assertClean();
    await watched.close();
  }
}

async function takeView({ page }: WatchedPage, view: View): Promise<void> {
  await page.emulateMedia({ colorScheme: view.scheme, reducedMotion: 'reduce' });
  await page.setViewportSize(view);
}

/** A page that waits for something shows it; what is looked at comes after. */
function isSettled(): boolean {
  const { document } = globalThis as unknown as { document: { querySelector(what: string): unknown } };
  return document.querySelector('main [role=status]') === null && document.querySelector('h1') !== null;
}

async function lookAt({ page }: WatchedPage, address: string, view: View): Promise<void> {
  await page.waitForFunction(isSettled);
  await until(page, `document.documentElement.dataset.mantineColorScheme === '${view.scheme}'`);
  // Colours pass over into the other theme's with the frames that are drawn next.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await page.waitForTimeout(PASSING_MS);
  await page.waitForFunction(isSettled);
  assert.deepEqual(await lastingViolations(page), [], `${address} ${JSON.stringify(view)}`);
  assert.equal(await page.locator('h1').count(), 1, `${address} has one first heading`);
  assert.equal(await page.getAttribute('html', 'lang'), view.language === 'zh' ? 'zh-CN' : 'en');
  const [content, window] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  assert.equal(content, window, `${address} is wider than a window of ${view.width}`);
}

/** What axe finds and goes on finding: on a busy machine parts of a page still have the other theme's colours when it is first asked. */
async function lastingViolations(page: WatchedPage['page']): Promise<string[]> {
  let found = await axeViolations(page);
  for (let look = 1; look < LOOKS && found.length > 0; look++) {
    await page.waitForTimeout(AGAIN_MS);
    found = await axeViolations(page);
  }
  return found;
}
