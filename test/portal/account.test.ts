/** Signing in to a demo's broker by one press, and out again; an operator's page is for operators. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeViolations } from '../support/axe.ts';
import { openPage, skipWithoutBrowser, startBrowser } from '../support/browser.ts';
import { startPortalWorld } from '../support/portal-world.ts';

test('an operator signs in by keyboard, sees companies, and signs out', {
  skip: skipWithoutBrowser(),
}, async (t) => {
  const { origin, world } = await startPortalWorld(t);
  const account = { email: 'op@robots.example', name: 'Wren', password: 'correct horse battery' };
  await world.broker.context.accounts.create({ ...account, roles: ['operator'], participant: null });
  const browser = await startBrowser(t);
  const { page, assertClean } = await openPage(browser, origin);
  await page.goto('/operator');
  await page.getByText('This page is for operators').waitFor();
  await page.goto('/login');
  await page.getByRole('textbox', { name: 'Mail address' }).fill(account.email);
  await page.locator('input[type=password]').fill('wrong password');
  await page.keyboard.press('Enter');
  await page.getByText('Address and password do not belong together.').waitFor();
  await page.locator('input[type=password]').fill(account.password);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Wren' }).click();
  await page.getByText('this one').waitFor();
  assert.deepEqual(await axeViolations(page), []);
  await page.getByRole('link', { name: 'Operator' }).click();
  await page.getByRole('button', { name: /^Suspend: Larkspur <b>Manipulation<\/b>/ }).waitFor();
  assert.deepEqual(await axeViolations(page), []);
  await page.getByRole('link', { name: 'Wren' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are not signed in').waitFor();
  assertClean(/status of 401/);
});
