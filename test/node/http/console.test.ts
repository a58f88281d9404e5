import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { inspectionSchema, privacyPlanSchema, robotViewSchema } from '#contracts/http/console-publishing.ts';
import { readNodeConfig } from '#node/config.ts';
import type { NodeWorld } from '#node/context.ts';
import { ExchangeNetwork, type NetworkNode } from '#test/support/exchange-network.ts';
import { robotFile, writeRobotRecording } from '#test/support/robot-recording.ts';

/** A page of a node's console: it has a cookie at best, and names its origin. */
class Page {
  readonly #node: NetworkNode;
  #cookie: string | undefined;

  constructor(node: NetworkNode) {
    this.#node = node;
  }

  async send(
    path: string,
    init: { method?: string; body?: unknown; origin?: string } = {},
  ): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
    const method = init.method ?? (init.body === undefined ? 'GET' : 'POST');
    const response = await fetch(this.#node.console + path, {
      method,
      headers: {
        ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { origin: init.origin ?? this.#node.console }),
      },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
    const cookie = response.headers.get('set-cookie');
    if (cookie !== null) this.#cookie = cookie.split(';')[0];
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : { text },
      headers: response.headers,
    };
  }

  /** Signs in and gives the answer. */
  async signIn(as: object): Promise<Record<string, unknown>> {
    const { status, body } = await this.send('/v1/session', { body: as });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }
}

async function company(
  t: TestContext,
  world: Partial<NodeWorld> = {},
): Promise<{ network: ExchangeNetwork; node: NetworkNode }> {
  const network = await ExchangeNetwork.create(t);
  return { network, node: await network.company('Larkspur', world) };
}

test('a page signs in with the token of the home, and its session ends when it says so', async (t) => {
  const { node } = await company(t);
  const page = new Page(node);
  assert.deepEqual((await page.send('/v1/self')).body['kind'], 'anonymous');
  assert.equal((await page.send('/v1/node')).status, 401);
  assert.equal((await page.send('/v1/session', { body: { token: 'wrong' } })).status, 401);
  assert.equal((await page.signIn({ token: node.running.consoleToken }))['kind'], 'holder');
  assert.equal((await page.send('/v1/node')).body['name'], 'Larkspur');

  const forged = await page.send('/v1/session', { method: 'DELETE', origin: 'http://evil.example' });
  assert.equal(forged.status, 403);
  assert.equal((await page.send('/v1/session', { method: 'DELETE' })).status, 204);
  assert.equal((await page.send('/v1/node')).status, 401);
});

test('a session survives a restart of the node; an account’s ends with the account', async (t) => {
  const { node } = await company(t);
  const holder = new Page(node);
  await holder.signIn({ token: node.running.consoleToken });
  const made = await holder.send('/v1/accounts', {
    body: {
      email: 'ada@larkspur.example',
      name: 'Ada',
      password: 'correct horse battery',
      roles: ['requester'],
    },
  });
  assert.equal(made.status, 201);

  const ada = new Page(node);
  const wrong = await ada.send('/v1/session', { body: { email: 'ada@larkspur.example', password: 'no' } });
  assert.equal(wrong.status, 401);
  const self = await ada.signIn({ email: 'Ada@larkspur.example', password: 'correct horse battery' });
  assert.deepEqual([self['kind'], self['roles']], ['account', ['requester']]);
  assert.equal((await ada.send('/v1/exchanges')).status, 200);
  assert.equal((await ada.send('/v1/accounts')).status, 403);
  const decide = await ada.send('/v1/exchanges/ex_x/approval', { method: 'POST' });
  assert.equal(decide.status, 403, 'a requester does not decide');

  await node.stop();
  await node.start();
  assert.equal((await ada.send('/v1/exchanges')).status, 200, 'the session is still there');
  assert.equal(
    (await holder.send(`/v1/accounts/${String(made.body['id'])}`, { method: 'DELETE' })).status,
    204,
  );
  assert.equal((await ada.send('/v1/exchanges')).status, 401, 'the session went with its account');
});

test('nobody tries passwords without end', async (t) => {
  let stoppedAt: number | undefined;
  const { node } = await company(t, { clock: () => stoppedAt ?? Date.now() });
  const page = new Page(node);
  const statuses: number[] = [];
  const tryOne = async (): Promise<void> => {
    const body = { email: 'nobody@larkspur.example', password: `guess ${statuses.length}` };
    statuses.push((await page.send('/v1/session', { body })).status);
  };
  // However long twelve attempts take.
  stoppedAt = Date.now();
  for (let i = 0; i < 12; i++) await tryOne();
  assert.ok(statuses.slice(0, 10).every((status) => status === 401));
  assert.deepEqual(statuses.slice(10), [429, 429]);
  stoppedAt += 6_000;
  await tryOne();
  await tryOne();
  assert.deepEqual(statuses.slice(12), [401, 429], 'ten a minute: one in six seconds');
});

test('a colleague sees shared folders only, and no link leads out of them', async (t) => {
  const { node } = await company(t);
  const folder = await mkdtemp(join(tmpdir(), 'kin-shown-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'shared', 'cups', 'meta'), { recursive: true });
  await mkdir(join(folder, 'private'));
  await writeFile(join(folder, 'shared', 'cups', 'meta', 'info.json'), '{}');
  await writeFile(join(folder, 'shared', 'arm.urdf'), '<robot/>');
  await writeFile(join(folder, 'shared', '.hidden'), '');
  await symlink(join(folder, 'private'), join(folder, 'shared', 'way-out'));

  const holder = new Page(node);
  await holder.signIn({ token: node.running.consoleToken });
  const seen = await holder.send(`/v1/folders?path=${encodeURIComponent(join(folder, 'shared'))}`);
  const items = seen.body['items'] as { name: string; kind: string; hint: string | null }[];
  assert.deepEqual(
    items.map(({ name, kind, hint }) => [name, kind, hint]),
    [
      ['cups', 'folder', 'dataset'],
      ['arm.urdf', 'file', 'robot'],
    ],
  );
  const gone = await holder.send(`/v1/folders?path=${encodeURIComponent(join(folder, 'nothing'))}`);
  assert.equal(gone.status, 404);

  await holder.send('/v1/accounts', {
    body: { email: 'bo@larkspur.example', name: 'Bo', password: 'correct horse battery', roles: ['lister'] },
  });
  const bo = new Page(node);
  await bo.signIn({ email: 'bo@larkspur.example', password: 'correct horse battery' });
  assert.equal((await bo.send('/v1/folders')).status, 403, 'nothing is shared');
  const inspection = await bo.send('/v1/inspections', { body: { folder: join(folder, 'shared', 'cups') } });
  assert.equal(inspection.status, 403);
});

test('a folder is inspected in the background, and the page sees what a policy would do to it', async (t) => {
  const { node } = await company(t);
  const folder = await mkdtemp(join(tmpdir(), 'kin-inspected-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeRobotRecording(folder, { robot: 'larkspur-arm7', tasks: ['pick a cup'] });
  const page = new Page(node);
  await page.signIn({ token: node.running.consoleToken });

  const robot = robotViewSchema.parse(
    (await page.send('/v1/robots', { body: { path: robotFile('larkspur-arm7') } })).body,
  );
  assert.equal(
    robot.limbs.some(({ kind }) => kind === 'arm'),
    true,
  );
  const broken = await page.send('/v1/robots', { body: { text: '<robot><link' } });
  assert.deepEqual([broken.status, broken.body['code']], [422, 'bad-xml']);

  const begun = await page.send('/v1/inspections', { body: { folder, robot: robotFile('larkspur-arm7') } });
  assert.equal(begun.status, 202);
  const events = await page.send(`/v1/inspections/${String(begun.body['id'])}/events`);
  const last = String(events.body['text'])
    .trim()
    .split('\n')
    .findLast((line) => line.startsWith('data:'));
  const done = inspectionSchema.parse(JSON.parse(String(last).slice('data:'.length)));
  assert.equal(done.status, 'done');
  assert.ok((done.facts?.frames ?? 0) > 0);

  const asked = await page.send(`/v1/inspections/${done.id}/privacy?policy=standard`);
  const plan = privacyPlanSchema.parse(asked.body);
  assert.equal(plan.policy, 'standard@1');
  assert.ok(plan.columns.some(({ name, fate }) => name === 'observation.state' && fate === 'kept'));
  const strict = await page.send(`/v1/inspections/${done.id}/privacy?policy=strict`);
  assert.equal(strict.body['code'], 'refused');
});

test('drafts stay until they are removed', async (t) => {
  const { node } = await company(t);
  const page = new Page(node);
  await page.signIn({ token: node.running.consoleToken });
  await page.send('/v1/drafts/cups', { method: 'PUT', body: { fields: '{"title":"Cups"}' } });
  await node.stop();
  await node.start();
  const { body } = await page.send('/v1/drafts');
  const { items } = z
    .object({ items: z.array(z.object({ id: z.string(), fields: z.string() })) })
    .parse(body);
  assert.deepEqual(
    items,
    [{ id: 'cups', fields: '{"title":"Cups"}' }].map((item) => ({ ...items[0], ...item })),
  );
  assert.equal((await page.send('/v1/drafts/cups', { method: 'DELETE' })).status, 204);
  assert.equal((await page.send('/v1/drafts/cups')).status, 404);
});

test('the console passes catalog calls on to the broker, and nothing else', async (t) => {
  const { network, node } = await company(t);
  const page = new Page(node);
  assert.equal((await page.send('/v1/datasets')).status, 401);
  await page.signIn({ token: node.running.consoleToken });
  const listing = await page.send('/v1/datasets?limit=1');
  assert.deepEqual([listing.status, listing.body['items']], [200, []]);
  const checkpoint = await page.send('/log/checkpoint');
  assert.match(String(checkpoint.body['text']), /^\S+\n\d+\n/);
  const own = await page.send('/v1/accounts');
  assert.deepEqual(own.body['items'], [], 'accounts are those of the console, not of the broker');
  for (const path of ['/metrics', '/v1/participants-of-mine', '/v1/log-of-mine', '/log']) {
    assert.equal((await page.send(path)).status, 404, path);
  }
  assert.equal((await page.send('/v1/datasets', { method: 'DELETE' })).status, 404);
  await network.stopBroker();
  const away = await page.send('/v1/datasets');
  assert.deepEqual([away.status, away.body['code']], [502, 'peer-unreachable']);
});

test('beyond this machine the console speaks TLS only', () => {
  assert.throws(() => readNodeConfig({ home: '/tmp/x' }, { KIN_CONSOLE_HOST: '0.0.0.0' }), {
    code: 'bad-config',
  });
  assert.throws(() => readNodeConfig({ home: '/tmp/x' }, { KIN_CONSOLE_TLS_CERT: 'a.pem' }), {
    code: 'bad-config',
  });
  const config = readNodeConfig(
    { home: '/tmp/x' },
    { KIN_CONSOLE_HOST: '0.0.0.0', KIN_CONSOLE_TLS_CERT: '/c.pem', KIN_CONSOLE_TLS_KEY: '/k.pem' },
  );
  assert.deepEqual(config.console.tls, { cert: '/c.pem', key: '/k.pem' });
});
