/** Signing in at a broker and out again; an operator's page is for operators, a company's people for its administrators. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeViolations } from '../support/axe.ts';
import { openPage, skipWithoutBrowser, startBrowser, until } from '../support/browser.ts';
import { startPortalWorld } from '../support/portal-world.ts';

test('an operator signs in by keyboard, sees companies, and signs out', {
  skip: skipWithoutBrowser(),
}, async (t) => {
  const { company, origin, world } = await startPortalWorld(t);
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

  await t.test('an administrator invites somebody, who joins by the link', async () => {
    const ada = { email: 'ada@larkspur.example', name: 'Ada', password: account.password };
    const { accounts } = world.broker.context;
    await accounts.create({ ...ada, roles: ['admin'], participant: company.participant });
    const admin = await openPage(browser, origin);
    await admin.page.goto('/login');
    await admin.page.getByRole('textbox', { name: 'Mail address' }).fill(ada.email);
    await admin.page.locator('input[type=password]').fill(ada.password);
    await admin.page.keyboard.press('Enter');
    await admin.page.getByRole('link', { name: 'Ada' }).click();
    await admin.page.getByRole('link', { name: 'People of the company' }).click();
    await admin.page.getByText('the only administrator', { exact: false }).waitFor();
    assert.equal(await admin.page.getByRole('button', { name: 'Remove: Ada' }).isDisabled(), true);
    await admin.page.getByRole('textbox', { name: 'Name' }).fill('Lin');
    await admin.page.getByRole('textbox', { name: 'Mail address' }).fill('lin@larkspur.example');
    await admin.page.keyboard.press('Enter');
    const link = (await admin.page.getByText('/join#invitation=', { exact: false }).textContent()) ?? '';
    assert.deepEqual(await axeViolations(admin.page), []);

    const lin = await openPage(browser, origin);
    await lin.page.goto(link);
    await lin.page.locator('input[type=password]').fill(account.password);
    assert.equal(await lin.page.evaluate<string>('location.hash'), '', 'the secret stays in no address');
    assert.deepEqual(await axeViolations(lin.page), []);
    await lin.page.keyboard.press('Enter');
    await lin.page.getByRole('link', { name: 'Lin' }).waitFor();

    await admin.page.reload();
    const row = admin.page.getByRole('listitem').filter({ hasText: 'lin@larkspur.example' });
    await row.getByRole('checkbox', { name: 'Administrator' }).check();
    await until(admin.page, '!document.body.textContent.includes("the only administrator")');
    await admin.page.getByRole('button', { name: 'Remove: Lin' }).click();
    await row.waitFor({ state: 'detached' });
    admin.assertClean();
    lin.assertClean();
  });
});
