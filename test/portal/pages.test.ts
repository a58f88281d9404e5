/** Every route in both languages and both themes: it comes up, speaks to nobody else, logs no error, is no wider than a phone, and axe finds nothing. */

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { axeViolations } from '../support/axe.ts';
import {
  openPage,
  skipWithoutBrowser,
  startBrowser,
  until,
  type PageOptions,
  type WatchedPage,
} from '../support/browser.ts';
import { startNodePortal } from '../support/node-portal.ts';
import { addressesOf, portalRoutes } from '../support/portal-routes.ts';
import { startPortalWorld } from '../support/portal-world.ts';
import type { Browser } from 'playwright-core';
import type { PortalMode } from '#contracts/http/portal.ts';

type View = Required<PageOptions>;
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
/** A page is loaded once a language: in the first view; then its window changes into the second. */
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
/** A page that waits for something shows it; tests look at what comes after. */
function isSettled(): boolean {
  const { document } = globalThis as unknown as { document: { querySelector(what: string): unknown } };
  return document.querySelector('[role=status]') === null && document.querySelector('h1') !== null;
}

type Open = (browser: Browser, view: PageOptions) => Promise<WatchedPage>;

async function addressesIn(mode: PortalMode, values: Readonly<Record<string, string>>): Promise<string[]> {
  const routes = (await portalRoutes()).filter(({ modes }) => modes.includes(mode));
  return [...new Set(routes.flatMap((route) => addressesOf(route.examples, values))), '/no-such-page'];
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

async function lookAt({ page }: WatchedPage, address: string, view: View): Promise<void> {
  await page.emulateMedia({ colorScheme: view.scheme, reducedMotion: 'reduce' });
  await page.setViewportSize(view);
  await page.waitForFunction(isSettled);
  await until(page, `document.documentElement.dataset.mantineColorScheme === '${view.scheme}'`);
  // Colours pass over into the other theme's with the frames that are drawn next.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await page.waitForTimeout(PASSING_MS);
  assert.deepEqual(await lastingViolations(page), [], `${address} ${JSON.stringify(view)}`);
  assert.equal(await page.locator('h1').count(), 1, `${address} has one first heading`);
  assert.equal(await page.getAttribute('html', 'lang'), view.language === 'zh' ? 'zh-CN' : 'en');
  const [content, window] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  assert.equal(content, window, `${address} is wider than a window of ${view.width}`);
}

async function lookAtAll(t: TestContext, open: Open, addresses: readonly string[]): Promise<void> {
  const browser = await startBrowser(t);
  for (const [first, second] of VIEWS) {
    await t.test(first.language, async () => {
      const watched = await open(browser, first);
      for (const address of addresses) {
        await watched.page.emulateMedia({ colorScheme: first.scheme, reducedMotion: 'reduce' });
        await watched.page.goto(address, { waitUntil: 'load' });
        await lookAt(watched, address, first);
        await lookAt(watched, address, second);
      }
      watched.assertClean();
      await watched.close();
    });
  }
}

test('every page of a broker is clean and accessible', { skip: skipWithoutBrowser() }, async (t) => {
  const { origin, examples } = await startPortalWorld(t);
  const open: Open = (browser, view) => openPage(browser, origin, view);
  await lookAtAll(t, open, await addressesIn('broker', examples));
});

test('every page of a node is clean and accessible', { skip: skipWithoutBrowser() }, async (t) => {
  const { open } = await startNodePortal(t);
  await lookAtAll(t, open, await addressesIn('node', {}));
});
