import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { startBroker, type TestBroker } from '../../support/broker-world.ts';

const PASSWORD = 'correct horse battery';
const EMAIL = 'lister@larkspur.demo';

async function worldWithAccount(t: TestContext, demo: boolean): Promise<TestBroker> {
  const world = await startBroker(t, { demo });
  const account = { name: 'Tamsin', roles: ['lister' as const], participant: null };
  await world.broker.context.accounts.create({ ...account, email: EMAIL, password: PASSWORD });
  await world.broker.context.accounts.create({
    ...account,
    email: 'real@robots.example',
    password: PASSWORD,
  });
  return world;
}

function post(world: TestBroker, path: string, body: unknown): Promise<Response> {
  return fetch(world.api + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'test browser' },
    body: JSON.stringify(body),
  });
}

/** Signs in and gives the cookie as a browser sends it back. */
async function signIn(world: TestBroker): Promise<string> {
  const answer = await post(world, '/v1/portal/session', { email: EMAIL, password: PASSWORD });
  assert.equal(answer.status, 200, await answer.clone().text());
  const set = answer.headers.get('set-cookie') ?? '';
  assert.match(set, /^kin_broker_\w{12}=[\w.-]+; Max-Age=43200; Path=\/; .*HttpOnly; SameSite=Strict$/);
  assert.ok(!(await answer.text()).includes(set.slice(24, 60)), 'the token is in the cookie only');
  return set.split(';')[0] ?? '';
}

test('a page signs in by a cookie that scripts cannot read, lists its sessions and ends them', async (t) => {
  const world = await worldWithAccount(t, false);
  const [cookie, other] = [await signIn(world), await signIn(world)];
  const get = async (
    path: string,
    who: string,
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(world.api + path, { headers: { cookie: who } });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  assert.equal(((await get('/v1/portal/session', cookie)).body['account'] as { email: string }).email, EMAIL);
  const sessions = (await get('/v1/sessions', cookie)).body['items'] as {
    id: string;
    agent: string;
    current: boolean;
  }[];
  assert.deepEqual(
    sessions.map(({ agent }) => agent),
    ['test browser', 'test browser'],
  );
  const origin = world.api;
  const end = (path: string, headers: Record<string, string>): Promise<Response> =>
    fetch(world.api + path, { method: 'DELETE', headers: { cookie, ...headers } });
  const foreign = sessions.find(({ current }) => !current)?.id ?? '';

  await t.test('a request that a page of another site forged is refused', async () => {
    for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }] as Record<
      string,
      string
    >[]) {
      assert.equal((await end(`/v1/sessions/${foreign}`, headers)).status, 403);
    }
    assert.equal((await get('/v1/sessions', other)).status, 200);
  });

  await t.test('another session is ended, then this one', async () => {
    assert.equal((await end(`/v1/sessions/${foreign}`, { origin })).status, 204);
    assert.equal((await get('/v1/portal/session', other)).body['account'], null);
    const ended = await end('/v1/session', { origin });
    assert.equal(ended.status, 204);
    assert.match(ended.headers.get('set-cookie') ?? '', /=; Max-Age=0/);
    assert.equal((await get('/v1/portal/session', cookie)).body['account'], null);
  });
});

test('only a demo lets in without a password, and only its own people', async (t) => {
  const [demo, real] = [await worldWithAccount(t, true), await worldWithAccount(t, false)];
  assert.equal((await post(demo, '/v1/portal/session/demo', { email: EMAIL })).status, 200);
  assert.equal((await post(demo, '/v1/portal/session/demo', { email: 'real@robots.example' })).status, 404);
  assert.equal((await post(real, '/v1/portal/session/demo', { email: EMAIL })).status, 404);
  const offered = (await (await fetch(`${real.api}/v1/portal/session`)).json()) as {
    demoAccounts: unknown[];
  };
  assert.deepEqual(offered.demoAccounts, []);
});
