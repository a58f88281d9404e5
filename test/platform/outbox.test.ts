import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { fromUtf8, utf8 } from '#contracts/bytes.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { Database } from '#platform/database/database.ts';
import { findOutboxItem, listOutboxItems, type Outbox, type OutboxHandler } from '#platform/outbox.ts';
import { failingDatabase } from '#test/support/failing-database.ts';
import { effects, openOutboxDatabase, outboxOver } from './outbox-world.ts';

async function databaseOf(t: TestContext): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'kin-outbox-'));
  const database = await openOutboxDatabase(folder);
  t.after(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  return database;
}

function startOutbox(t: TestContext, outbox: Outbox): Outbox {
  outbox.start();
  t.after(() => outbox.stop());
  return outbox;
}

const settleAsEffect: Pick<OutboxHandler, 'settle'> = {
  settle: (tx, item) => {
    tx.run('INSERT INTO effect (item, text) VALUES (?, ?)', item.id, fromUtf8(item.payload));
  },
};

// eslint-disable-next-line max-params -- the first three stand in every call
function add(database: Database, outbox: Outbox, text: string, more: object = {}): Promise<string> {
  return database.write((tx) =>
    outbox.enqueue(tx, { kind: 'note', orderKey: 'k', payload: utf8(text), ...more }),
  );
}

test('an item is delivered at once and its result and effect are stored together', async (t) => {
  const database = await databaseOf(t);
  const handler = { deliver: async () => utf8('receipt'), ...settleAsEffect };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }));
  await outbox.whenEmpty();
  const began = performance.now();
  const id = await add(database, outbox, 'one');
  await outbox.whenEmpty();
  assert.ok(performance.now() - began < 10_000, 'it waits for no timer');
  const item = await database.read((db) => findOutboxItem(db, id));
  assert.equal(item?.state, 'done');
  assert.equal(fromUtf8(item?.result ?? new Uint8Array()), 'receipt');
  assert.deepEqual(await effects(database), ['one']);
});

test('an item of a unit of work that fails is never delivered', async (t) => {
  const database = await databaseOf(t);
  let delivered = 0;
  const handler = { deliver: async () => Uint8Array.of(++delivered) };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }));
  const failing = database.write((tx) => {
    outbox.enqueue(tx, { kind: 'note', orderKey: 'k', payload: utf8('x') });
    throw new RangeError('no');
  });
  await assert.rejects(failing, RangeError);
  await add(database, outbox, 'good');
  await outbox.whenEmpty();
  assert.equal(delivered, 1);
});

test('what fails for now is tried again, and items of one key keep their order meanwhile', async (t) => {
  const database = await databaseOf(t);
  const seen: string[] = [];
  let failures = 3;
  const handler: OutboxHandler = {
    deliver: async (item) => {
      const text = fromUtf8(item.payload);
      seen.push(text);
      if (text === 'a1' && failures-- > 0) throw new ExchangeError('log-unavailable', 'The log is down.');
      return new Uint8Array();
    },
    ...settleAsEffect,
  };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }));
  await database.write((tx) => {
    for (const text of ['a1', 'a2', 'b1', 'a3', 'b2']) {
      outbox.enqueue(tx, { kind: 'note', orderKey: text.slice(0, 1), payload: utf8(text) });
    }
  });
  await outbox.whenEmpty();
  const done = await effects(database);
  assert.deepEqual(
    done.filter((text) => text.startsWith('a')),
    ['a1', 'a2', 'a3'],
  );
  assert.deepEqual(
    done.filter((text) => text.startsWith('b')),
    ['b1', 'b2'],
  );
  assert.equal(seen.filter((text) => text === 'a1').length, 4);
  assert.ok(done.indexOf('b1') < done.indexOf('a1'), 'another key does not wait');
});

test('a waiting item shows why it waits, and can be tried at once', async (t) => {
  const database = await databaseOf(t);
  let up = false;
  const handler: OutboxHandler = {
    deliver: async () => {
      if (!up) throw new ExchangeError('peer-unreachable', 'The peer cannot be reached.');
      return new Uint8Array();
    },
  };
  const backOff = { firstMs: 60_000, factor: 2, longestMs: 60_000 };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }, { backOff }));
  const id = await add(database, outbox, 'x');
  const waiting = () => database.read((db) => findOutboxItem(db, id));
  while ((await waiting())?.lastError === null) await sleep(5);
  assert.equal((await waiting())?.lastError, 'peer-unreachable: The peer cannot be reached.');
  up = true;
  await outbox.retryNow({ orderKey: 'other' });
  await sleep(20);
  assert.equal((await waiting())?.state, 'pending');
  await outbox.retryNow({ orderKey: 'k' });
  await outbox.whenEmpty();
  assert.equal((await waiting())?.state, 'done');
});

test('what is refused for good dies with its reason, and the next item of the key goes on', async (t) => {
  const database = await databaseOf(t);
  const handler: OutboxHandler = {
    deliver: async (item) => {
      if (fromUtf8(item.payload) === 'bad') throw new ExchangeError('bad-signature', 'Not signed.');
      return new Uint8Array();
    },
    giveUp: (tx, item, error) => {
      tx.run('INSERT INTO effect (item, text) VALUES (?, ?)', item.id, `gave up: ${error.code}`);
    },
    ...settleAsEffect,
  };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }));
  await add(database, outbox, 'bad');
  await add(database, outbox, 'good');
  await outbox.whenEmpty();
  assert.deepEqual(await effects(database), ['gave up: bad-signature', 'good']);
  const dead = await database.read((db) => listOutboxItems(db, { state: 'dead', limit: 10 }));
  assert.deepEqual(
    dead.map((item) => item.lastError),
    ['bad-signature: Not signed.'],
  );
});

test('an item whose deadline has passed is given up even while it waits for its next attempt', async (t) => {
  const database = await databaseOf(t);
  const handler = { deliver: () => Promise.reject(new ExchangeError('peer-unreachable', 'Gone.')) };
  const backOff = { firstMs: 60_000, factor: 2, longestMs: 60_000 };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }, { backOff }));
  const id = await add(database, outbox, 'x', { deadline: Date.now() + 60 });
  await outbox.whenEmpty();
  const item = await database.read((db) => findOutboxItem(db, id));
  assert.equal(item?.state, 'dead');
  assert.match(item?.lastError ?? '', /^deadline-passed/);
});

test('an entry that is stored twice under one id is delivered once', async (t) => {
  const database = await databaseOf(t);
  let delivered = 0;
  const handler = { deliver: async () => Uint8Array.of(++delivered) };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }));
  await add(database, outbox, 'x', { id: 'same' });
  await add(database, outbox, 'x', { id: 'same' });
  await outbox.whenEmpty();
  await add(database, outbox, 'x', { id: 'same' });
  await outbox.whenEmpty();
  assert.equal(delivered, 1);
  assert.deepEqual(await outbox.counts(), { pending: 0, done: 1, dead: 0 });
});

test('a delivery that hangs is cut and tried again', async (t) => {
  const database = await databaseOf(t);
  let attempts = 0;
  const handler: OutboxHandler = {
    deliver: (_item, signal) =>
      ++attempts === 1 ? sleep(60_000, new Uint8Array(), { signal }) : Promise.resolve(new Uint8Array()),
  };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }, { deliverTimeoutMs: 30 }));
  await add(database, outbox, 'x');
  await outbox.whenEmpty();
  assert.equal(attempts, 2);
});

test('an effect that fails leaves the item pending and nothing half done', async (t) => {
  const database = await databaseOf(t);
  let failures = 1;
  const handler: OutboxHandler = {
    deliver: async () => new Uint8Array(),
    settle: (tx, item) => {
      tx.run('INSERT INTO effect (item, text) VALUES (?, ?)', item.id, 'effect');
      if (failures-- > 0) throw new RangeError('bug');
    },
  };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }));
  await add(database, outbox, 'x');
  await outbox.whenEmpty();
  assert.deepEqual(await effects(database), ['effect']);
});

test('while nothing can be recorded the program lives on, and afterwards the item is done', async (t) => {
  const real = await databaseOf(t);
  const { database, faults } = failingDatabase(real);
  let tries = 0;
  const handler: OutboxHandler = {
    deliver: async (item) => {
      tries += 1;
      faults.writes = tries === 1 || (faults.writes && tries < 1_000);
      // A pump that never lets go of the loop would keep this timer from firing, and come to the thousand.
      if (tries === 1) setTimeout(() => (faults.writes = false), 30);
      return item.payload;
    },
    ...settleAsEffect,
  };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }));
  await add(real, outbox, 'one');
  await outbox.whenEmpty();
  assert.ok(tries >= 2 && tries < 20, `${tries} tries`);
  assert.deepEqual(await effects(real), ['one']);
});

test('what cannot be recorded is tried more and more rarely', async (t) => {
  const real = await databaseOf(t);
  const { database, faults } = failingDatabase(real);
  let tries = 0;
  const handler: OutboxHandler = {
    deliver: async (item) => {
      tries += 1;
      faults.writes = true;
      return item.payload;
    },
  };
  const backOff = { firstMs: 5, factor: 2, longestMs: 10_000 };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }, { backOff }));
  await add(real, outbox, 'one');
  await sleep(400);
  // Rests of 5, 10, 20, … ms, each at most a fifth shorter; a constant rest comes to eighty.
  assert.ok(tries >= 2 && tries <= 8, `${tries} tries`);
});

test('a delivery that ignores its signal keeps neither its item nor the end of the program', async (t) => {
  const database = await databaseOf(t);
  let tries = 0;
  const end = Promise.withResolvers<Uint8Array>();
  const third = Promise.withResolvers<void>();
  const handler: OutboxHandler = {
    deliver: async (item) => {
      tries += 1;
      if (tries === 3) third.resolve();
      return tries === 2 ? item.payload : end.promise;
    },
    ...settleAsEffect,
  };
  const within = (work: Promise<unknown>): Promise<unknown> =>
    Promise.race([work.then(() => 'ended'), sleep(30_000, 'hangs', { ref: false })]);
  try {
    const outbox = startOutbox(t, outboxOver(database, { note: handler }, { deliverTimeoutMs: 20 }));
    await add(database, outbox, 'one');
    assert.equal(await within(outbox.whenEmpty()), 'ended');
    const patient = startOutbox(t, outboxOver(database, { note: handler }));
    await add(database, patient, 'two');
    await third.promise;
    assert.equal(await within(patient.stop()), 'ended');
    assert.equal((await patient.counts()).pending, 1);
  } finally {
    end.resolve(new Uint8Array());
  }
});

test('stopping interrupts deliveries, which stay pending for the next start', async (t) => {
  const database = await databaseOf(t);
  let hang = true;
  const handler: OutboxHandler = {
    deliver: (_item, signal) =>
      hang ? sleep(60_000, new Uint8Array(), { signal }) : Promise.resolve(new Uint8Array()),
  };
  const outbox = startOutbox(t, outboxOver(database, { note: handler }));
  await add(database, outbox, 'x');
  await sleep(20);
  await outbox.stop();
  assert.deepEqual(await outbox.counts(), { pending: 1, done: 0, dead: 0 });
  hang = false;
  outbox.start();
  await outbox.whenEmpty();
});

test('a kind without a handler is refused when it is stored', async (t) => {
  const database = await databaseOf(t);
  const outbox = outboxOver(database, {});
  await assert.rejects(add(database, outbox, 'x'), (error) => isExchangeError(error, 'internal'));
});
