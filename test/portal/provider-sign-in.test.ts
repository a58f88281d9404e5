/** Signing in with an OpenID provider in a real browser. The provider is another site there, so that cookies behave as on the net. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildPortal } from '#platform/portal-build.ts';
import { axeViolations } from '../support/axe.ts';
import { startBroker } from '../support/broker-world.ts';
import { openPage, skipWithoutBrowser, startBrowser } from '../support/browser.ts';
import { CLIENT_ID, CLIENT_SECRET, startProvider } from '../support/oidc-world.ts';

test('a person signs in with the provider, and a stranger reads why not', {
  skip: skipWithoutBrowser(),
}, async (t) => {
  await buildPortal();
  const provider = await startProvider(t, 'localhost');
  const oidc = { issuer: provider.issuer, clientId: CLIENT_ID, secret: CLIENT_SECRET, name: 'Robots & Co' };
  const world = await startBroker(t, { oidc });
  provider.open(world.api);
  await world.broker.context.accounts.create({
    email: 'wren@robots.example',
    name: 'Wren',
    password: 'correct horse battery',
    roles: ['auditor'],
    participant: null,
  });
  const browser = await startBrowser(t);
  const signInAs = async (email: string) => {
    const { page, close } = await openPage(browser, world.api);
    // The provider's test pages ask for a font from elsewhere.
    await page.route(/^https:/, (route) => route.abort());
    await page.goto('/login');
    await page.getByRole('link', { name: 'Sign in with Robots & Co' }).click();
    await page.locator('input[name=login]').fill(email);
    await page.locator('input[name=password]').fill('any');
    await page.locator('[type=submit]').click();
    await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' });
    await page.locator('[type=submit]').click();
    await page.waitForURL(`${world.api}/**`);
    return { page, close };
  };

  const known = await signInAs('wren@robots.example');
  await known.page.getByRole('link', { name: 'Wren' }).waitFor();
  assert.equal(new URL(known.page.url()).pathname, '/');
  await known.close();

  const stranger = await signInAs('stranger@robots.example');
  await stranger.page.getByRole('alert').getByText('Nobody here has that mail address.').waitFor();
  assert.deepEqual(await axeViolations(stranger.page), []);
});
