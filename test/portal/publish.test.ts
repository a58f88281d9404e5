/** The lister's way from a folder to the catalog, in a real browser at a real node. */

import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { skipWithoutBrowser, startBrowser, until } from '../support/browser.ts';
import { openConsole } from '../support/console-world.ts';
import { eventually, ExchangeNetwork } from '../support/exchange-network.ts';
import { PROBLEM_MEDIA_TYPE } from '#contracts/http/problem.ts';
import { buildPortal } from '#platform/portal-build.ts';
import { robotFile, writeRobotRecording } from '../support/robot-recording.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** What a broker answers about a dataset that it has not indexed. */
const NOT_INDEXED = {
  status: 404,
  contentType: PROBLEM_MEDIA_TYPE,
  body: JSON.stringify({
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    code: 'not-found',
    detail: 'There is no such dataset.',
    params: {},
    traceId: 'test',
  }),
};

/** Walks from where the picker stands to a folder, and leaves the picker inside the one above it. */
async function walkTo(page: Page, path: string): Promise<void> {
  await page.locator('ul[aria-label^="Names in"]').waitFor();
  const up = page.getByRole('button', { name: 'Folder above' });
  while ((await up.count()) > 0) {
    const names = page.locator('ul[aria-label^="Names in"]');
    const before = await names.getAttribute('aria-label');
    await up.click();
    await until(
      page,
      `document.querySelector('ul[aria-label^="Names in"]')?.getAttribute('aria-label') !== ${JSON.stringify(before)}`,
    );
  }
  for (const part of path.split('/').slice(1, -1)) {
    await page.getByRole('button', { name: `${part}/`, exact: true }).click();
  }
}

test('a folder becomes a listing in six steps, and a reload loses nothing', {
  skip: skipWithoutBrowser(),
}, async (t) => {
  await buildPortal();
  const folder = await tempFolder(t);
  await writeRobotRecording(folder, { robot: 'larkspur-arm7', tasks: ['Put the cup on the shelf.'] });
  const network = await ExchangeNetwork.create(t);
  const node = await network.company('Larkspur');
  const browser = await startBrowser(t);
  const { page, assertClean } = await openConsole(browser, node);

  await page.getByRole('link', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'Publish a dataset' }).click();
  await walkTo(page, folder);
  await page.getByRole('button', { name: `Choose ${basename(folder)}` }).click();
  await page.getByText('What was found in it').waitFor();

  await page.getByRole('button', { name: 'On to Body' }).click();
  await page.getByLabel('A worn camera, no body').check();
  await page.getByText('The data holds joint positions, which a camera alone does not have.').waitFor();
  // The answer to the choice comes after the stature was typed, and takes nothing of it away.
  const typed = Promise.withResolvers<void>();
  await page.route('**/v1/inspections', async (route) => {
    await typed.promise;
    await route.continue();
  });
  await page.getByLabel('A person').check();
  await page.getByLabel('Stature').fill('1.8');
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/inspections'));
  typed.resolve();
  await answered;
  await page.unroute('**/v1/inspections');
  await page.getByRole('img', { name: 'person of 1.80 m' }).waitFor();
  assert.equal(await page.getByLabel('Stature').inputValue(), '1.8 m');
  assert.deepEqual(await axeViolations(page), []);
  await page.getByLabel('A robot').check();
  await walkTo(page, robotFile('larkspur-arm7'));
  await page.getByRole('button', { name: 'Choose larkspur-arm7.urdf' }).click();
  await page.getByText('Degrees of freedom').waitFor();
  await page
    .getByText(/^(\d+) \/ \1$/)
    .first()
    .waitFor();

  await page.getByRole('button', { name: 'On to Quality' }).click();
  await page.getByText('Episodes that pass').waitFor();
  await page.getByRole('button', { name: 'On to Privacy' }).click();
  await page.getByText('observation.state').first().waitFor();
  assert.deepEqual(await axeViolations(page), []);
  await page.getByLabel('I have read them: let them out as they are').check();
  await page.getByText('Draft kept by this node').waitFor();

  await page.reload();
  await page.getByLabel('I have read them: let them out as they are').waitFor();
  assert.equal(await page.getByLabel('I have read them: let them out as they are').isChecked(), true);

  await page.getByRole('button', { name: 'On to Terms' }).click();
  await page.getByText('You must').first().waitFor();
  await page.getByRole('button', { name: 'On to Review' }).click();
  await page.getByLabel('Title').fill('Cups from a shelf');
  assert.deepEqual(await axeViolations(page), []);
  await page.getByRole('button', { name: 'Sign and publish' }).click();
  await page.getByRole('heading', { name: 'Listed' }).waitFor({ timeout: 90_000 });
  // Listed is what the log has; the broker's catalog comes a moment later.
  const listing = await eventually('the catalog shows the listing', async () => (await network.catalog())[0]);
  assert.equal(listing.title, 'Cups from a shelf');
  assert.equal(listing.slug, 'cups-from-a-shelf');
  await page.getByRole('link', { name: 'See it in the catalog' }).waitFor();
  assertClean();

  // As before the broker has indexed it: whoever goes there early is told so, and sees it when it is there.
  const address = `/datasets/${encodeURIComponent(listing.dataset)}`;
  await page.route(`**/v1${address}`, (route) => route.fulfill(NOT_INDEXED));
  await page.goto(address);
  await page.getByRole('heading', { level: 1, name: 'Published, being indexed' }).waitFor();
  assert.deepEqual(await axeViolations(page), []);
  await page.unroute(`**/v1${address}`);
  await page.getByRole('heading', { level: 1, name: 'Cups from a shelf' }).waitFor();
  assertClean(/status of 404/);
});
