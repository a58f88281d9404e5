import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { fromBase64 } from '#contracts/bytes.ts';
import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { DSP_MESSAGE_DOCUMENT, type DspMessage } from '#contracts/negotiation/messages.ts';
import { signEnvelope, type Envelope } from '#contracts/signature.ts';
import type { MessageDoor } from '#node/negotiation/ports.ts';
import { agree, ask, decided, fails, smallListing, until, untilView } from '#test/support/exchange-steps.ts';
import { ExchangeWorld, type Company } from '#test/support/exchange-world.ts';
import { jsonMutation, mutateJson } from '#test/support/mutate-json.ts';

/** A door that notes what goes through it. */
function recording(sent: Envelope[]): (door: MessageDoor) => MessageDoor {
  return (door) => ({
    send: (to, message, signal) => {
      sent.push(message);
      return door.send(to, message, signal);
    },
  });
}

function payloadOf(message: Envelope): DspMessage {
  return parseJson(fromBase64(message.payload), 1_000_000) as unknown as DspMessage;
}

function resign(company: Company, payload: unknown): Envelope {
  return signEnvelope(DSP_MESSAGE_DOCUMENT.payloadType, payload, company.signer);
}

/** Everything that a company's store says about its exchanges. */
function snapshot(company: Company): Promise<string> {
  return company.database.read((db) =>
    JSON.stringify([
      db.all('SELECT * FROM negotiations ORDER BY exchange'),
      db.all('SELECT * FROM transfers ORDER BY id'),
      db.all('SELECT leaf_hash FROM acts ORDER BY leaf_hash'),
    ]),
  );
}

/** Which message is damaged, where, and whether its sender signs the damage. */
const damage = fc.record({
  toSecond: fc.boolean(),
  pick: fc.nat(),
  signed: fc.boolean(),
  mutation: jsonMutation,
});

async function typedOnly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof ExchangeError, `untyped: ${String(error)}`);
    assert.notEqual(error.code, 'internal');
  }
}

test('repeated and damaged messages of a finished exchange change nothing, and fail only by typed errors', async (t) => {
  const world = await ExchangeWorld.create(t);
  const toProvider: Envelope[] = [];
  const toConsumer: Envelope[] = [];
  const provider = await world.company('Larkspur', { messages: recording(toConsumer) });
  const consumer = await world.company('Marigold', { messages: recording(toProvider) });
  const agreed = await agree(provider, consumer);
  await consumer.service.pull(agreed.exchange, join(consumer.home, 'delivered'));
  await Promise.all([provider.outbox.whenEmpty(), consumer.outbox.whenEmpty()]);
  const sides = [
    { sender: consumer, receiver: provider, messages: toProvider },
    { sender: provider, receiver: consumer, messages: toConsumer },
  ];
  const before = await Promise.all([snapshot(provider), snapshot(consumer)]);

  for (const { sender, receiver, messages } of sides) {
    assert.ok(messages.length >= 3);
    for (const message of messages) await receiver.service.receiveMessage(sender.host.peerId, message);
  }
  assert.deepEqual(await Promise.all([snapshot(provider), snapshot(consumer)]), before);

  await fc.assert(
    fc.asyncProperty(damage, async ({ toSecond, pick, signed, mutation }) => {
      const { sender, receiver, messages } = sides[toSecond ? 1 : 0]!;
      const message = messages[pick % messages.length]!;
      const damaged = signed
        ? resign(sender, mutateJson(payloadOf(message) as unknown as JsonValue, mutation))
        : mutateJson(message, mutation);
      await typedOnly(receiver.service.receiveMessage(sender.host.peerId, damaged));
    }),
    { numRuns: 250 },
  );
  assert.deepEqual(await Promise.all([snapshot(provider), snapshot(consumer)]), before);
});

test('a damaged request is accepted only when all that it binds is as it was', async (t) => {
  const world = await ExchangeWorld.create(t);
  const sent: Envelope[] = [];
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold', {
    messages: () => ({
      send: async (_to, message) => {
        sent.push(message);
        throw new ExchangeError('peer-unreachable', 'Held back.');
      },
    }),
  });
  const listing = await provider.publish(smallListing('arm-picks', 'manual'));
  const exchange = await ask(consumer, listing);
  await untilView(consumer, exchange, (view) => view.waiting?.trouble != null);
  const request = payloadOf(sent[0]!);
  const { sentAt: _s, body } = request;
  const binding = (message: DspMessage): unknown => {
    const {
      'kin:deadline': _d,
      callbackAddress: _c,
      ...rest
    } = message.body as unknown as Record<string, unknown>;
    return { ...message, sentAt: null, body: rest };
  };
  assert.equal(body['@type'], 'ContractRequestMessage');
  await fc.assert(
    fc.asyncProperty(jsonMutation, async (mutation) => {
      const damaged = mutateJson(request as unknown as JsonValue, mutation) as unknown as DspMessage;
      const accepted = await provider.service
        .receiveMessage(consumer.host.peerId, resign(consumer, damaged))
        .then(() => true)
        .catch((error: unknown) => {
          assert.ok(error instanceof ExchangeError && error.code !== 'internal', String(error));
          return false;
        });
      if (accepted) assert.deepEqual(binding(damaged), binding(request));
    }),
    { numRuns: 150 },
  );
});

test('a message is refused from a peer that its sender does not vouch for, for another company, or under another log', async (t) => {
  const world = await ExchangeWorld.create(t);
  const sent: Envelope[] = [];
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold', { messages: recording(sent) });
  const other = await world.company('Nettle');
  const listing = await provider.publish(smallListing('arm-picks', 'manual'));
  const exchange = await ask(consumer, listing);
  await untilView(provider, exchange, (view) => view.waiting?.for === 'decision');
  const request = sent[0]!;
  await fails(provider.service.receiveMessage(other.host.peerId, request), 'unknown-signer');
  await fails(other.service.receiveMessage(consumer.host.peerId, request), 'forbidden');
  const payload = payloadOf(request);
  const elsewhere = resign(consumer, { ...payload, log: 'log.example/other' });
  await fails(provider.service.receiveMessage(consumer.host.peerId, elsewhere), 'log-origin-mismatch');
  const foreignKey = resign(other, payload);
  await fails(provider.service.receiveMessage(consumer.host.peerId, foreignKey), 'bad-signature');
  const early = resign(consumer, { ...payload, sentAt: '2999-01-01T00:00:00.000Z' });
  await fails(provider.service.receiveMessage(consumer.host.peerId, early), 'refused');
});

test('messages of one exchange do not work in another, nor in the hands of a third company', async (t) => {
  const world = await ExchangeWorld.create(t);
  const sent: Envelope[] = [];
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold', { messages: recording(sent) });
  const other = await world.company('Nettle');
  const listing = await provider.publish(smallListing('arm-picks'));
  const first = await decided(consumer, await ask(consumer, listing));
  const second = await decided(consumer, await ask(consumer, listing));
  const foreign = await decided(other, await ask(other, listing));
  await consumer.service.pull(first.exchange, join(consumer.home, 'delivered'));
  const before = await snapshot(provider);
  const bodies = ['ContractAgreementVerificationMessage', 'TransferRequestMessage', 'kin:KeyRequestMessage'];
  for (const type of bodies) {
    const message = sent.find(
      (one) => payloadOf(one).body['@type'] === type && payloadOf(one).exchange === first.exchange,
    );
    const payload = payloadOf(message!);
    for (const exchange of [second.exchange, foreign.exchange]) {
      const moved = resign(consumer, { ...payload, exchange });
      await fails(provider.service.receiveMessage(consumer.host.peerId, moved), 'not-found');
    }
    const stolen = resign(other, { ...payload, from: other.participant, key: other.key });
    await fails(provider.service.receiveMessage(other.host.peerId, stolen), 'not-found');
  }
  assert.equal(await snapshot(provider), before);
});

test('an agreement that differs from the request in any member is refused and ends the negotiation', async (t) => {
  const world = await ExchangeWorld.create(t);
  const sent: Envelope[] = [];
  const provider = await world.company('Larkspur', {
    messages: () => ({
      send: async (_to, message) => {
        sent.push(message);
        throw new ExchangeError('peer-unreachable', 'Held back.');
      },
    }),
  });
  const consumer = await world.company('Marigold');
  const listing = await provider.publish(smallListing('arm-picks', 'manual'));
  const exchange = await ask(consumer, listing);
  await untilView(provider, exchange, (view) => view.waiting?.for === 'decision');
  // The answer to the request would bring the honest agreement along.
  await consumer.outbox.whenEmpty();
  await provider.service.approve(exchange);
  const message = payloadOf(await untilSent(sent));
  const body = message.body as Extract<DspMessage['body'], { '@type': 'ContractAgreementMessage' }>;
  const agreement = parseJson(fromBase64(body['kin:agreement'].payload), 100_000) as Record<string, unknown>;
  const changed = { ...agreement, keyCommitment: `sha256:${'b'.repeat(64)}` };
  const envelope = signEnvelope(body['kin:agreement'].payloadType, changed, provider.signer);
  const forged = resign(provider, { ...message, body: { ...body, 'kin:agreement': envelope } });
  await fails(consumer.service.receiveMessage(provider.host.peerId, forged), 'content-mismatch');
  const view = await untilView(consumer, exchange, (one) => one.state === 'TERMINATED');
  assert.deepEqual(view.ended, { by: 'consumer', code: 'agreement-mismatch', note: 'keyCommitment' });
  assert.equal(view.agreementId, null);
});

async function untilSent(sent: Envelope[]): Promise<Envelope> {
  return until(async () => sent[0]);
}

test('an answer that cannot be read ends no negotiation: the message is sent again', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  let answers = 0;
  const consumer = await world.company('Marigold', {
    messages: (door) => ({
      send: async (to, message, signal) => {
        const answer = await door.send(to, message, signal);
        return ++answers <= 2 ? { ...(answer as object), negotiation: 'NO-SUCH-STATE' } : answer;
      },
    }),
  });
  const exchange = await ask(consumer, await provider.publish(smallListing('arm-picks', 'manual')));
  await until(async () => (answers > 2 ? true : undefined));
  await provider.service.approve(exchange);
  assert.equal((await decided(consumer, exchange)).state, 'FINALIZED');
});

test('a log that lies in its receipts loses no act: it waits, says why, and is tried again', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const listing = await provider.publish(smallListing('arm-picks'));
  const submit = world.log.submit.bind(world.log);
  let lies = 0;
  world.log.submit = async (entry) => {
    const receipt = await submit(entry);
    lies++;
    return { ...receipt, proof: receipt.proof.replace(/index \d+/, 'index 0') };
  };
  const exchange = await ask(consumer, listing);
  const view = await untilView(consumer, exchange, (one) => one.waiting?.trouble != null && lies > 2);
  assert.equal(view.waiting?.for, 'log');
  assert.match(view.waiting.trouble ?? '', /^log-unavailable: The receipt of the log proves nothing/);
  const [act] = await consumer.acts();
  assert.equal(act?.error, view.waiting.trouble);
  world.log.submit = submit;
  assert.equal((await decided(consumer, exchange)).state, 'FINALIZED');
});
