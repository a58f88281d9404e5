/** A requester's way in a real browser at her own node: robot and task, ranking, dataset, request. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { axeViolations } from '../support/axe.ts';
import { skipWithoutBrowser, startBrowser } from '../support/browser.ts';
import { openConsole, startConsoleWorld } from '../support/console-world.ts';
import { robotFile } from '../support/robot-recording.ts';

const BAD = join(import.meta.dirname, '..', '..', 'demo', 'bad', 'cycle.urdf');

test('a robot and a task lead to a dataset, and from its row to a request', {
  skip: skipWithoutBrowser(),
}, async (t) => {
  const { buyer } = await startConsoleWorld(t);
  const browser = await startBrowser(t);
  const { page, assertClean } = await openConsole(browser, buyer);

  await t.test('a broken description says what is wrong with it', async () => {
    await page.getByRole('link', { name: 'Match', exact: true }).click();
    await page.locator('input[type=file]').setInputFiles(BAD);
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Find data' }).isDisabled(), true);
  });

  await t.test('the ranking gives reasons that open', async () => {
    await page.locator('input[type=file]').setInputFiles(robotFile('quillfeather-arm7'));
    await page.getByText('degrees of freedom', { exact: false }).first().waitFor();
    await page.getByLabel('Task').fill('put a cup on a shelf');
    await page.getByRole('button', { name: 'Find data' }).click();
    const ranking = page.getByRole('list', { name: 'What fits' });
    await ranking.getByText('Larkspur').first().waitFor();
    await ranking.getByRole('button', { name: 'Why, factor by factor' }).first().click();
    await page.getByRole('table', { name: 'Factors of the score' }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  await t.test('the request is signed by the own node and followed', async () => {
    await page.getByRole('link', { name: 'Ask for this dataset' }).click();
    await page.getByLabel('Purpose').fill('pick cups in a test kitchen');
    assert.deepEqual(await axeViolations(page), []);
    await page.getByRole('button', { name: 'Sign and ask' }).click();
    await page
      .getByText('From request to receipt')
      .or(page.getByRole('list', { name: 'From request to receipt' }))
      .first()
      .waitFor();
    assertClean();
  });
});
