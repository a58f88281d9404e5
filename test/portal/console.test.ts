/** A node's console in a real browser: every page clean, nobody let in without a secret, and the ways of a lister, a buyer and an auditor to their ends. */

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { openPage, skipWithoutBrowser, startBrowser } from '../support/browser.ts';
import {
  consoleExamples,
  openConsole,
  startConsoleWorld,
  type ConsoleWorld,
} from '../support/console-world.ts';
import { addressesIn, tourSample } from '../support/page-tour.ts';
import { auditorWay } from './auditor-way.ts';
import { requesterWay } from './requester-way.ts';

/** How long after the session an earlier answer comes in, milliseconds. */
const LATE_MS = 200;

test("a node's console: every page clean, nobody let in without a secret, and every way to its end", {
  skip: skipWithoutBrowser(),
}, async (t) => {
  const world = await startConsoleWorld(t);
  const browser = await startBrowser(t);
  await t.test('every page is clean and accessible', async () => {
    const addresses = await addressesIn('node', await consoleExamples(world));
    await tourSample({ browser, open: (_, view) => openConsole(browser, world.lister, view), addresses });
  });
  await t.test('nobody comes in without a secret, and a wrong one is said to be wrong', () =>
    withoutSecret(world, browser),
  );
  await t.test('who signs in stays in, though the answer from before comes late', () =>
    lateAnswer(world, browser),
  );
  // After the pages, because it decides what they show as waiting; before the others, which put more beside it.
  await t.test('a lister decides and a buyer fetches, each in an own console', (inner) =>
    decideAndFetch(inner, world, browser),
  );
  await t.test(
    'entries are read, one is proved in the page, and a delivery is verified where it lies',
    (inner) => auditorWay(inner, world, browser),
  );
  await t.test('a robot and a task lead to a dataset, and from its row to a request', (inner) =>
    requesterWay(inner, world, browser),
  );
});

async function decideAndFetch(t: TestContext, world: ConsoleWorld, browser: Browser): Promise<void> {
  const { lister, buyer, waiting } = world;
  const folder = await mkdtemp(join(tmpdir(), 'kin-fetched-'));
  t.after(() => rm(folder, { recursive: true, force: true }));

  await t.test('the request stands first in the inbox, and is approved', async () => {
    const { page, assertClean, close } = await openConsole(browser, lister);
    assert.equal(new URL(page.url()).hash, '', 'the token stays in no address');
    await page.getByRole('link', { name: 'Inbox' }).click();
    await page.getByRole('region', { name: 'Waiting for your decision' }).getByRole('link').click();
    await page.getByText('fine-tune a grasp policy').first().waitFor();
    await page.getByRole('button', { name: 'Refuse…' }).click();
    assert.equal(await page.getByRole('button', { name: 'Refuse', exact: true }).isDisabled(), true);
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('button', { name: 'Approve and sign' }).click();
    await page.getByText('In force', { exact: true }).waitFor();
    assertClean();
    await close();
  });

  await t.test('the buyer sees it without asking again, and fetches it', async () => {
    const { page, assertClean, close } = await openConsole(browser, buyer);
    await page.goto(`/exchanges/${waiting}`);
    await page.getByText('In force', { exact: true }).waitFor();
    const out = join(folder, 'cups');
    await page.getByLabel("Folder on the node's machine").fill(out);
    await page.getByRole('button', { name: 'Fetch' }).click();
    await page.getByText('Completed', { exact: true }).waitFor();
    assert.ok((await readdir(out)).includes('exchange'));
    await page.getByRole('region', { name: 'Coming in' }).getByRole('link').click();
    await page.getByText('Everything is there', { exact: false }).waitFor();
    assertClean();
    await close();
  });
}

/** What the node said while nobody was signed in arrives after the session was opened. */
async function lateAnswer({ lister }: ConsoleWorld, browser: Browser): Promise<void> {
  const { page, assertClean, close } = await openPage(browser, lister.console);
  const opened = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/v1/session'),
  );
  await page.route('**/v1/self', async (route) => {
    const early = await route.fetch();
    await (await opened).finished();
    await page.waitForTimeout(LATE_MS);
    await route.fulfill({ response: early });
  });
  await page.goto(`/#token=${lister.running.consoleToken}`);
  await page.getByRole('link', { name: 'Inbox' }).click();
  await page.getByRole('region', { name: 'Waiting for your decision' }).getByRole('link').waitFor();
  await page.waitForTimeout(2 * LATE_MS);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Inbox');
  assertClean();
  await close();
}

async function withoutSecret({ lister }: ConsoleWorld, browser: Browser): Promise<void> {
  const { page, assertClean } = await openPage(browser, lister.console);
  await page.goto('/inbox');
  await page.getByRole('heading', { level: 1, name: 'Sign in to this node' }).waitFor();
  assert.deepEqual(await axeViolations(page), []);
  await page.getByLabel('Link or token').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).first().click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Link or token').fill(`${lister.console}/#token=${lister.running.consoleToken}`);
  await page.getByRole('button', { name: 'Sign in' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  assertClean(/401/);
}
