/** Every page of a broker, each in one of both languages and themes, wide or narrow; those of a node are in console.test.ts, all views of both in pages.long.ts. */

import { test } from 'node:test';
import { openPage, skipWithoutBrowser, startBrowser } from '../support/browser.ts';
import { addressesIn, tourSample } from '../support/page-tour.ts';
import { startPortalWorld } from '../support/portal-world.ts';

test('every page of a broker is clean and accessible', { skip: skipWithoutBrowser() }, async (t) => {
  const { origin, examples } = await startPortalWorld(t);
  const browser = await startBrowser(t);
  await tourSample({
    browser,
    open: (_, view) => openPage(browser, origin, view),
    addresses: await addressesIn('broker', examples),
  });
});
