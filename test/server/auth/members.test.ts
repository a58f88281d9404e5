/** A company administers its own people, and nobody else's. */

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Role } from '#contracts/http/accounts.ts';
import { INVITATION_DAYS, issuedInvitationSchema, membersSchema } from '#contracts/http/members.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { enrolledCompany, startBroker, type TestBroker } from '../../support/broker-world.ts';
import type { TestCompany } from '../../support/test-company.ts';

const PASSWORD = 'correct horse battery';
const DAY_MS = 86_400_000;

interface World {
  readonly world: TestBroker;
  readonly company: TestCompany;
  readonly other: TestCompany;
  /** Makes an account and gives its id and a token of it. */
  readonly person: (
    name: string,
    roles: readonly Role[],
    company: ParticipantId | null,
  ) => Promise<{ id: string; token: string }>;
}

async function twoCompanies(t: TestContext, clock?: () => number): Promise<World> {
  const world = await startBroker(t, clock === undefined ? {} : { clock });
  const company = await enrolledCompany(t, world, { name: 'Larkspur' });
  const other = await enrolledCompany(t, world, { name: 'Marigold' });
  const person: World['person'] = async (name, roles, participant) => {
    const email = `${name}@robots.example`;
    const { id } = await world.broker.context.accounts.create({
      email,
      name,
      password: PASSWORD,
      roles: [...roles],
      participant,
    });
    const { body } = await world.call('/v1/session', { body: { email, password: PASSWORD } });
    return { id, token: String(body['token']) };
  };
  return { world, company, other, person };
}

async function membersOf(world: TestBroker, token: string) {
  const { status, body } = await world.call('/v1/members', { token });
  assert.equal(status, 200);
  return membersSchema.parse(body);
}

async function rolesInLog(world: TestBroker): Promise<string[]> {
  await world.broker.context.outbox.whenEmpty();
  const rows = await world.broker.context.database.read((db) =>
    db.all(`SELECT type FROM log_entry WHERE type LIKE 'role.%' ORDER BY idx`),
  );
  return rows.map((row) => (row as { type: string }).type);
}

test("a company's node makes the first administrator, by an invitation that works once", async (t) => {
  const { world, company } = await twoCompanies(t);
  const token = company.token(world.api);
  const wanted = { email: 'Ada@Larkspur.example', name: 'Ada', roles: ['admin'] };
  const issued = await world.call('/v1/members/invitations', { body: wanted, token });
  assert.equal(issued.status, 201);
  const { secret, invitation } = issuedInvitationSchema.parse(issued.body);
  assert.equal(invitation.email, 'ada@larkspur.example');
  const before = await membersOf(world, token);
  assert.deepEqual([before.items.length, before.invitations.length], [0, 1]);
  assert.ok(!JSON.stringify(before).includes(secret), 'the secret is told once');

  const accept = (password: string) => world.call('/v1/portal/invitation', { body: { secret, password } });
  assert.equal((await accept('short')).status, 400);
  const joined = await accept(PASSWORD);
  assert.equal(joined.status, 200);
  assert.match(joined.headers.get('set-cookie') ?? '', /HttpOnly; SameSite=Strict/);
  assert.equal((await accept(PASSWORD)).body['code'], 'not-found', 'it works once');
  const after = await membersOf(world, token);
  assert.deepEqual(
    [after.items.map(({ email, roles, participant }) => [email, roles, participant]), after.invitations],
    [[['ada@larkspur.example', ['admin'], company.participant]], []],
  );
  assert.deepEqual(await rolesInLog(world), ['role.granted']);
});

test('an administrator sees and changes the own company only', async (t) => {
  const { world, company, other, person } = await twoCompanies(t);
  const admin = await person('ada', ['admin'], company.participant);
  const lister = await person('lin', ['lister'], company.participant);
  const stranger = await person('mo', ['requester'], other.participant);
  const { items } = await membersOf(world, admin.token);
  assert.deepEqual(items.map(({ id }) => id).toSorted(), [admin.id, lister.id].toSorted());

  const put = (id: string, roles: readonly string[], token = admin.token) =>
    world.call(`/v1/members/${id}/roles`, { method: 'PUT', body: { roles }, token });
  const remove = (id: string, token = admin.token) =>
    world.call(`/v1/members/${id}`, { method: 'DELETE', token });
  for (const answer of [await put(stranger.id, ['lister']), await remove(stranger.id)]) {
    assert.equal(answer.status, 404, "another company's people are not there");
  }
  for (const role of ['auditor', 'operator']) {
    assert.equal((await put(lister.id, [role])).status, 400, `${role} reaches beyond a company`);
    const body = { email: 'x@robots.example', name: 'X', roles: [role] };
    const invited = await world.call('/v1/members/invitations', { body, token: admin.token });
    assert.equal(invited.status, 400);
  }
  assert.equal((await put(lister.id, ['requester'], lister.token)).status, 403);
  assert.deepEqual((await put(lister.id, ['requester', 'admin'])).body['roles'], ['requester', 'admin']);
  assert.equal((await world.call('/v1/standing-requests', { token: lister.token })).status, 200, 'at once');
  assert.equal((await remove(lister.id)).status, 204);
  assert.equal((await world.call('/v1/self', { token: lister.token })).status, 401, 'sessions end');
  const log = await rolesInLog(world);
  assert.deepEqual(log.slice(3), [
    'role.granted',
    'role.granted',
    'role.withdrawn',
    'role.withdrawn',
    'role.withdrawn',
  ]);
});

test('the last administrator stays, and what the operator gave stays with who has it', async (t) => {
  const { world, company, person } = await twoCompanies(t);
  const admin = await person('ada', ['admin'], company.participant);
  const auditor = await person('aud', ['auditor', 'lister'], company.participant);
  const token = admin.token;
  const put = (id: string, roles: readonly string[]) =>
    world.call(`/v1/members/${id}/roles`, { method: 'PUT', body: { roles }, token });
  const remove = (id: string) => world.call(`/v1/members/${id}`, { method: 'DELETE', token });
  for (const answer of [await put(admin.id, ['lister']), await remove(admin.id)]) {
    assert.deepEqual([answer.status, answer.body['code']], [409, 'conflict']);
  }
  assert.deepEqual((await put(auditor.id, ['admin'])).body['roles'], ['auditor', 'admin']);
  assert.equal((await remove(auditor.id)).status, 403, 'only the operator removes an auditor');
  assert.equal((await put(admin.id, ['lister'])).status, 200, 'there is another one now');
  assert.equal((await world.call('/v1/members', { token })).status, 403, 'and it holds at once');
});

test('the operator too leaves a company its last administrator, and says so', async (t) => {
  const { world, company, other, person } = await twoCompanies(t);
  const operator = await person('op', ['operator'], null);
  const admin = await person('ada', ['admin', 'lister'], company.participant);
  await person('mo', ['admin'], other.participant);
  const remove = (id: string) =>
    world.call(`/v1/accounts/${id}`, { method: 'DELETE', token: operator.token });
  const refused = await remove(admin.id);
  assert.deepEqual([refused.status, refused.body['code']], [409, 'conflict']);
  assert.equal((await world.call('/v1/self', { token: admin.token })).status, 200, 'nothing was taken');
  const next = await person('lin', ['admin'], company.participant);
  assert.equal((await remove(admin.id)).status, 204);
  assert.equal((await remove(next.id)).status, 409);
  assert.equal((await remove(operator.id)).status, 204, 'who belongs to no company is nobody’s last');
});

test('invitations: withdrawn, over, renewed, and silent about other companies', async (t) => {
  let now = Date.now();
  const { world, company, other, person } = await twoCompanies(t, () => now);
  await person('mo', ['requester'], other.participant);
  const token = company.token(world.api);
  const invite = async (email: string): Promise<{ id: string; secret: string }> => {
    const body = { email, name: 'Ada', roles: ['lister'] };
    const { status, body: answer } = await world.call('/v1/members/invitations', { body, token });
    assert.equal(status, 201);
    const { invitation, secret } = issuedInvitationSchema.parse(answer);
    return { id: invitation.id, secret };
  };
  const accept = async (secret: string): Promise<unknown> =>
    (await world.call('/v1/portal/invitation', { body: { secret, password: PASSWORD } })).body['code'];
  const first = await invite('ada@larkspur.example');
  const second = await invite('ada@larkspur.example');
  assert.equal(await accept(first.secret), 'not-found', 'a new invitation makes the one before void');
  const path = `/v1/members/invitations/${second.id}`;
  assert.equal(
    (await world.call(path, { method: 'DELETE', token: other.token(world.api) })).status,
    404,
    "nobody takes back another company's",
  );
  assert.equal((await world.call(path, { method: 'DELETE', token })).status, 204);
  assert.equal(await accept(second.secret), 'not-found');
  const taken = await invite('mo@robots.example');
  assert.equal(await accept(taken.secret), 'conflict', 'an address has one account');
  const late = await invite('ada@larkspur.example');
  now += (INVITATION_DAYS + 1) * DAY_MS;
  assert.equal(await accept(late.secret), 'not-found');
  const { invitations } = await world.broker.context.members.list(company.participant);
  assert.deepEqual(invitations, []);
});

test('an administrator belongs to a company', async (t) => {
  const { world, person } = await twoCompanies(t);
  await assert.rejects(person('ada', ['admin'], null), { code: 'schema-mismatch' });
  const operator = await person('op', ['operator'], null);
  assert.equal((await world.call('/v1/members', { token: operator.token })).status, 403);
});
