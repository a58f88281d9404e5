/** A requester's way in a real browser at her own node: robot and task, ranking, dataset, request. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { openConsole, type ConsoleWorld } from '../support/console-world.ts';
import { robotFile } from '../support/robot-recording.ts';

const BAD = join(import.meta.dirname, '..', '..', 'demo', 'bad', 'cycle.urdf');

/** Goes the way to its end: a request that the provider has to decide on. */
export async function requesterWay(t: TestContext, { buyer }: ConsoleWorld, browser: Browser): Promise<void> {
  const { page, assertClean, close } = await openConsole(browser, buyer);

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
    await page.getByText('never gets to 100 %', { exact: false }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  await t.test('the providers measure, when they are asked to, and the ranking goes by it', async () => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/certified-matches')) asked.push(request.method());
    });
    const ranking = page.getByRole('list', { name: 'What fits' });
    assert.deepEqual([asked, await ranking.getByText('signed by the provider').count()], [[], 0]);
    await page.getByRole('button', { name: 'Have the first ten measured' }).click();
    await ranking.getByText('signed by the provider', { exact: false }).first().waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Ask again' }).waitFor({ timeout: 60_000 });
    await ranking.getByText('measured by the provider', { exact: false }).first().waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  await t.test('the recorded body stands beside the dropped one, and nothing of either is sent', async () => {
    const sent: string[] = [];
    page.on('request', (request) => void sent.push(request.postData() ?? ''));
    await page.getByRole('link', { name: /^Compare its robot with quillfeather/ }).click();
    await page.getByRole('region', { name: 'Where both reach' }).waitFor();
    const joints = page.getByRole('region', { name: 'Joint by joint' });
    const slider = joints.getByRole('slider').first();
    await slider.focus();
    await page.keyboard.press('End');
    const [from, to] = await joints.getByRole('row').nth(1).getByRole('status').allTextContents();
    assert.match(`${from} ${to}`, /^[1-9]\d*° [1-9]\d*°$/, 'both joints stand at the end of their ranges');
    await page.getByRole('button', { name: 'Swap A and B' }).click();
    await page
      .getByRole('region', { name: /^B?.*larkspur/i })
      .first()
      .waitFor();
    assert.equal(new URL(page.url()).searchParams.get('use'), 'fine-tune');
    assert.deepEqual(await axeViolations(page), []);
    assert.deepEqual(
      sent.filter((body) => body !== ''),
      [],
    );
    await page.goBack();
    await page.goBack();
    await page.getByRole('button', { name: 'Why, factor by factor' }).first().click();
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
  await close();
}
