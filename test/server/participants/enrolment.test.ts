import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signDocument, type Envelope } from '#contracts/signature.ts';
import { readKeyHistory } from '#contracts/participant/key-state.ts';
import { openEntry } from '#contracts/log/entry.ts';
import { formatSigningKey, peerIdOfKey } from '#contracts/keys.ts';
import { MAX_KEY_ENTRIES, MAX_KEY_HISTORY } from '#contracts/participant/enrolment.ts';
import { nodeCrypto, secureRandom, signerFromSeed } from '#platform/node-crypto.ts';
import { enrolledCompany, startBroker, submit } from '../../support/broker-world.ts';
import { TestCompany } from '../../support/test-company.ts';
import { everyStepIsLong, turnCounter } from '../../support/turn-counter.ts';

const ORIGIN = 'log.test.invalid/kin';

test('admits a company that proves its keys, and logs its keys before its admission', async (t) => {
  const world = await startBroker(t);
  const company = new TestCompany('Larkspur', ORIGIN);
  const { status, body } = await world.call('/v1/participants', { body: company.enrolment() });
  assert.equal(status, 200);
  assert.equal(body['status'], 'admitted');
  assert.equal(body['verified'], false);
  const entries = await world.call('/v1/log/entries?limit=20', { token: company.token(world.api) });
  const items = entries.body['items'] as { type: string; actor: string; entry: unknown }[];
  assert.deepEqual(
    items.slice(-3).map((item) => item.type),
    ['key.registered', 'key.registered', 'participant.admitted'],
  );
  assert.notEqual(items.at(-1)?.entry, null, 'the company is a party of its admission');
  assert.equal((await openEntry(nodeCrypto, items.at(-1)?.entry)).type, 'participant.admitted');
});

test('repeats of an enrolment change nothing in the log', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world);
  const before = world.broker.context.log.size;
  const again = await world.call('/v1/participants', { body: company.enrolment({ name: 'Larkspur Ltd' }) });
  assert.equal(again.body['name'], 'Larkspur Ltd');
  await world.broker.context.outbox.whenEmpty();
  assert.equal(world.broker.context.log.size, before);
});

test('refuses an older enrolment, a stranger peer, another log and another root', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world);
  const enrol = async (request: unknown): Promise<unknown> =>
    (await world.call('/v1/participants', { body: request })).body['code'];
  const old = company.enrolment({ time: '2001-01-01T00:00:00.000Z' });
  assert.equal(await enrol(old), 'conflict');
  const stranger = peerIdOfKey(new TestCompany('Other', ORIGIN).peerKey);
  assert.equal(await enrol(company.enrolment({ peerId: stranger })), 'unknown-signer');
  assert.equal(await enrol(company.enrolment({ log: 'other.invalid' })), 'log-origin-mismatch');
  const other = new TestCompany('Other', ORIGIN);
  assert.equal(await enrol(company.enrolment({ root: other.root })), 'unknown-signer');
});

test('refuses key entries of another company and forged enrolments', async (t) => {
  const world = await startBroker(t);
  const [a, b] = [new TestCompany('Alder', ORIGIN), new TestCompany('Birch', ORIGIN)];
  const mixed = { enrolment: a.enrolmentDocument({}), keyEntries: b.keyEntries };
  assert.equal((await world.call('/v1/participants', { body: mixed })).body['code'], 'unknown-signer');
  const request = a.enrolment();
  const signature = { keyid: b.key, sig: request.enrolment.signatures[0]?.sig ?? '' };
  const forged = { ...request, enrolment: { ...request.enrolment, signatures: [signature] } };
  assert.equal((await world.call('/v1/participants', { body: forged })).body['code'], 'bad-signature');
  assert.equal((await world.call(`/v1/participants/${a.participant}`)).status, 404);
});

test('keeps a company pending until an operator decides, where enrolment is not open', async (t) => {
  const world = await startBroker(t, { openEnrolment: false });
  const company = new TestCompany('Larkspur', ORIGIN);
  const { body } = await world.call('/v1/participants', { body: company.enrolment() });
  assert.equal(body['status'], 'pending');
  const { accounts } = world.broker.context;
  await accounts.create({
    email: 'op@example.org',
    name: 'Op',
    password: 'correct horse',
    roles: ['operator'],
    participant: null,
  });
  const session = await world.call('/v1/session', {
    body: { email: 'op@example.org', password: 'correct horse' },
  });
  const token = String(session.body['token']);
  const path = `/v1/participants/${company.participant}/admission`;
  assert.equal((await world.call(path, { method: 'POST' })).status, 401);
  assert.equal((await world.call(path, { method: 'POST', token: company.token(world.api) })).status, 401);
  const admitted = await world.call(path, { method: 'POST', token });
  assert.equal(admitted.body['status'], 'admitted');
  assert.equal((await world.call(path, { method: 'POST', token })).body['code'], 'conflict');
});

test('never admits an unconfirmed did:web name by itself', async (t) => {
  const world = await startBroker(t);
  const company = new TestCompany('Larkspur', ORIGIN);
  const web = 'did:web:larkspur.example';
  Object.assign(company, { participant: web });
  company.keyEntries.splice(
    0,
    2,
    company.keyEntry(company.key, 'sign'),
    company.keyEntry(company.peerKey, 'peer'),
  );
  const { status, body } = await world.call('/v1/participants', { body: company.enrolment() });
  assert.equal(status, 200);
  assert.equal(body['status'], 'pending');
});

test('a suspended company loses its voice, and its suspension is logged', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world);
  await world.broker.context.participants.suspend(company.participant, 'terms-breached');
  const entry = company.entry({
    type: 'desensitization.reported',
    body: {
      policy: 'standard@1',
      inputCommitment: `sha256:${'1'.repeat(64)}`,
      outputRoot: `sha256:${'2'.repeat(64)}`,
      inspection: 'passed',
      humanReview: false,
    },
  });
  await assert.rejects(submit(world, entry), { code: 'forbidden' });
  assert.equal((await world.call('/v1/self', { token: company.token(world.api) })).status, 401);
  const again = await world.call('/v1/participants', { body: company.enrolment() });
  assert.equal(again.body['status'], 'suspended');
});

test('a revoked key signs nothing more, and a rotated one is replaced', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world);
  const old = company.signer;
  const next = signerFromSeed(secureRandom(32));
  const oldKey = company.key;
  company.signer = next;
  await submit(
    world,
    company.rootEntry('key.rotated', {
      key: company.key,
      purpose: 'sign',
      root: company.root,
      validFrom: '2026-01-01T00:00:00.000Z',
      replaces: oldKey,
    }),
  );
  assert.equal((await world.call('/v1/self', { token: company.token(world.api) })).status, 200);
  assert.equal((await world.call('/v1/self', { token: company.token(world.api, old) })).status, 401);
  const other = await enrolledCompany(t, world, { name: 'Other' });
  const foreign = other.rootEntry('key.revoked', {
    key: company.key,
    purpose: 'sign',
    root: company.root,
    reason: 'lost',
    compromisedSince: null,
  });
  await assert.rejects(submit(world, foreign), { code: 'unknown-signer' });
});

test('an enrolment that is not signed by the key it names is refused', async (t) => {
  const world = await startBroker(t);
  const company = new TestCompany('Larkspur', ORIGIN);
  const stranger = signerFromSeed(secureRandom(32));
  const document = JSON.parse(
    Buffer.from(company.enrolmentDocument({}).payload, 'base64').toString('utf8'),
  ) as Record<string, unknown>;
  const { ENROLMENT_DOCUMENT } = await import('#contracts/participant/enrolment.ts');
  const enrolment = signDocument(ENROLMENT_DOCUMENT, document as never, stranger);
  const { body } = await world.call('/v1/participants', {
    body: { enrolment, keyEntries: company.keyEntries },
  });
  assert.equal(body['code'], 'bad-signature');
});

test('a company with more key entries than a record holds spoils no list, and no key of it is believed', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world);
  const more = Array.from({ length: MAX_KEY_ENTRIES + 1 - company.keyEntries.length }, () => {
    const key = formatSigningKey(signerFromSeed(secureRandom(32)).publicKey);
    return submit(world, company.keyEntry(key, 'sign'));
  });
  await Promise.all(more);
  const { status, body } = await world.call('/v1/participants');
  assert.equal(status, 200);
  const items = body['items'] as { participant: string; keyEntries: unknown[] }[];
  assert.deepEqual(items.find((item) => item.participant === company.participant)?.keyEntries, []);
});

test('a history of keys is verified in pieces, one entry after the other', async (t) => {
  const company = new TestCompany('Larkspur', ORIGIN);
  const entries = Array.from({ length: 20 }, () => newKeyEntry(company));
  everyStepIsLong(t);
  const turn = turnCounter(t);
  const history = await readKeyHistory(nodeCrypto, { participant: company.participant, entries });
  assert.equal(history.keys.length, entries.length);
  // The first signature of a turn goes on at once, the second gives way.
  assert.ok(turn() >= entries.length / 2, `${turn()} turns`);
});

test('a company has no more key entries than every reader verifies, and its living keys can be revoked all the same', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world);
  const own = [...company.keyEntries];
  while (company.keyEntries.length < MAX_KEY_HISTORY) company.keyEntries.push(newKeyEntry(company));
  for (const from of [0, MAX_KEY_HISTORY / 2]) {
    const keyEntries = company.keyEntries.slice(from, from + MAX_KEY_HISTORY / 2);
    const answer = await world.call('/v1/participants', { body: { ...company.enrolment(), keyEntries } });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  }
  await world.broker.context.outbox.whenEmpty();
  await assert.rejects(submit(world, newKeyEntry(company)), { code: 'limit-exceeded' });
  const [first] = company.keyEntries;
  const more = { ...company.enrolment(), keyEntries: [first, newKeyEntry(company)] };
  assert.equal((await world.call('/v1/participants', { body: more })).body['code'], 'limit-exceeded');
  const again = { ...company.enrolment(), keyEntries: own };
  assert.equal((await world.call('/v1/participants', { body: again })).status, 200);
  await submit(world, company.keyEntries.at(-1)!);
  const revocation = (): Envelope =>
    company.rootEntry('key.revoked', {
      key: company.key,
      purpose: 'sign',
      root: company.root,
      reason: 'lost',
      compromisedSince: null,
    });
  await submit(world, revocation());
  await assert.rejects(submit(world, revocation()), { code: 'limit-exceeded' });
});

function newKeyEntry(company: TestCompany): Envelope {
  return company.keyEntry(formatSigningKey(signerFromSeed(secureRandom(32)).publicKey), 'sign');
}
