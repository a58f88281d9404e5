/** A company's console with pages, beside a broker that admitted it: what tests of a node's pages stand on. */

import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { startDemoBroker } from '#demo/demo-broker.ts';
import { DemoFolder } from '#demo/demo-folder.ts';
import { DemoNode } from '#demo/demo-node.ts';
import { COMPANIES } from '#demo/world.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { silentLogger } from '#platform/logger.ts';
import { buildPortal } from '#platform/portal-build.ts';
import { openPage, type PageOptions, type WatchedPage } from './browser.ts';
import { tempFolder } from './temp-folder.ts';

/** A running node. */
export interface NodePortal {
  readonly node: DemoNode;
  readonly origin: string;
  /** Opens a page that is signed in as the holder of the home's token. */
  readonly open: (browser: Browser, options?: PageOptions) => Promise<WatchedPage>;
}

/** Starts a broker and the first company's node; both end with the test. */
export async function startNodePortal(t: TestContext): Promise<NodePortal> {
  await buildPortal();
  const folder = new DemoFolder(await tempFolder(t));
  const settings = { clock: Date.now, logger: silentLogger };
  const [company] = COMPANIES;
  if (company === undefined) throw new ExchangeError('not-found', 'The demo has no company.');
  const broker = await startDemoBroker(folder, settings, undefined);
  t.after(() => broker[Symbol.asyncDispose]());
  const node = await DemoNode.start(
    company,
    { home: folder.home(company.key), broker: broker.discovery() },
    settings,
  );
  t.after(() => node[Symbol.asyncDispose]());
  await node.node.enrolled();
  const origin = node.console.address;
  return { node, origin, open: (browser, options) => openSignedIn(browser, node, options) };
}

/** Opens a page of a node, signed in as the holder of its home's token. */
export async function openSignedIn(
  browser: Browser,
  node: DemoNode,
  options: PageOptions = {},
): Promise<WatchedPage> {
  const origin = node.console.address;
  const watched = await openPage(browser, origin, options);
  const answer = await watched.page.request.post(`${origin}/v1/session`, {
    data: { token: node.node.consoleToken },
    headers: { origin },
  });
  if (!answer.ok()) throw new ExchangeError('unauthenticated', await answer.text());
  return watched;
}
