/** Signing in with a real OpenID provider: what lets in, and everything that does not. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { test, type TestContext } from 'node:test';
import { isExchangeError } from '#contracts/errors.ts';
import {
  PROVIDER_RETURN_PATH,
  PROVIDER_SIGN_IN_PATH,
  SIGN_IN_TROUBLES,
  type SignInTrouble,
} from '#contracts/http/portal.ts';
import { createLogger } from '#platform/logger.ts';
import { SIGN_IN_TTL_S } from '#server/auth/oidc-sign-in.ts';
import { readBrokerConfig, type OidcConfig } from '#server/config.ts';
import { startBroker, type TestBroker } from '../../support/broker-world.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  startProvider,
  TestBrowser,
  type ProviderOptions,
  type TestProvider,
} from '../../support/oidc-world.ts';

const EMAIL = 'tamsin@robots.example';

interface World {
  readonly world: TestBroker;
  readonly provider: TestProvider;
  /** Lines that the broker logged. */
  readonly lines: string[];
  /** Lets the broker's clock run ahead, in milliseconds. */
  readonly wait: (ms: number) => void;
}

async function startWorld(t: TestContext, options: ProviderOptions = {}): Promise<World> {
  const provider = await startProvider(t);
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  let ahead = 0;
  const secret = options.isPublic === true ? undefined : CLIENT_SECRET;
  const oidc: OidcConfig = { issuer: provider.issuer, clientId: CLIENT_ID, secret, name: 'Robots & Co' };
  const world = await startBroker(t, {
    oidc,
    clock: () => Date.now() + ahead,
    logger: createLogger({ program: 'kin-broker', level: 'debug', destination }),
  });
  await world.broker.context.accounts.create({
    email: EMAIL,
    name: 'Tamsin',
    password: 'correct horse battery',
    roles: ['lister'],
    participant: null,
  });
  provider.open(world.api, options);
  return { world, provider, lines, wait: (ms) => (ahead += ms) };
}

/** Address at the provider that a browser is sent to. */
async function begin({ world }: World, browser: TestBrowser): Promise<string> {
  const answer = await browser.go(world.api + PROVIDER_SIGN_IN_PATH);
  assert.equal(answer.status, 303, await answer.text());
  return answer.headers.get('location') ?? '';
}

/** Where the broker sends a browser that comes back with `url`. */
async function come(browser: TestBrowser, url: string): Promise<string | null> {
  const answer = await browser.go(url);
  assert.equal(answer.status, 303, await answer.text());
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  return answer.headers.get('location');
}

async function accountOf({ world }: World, browser: TestBrowser): Promise<unknown> {
  const answer = await browser.go(`${world.api}/v1/portal/session`);
  const { account } = (await answer.json()) as { account: { email: string; roles: string[] } | null };
  return account === null ? null : { email: account.email, roles: account.roles };
}

async function assertTrouble(
  all: World,
  came: { browser: TestBrowser; url: string },
  trouble: SignInTrouble,
): Promise<void> {
  assert.equal(await come(came.browser, came.url), `/login?trouble=${trouble}`);
  assert.equal(await accountOf(all, came.browser), null);
}

const KINDS: Record<string, ProviderOptions> = {
  'secret in the header, claims from userinfo': {},
  'secret in the body, claims in the ID token': { proof: 'client_secret_post', claimsInIdToken: true },
  'no secret': { isPublic: true },
};

for (const [name, options] of Object.entries(KINDS)) {
  test(`a verified address opens the account that has it (${name})`, async (t) => {
    const all = await startWorld(t, options);
    const browser = new TestBrowser();
    const start = await browser.go(all.world.api + PROVIDER_SIGN_IN_PATH);
    const set = start.headers.get('set-cookie') ?? '';
    assert.match(
      set,
      /^kin_broker_\w{12}_oidc=[\w.-]+; Max-Age=600; Path=\/v1\/session\/oidc; .*HttpOnly; SameSite=Lax$/,
    );
    const location = new URL(start.headers.get('location') ?? '');
    const sent = Object.fromEntries(location.searchParams);
    assert.equal(sent['code_challenge_method'], 'S256');
    assert.ok(sent['state'] !== undefined && sent['nonce'] !== undefined);
    assert.ok(!set.includes(sent['state']), 'the cookie is sealed');
    // Addresses are compared in lower case.
    const back = await browser.signInAt(location.href, EMAIL.toUpperCase());
    assert.ok(back.startsWith(`${all.world.api}${PROVIDER_RETURN_PATH}?code=`), back);
    const answer = await browser.go(back);
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/']);
    const [removed, session] = answer.headers.getSetCookie();
    assert.match(removed ?? '', /_oidc=; Max-Age=0; Path=\/v1\/session\/oidc/);
    assert.match(
      session ?? '',
      /^kin_broker_\w{12}=[\w.-]+; Max-Age=43200; Path=\/; .*HttpOnly; SameSite=Strict$/,
    );
    assert.deepEqual(await accountOf(all, browser), { email: EMAIL, roles: ['lister'] });
    assert.ok(all.lines.length > 0);
    for (const secret of [CLIENT_SECRET, new URL(back).searchParams.get('code') ?? '?']) {
      assert.ok(!all.lines.some((line) => line.includes(secret)), 'nothing secret is logged');
    }
  });
}

test('what is forged, replayed, late or unknown leads back to the page with a word, and opens nothing', async (t) => {
  const all = await startWorld(t);
  const { api } = all.world;
  const callback = api + PROVIDER_RETURN_PATH;

  await t.test('a wrong state, none, and an answer without a sign-in', async () => {
    const browser = new TestBrowser();
    const back = new URL(await browser.signInAt(await begin(all, browser), EMAIL));
    back.searchParams.set('state', 'forged');
    await assertTrouble(all, { browser, url: back.href }, 'expired');
    await begin(all, browser);
    await assertTrouble(all, { browser, url: `${callback}?code=x` }, 'expired');
    await assertTrouble(all, { browser: new TestBrowser(), url: back.href }, 'expired');
    await assertTrouble(
      all,
      { browser, url: `${callback}?code=a&code=b&state=${'s'.repeat(5000)}` },
      'expired',
    );
  });

  await t.test('another browser cannot use the answer', async () => {
    const [mine, theirs] = [new TestBrowser(), new TestBrowser()];
    const back = await mine.signInAt(await begin(all, mine), EMAIL);
    await begin(all, theirs);
    await assertTrouble(all, { browser: theirs, url: back }, 'expired');
  });

  await t.test('a replayed code', async () => {
    const browser = new TestBrowser();
    const start = await browser.go(api + PROVIDER_SIGN_IN_PATH);
    const back = await browser.signInAt(start.headers.get('location') ?? '', EMAIL);
    assert.equal(await come(browser, back), '/');
    await assertTrouble(all, { browser: new TestBrowser(), url: back }, 'expired');
    // Who kept the cookie gets past the state: the provider gives nothing for a code twice.
    const cookie = start.headers.get('set-cookie')?.split(';')[0] ?? '';
    const again = await fetch(back, { redirect: 'manual', headers: { cookie } });
    assert.equal(again.headers.get('location'), '/login?trouble=not-verified');
    assert.ok(!again.headers.getSetCookie().some((line) => /^kin_broker_\w{12}=[^;]/.test(line)));
    // Nor under a new sign-in, whose verifier is another.
    const fresh = new URL(await begin(all, browser));
    const injected = new URL(back);
    injected.searchParams.set('state', fresh.searchParams.get('state') ?? '');
    assert.equal(await come(browser, injected.href), '/login?trouble=not-verified');
  });

  await t.test('a nonce and an issuer that are not those of the sign-in', async () => {
    const browser = new TestBrowser();
    const location = new URL(await begin(all, browser));
    location.searchParams.set('nonce', 'somebody-else');
    const url = await browser.signInAt(location.href, EMAIL);
    await assertTrouble(all, { browser, url }, 'not-verified');
    const back = new URL(await browser.signInAt(await begin(all, browser), EMAIL));
    back.searchParams.set('iss', 'https://evil.example');
    await assertTrouble(all, { browser, url: back.href }, 'not-verified');
  });

  await t.test('an address that is not verified, even that of an account', async () => {
    const account = { name: 'Una', password: 'correct horse battery', roles: [], participant: null };
    await all.world.broker.context.accounts.create({ ...account, email: 'una@robots.example' });
    const browser = new TestBrowser();
    const url = await browser.signInAt(await begin(all, browser), 'una@robots.example');
    await assertTrouble(all, { browser, url }, 'email-unverified');
  });

  await t.test('an address without an account makes none', async () => {
    const before = await all.world.broker.context.accounts.list();
    const browser = new TestBrowser();
    const url = await browser.signInAt(await begin(all, browser), 'stranger@robots.example');
    await assertTrouble(all, { browser, url }, 'unknown-account');
    assert.deepEqual(await all.world.broker.context.accounts.list(), before);
  });

  await t.test('a refusal of the provider', async () => {
    const browser = new TestBrowser();
    const location = new URL(await begin(all, browser));
    location.searchParams.set('prompt', 'none');
    const url = await browser.signInAt(location.href, EMAIL);
    assert.match(url, /error=login_required/);
    await assertTrouble(all, { browser, url }, 'refused');
  });

  await t.test('an answer that took too long', async () => {
    const browser = new TestBrowser();
    const url = await browser.signInAt(await begin(all, browser), EMAIL);
    all.wait((SIGN_IN_TTL_S + 1) * 1000);
    await assertTrouble(all, { browser, url }, 'expired');
  });
});

test('a provider that is away stops nothing, and is asked again', async (t) => {
  const provider = await startProvider(t);
  const oidc = { issuer: provider.issuer, clientId: CLIENT_ID, secret: CLIENT_SECRET, name: 'Robots & Co' };
  const world = await startBroker(t, { oidc });
  const browser = new TestBrowser();
  assert.equal(await come(browser, world.api + PROVIDER_SIGN_IN_PATH), '/login?trouble=provider-unreachable');
  provider.open(world.api, { foreignKeys: true });
  const location = await come(browser, world.api + PROVIDER_SIGN_IN_PATH);
  assert.ok(location?.startsWith(`${provider.issuer}/auth?`), location ?? '');
  // Its tokens come straight from it; whose signature does not hold under its published keys is refused nevertheless.
  const back = await browser.signInAt(location ?? '', EMAIL);
  assert.equal(await come(browser, back), '/login?trouble=not-verified');
  const offered = await world.call('/v1/portal/session');
  assert.equal(offered.body['provider'], 'Robots & Co');
});

test('a broker without a provider has no such routes and offers none', async (t) => {
  const world = await startBroker(t);
  assert.equal((await world.call(PROVIDER_SIGN_IN_PATH)).status, 404);
  assert.equal((await world.call(`${PROVIDER_RETURN_PATH}?code=x&state=y`)).status, 404);
  assert.equal((await world.call('/v1/portal/session')).body['provider'], null);
});

test('the provider is configured whole and safely, or not at all', () => {
  const read = (given: Record<string, string>): OidcConfig | undefined =>
    readBrokerConfig(
      Object.fromEntries(Object.entries(given).map(([name, value]) => [`KIN_BROKER_OIDC_${name}`, value])),
      {},
    ).oidc;
  assert.equal(read({}), undefined);
  const issuer = 'https://id.example/realm/';
  assert.deepEqual(read({ ISSUER: issuer, CLIENT_ID: 'kin' }), {
    issuer,
    clientId: 'kin',
    secret: undefined,
    name: 'id.example',
  });
  assert.equal(read({ ISSUER: 'http://127.0.0.1:9', CLIENT_ID: 'kin', NAME: 'Us' })?.name, 'Us');
  for (const given of [
    { ISSUER: issuer },
    { CLIENT_ID: 'kin' },
    { CLIENT_SECRET },
    { ISSUER: 'http://id.example', CLIENT_ID: 'kin', CLIENT_SECRET },
    { ISSUER: 'https://id.example/?a=b', CLIENT_ID: 'kin' },
    { ISSUER: 'id.example', CLIENT_ID: 'kin' },
  ] as Record<string, string>[]) {
    assert.throws(
      () => read(given),
      (error) => isExchangeError(error, 'bad-config') && !error.message.includes(CLIENT_SECRET),
    );
  }
});

test('the page has words for every trouble in both languages', async () => {
  for (const language of ['en', 'zh']) {
    const folder = join(import.meta.dirname, '../../../server/portal/pages/account');
    const words = JSON.parse(await readFile(join(folder, `words.${language}.json`), 'utf8')) as {
      trouble: Record<string, string>;
    };
    assert.deepEqual(Object.keys(words.trouble).sort(), [...SIGN_IN_TROUBLES].sort());
  }
});
