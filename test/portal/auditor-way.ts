/** An auditor's way in a real browser: from an entry to its proof, and a verdict on a delivery that nothing is uploaded for. */

import assert from 'node:assert/strict';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { dropOnPage } from '../support/browser.ts';
import { openConsole, type ConsoleWorld } from '../support/console-world.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Goes the way to its end. The agreement is delivered for it. */
export async function auditorWay(t: TestContext, world: ConsoleWorld, browser: Browser): Promise<void> {
  const { buyer, agreed, dataset } = world;
  const delivered = join(await tempFolder(t), 'drawers');
  await buyer.running.context.exchanges.pull(agreed, delivered, {});
  const { page, assertClean, close } = await openConsole(browser, buyer);

  await t.test('an entry stands in the log, and the page says so itself', async () => {
    await page.getByRole('link', { name: 'Audit', exact: true }).click();
    await page.getByText('Receipt acknowledged').first().waitFor();
    const row = page.getByRole('listitem').filter({ hasText: 'Agreement signed' }).first();
    await row.getByRole('link').first().click();
    await page.getByText('Holds', { exact: true }).waitFor();
    await page.getByText('is in the log', { exact: false }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  await t.test('the provenance of the dataset is drawn, and told as a table', async () => {
    await page.goto(`/audit/provenance/${encodeURIComponent(dataset)}`);
    await page.getByRole('cell', { name: 'v1' }).first().waitFor();
    await page.locator('.react-flow__node').first().waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  await t.test('the delivery holds; with one flipped bit it does not', async () => {
    await page.goto('/audit/verify');
    const input = page.locator('input[type=file][aria-label="Choose the folder"]');
    await input.setInputFiles(delivered);
    await page.getByText(/\d+ checks hold/).waitFor();
    assert.equal(await page.getByText('Fails', { exact: true }).count(), 0);
    assert.deepEqual(await axeViolations(page), []);

    await using file = await open(join(delivered, 'meta/info.json'), 'r+');
    await file.write('X', 3);
    await page.goto('/audit/verify');
    await input.setInputFiles(delivered);
    await page.getByText('1 check fails').waitFor();
  });

  await t.test('a folder and single files are dropped, and judged without being sent', async () => {
    const sent: string[] = [];
    page.on('request', (request) => void sent.push(`${request.method()} ${request.url()}`));
    await page.goto('/audit/verify');
    await page.getByText('papers of its delivery: drop those first', { exact: false }).waitFor();
    sent.length = 0;
    const data = join(delivered, 'data/chunk-000/file-000.parquet');
    await dropOnPage(page, '[data-over]', [data]);
    await page.getByText('0 checks hold').waitFor();
    await page.getByText('drop the folder exchange/ first', { exact: false }).waitFor();
    await dropOnPage(page, '[data-over]', [join(delivered, 'exchange')]);
    await page.getByText('single files of it can be dropped now', { exact: false }).waitFor();
    assert.equal(await page.getByText('Fails', { exact: true }).count(), 0);
    await dropOnPage(page, '[data-over]', [data, join(delivered, 'exchange/report.json')]);
    await page.getByText('2 checks hold').waitFor();
    await dropOnPage(page, '[data-over]', [join(delivered, 'meta/info.json')]);
    await page.getByText('1 check fails').waitFor();
    const log = join(delivered, 'exchange/log');
    const names = (await readdir(log)).sort();
    const receipt = names.find((name) => name.endsWith('.tlog-proof'))!;
    const entry = receipt.replace('.tlog-proof', '.json');
    await dropOnPage(page, '[data-over]', [join(log, entry), join(log, receipt)]);
    await page.getByRole('rowheader', { name: `Entry of the log, with its receipt: ${entry}` }).waitFor();
    await page.getByText('1 check holds').waitFor();
    const other = names.findLast((name) => name.endsWith('.json') && name !== entry)!;
    await dropOnPage(page, '[data-over]', [join(log, other), join(log, receipt)]);
    await page.getByText('1 check fails').waitFor();
    await dropOnPage(page, '[data-over]', [join(log, receipt)]);
    await page.getByText('An entry is judged with its receipt', { exact: false }).waitFor();
    await dropOnPage(page, '[data-over]', [delivered]);
    await page.getByText('judged as one delivery', { exact: false }).waitFor();
    await page.getByText('1 check fails').waitFor();
    assert.deepEqual(await axeViolations(page), []);
    assert.deepEqual(sent, []);
  });
  assertClean();
  await close();
}
