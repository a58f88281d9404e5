/** What the first page costs: at most 250 KiB of compressed script before anything three-dimensional, and nothing from elsewhere. */

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Response } from 'playwright-core';
import { buildPortal, PORTAL_DIST } from '#platform/portal-build.ts';
import { openPage, skipWithoutBrowser, startBrowser } from '../support/browser.ts';
import { startPortalWorld } from '../support/portal-world.ts';

const MAX_SCRIPT_BYTES = 250 * 1024;
/** Smaller scripts may travel as they are. */
const LEAST_PACKED_BYTES = 1024;

test('the first page loads at most 250 KiB of compressed script', {
  skip: skipWithoutBrowser(),
}, async (t) => {
  const { origin } = await startPortalWorld(t);
  const browser = await startBrowser(t);
  const { page, assertClean } = await openPage(browser, origin);
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(response);
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  let bytes = 0;
  for (const script of scripts) {
    const { responseBodySize } = await script.request().sizes();
    if (responseBodySize > LEAST_PACKED_BYTES)
      assert.equal(script.headers()['content-encoding'], 'br', script.url());
    bytes += responseBodySize;
  }
  t.diagnostic(`${scripts.length} scripts, ${(bytes / 1024).toFixed(1)} KiB travelled`);
  assert.ok(bytes > 0 && bytes <= MAX_SCRIPT_BYTES, `${bytes} bytes`);
  assertClean();
});

test('the built page has no inline script and names no other origin', async () => {
  await buildPortal();
  const html = await readFile(join(PORTAL_DIST, 'index.html'), 'utf8');
  for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) assert.match(tag, /\bsrc="\//);
  assert.doesNotMatch(html, /\b(?:src|href)="https?:/);
  for (const name of await readdir(join(PORTAL_DIST, 'assets'))) {
    if (!name.endsWith('.css')) continue;
    const css = await readFile(join(PORTAL_DIST, 'assets', name), 'utf8');
    assert.doesNotMatch(css, /url\(["']?https?:/, name);
  }
});

test('an unchanged portal is not built again', async () => {
  await buildPortal();
  assert.equal(await buildPortal(), 'unchanged');
});
