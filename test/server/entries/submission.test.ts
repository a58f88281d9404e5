import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { digestOf, formatDigest, type Digest } from '#contracts/digest.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { newExchangeId } from '#contracts/ids.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import type { ExchangeLink } from '#contracts/log/entry.ts';
import { openTlogProof } from '#contracts/log/tlog-proof.ts';
import { LOG_PROTOCOL } from '#contracts/p2p/protocols.ts';
import { cosignEnvelope, envelopeBytes, type Envelope } from '#contracts/signature.ts';
import { utf8 } from '#contracts/bytes.ts';
import { nodeCrypto, secureRandom, signerFromSeed } from '#platform/node-crypto.ts';
import { enrolledCompany, startBroker, submit, type TestBroker } from '../../support/broker-world.ts';
import { TestCompany } from '../../support/test-company.ts';

const DIGEST = (name: string): Digest => digestOf(nodeCrypto, utf8(name));

function hashOf(entry: Envelope): Digest {
  return formatDigest(leafHash(nodeCrypto, envelopeBytes(entry)));
}

function request(company: TestCompany, exchange: ExchangeLink, log?: string): Envelope {
  return company.entry({
    type: 'request.opened',
    body: { manifest: DIGEST('manifest'), terms: DIGEST('terms'), use: DIGEST('use') },
    exchange,
    ...(log === undefined ? {} : { log }),
  });
}

function agreement(provider: TestCompany, consumer: TestCompany, exchange: ExchangeLink): Envelope {
  const entry = provider.entry({
    type: 'agreement.signed',
    subject: DIGEST('agreement'),
    parties: [consumer.participant],
    exchange,
    body: {
      cosigner: { participant: consumer.participant, key: consumer.key },
      manifest: DIGEST('manifest'),
      terms: DIGEST('terms'),
      policy: 'standard@1',
      keyCommitment: DIGEST('key'),
      validUntil: null,
      plaintextRoot: DIGEST('plain'),
      ciphertextRoot: DIGEST('cipher'),
    },
  });
  return cosignEnvelope(entry, consumer.signer);
}

async function codeOf(world: TestBroker, entry: Envelope): Promise<string> {
  try {
    await submit(world, entry);
    return 'taken';
  } catch (error) {
    return isExchangeError(error) ? error.code : String(error);
  }
}

test('the log takes each entry once, in the order of its chain, from those who may say it', async (t) => {
  const world = await startBroker(t);
  const [consumer, provider] = [
    await enrolledCompany(t, world, { name: 'Consumer' }),
    await enrolledCompany(t, world, { name: 'Provider' }),
  ];
  const id = newExchangeId(secureRandom);
  const opening = request(consumer, { id: id, role: 'consumer', seq: 0, prev: null });

  await t.test('answers with a proof, and a repeat with the first index', async () => {
    const receipt = await submit(world, opening);
    const leaf = leafHash(nodeCrypto, envelopeBytes(opening));
    const proof = openTlogProof(nodeCrypto, utf8(receipt.proof), leaf);
    assert.equal(proof.inclusion.index, receipt.index);
    assert.equal(receipt.leafHash, formatDigest(leaf));
    const size = world.broker.context.log.size;
    const repeats = await Promise.all([submit(world, opening), submit(world, opening)]);
    assert.deepEqual(
      repeats.map((repeat) => repeat.index),
      [receipt.index, receipt.index],
    );
    assert.equal(world.broker.context.log.size, size);
  });

  await t.test('refuses a gap, a fork and another speaker in a chain', async () => {
    const end = (seq: number, prev: Digest | null, who = consumer): Envelope =>
      who.entry({
        type: 'negotiation.terminated',
        body: { reason: 'changed-mind', note: null },
        exchange: { id: id, role: 'consumer', seq: seq, prev: prev },
      });
    assert.equal(await codeOf(world, end(2, hashOf(opening))), 'conflict');
    assert.equal(await codeOf(world, end(0, null)), 'conflict');
    assert.equal(await codeOf(world, end(1, DIGEST('something else'))), 'conflict');
    assert.equal(await codeOf(world, end(1, hashOf(opening), provider)), 'forbidden');
  });

  await t.test('of two entries that race for one place, one is taken', async () => {
    const race = newExchangeId(secureRandom);
    const rivals = [0, 1, 2, 3].map(() =>
      request(consumer, { id: race, role: 'consumer', seq: 0, prev: null }),
    );
    const codes = await Promise.all(rivals.map((rival) => codeOf(world, rival)));
    assert.deepEqual(codes.toSorted(), ['conflict', 'conflict', 'conflict', 'taken']);
  });

  await t.test('a two-sided entry needs both parties, and the right other side', async () => {
    const first: ExchangeLink = { id: id, role: 'provider', seq: 0, prev: null };
    const oneSided = agreement(provider, consumer, first);
    const half = { ...oneSided, signatures: oneSided.signatures.slice(0, 1) };
    assert.equal(await codeOf(world, half), 'bad-signature');
    const third = await enrolledCompany(t, world, { name: 'Third' });
    assert.equal(await codeOf(world, agreement(provider, third, first)), 'forbidden');
    const unknown = new TestCompany('Unknown', provider.origin);
    assert.equal(await codeOf(world, agreement(provider, unknown, first)), 'unknown-signer');
    assert.equal(await codeOf(world, agreement(provider, consumer, first)), 'taken');
  });

  await t.test('refuses strangers, other logs, foreign types and misplaced roles', async () => {
    const stranger = new TestCompany('Stranger', provider.origin);
    const fresh = (): ExchangeLink => ({
      id: newExchangeId(secureRandom),
      role: 'consumer',
      seq: 0,
      prev: null,
    });
    assert.equal(await codeOf(world, request(stranger, fresh())), 'unknown-signer');
    assert.equal(await codeOf(world, request(consumer, fresh(), 'other.invalid')), 'log-origin-mismatch');
    assert.equal(await codeOf(world, request(consumer, { ...fresh(), role: 'provider' })), 'forbidden');
    const admission = consumer.entry({
      type: 'participant.admitted',
      body: { participant: stranger.participant, root: stranger.root, evidence: 'own-word' },
    });
    assert.equal(await codeOf(world, admission), 'forbidden');
    const loose = consumer.entry({
      type: 'request.opened',
      body: { manifest: DIGEST('m'), terms: DIGEST('t'), use: DIGEST('u') },
    });
    assert.equal(await codeOf(world, loose), 'schema-mismatch');
    const selfSigned = consumer.entry({
      type: 'key.registered',
      body: {
        key: consumer.key,
        purpose: 'sign',
        root: consumer.root,
        validFrom: '2026-01-01T00:00:00.000Z',
      },
    });
    assert.equal(await codeOf(world, selfSigned), 'unknown-signer');
    const usual = consumer.signer;
    consumer.signer = signerFromSeed(secureRandom(32));
    assert.equal(await codeOf(world, request(consumer, fresh())), 'unknown-signer');
    consumer.signer = usual;
  });

  await t.test('libp2p is the same door', async () => {
    const host = await provider.startHost(t);
    const address = world.broker.discovery().addresses[0] ?? '';
    const ask = async (body: unknown): Promise<Record<string, unknown>> => {
      const bytes = await host.request(address, LOG_PROTOCOL, utf8(canonicalJson(body)), {
        maxRequestBytes: 128 * 1024,
        maxResponseBytes: 256 * 1024,
      });
      return JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>;
    };
    const again = await ask({ op: 'append', entry: opening });
    assert.equal(again['leafHash'], hashOf(opening));
    const proved = await ask({ op: 'prove', leafHash: hashOf(opening) });
    assert.equal(proved['index'], again['index']);
    assert.match(String((await ask({ op: 'checkpoint' }))['checkpoint']), /^log\.test\.invalid\/kin\n/);
    const stranger = new TestCompany('Stranger', provider.origin);
    const refused = ask({
      op: 'append',
      entry: request(stranger, { id: id, role: 'consumer', seq: 5, prev: null }),
    });
    await assert.rejects(refused, { code: 'unknown-signer' });
  });
});

test('the query index is rebuilt from the log when it is lost', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world);
  const entry = request(company, { id: newExchangeId(secureRandom), role: 'consumer', seq: 0, prev: null });
  const receipt = await submit(world, entry);
  const listed = (of: TestBroker): Promise<unknown> =>
    of.broker.context.database.read((db) => db.all('SELECT * FROM log_entry ORDER BY idx'));
  const before = await listed(world);
  await world.broker.context.database.write((tx) => {
    tx.run('DELETE FROM log_entry_party');
    tx.run('DELETE FROM log_entry');
    tx.run('DELETE FROM key_entry');
    tx.run(`UPDATE participant SET status = 'pending'`);
  });
  await world.stop();
  const again = await startBroker(t, { home: world.home });
  assert.deepEqual(await listed(again), before);
  assert.equal((await submit(again, entry)).index, receipt.index);
  assert.equal((await again.call(`/v1/participants/${company.participant}`)).body['status'], 'admitted');
});
