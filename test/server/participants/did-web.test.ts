import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '#contracts/bytes.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { createDidWebResolver, didWebUrl, fetchDidDocument } from '#platform/did-web.ts';
import { startBroker } from '../../support/broker-world.ts';
import { TestCompany } from '../../support/test-company.ts';

const ORIGIN = 'log.test.invalid/kin';
const WEB: ParticipantId = 'did:web:larkspur.example';

function documentOf(root: string, changes: Record<string, unknown> = {}): Uint8Array {
  const method = { id: `${WEB}#root`, type: 'Multikey', controller: WEB, publicKeyMultibase: root };
  const document = {
    id: WEB,
    verificationMethod: [method],
    capabilityInvocation: [`${WEB}#root`],
    ...changes,
  };
  return utf8(JSON.stringify(document));
}

/** A company whose name is a domain. */
function webCompany(): TestCompany {
  const company = new TestCompany('Larkspur', ORIGIN);
  Object.assign(company, { participant: WEB });
  const entries = [company.keyEntry(company.key, 'sign'), company.keyEntry(company.peerKey, 'peer')];
  company.keyEntries.splice(0, 2, ...entries);
  return company;
}

test('names of companies are looked up where did:web says', () => {
  assert.equal(didWebUrl('did:web:larkspur.example'), 'https://larkspur.example/.well-known/did.json');
  assert.equal(
    didWebUrl('did:web:larkspur.example%3A8443:arms:a'),
    'https://larkspur.example:8443/arms/a/did.json',
  );
});

test('takes the root from the document, and nothing else for it', async () => {
  const { root } = new TestCompany('Larkspur', ORIGIN);
  const resolve = (bytes: Uint8Array): Promise<string> => createDidWebResolver(async () => bytes).rootOf(WEB);
  assert.equal(await resolve(documentOf(root)), root);
  await assert.rejects(resolve(documentOf(root, { id: 'did:web:other.example' })), {
    code: 'unknown-signer',
  });
  await assert.rejects(resolve(documentOf(root, { capabilityInvocation: ['#other'] })), {
    code: 'unknown-signer',
  });
  await assert.rejects(resolve(documentOf('z6LSwrongkind')), { code: 'unknown-signer' });
  await assert.rejects(resolve(utf8('{}')), { code: 'schema-mismatch' });
  await assert.rejects(resolve(utf8('<html>')), { code: 'bad-json' });
  await assert.rejects(resolve(new Uint8Array(70_000)), { code: 'limit-exceeded' });
});

test('admits a company whose domain confirms its root, and shows it as verified', async (t) => {
  const company = webCompany();
  const asked: string[] = [];
  const world = await startBroker(t, {
    openEnrolment: false,
    resolveDidWeb: true,
    fetchDocument: async (url) => {
      asked.push(url);
      return documentOf(company.root);
    },
  });
  const { body } = await world.call('/v1/participants', { body: company.enrolment() });
  assert.deepEqual([body['status'], body['verified']], ['admitted', true]);
  assert.deepEqual(asked, ['https://larkspur.example/.well-known/did.json']);
  const thief = webCompany();
  const stolen = await world.call('/v1/participants', { body: thief.enrolment() });
  assert.equal(stolen.body['code'], 'unknown-signer');
});

test('a document that cannot be fetched stops the enrolment and stores nothing', async (t) => {
  const world = await startBroker(t, {
    resolveDidWeb: true,
    fetchDocument: () => Promise.reject(new ExchangeError('peer-unreachable', 'No such host.')),
  });
  const { body } = await world.call('/v1/participants', { body: webCompany().enrolment() });
  assert.equal(body['code'], 'peer-unreachable');
  assert.equal((await world.call(`/v1/participants/${WEB}`)).status, 404);
});

test('knocks at no inner door, whatever name is asked for', async () => {
  for (const host of ['127.0.0.1', '10.0.0.5', '[::1]', 'localhost', 'printer', '169.254.169.254']) {
    await assert.rejects(
      fetchDidDocument(`https://${host}/.well-known/did.json`),
      (error: unknown) => isExchangeError(error, 'forbidden'),
      host,
    );
  }
  assert.throws(
    () => didWebUrl('did:web:larkspur.example:..:secret'),
    (error: unknown) => isExchangeError(error, 'path-not-allowed'),
  );
});
