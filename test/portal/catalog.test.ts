/** The catalog's page as a person uses it: typed filters, ticked facets, comparison; all by keyboard. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, skipWithoutBrowser, startBrowser } from '../support/browser.ts';
import { startPortalWorld } from '../support/portal-world.ts';

test('a typed search becomes words and filters, and filters can be taken out', {
  skip: skipWithoutBrowser(),
}, async (t) => {
  const { origin } = await startPortalWorld(t);
  const browser = await startBrowser(t);
  const { page, assertClean } = await openPage(browser, origin);
  await page.goto('/datasets');
  const titles = page.getByRole('listitem').getByRole('heading', { level: 2 });
  await titles.nth(3).waitFor();

  await t.test('words and filters in one line', async () => {
    await page.getByRole('textbox', { name: 'Words and filters' }).fill('cups hours>10 method:teleop');
    await page.keyboard.press('Enter');
    await page.getByText('1 dataset', { exact: true }).waitFor();
    assert.equal(await titles.first().textContent(), 'Cups from a shelf');
    const { searchParams } = new URL(page.url());
    assert.deepEqual(Object.fromEntries(searchParams), {
      q: 'cups',
      minHours: '10',
      collection: 'teleoperation',
    });
  });

  await t.test('what is no filter is said', async () => {
    await page.getByRole('textbox', { name: 'Words and filters' }).fill('colour:red');
    await page.keyboard.press('Enter');
    await page.getByText('Not a filter here: colour:red').waitFor();
  });

  await t.test('chips take filters out; facets are ticked by keyboard', async () => {
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByText('4 datasets', { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: /^Simulation/ }).focus();
    await page.keyboard.press('Space');
    await page.getByText('1 dataset', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Simulation/ }).press('Enter');
    await page.getByText('4 datasets', { exact: true }).waitFor();
  });

  await t.test('a hostile title is text, in the list and side by side', async () => {
    for (const name of [/^Compare\s*: Open a door/, /^Compare\s*: <img/])
      await page.getByRole('checkbox', { name }).check();
    await page.getByRole('link', { name: 'Compare 2' }).click();
    await page.getByRole('columnheader', { name: /<img src=x onerror=alert\(1\)>/ }).waitFor();
    assert.equal(await page.locator('img').count(), 0);
    await page.getByRole('rowheader', { name: /Collected by\s*differs/ }).waitFor();
  });
  assertClean();
});
