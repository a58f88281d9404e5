/** Two companies with something on every page of their consoles: a lister with a listing, a request that waits, one agreement; a buyer. */

import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildPortal } from '#platform/portal-build.ts';
import { openPage, type PageOptions, type WatchedPage } from './browser.ts';
import { ExchangeNetwork, type NetworkNode } from './exchange-network.ts';

const TASKS = ['Put the cup on the shelf.', 'Open the drawer.'];

/** The world. */
export interface ConsoleWorld {
  readonly network: ExchangeNetwork;
  readonly lister: NetworkNode;
  readonly buyer: NetworkNode;
  /** An exchange that waits for the lister's decision. */
  readonly waiting: string;
  /** An exchange whose agreement is in force. */
  readonly agreed: string;
  readonly dataset: string;
}

/** Builds the portal if its sources changed and starts the world; both end with the test. */
export async function startConsoleWorld(t: TestContext): Promise<ConsoleWorld> {
  await buildPortal();
  const network = await ExchangeNetwork.create(t);
  const [lister, buyer] = await Promise.all([network.company('Larkspur'), network.company('Quillfeather')]);
  const offer = { robot: 'larkspur-arm7', tasks: TASKS };
  const cups = await lister.publish({ ...offer, slug: 'shelf-cups', access: 'manual' });
  const drawers = await lister.publish({ ...offer, slug: 'drawers', access: 'auto', phase: 1 });
  await network.indexed(cups.dataset);
  await network.indexed(drawers.dataset);
  const waiting = await buyer.request(cups.dataset);
  await lister.view(waiting, (view) => view.waiting?.for === 'decision');
  const agreed = await buyer.request(drawers.dataset);
  await buyer.view(agreed, ({ state }) => state === 'FINALIZED');
  return { network, lister, buyer, waiting, agreed, dataset: cups.dataset };
}

/** What `{…}` in the examples of routes stands for at the lister's node. */
export async function consoleExamples(world: ConsoleWorld): Promise<Readonly<Record<string, string>>> {
  const [listing] = await world.network.catalog();
  const body = listing?.embodiment?.id ?? '';
  return { exchange: world.waiting, dataset: world.dataset, embodiment: body, otherBody: body };
}

/** Opens a page of a node's console and signs in with the link that `kin console` prints. */
export async function openConsole(
  browser: Browser,
  node: NetworkNode,
  options: PageOptions = {},
): Promise<WatchedPage> {
  const watched = await openPage(browser, node.console, options);
  await watched.page.goto(`/#token=${node.running.consoleToken}`);
  await watched.page.locator('nav a').first().waitFor();
  return watched;
}
