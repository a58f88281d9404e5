import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import { RECEIPT_PATIENCE_MS } from '#contracts/transfer/delivery-standing.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ChunkDoor } from '#node/negotiation/ports.ts';
import { agree, ask, decided, fails, smallListing, until, untilView } from '#test/support/exchange-steps.ts';
import { ExchangeWorld, patternBytes, type Company } from '#test/support/exchange-world.ts';

const MIB = 1_048_576;

/** A door that counts chunks and may hold or break them. */
function watching(onChunk: (count: number) => Promise<void> | void): (door: ChunkDoor) => ChunkDoor {
  let count = 0;
  return (door) => ({
    open: async (to, signal) => {
      const line = await door.open(to, signal);
      return {
        close: () => line.close(),
        request: async (request, requestSignal) => {
          if (request.op === 'chunk') await onChunk(++count);
          return line.request(request, requestSignal);
        },
      };
    },
  });
}

/** Agrees on a dataset of twenty-four chunks. */
async function agreeOnMany(provider: Company, consumer: Company): Promise<string> {
  const files = { 'data/all.bin': patternBytes(24 * MIB, 3) };
  const listing = await provider.publish({ slug: 'many', access: 'auto', files });
  return (await decided(consumer, await ask(consumer, listing))).exchange;
}

test('a pull that was interrupted fetches only what is missing', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const abort = new AbortController();
  let fetched = 0;
  const consumer = await world.company('Marigold', {
    chunks: watching((count) => {
      fetched = count;
      if (count === 16) abort.abort();
    }),
  });
  const exchange = await agreeOnMany(provider, consumer);
  const outDir = join(consumer.home, 'delivered');
  await fails(consumer.service.pull(exchange, outDir, { signal: abort.signal }), 'interrupted');
  await assert.rejects(readdir(outDir));
  consumer.die();
  await consumer.revive();
  await consumer.service.pull(exchange, outDir);
  assert.ok(fetched >= 24 && fetched <= 40, `${fetched} chunks were asked for`);
  assert.equal((await readFile(join(outDir, 'data/all.bin'))).length, 24 * MIB);
});

test('a chunk that was damaged on the way is asked for again and counted', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const exchange = await agreeOnMany(provider, consumer);
  let served = 0;
  provider.tamper = (bytes) => {
    if (++served % 6 !== 0) return bytes;
    const damaged = Uint8Array.from(bytes);
    damaged[5] = (damaged[5] ?? 0) ^ 1;
    return damaged;
  };
  const result = await consumer.service.pull(exchange, join(consumer.home, 'delivered'));
  assert.ok(result.chunkFailures >= 4, `${result.chunkFailures} failures`);
});

test('a provider that sends other bytes than agreed is found out, and nothing is placed', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const { exchange } = await agree(provider, consumer);
  provider.tamper = (bytes) => new Uint8Array(bytes.length);
  const outDir = join(consumer.home, 'delivered');
  await fails(consumer.service.pull(exchange, outDir), 'content-mismatch');
  await assert.rejects(readdir(outDir));
  assert.ok(!world.log.types.includes('transfer.received'));
});

test('a wrong key ends the pull as a dispute that stands in the log', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const { exchange } = await agree(provider, consumer);
  provider.wrongKey = new Uint8Array(32).fill(1);
  await fails(consumer.service.pull(exchange, join(consumer.home, 'delivered')), 'key-mismatch');
  await until(async () => (world.log.types.includes('dispute.opened') ? true : undefined));
  const [transfer] = await consumer.service.transfers();
  assert.equal(transfer?.state, 'TERMINATED');
  assert.equal(transfer.ended?.code, 'wrong-key');
});

test('a revocation stops the next chunk, and reaches the consumer with its proof', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  let exchange = '';
  const consumer = await world.company('Marigold', {
    chunks: watching(async (count) => {
      if (count === 10) await provider.service.revoke(exchange, 'misuse', 'Sold on to others.');
    }),
  });
  exchange = await agreeOnMany(provider, consumer);
  const outDir = join(consumer.home, 'delivered');
  await fails(consumer.service.pull(exchange, outDir, { patienceMs: 2_000 }), 'refused');
  await assert.rejects(readdir(outDir));
  const view = await untilView(consumer, exchange, (one) => one.revocation !== null);
  assert.equal(view.revocation?.code, 'misuse');
  assert.equal(view.revocation.proven, true);
  assert.equal(view.revocation.note, 'Sold on to others.');
  await fails(consumer.service.pull(exchange, outDir), 'refused');
  await fails(provider.service.revoke(exchange, 'again'), 'conflict');
});

test('an agreement whose term has ended is served no more', async (t) => {
  const world = await ExchangeWorld.create(t);
  let nowMs = Date.now();
  const clock = (): number => nowMs;
  const provider = await world.company('Larkspur', { clock });
  const consumer = await world.company('Marigold', {
    clock,
    chunks: watching((count) => {
      if (count === 10) nowMs += 366 * 86_400_000;
    }),
  });
  const exchange = await agreeOnMany(provider, consumer);
  const outDir = join(consumer.home, 'delivered');
  const pull = consumer.service.pull(exchange, outDir, { patienceMs: 2_000 });
  await assert.rejects(pull, (error: ExchangeError) => ['refused', 'unauthenticated'].includes(error.code));
  await fails(consumer.service.pull(exchange, outDir), 'refused');
});

test('a paused transfer is served nothing until it is resumed', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  let pausing: Promise<unknown> | undefined;
  const consumer: Company = await world.company('Marigold', {
    chunks: watching((count) => {
      if (count !== 15) return;
      pausing = consumer.service.transfers().then(([one]) => consumer.service.pause(one?.transfer ?? ''));
    }),
  });
  const exchange = await agreeOnMany(provider, consumer);
  const outDir = join(consumer.home, 'delivered');
  await fails(consumer.service.pull(exchange, outDir), 'interrupted');
  await pausing;
  await until(async () => {
    const [sent] = await provider.service.transfers();
    return sent?.state === 'SUSPENDED' ? sent : undefined;
  });
  const [paused] = await consumer.service.transfers();
  assert.equal(paused?.pausedBy, 'consumer');
  assert.ok(paused.bytesDone > 0 && paused.bytesDone < paused.bytesTotal);
  await consumer.service.pull(exchange, outDir);
  assert.equal((await consumer.service.transfer(paused.transfer)).state, 'COMPLETED');
});

test('the chunk door refuses strangers, forged tokens and chunks of other datasets', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  let token = '';
  const consumer = await world.company('Marigold', {
    chunks: (door) => ({
      open: async (to, signal) => {
        const line = await door.open(to, signal);
        return {
          close: () => line.close(),
          request: async (request, requestSignal) => {
            token = request.token;
            if (request.op === 'chunk') throw new ExchangeError('interrupted', 'Held.');
            return line.request(request, requestSignal);
          },
        };
      },
    }),
  });
  const stranger = await world.company('Nettle');
  const other = await provider.publish({
    slug: 'other',
    access: 'manual',
    files: { 'secret.bin': patternBytes(1_000, 9) },
  });
  const { exchange } = await agree(provider, consumer);
  const outDir = join(consumer.home, 'delivered');
  await fails(consumer.service.pull(exchange, outDir, { patienceMs: 100 }), 'interrupted');
  const foreign = other.sealed.chunkList.files[0]!.chunks[0]!.cipherHash;
  const serve = (peer: Company, request: object) => provider.service.serveChunk(peer.host.peerId, request);
  await fails(serve(consumer, { op: 'chunk', token, hash: foreign }), 'not-found');
  await fails(serve(stranger, { op: 'list', token, page: 0 }), 'forbidden');
  await fails(serve(consumer, { op: 'secrets', token, page: 0 }), 'refused');
  await fails(serve(consumer, { op: 'list', token: `${token}A`, page: 0 }), 'unauthenticated');
  await fails(serve(consumer, { op: 'list', token: 'x', page: 0 }), 'unauthenticated');
  await fails(serve(consumer, { op: 'list', token, page: -1 }), 'schema-mismatch');
  assert.ok((await serve(consumer, { op: 'list', token, page: 0 })).length > 0);
});

test('a folder that is not empty is left alone', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const { exchange } = await agree(provider, consumer);
  const outDir = join(consumer.home, 'mine');
  await mkdir(outDir);
  await writeFile(join(outDir, 'thesis.txt'), 'years of work');
  await fails(consumer.service.pull(exchange, outDir), 'conflict');
  assert.deepEqual(await readdir(outDir), ['thesis.txt']);
});

test('nothing is sent before the agreement stands in the log, and no key before payment where the terms say so', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  const consumer = await world.company('Marigold');
  const manual = await provider.publish(smallListing('arm-picks', 'manual'));
  const waiting = await ask(consumer, manual);
  await fails(consumer.service.pull(waiting, join(consumer.home, 'a')), 'transition-not-allowed');

  const paid = { ...LICENSE_TEMPLATES['train-only-1y']!, release: 'after-payment' as const };
  const listing = await provider.publish({ ...smallListing('paid'), offers: [paid] });
  const { exchange } = await decided(consumer, await ask(consumer, listing));
  await fails(consumer.service.pull(exchange, join(consumer.home, 'b')), 'refused');
  await fails(provider.service.confirmPayment(waiting), 'conflict');
  await provider.service.confirmPayment(exchange);
  await consumer.service.pull(exchange, join(consumer.home, 'b'));
});

test('a delivery counts a day after its key although no receipt comes, and a late receipt is taken', async (t) => {
  const world = await ExchangeWorld.create(t);
  let nowMs = Date.now();
  const clock = (): number => nowMs;
  const provider = await world.company('Larkspur', { clock });
  const consumer = await world.company('Marigold', { clock });
  const exchange = await agreeOnMany(provider, consumer);
  const outDir = join(consumer.home, 'delivered');
  consumer.dieAt.add('delivery-placed');
  await assert.rejects(consumer.service.pull(exchange, outDir));
  const standing = async (): Promise<string | undefined> => (await provider.service.transfers())[0]?.delivery;
  assert.equal(await standing(), 'awaiting-receipt');
  nowMs += RECEIPT_PATIENCE_MS;
  assert.equal(await standing(), 'counts-without-receipt');
  await consumer.revive();
  await consumer.service.pull(exchange, outDir);
  assert.equal(
    await until(async () => ((await standing()) === 'acknowledged' ? 'acknowledged' : undefined)),
    'acknowledged',
  );
});

test('a provider that calls every receipt late is not asked for ever', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  let receipts = 0;
  const stop = new AbortController();
  const consumer = await world.company('Marigold', {
    messages: (door) => ({
      send: async (to, message, signal) => {
        const text = Buffer.from(message.payload, 'base64').toString('utf8');
        if (!text.includes('"TransferCompletionMessage"')) return door.send(to, message, signal);
        // A pull that would go on for ever is ended here.
        if (++receipts > 20) stop.abort();
        throw new ExchangeError('conflict', 'The chain goes on elsewhere.');
      },
    }),
  });
  const { exchange } = await agree(provider, consumer);
  const options = { signal: stop.signal };
  await fails(consumer.service.pull(exchange, join(consumer.home, 'delivered'), options), 'conflict');
  assert.ok(receipts >= 2 && receipts <= 5, `${receipts} receipts`);
});

const REFUSED = [
  ['transfer.started', 'provider'],
  ['transfer.received', 'consumer'],
  ['key.released', 'provider'],
  ['receipt.acknowledged', 'provider'],
] as const;
for (const [act, by] of REFUSED) {
  test(`a transfer whose ${act} the log refuses ends on both sides, and says why`, async (t) => {
    const world = await ExchangeWorld.create(t);
    const provider = await world.company('Larkspur');
    const consumer = await world.company('Marigold');
    const { exchange } = await agree(provider, consumer);
    refuseInLog(world, act);
    const signal = AbortSignal.timeout(20_000);
    await assert.rejects(consumer.service.pull(exchange, join(consumer.home, 'delivered'), { signal }), {
      code: 'refused',
      message: /ask anew with kin request\.$/,
    });
    for (const company of [consumer, provider]) {
      const ended = await until(async () => {
        const [transfer] = await company.service.transfers();
        return transfer?.state === 'TERMINATED' ? transfer.ended : undefined;
      });
      assert.deepEqual(ended, { by, code: 'log-refused', note: 'forbidden' });
    }
  });
}

test('a revocation that the log refuses stops the serving all the same, and both sides know', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  let exchange = '';
  const consumer = await world.company('Marigold', {
    chunks: watching(async (count) => {
      if (count === 10) await provider.service.revoke(exchange, 'misuse', 'Sold on to others.');
    }),
  });
  exchange = await agreeOnMany(provider, consumer);
  refuseInLog(world, 'license.revoked');
  const options = { patienceMs: 2_000, signal: AbortSignal.timeout(20_000) };
  await fails(consumer.service.pull(exchange, join(consumer.home, 'delivered'), options), 'refused');
  for (const company of [consumer, provider]) {
    const ended = await until(async () => {
      const [transfer] = await company.service.transfers();
      return transfer?.state === 'TERMINATED' ? transfer.ended : undefined;
    });
    assert.deepEqual(ended, { by: 'provider', code: 'log-refused', note: 'forbidden' });
  }
  assert.equal((await provider.service.get(exchange)).revocation?.proven, false);
});

/** From now on the log refuses entries of a type for good. */
function refuseInLog(world: ExchangeWorld, type: string): void {
  const submit = world.log.submit.bind(world.log);
  world.log.submit = async (entry) => {
    if (!Buffer.from(entry.payload, 'base64').toString('utf8').includes(type)) return submit(entry);
    throw new ExchangeError('forbidden', 'The company is suspended.');
  };
}

test('a line that could not be opened once is opened anew', async (t) => {
  const world = await ExchangeWorld.create(t);
  const provider = await world.company('Larkspur');
  let opened = 0;
  const consumer = await world.company('Marigold', {
    chunks: (door) => ({
      open: async (to, signal) => {
        if (++opened <= 2)
          throw new ExchangeError('rate-limited', 'Too many requests at once: ask again later.');
        return door.open(to, signal);
      },
    }),
  });
  const { exchange } = await agree(provider, consumer);
  const outDir = join(consumer.home, 'delivered');
  await consumer.service.pull(exchange, outDir, { patienceMs: 2_000 });
  assert.ok((await readdir(outDir)).includes('exchange'));
});
