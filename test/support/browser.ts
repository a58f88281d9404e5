/** A real Chromium for tests of pages; every page is watched for console errors, failed scripts and requests to other origins. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Cleanup } from './temp-folder.ts';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
];

/** Steps of {@link until}, and the longest that anything on a page is waited for on a busy machine, milliseconds. */
const LOOK_MS = 100;
const PATIENCE_MS = 90_000;

/** What the driver says of a canvas whose picture is read back, as it is where pages are put together without a graphics card. */
const READ_BACK = /GL Driver Message .* GPU stall due to ReadPixels/;

/** How a page is opened. */
export interface PageOptions {
  readonly language?: 'en' | 'zh';
  readonly scheme?: 'light' | 'dark';
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** A page under watch. */
export interface WatchedPage {
  readonly page: Page;
  /** Fails when the page has said, done or asked for something that it must not; `expected` are console errors that belong to the test. */
  readonly assertClean: (expected?: RegExp) => void;
  readonly close: () => Promise<void>;
}

/** Path of the browser, or undefined. `KIN_CHROMIUM` names another. */
export function findBrowser(): string | undefined {
  return [process.env['KIN_CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));
}

/** The `skip` option of a test that needs a browser. Where CI=true there is no excuse. */
export function skipWithoutBrowser(): false | string {
  if (findBrowser() !== undefined || process.env['CI'] === 'true') return false;
  return 'needs Chromium (apt-get install chromium, or KIN_CHROMIUM=path)';
}

/** Starts a browser that ends with the test. */
export async function startBrowser(t: Cleanup): Promise<Browser> {
  const executablePath = findBrowser();
  assert.ok(executablePath, 'no Chromium is installed');
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      // WebGL is drawn by the processor; pages are put together without it, for a fifth of the work.
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--disable-gpu-compositing',
    ],
  });
  t.after(() => browser.close());
  return browser;
}

/** Opens a page of its own storage. `origin` is the only one it may speak to. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: PageOptions = {},
): Promise<WatchedPage> {
  const { language = 'en', scheme = 'light', width = 1440, height = 900 } = options;
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'UTC',
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    const isFault = message.type() === 'error' || message.type() === 'warning';
    if (isFault && !READ_BACK.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const own = url.origin === origin || url.protocol === 'data:' || url.protocol === 'blob:';
    if (!own) faults.push(`request to ${url.origin}`);
  });
  return {
    page,
    assertClean: (expected) => {
      const left = faults.filter((fault) => expected === undefined || !expected.test(fault));
      assert.deepEqual(left, [], page.url());
    },
    close: () => context.close(),
  };
}

/**
 * Waits until a JavaScript expression holds in the page. It is evaluated through the debugger: the page's policy lets no text become script,
 * and Playwright's own `waitForFunction` would make it one inside the page.
 */
export async function until(page: Page, expression: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await page.evaluate<boolean>(expression))) {
    assert.ok(performance.now() < end, `not in time: ${expression}`);
    await page.waitForTimeout(LOOK_MS);
  }
}

/** Drops files and folders of this machine on the one element that a selector finds last, as a hand with a mouse does. */
export async function dropOnPage(page: Page, selector: string, paths: readonly string[]): Promise<void> {
  const target = page.locator(selector).last();
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  assert.ok(box, `${selector} is on the page`);
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      data,
    });
  }
  await session.detach();
}
