import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ChunkDoor } from '#node/negotiation/ports.ts';
import { agree, fails } from '#test/support/exchange-steps.ts';
import { ExchangeWorld } from '#test/support/exchange-world.ts';
import { jsonMutation, mutateJson, type JsonMutation } from '#test/support/mutate-json.ts';

type Damage = (bytes: Uint8Array, op: string) => Uint8Array;

/** A door whose documents are damaged on the way. */
function damaging(damage: () => Damage): (door: ChunkDoor) => ChunkDoor {
  return (door) => ({
    open: async (to, signal) => {
      const line = await door.open(to, signal);
      return {
        close: () => line.close(),
        request: async (request, requestSignal) => {
          const bytes = await line.request(request, requestSignal);
          return damage()(bytes, request.op);
        },
      };
    },
  });
}

function changed(bytes: Uint8Array, mutation: JsonMutation): Uint8Array {
  return canonicalBytes(mutateJson(parseJson(bytes, 10_000_000), mutation));
}

test('damaged lists and papers fail by typed errors, and nothing is placed or said to the log', async (t) => {
  const world = await ExchangeWorld.create(t);
  let damage: Damage = (bytes) => bytes;
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold', { chunks: damaging(() => damage) });
  const { exchange } = await agree(provider, consumer);
  const outDir = join(consumer.home, 'delivered');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('list', 'papers'), jsonMutation, async (what, mutation) => {
      // A document that an earlier run has checked and kept is not fetched again; acts that nobody needs may be missing.
      let isHarmless = true;
      damage = (bytes, op) => {
        if (op === 'chunk') throw new ExchangeError('not-found', 'The documents were accepted.');
        if (op !== what) return bytes;
        isHarmless = what === 'papers';
        return changed(bytes, mutation);
      };
      const error = await consumer.service.pull(exchange, outDir, { patienceMs: 0 }).then(
        () => undefined,
        (failure: unknown) => failure,
      );
      assert.ok(error instanceof ExchangeError && error.code !== 'internal', String(error));
      assert.ok(isHarmless || error.message !== 'The documents were accepted.', 'damage was accepted');
      await assert.rejects(readdir(outDir));
    }),
    { numRuns: 40 },
  );
  assert.ok(!world.log.types.includes('transfer.received'));
  damage = (bytes) => bytes;
  await consumer.service.pull(exchange, outDir);
});

test('a sealed list of hashes that does not open leaves the folder unplaced, and the next try succeeds', async (t) => {
  const world = await ExchangeWorld.create(t);
  let damage: Damage = (bytes, op) => (op === 'secrets' ? bytes.subarray(1) : bytes);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold', { chunks: damaging(() => damage) });
  const { exchange } = await agree(provider, consumer);
  const outDir = join(consumer.home, 'delivered');
  await fails(consumer.service.pull(exchange, outDir), 'content-mismatch');
  await assert.rejects(readdir(outDir));
  damage = (bytes) => bytes;
  await consumer.service.pull(exchange, outDir);
});

test('an endless document is cut off at its limit', async (t) => {
  const world = await ExchangeWorld.create(t);
  let pages = 0;
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold', {
    chunks: damaging(() => (bytes, op) => {
      if (op !== 'papers') return bytes;
      pages += 1;
      return new Uint8Array(1_048_576);
    }),
  });
  const { exchange } = await agree(provider, consumer);
  await fails(consumer.service.pull(exchange, join(consumer.home, 'delivered')), 'limit-exceeded');
  assert.ok(pages <= 9, `${pages} pages were read`);
});
