/** Every page in both languages and both themes, wide and narrow: of a broker, of a node that has nothing yet, and of one that has something on every page. */

import { test } from 'node:test';
import { openPage, skipWithoutBrowser, startBrowser } from '../support/browser.ts';
import { consoleExamples, openConsole, startConsoleWorld } from '../support/console-world.ts';
import { startNodePortal } from '../support/node-portal.ts';
import { addressesIn, tourAll } from '../support/page-tour.ts';
import { startPortalWorld } from '../support/portal-world.ts';

test('every page of a broker is clean and accessible', { skip: skipWithoutBrowser() }, async (t) => {
  const { origin, examples } = await startPortalWorld(t);
  const browser = await startBrowser(t);
  const addresses = await addressesIn('broker', examples);
  await tourAll({ browser, open: (_, view) => openPage(browser, origin, view), addresses });
});

test('every page of a node that has nothing yet is clean and accessible', {
  skip: skipWithoutBrowser(),
}, async (t) => {
  const { open } = await startNodePortal(t);
  const browser = await startBrowser(t);
  await tourAll({ browser, open, addresses: await addressesIn('node', {}) });
});

test('every page of a node with listings and exchanges is clean and accessible', {
  skip: skipWithoutBrowser(),
}, async (t) => {
  const world = await startConsoleWorld(t);
  const browser = await startBrowser(t);
  await tourAll({
    browser,
    open: (_, view) => openConsole(browser, world.lister, view),
    addresses: await addressesIn('node', await consoleExamples(world)),
  });
});
