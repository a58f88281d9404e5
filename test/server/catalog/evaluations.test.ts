import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, utf8 } from '#contracts/bytes.ts';
import { digestOf, formatDigest, type Digest } from '#contracts/digest.ts';
import { formatTimestamp, newExchangeId, type ExchangeId } from '#contracts/ids.ts';
import type { ExchangeLink } from '#contracts/log/entry.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { cosignEnvelope, envelopeBytes, signDocument, type Envelope } from '#contracts/signature.ts';
import { EVALUATION_DOCUMENT } from '#contracts/transfer/evaluation.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import { enrolledCompany, startBroker, submit, type TestBroker } from '../../support/broker-world.ts';
import type { TestCompany } from '../../support/test-company.ts';

const DIGEST = (name: string): Digest => digestOf(nodeCrypto, utf8(name));

interface Trade {
  readonly world: TestBroker;
  readonly provider: TestCompany;
  readonly consumer: TestCompany;
  readonly exchange: ExchangeId;
  readonly dataset: string;
  readonly manifest: Digest;
}

function hashOf(entry: Envelope): Digest {
  return formatDigest(leafHash(nodeCrypto, envelopeBytes(entry)));
}

/** Signs agreement and receipt into the provider's chain. */
async function closeTrade(trade: Trade, agreement: Digest): Promise<void> {
  const { world, provider, consumer, exchange, manifest } = trade;
  const roots = { plaintextRoot: DIGEST('plain'), ciphertextRoot: DIGEST('cipher') };
  const cosigner = { participant: consumer.participant, key: consumer.key };
  const sign = (seq: number, prev: Digest | null, entry: (link: ExchangeLink) => Envelope): Envelope =>
    cosignEnvelope(entry({ id: exchange, role: 'provider', seq, prev }), consumer.signer);
  const signed = sign(0, null, (link) =>
    provider.entry({
      type: 'agreement.signed',
      subject: agreement,
      parties: [consumer.participant],
      exchange: link,
      body: {
        cosigner,
        manifest,
        terms: DIGEST('terms'),
        policy: 'standard@1',
        keyCommitment: DIGEST('key'),
        validUntil: null,
        ...roots,
      },
    }),
  );
  await submit(world, signed);
  const receipt = sign(1, hashOf(signed), (link) =>
    provider.entry({
      type: 'receipt.acknowledged',
      subject: DIGEST('receipt'),
      parties: [consumer.participant],
      exchange: link,
      body: { cosigner, agreement, bytes: 10, files: 1, inspection: 'not-run', ...roots },
    }),
  );
  await submit(world, receipt);
}

/** An evaluation with its entry in the consumer's chain, submitted to the log. */
async function report(
  trade: Trade,
  value: number,
  link: { seq: number; prev: Digest | null; agreement: Digest },
): Promise<{ body: Record<string, unknown>; entry: Envelope }> {
  const { world, consumer, exchange, dataset, manifest } = trade;
  const evaluation = signDocument(
    EVALUATION_DOCUMENT,
    {
      schema: 'evaluation/1',
      log: consumer.origin,
      consumer: { participant: consumer.participant, key: consumer.key },
      exchange,
      agreement: link.agreement,
      dataset,
      manifest,
      metric: 'success',
      value,
      baseline: 0.48,
      trials: 50,
      time: formatTimestamp(Date.now()),
    },
    consumer.signer,
  );
  const entry = consumer.entry({
    type: 'evaluation.reported',
    subject: digestOf(nodeCrypto, fromBase64(evaluation.payload)),
    exchange: { id: exchange, role: 'consumer', seq: link.seq, prev: link.prev },
    body: { agreement: link.agreement, metric: 'success', result: DIGEST('result') },
  });
  const { proof } = await submit(world, entry);
  return { body: { evaluation, entry, proof }, entry };
}

test('an evaluation counts when the log holds it and the receipt, once per company and agreement', async (t) => {
  const world = await startBroker(t);
  const provider = await enrolledCompany(t, world, { name: 'Provider', host: true });
  const consumer = await enrolledCompany(t, world, { name: 'Consumer' });
  const { digest, manifest } = provider.publish('shelf-cups');
  await world.broker.context.feeds.pull(provider.participant);
  const exchange = newExchangeId(secureRandom);
  const trade = { world, provider, consumer, exchange, dataset: manifest.dataset, manifest: digest };
  const agreement = DIGEST('agreement');

  const first = await report(trade, 0.62, { seq: 0, prev: null, agreement });
  const early = await world.call('/v1/evaluations', { body: first.body });
  assert.deepEqual([early.status, early.body['code']], [403, 'forbidden'], 'there is no receipt yet');
  await closeTrade(trade, agreement);
  assert.equal((await world.call('/v1/evaluations', { body: first.body })).status, 204);
  const { body } = await world.call(`/v1/datasets/${manifest.dataset}`);
  assert.deepEqual((body['listing'] as { evaluations: unknown }).evaluations, [
    { metric: 'success', reports: 1, meanValue: 0.62, meanBaseline: 0.48, trials: 50 },
  ]);

  const second = await report(trade, 0.9, { seq: 1, prev: hashOf(first.entry), agreement });
  assert.equal((await world.call('/v1/evaluations', { body: second.body })).body['code'], 'conflict');
  const mixed = { ...second.body, entry: first.entry };
  assert.equal((await world.call('/v1/evaluations', { body: mixed })).body['code'], 'content-mismatch');
  const unproven = { ...first.body, proof: String(first.body['proof']).replace(/index \d+/, 'index 0') };
  assert.equal((await world.call('/v1/evaluations', { body: unproven })).body['code'], 'bad-proof');
  const another = { ...trade, manifest: DIGEST('another manifest') };
  const third = await report(another, 0.9, { seq: 2, prev: hashOf(second.entry), agreement });
  assert.equal((await world.call('/v1/evaluations', { body: third.body })).body['code'], 'content-mismatch');
});

test('an agreement that the lister did not sign shows no evaluation on its listing', async (t) => {
  const world = await startBroker(t);
  const lister = await enrolledCompany(t, world, { name: 'Lister', host: true });
  const provider = await enrolledCompany(t, world, { name: 'Somebody else' });
  const consumer = await enrolledCompany(t, world, { name: 'A friend' });
  const { digest, manifest } = lister.publish('shelf-cups');
  await world.broker.context.feeds.pull(lister.participant);
  for (const cited of [digest, DIGEST('a manifest that is not listed')]) {
    const exchange = newExchangeId(secureRandom);
    const trade = { world, provider, consumer, exchange, dataset: manifest.dataset, manifest: cited };
    const agreement = DIGEST(`agreement about ${cited}`);
    await closeTrade(trade, agreement);
    const { body } = await report(trade, 0.01, { seq: 0, prev: null, agreement });
    const answer = await world.call('/v1/evaluations', { body });
    assert.equal(answer.body['code'], 'content-mismatch');
  }
});
