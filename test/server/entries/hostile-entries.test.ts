import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { isExchangeError } from '#contracts/errors.ts';
import { newExchangeId } from '#contracts/ids.ts';
import { digestOf } from '#contracts/digest.ts';
import type { Envelope } from '#contracts/signature.ts';
import { utf8 } from '#contracts/bytes.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import { enrolledCompany, startBroker } from '../../support/broker-world.ts';

const RUNS = 300;

test('nothing but the very entry that was signed gets into the log, and every refusal has a code', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world);
  const { logService, log } = world.broker.context;
  const digest = digestOf(nodeCrypto, utf8('x'));
  const good = company.entry({
    type: 'request.opened',
    body: { manifest: digest, terms: digest, use: digest },
    exchange: { id: newExchangeId(secureRandom), role: 'consumer', seq: 0, prev: null },
  });
  const text = JSON.stringify(good);
  const payload = Buffer.from(good.payload, 'base64').toString('utf8');
  const flipped = fc
    .tuple(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 2 }))
    .map(([at, piece]) => parseOr(text.slice(0, at) + piece + text.slice(at + 1)));
  const resigned = fc
    .tuple(fc.nat(payload.length - 1), fc.string({ minLength: 1, maxLength: 2 }))
    .map(([at, piece]) => {
      const changed = payload.slice(0, at) + piece + payload.slice(at + 1);
      return { ...good, payload: Buffer.from(changed).toString('base64') };
    });
  const before = log.size;
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.anything({ maxDepth: 4 }), flipped, resigned), async (entry) => {
      if (JSON.stringify(entry) === text) return;
      try {
        await logService.submit(entry);
      } catch (error) {
        assert.ok(isExchangeError(error), String(error));
        assert.notEqual(error.code, 'internal');
        return;
      }
      assert.fail(`taken: ${JSON.stringify(entry)}`);
    }),
    { numRuns: RUNS },
  );
  assert.equal(log.size, before);
  await logService.submit(good);
  assert.equal(log.size, before + 1);
});

test('no enrolment of a stranger’s making throws anything but a refusal, and none is stored', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world);
  const { participants, database } = world.broker.context;
  const request = company.enrolment();
  const mutated = fc.record({
    enrolment: fc.oneof(
      fc.constant(request.enrolment),
      envelopeLike(request.enrolment),
      fc.anything({ maxDepth: 2 }),
    ),
    keyEntries: fc.array(
      fc.oneof(
        fc.constantFrom(...request.keyEntries),
        envelopeLike(request.keyEntries[0]),
        fc.anything({ maxDepth: 2 }),
      ),
      { maxLength: 4 },
    ),
  });
  const count = (): Promise<number | undefined> =>
    database.read((db) => db.get<{ n: number }>('SELECT count(*) AS n FROM participant')?.n);
  const before = await count();
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated, fc.anything({ maxDepth: 3 })), async (body) => {
      try {
        await participants.enrol(body);
      } catch (error) {
        assert.ok(isExchangeError(error), String(error));
        assert.notEqual(error.code, 'internal');
      }
    }),
    { numRuns: RUNS },
  );
  assert.equal(await count(), before);
});

/** An envelope with one member exchanged for something else. */
function envelopeLike(envelope: Envelope | undefined): fc.Arbitrary<unknown> {
  return fc.record({
    payload: fc.oneof(fc.constant(envelope?.payload), fc.base64String()),
    payloadType: fc.oneof(fc.constant(envelope?.payloadType), fc.string()),
    signatures: fc.oneof(fc.constant(envelope?.signatures), fc.constant([]), fc.anything({ maxDepth: 2 })),
  });
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
