import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import { generateKeyPairSync } from 'node:crypto';
import { findRunningProcess } from '#platform/home-lock.ts';
import { secureRandom } from '#platform/node-crypto.ts';
import { hashPassword, isPassword } from '#platform/password.ts';
import { enrolledCompany, REAL_LIMITS, startBroker } from '../../support/broker-world.ts';
import { TestCompany } from '../../support/test-company.ts';

const PASSWORD = 'correct horse battery';

test('passwords are hashed with argon2id under a salt of their own', async () => {
  const [a, b] = [await hashPassword(PASSWORD, secureRandom), await hashPassword(PASSWORD, secureRandom)];
  assert.match(a, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(a, b);
  assert.equal(await isPassword(PASSWORD, a), true);
  assert.equal(await isPassword('correct horse batterz', a), false);
  await assert.rejects(isPassword(PASSWORD, 'plain'), { code: 'internal' });
});

test('a session opens with the password, knows its roles and ends when it is told to', async (t) => {
  const world = await startBroker(t);
  const home = (await findRunningProcess(world.home))?.token ?? '';
  const body = {
    email: 'Op@Example.org',
    name: 'Op',
    password: PASSWORD,
    roles: ['operator'],
    participant: null,
  };
  assert.equal((await world.call('/v1/accounts', { body })).status, 401);
  const created = await world.call('/v1/accounts', { body, token: home });
  assert.equal(created.status, 201, 'who can read the home may make the first account');
  assert.equal(created.body['email'], 'op@example.org');
  assert.equal((await world.call('/v1/accounts', { body, token: home })).body['code'], 'conflict');
  const wrong = await world.call('/v1/session', { body: { email: body.email, password: 'wrong password' } });
  assert.deepEqual([wrong.status, wrong.body['code']], [401, 'unauthenticated']);
  const unknown = await world.call('/v1/session', { body: { email: 'no@example.org', password: PASSWORD } });
  assert.equal(unknown.body['detail'], wrong.body['detail'], 'a stranger cannot tell which addresses exist');
  const session = await world.call('/v1/session', { body: { email: body.email, password: PASSWORD } });
  const token = String(session.body['token']);
  const self = await world.call('/v1/self', { token });
  assert.deepEqual(self.body['roles'], ['operator']);
  assert.equal((await world.call('/v1/standing-requests', { token })).status, 403);
  assert.equal((await world.call('/v1/session', { method: 'DELETE', token })).status, 204);
  assert.equal((await world.call('/v1/self', { token })).status, 401);
  await world.broker.context.outbox.whenEmpty();
  const granted = await world.broker.context.database.read((db) =>
    db.all(`SELECT idx FROM log_entry WHERE type = 'role.granted'`),
  );
  assert.equal(granted.length, 1, 'the role is in the log');
  const again = await world.call('/v1/session', { body: { email: body.email, password: PASSWORD } });
  const path = `/v1/accounts/${String(created.body['id'])}`;
  assert.equal((await world.call(path, { method: 'DELETE' })).status, 401);
  assert.equal((await world.call(path, { method: 'DELETE', token: home })).status, 204);
  assert.equal((await world.call('/v1/self', { token: String(again.body['token']) })).status, 401);
});

test('forged, expired, foreign and malformed tokens are nobody', async (t) => {
  let offset = 0;
  const world = await startBroker(t, { clock: () => Date.now() + offset });
  const company = await enrolledCompany(t, world);
  const status = async (token: string): Promise<number> => (await world.call('/v1/self', { token })).status;
  const good = company.token(world.api);
  assert.equal(await status(good), 200);
  assert.equal(await status(company.token(world.api.replace('127.0.0.1', 'localhost'))), 200);
  assert.equal(await status(company.token('http://elsewhere.invalid')), 401);
  assert.equal(await status(good.slice(0, -4) + 'AAAA'), 401);
  assert.equal(await status(new TestCompany('Stranger', company.origin).token(world.api)), 401);
  const [header, payload] = good.split('.');
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT', kid: company.key })).toString(
    'base64url',
  );
  assert.equal(await status(`${none}.${payload}.`), 401);
  const hmac = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: company.key })).toString(
    'base64url',
  );
  assert.equal(await status(`${hmac}.${payload}.AAAA`), 401);
  assert.equal(await status(header ?? ''), 401);
  const { privateKey } = generateKeyPairSync('ed25519');
  const forged = await new SignJWT({ sub: 'acc_1' })
    .setProtectedHeader({ alg: 'Ed25519', kid: 'session' })
    .setAudience('kinship-session')
    .setJti('1')
    .setExpirationTime('1h')
    .sign(privateKey);
  assert.equal(await status(forged), 401);
  offset = 10 * 60_000;
  assert.equal(await status(good), 401, 'a node token lives for minutes');
});

test('too many attempts and too many requests are slowed down, with the time to wait', async (t) => {
  const world = await startBroker(t, { limits: { ...REAL_LIMITS, logins: 3, matches: 2 } });
  const logIn = (): Promise<{ status: number; headers: Headers }> =>
    world.call('/v1/session', { body: { email: 'no@example.org', password: 'wrong password' } });
  const statuses = [];
  for (let i = 0; i < 5; i++) statuses.push((await logIn()).status);
  assert.deepEqual(statuses, [401, 401, 401, 429, 429]);
  const ask = (): ReturnType<typeof world.call> =>
    world.call('/v1/matches', { body: { task: 'wipe a table' } });
  assert.equal((await ask()).status, 200);
  assert.equal((await ask()).status, 200);
  const slowed = await ask();
  assert.deepEqual([slowed.status, slowed.body['code']], [429, 'rate-limited']);
  assert.equal(slowed.headers.get('retry-after'), '30');
  const company = await enrolledCompany(t, world);
  const known = await world.call('/v1/matches', {
    body: { task: 'wipe a table' },
    token: company.token(world.api),
  });
  assert.equal(known.status, 200, 'a company has limits of its own');
});
