/** Three people and a fresh demo world, in a real browser: each gets to the end of her way. */

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { DemoFolder } from '#demo/demo-folder.ts';
import type { DemoNode } from '#demo/demo-node.ts';
import { DemoWorld } from '#demo/demo-world.ts';
import { BUYER } from '#demo/world.ts';
import { buildPortal } from '#platform/portal-build.ts';
import { silentLogger } from '#platform/logger.ts';
import { openPage, skipWithoutBrowser, startBrowser, until } from '../support/browser.ts';
import { openSignedIn } from '../support/node-portal.ts';
import { robotFile } from '../support/robot-recording.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Datasets that nobody in these journeys sees. */
const LEFT_OUT = ['drawer-tools', 'table-wipe-tall', 'cup-mocap', 'spill-edge-cases'];
/** Making, sealing and logging a dataset, or fetching one, on a busy machine. */
const PATIENT = { timeout: 120_000 };

async function freshDemo(t: TestContext): Promise<DemoWorld> {
  await buildPortal();
  const world = await DemoWorld.start(new DemoFolder(await tempFolder(t)), {
    clock: Date.now,
    logger: silentLogger,
    port: 0,
    leftOut: LEFT_OUT,
    signal: new AbortController().signal,
    tell: () => undefined,
  });
  t.after(() => world[Symbol.asyncDispose]());
  return world;
}

function nodeOf(world: DemoWorld, key: string): DemoNode {
  const node = world.nodes.find(({ company }) => company.key === key);
  assert.ok(node, key);
  return node;
}

test('lister, requester and auditor reach the end of their ways in a fresh demo world', {
  skip: skipWithoutBrowser(),
}, async (t) => {
  const world = await freshDemo(t);
  const browser = await startBrowser(t);
  await t.test('the lister decides a request and lists a folder', () =>
    lister(browser, nodeOf(world, 'pebblehaven')),
  );
  await t.test('the requester finds data for her robot, asks for it and has it', async () =>
    requester(browser, nodeOf(world, BUYER), join(await tempFolder(t), 'delivered')),
  );
  await t.test('the auditor proves an entry and judges deliveries', () => auditor(browser, world));
});

async function lister(browser: Browser, node: DemoNode): Promise<void> {
  const { page, assertClean, close } = await openSignedIn(browser, node);
  await page.goto('/inbox');
  await page.getByRole('region', { name: 'Waiting for your decision' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Approve and sign' }).click();
  await page.getByText('In force', { exact: true }).waitFor(PATIENT);

  await page.getByRole('link', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'Publish a dataset' }).click();
  await page.getByRole('button', { name: 'Choose desk-tidy' }).click();
  await page.getByText('What was found in it').waitFor(PATIENT);
  for (const step of ['Body', 'Quality', 'Privacy', 'Terms', 'Review']) {
    await page.getByRole('button', { name: `On to ${step}` }).click();
  }
  await page.getByLabel('Title').fill('Desk tidying, told anew');
  await page.getByRole('button', { name: 'Sign and publish' }).click();
  await page.getByRole('heading', { name: 'Listed' }).waitFor(PATIENT);
  await page.getByRole('link', { name: 'See it in the catalog' }).click(PATIENT);
  await page.getByRole('heading', { level: 1, name: 'Desk tidying, told anew' }).waitFor(PATIENT);
  assertClean();
  await close();
}

async function requester(browser: Browser, node: DemoNode, out: string): Promise<void> {
  const { page, assertClean, close } = await openSignedIn(browser, node);
  await page.goto('/match');
  await page.locator('input[type=file]').setInputFiles(robotFile('quillfeather-arm7'));
  await page.getByText('degrees of freedom', { exact: false }).first().waitFor();
  await page.getByLabel('Task').fill('pick a cup from a shelf');
  await page.getByRole('button', { name: 'Find data' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Shelf picking in simulation' }).first();
  await row.getByRole('link').first().click();
  await watchEpisode(page);
  await page.goBack();
  await page.goBack();
  await row.getByRole('button', { name: 'Why, factor by factor' }).click();
  await row.getByRole('link', { name: 'Ask for this dataset' }).click();
  await page.getByLabel('Purpose').fill('pick cups from shelves in a test kitchen');
  await page.getByRole('radio', { name: 'open-research' }).check();
  await page.getByRole('button', { name: 'Sign and ask' }).click();
  await page.getByText('In force', { exact: true }).waitFor(PATIENT);
  await page.getByLabel("Folder on the node's machine").fill(out);
  await page.getByRole('button', { name: 'Fetch' }).click();
  const coming = page.getByRole('region', { name: 'Coming in' }).getByRole('listitem').first();
  await coming.getByText('Completed', { exact: true }).waitFor(PATIENT);
  assertClean();
  await close();
}

/** Sees the recorded robot do what the sample's first episode tells: frame by frame, then playing. */
async function watchEpisode(page: Page): Promise<void> {
  // The video comes late: it has to go to where the episode was scrubbed meanwhile.
  const sought = Promise.withResolvers<void>();
  await page.route('**/sample/episodes/*/video/*', async (route) => {
    await sought.promise;
    await route.continue();
  });
  await page.getByRole('link', { name: 'Episodes' }).click();
  await page.getByText('by the signed joint map', { exact: false }).waitFor();
  await page.locator('[aria-label$="as it moves in this episode"] canvas').waitFor();
  const time = page.getByRole('slider', { name: 'Time in the episode' });
  const seconds = async (): Promise<number> => Number(await time.inputValue());
  await time.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowLeft');
  assert.ok(Math.abs((await seconds()) - (1 - 1 / 15)) < 1e-3, `${await seconds()} s`);
  sought.resolve();
  await until(page, 'Math.abs(document.querySelector("video").currentTime - 14 / 15) < 0.07');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await until(page, 'document.querySelector("input[type=range]").value > 1.5');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play' }).waitFor();
}

/** Signs the auditor in so slowly that the entries are asked for by nobody before, and answered after. */
async function signInWhileReading(page: Page): Promise<void> {
  const asked = Promise.withResolvers<void>();
  const signedIn = page.waitForResponse('**/v1/portal/session/demo');
  await page.route('**/v1/portal/session/demo', async (route) => {
    await asked.promise;
    await route.continue();
  });
  await page.route(
    '**/v1/log/entries*',
    async (route) => {
      const response = await route.fetch();
      asked.resolve();
      await signedIn;
      await sleep(300);
      // The page may have given up this request by now.
      await route.fulfill({ response }).catch(() => undefined);
    },
    { times: 1 },
  );
  await page.goto('/login');
  await page
    .getByRole('button', { name: /auditor/i })
    .first()
    .click();
  await page.getByRole('link', { name: 'Audit', exact: true }).click();
  await signedIn;
}

async function auditor(browser: Browser, world: DemoWorld): Promise<void> {
  const { page, assertClean, close } = await openPage(browser, world.broker.api);
  await signInWhileReading(page);
  const row = page.getByRole('listitem').filter({ hasText: 'Agreement signed' }).first();
  await row.getByRole('link').first().click();
  await page.getByText('Holds', { exact: true }).waitFor();
  const input = page.locator('input[type=file][aria-label="Choose the folder"]');
  for (const [folder, verdict] of [
    [world.seeded.delivered, /\d+ checks hold/],
    [world.seeded.tampered, '1 check fails'],
  ] as const) {
    await page.goto('/audit/verify');
    await input.setInputFiles(folder);
    await page.getByText(verdict).waitFor();
  }
  assertClean();
  await close();
}
