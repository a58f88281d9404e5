/** Every route in both languages and both themes: it comes up, speaks to nobody else, logs no error, and axe finds nothing. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeViolations } from '../support/axe.ts';
import { openPage, skipWithoutBrowser, startBrowser } from '../support/browser.ts';
import { addressesOf, portalRoutes } from '../support/portal-routes.ts';
import { startPortalWorld } from '../support/portal-world.ts';

const LANGUAGES = ['en', 'zh'] as const;
const SCHEMES = ['light', 'dark'] as const;

test('every page of a broker is clean and accessible', { skip: skipWithoutBrowser() }, async (t) => {
  const { origin, examples } = await startPortalWorld(t);
  const browser = await startBrowser(t);
  const routes = (await portalRoutes()).filter(({ modes }) => modes.includes('broker'));
  assert.ok(routes.length > 0);
  const addresses = [
    ...new Set(routes.flatMap((route) => addressesOf(route.examples, examples))),
    '/no-such-page',
  ];
  for (const language of LANGUAGES) {
    for (const scheme of SCHEMES) {
      await t.test(`${language}, ${scheme}`, async () => {
        const { page, assertClean, close } = await openPage(browser, origin, { language, scheme });
        for (const address of addresses) {
          await page.goto(address, { waitUntil: 'networkidle' });
          await page.locator('h1').first().waitFor();
          assert.deepEqual(await axeViolations(page), [], address);
          assert.equal(await page.locator('h1').count(), 1, `${address} has one first heading`);
          assert.equal(await page.getAttribute('html', 'lang'), language === 'zh' ? 'zh-CN' : 'en');
        }
        assertClean();
        await close();
      });
    }
  }
});

test('a narrow page does not scroll sideways', { skip: skipWithoutBrowser() }, async (t) => {
  const { origin, examples } = await startPortalWorld(t);
  const browser = await startBrowser(t);
  const routes = (await portalRoutes()).filter(({ modes }) => modes.includes('broker'));
  const { page, assertClean } = await openPage(browser, origin, { width: 390, height: 844 });
  for (const address of routes.flatMap((route) => addressesOf(route.examples, examples))) {
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.locator('h1').first().waitFor();
    const [content, window] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    assert.equal(content, window, `${address} is wider than the window`);
  }
  assertClean();
});
