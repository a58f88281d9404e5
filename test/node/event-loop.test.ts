/** What a node does not do on its event loop, or does in pieces. No clock is asked. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { canonicalBytes, canonicalJson, parseJson } from '#contracts/canonical-json.ts';
import { MAX_TASK_LENGTH, MAX_TASKS } from '#contracts/dataset/limits.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import { feedDocumentSchema, feedPageSchema } from '#contracts/feed/feed.ts';
import { MAX_FEED_RESPONSE_BYTES } from '#contracts/p2p/protocols.ts';
import { envelopeBytes } from '#contracts/signature.ts';
import { NODE_MIGRATIONS } from '#node/context.ts';
import { describeRobot } from '#node/embodiment/describe-robot.ts';
import { readRobotText } from '#node/embodiment/read-robot.ts';
import { robotView } from '#node/embodiment/robot-view.ts';
import { appendFeedEntry, feedPage, putDocument, raiseVisible } from '#node/feed/feed-store.ts';
import { insertNegotiation } from '#node/negotiation/negotiation-store.ts';
import { serveFeed } from '#node/p2p/feed-protocol.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { silentLogger } from '#platform/logger.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { PeerHandler } from '#platform/peer/exchange-server.ts';
import { plainFacts, trainOnly } from '../support/exchange-manifest.ts';
import { ExchangeWorld, TRAINING } from '../support/exchange-world.ts';
import { robotFile } from '../support/robot-recording.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { TestCompany } from '../support/test-company.ts';
import { everyStepIsLong, turnCounter } from '../support/turn-counter.ts';

const ENTRIES = 20;

/** A company's feed and one large manifest in a node's store, and the door that serves them. */
async function servedFeed(t: TestContext) {
  const database = openDatabase({
    path: join(await tempFolder(t), 'node.sqlite'),
    migrations: NODE_MIGRATIONS,
    clock: Date.now,
  });
  t.after(() => database.close());
  const company = new TestCompany('Larkspur', 'log.test.invalid/kin');
  const tasks = Array.from({ length: MAX_TASKS }, (_, index) => ({
    index,
    episodes: 1,
    frames: 10,
    text: `${index} `.padEnd(MAX_TASK_LENGTH, 'cup '),
  }));
  const { digest, envelope } = company.manifest('large', { facts: { ...plainFacts(3, 1000), tasks } });
  for (let i = 0; i < ENTRIES; i++) company.publish(`set-${i}`);
  await database.write((tx) => {
    putDocument(tx, { digest, kind: 'manifest', envelope, nowMs: 0 });
    for (const [seq, entry] of company.feed.entries()) {
      const named = `sha256:${seq.toString().padStart(64, '0')}`;
      appendFeedEntry(tx, company.participant, { seq, digest: named, envelope: entry });
    }
    raiseVisible(tx, ENTRIES - 1);
  });
  return { database, company, digest, envelope, ask: doorOf(database, company) };
}

function doorOf(database: Database, company: TestCompany): (request: object) => Promise<Uint8Array> {
  let handler: PeerHandler | undefined;
  serveFeed({
    host: {
      handle: (_protocol, _limits, given) => (handler = given),
      publish: async () => 0,
      subscribe: () => () => undefined,
    },
    database,
    crypto: nodeCrypto,
    participant: company.participant,
    participants: {
      ofPeer: async () => undefined,
      resolve: async () => assert.fail('nobody is asked for'),
    },
    logger: silentLogger,
  });
  return async (request) => {
    assert.ok(handler !== undefined);
    const { signal } = new AbortController();
    return handler({ bytes: canonicalBytes(request), peerId: 'somebody', signal });
  };
}

test('a node serves its feed and its manifests as they are stored, and parses none of them', async (t) => {
  const { company, digest, envelope, ask } = await servedFeed(t);
  const parse = t.mock.method(JSON, 'parse');
  const write = t.mock.method(JSON, 'stringify');
  const document = await ask({ op: 'document', digest });
  const page = await ask({ op: 'since', publisher: company.participant, from: 2, limit: 10 });
  const lengths = parse.mock.calls.map(({ arguments: [text] }) => text.length);
  const written = write.mock.calls.map(({ result }) => String(result).length);
  t.mock.restoreAll();
  assert.ok(Math.max(...lengths, ...written) < 1024, 'nothing but the requests');
  assert.deepEqual(feedDocumentSchema.parse(parseJson(document, MAX_FEED_RESPONSE_BYTES)), { envelope });
  assert.deepEqual(feedPageSchema.parse(parseJson(page, MAX_FEED_RESPONSE_BYTES)), {
    entries: company.feed.slice(2, 12),
    length: ENTRIES - 1,
  });
  const beyond = await ask({ op: 'since', publisher: company.participant, from: ENTRIES, limit: 10 });
  assert.equal(Buffer.from(beyond).toString(), canonicalJson({ entries: [], length: ENTRIES - 1 }));
  await assert.rejects(ask({ op: 'document', digest: `sha256:${'0'.repeat(64)}` }), { code: 'not-found' });
});

test('a page of a feed ends where its bytes or its entries end', async (t) => {
  const { company, database } = await servedFeed(t);
  const sizes = company.feed.map((entry) => envelopeBytes(entry).length);
  const pageOf = (limit: number, maxBytes: number) =>
    database.read((db) =>
      feedPage(db, company.participant, { from: 1, length: ENTRIES - 1, limit, maxBytes }),
    );
  const three = sizes.slice(1, 4).reduce((sum, size) => sum + size, 0);
  assert.equal((await pageOf(100, three)).length, 3);
  assert.equal((await pageOf(100, three - 1)).length, 2);
  assert.equal((await pageOf(4, 1e9)).length, 4);
  assert.equal((await pageOf(100, 1e9)).length, ENTRIES - 2);
});

test('a robot is shown without moving it: its reach is searched for where it is printed', async (t) => {
  const robot = await readRobotText(await readFile(robotFile('larkspur-arm7'), 'utf8'));
  const forward = t.mock.method(FastChain.prototype, 'forward');
  const view = robotView(robot);
  assert.equal(forward.mock.callCount(), 0);
  const described = describeRobot(robot);
  assert.ok(forward.mock.callCount() > 0);
  assert.equal(view.limbs.length, described.limbs.length);
  assert.ok(described.tools.every(({ reach }) => reach !== null && reach > 0));
});

test('negotiations are read and shown one a piece', async (t) => {
  const world = await ExchangeWorld.create(t);
  const company = await world.company('Larkspur');
  const { manifest, digest } = new TestCompany('Any', 'log.test.invalid/kin').manifest('cups');
  await company.database.write((tx) => {
    for (let i = 0; i < ENTRIES; i++) {
      insertNegotiation(
        tx,
        {
          exchange: `urn:kin:exchange:${i}`,
          role: 'provider',
          counterparty: company.participant,
          counterpartyName: 'Somebody',
          consumerKey: company.key,
          dataset: manifest.dataset,
          manifest: digest,
          version: 1,
          title: `Cups ${i}`,
          derivative: manifest.derivative,
          terms: trainOnly(),
          use: TRAINING,
          useSalt: '',
          deadline: 0,
          state: 'REQUESTED',
          needsDecision: true,
        },
        i,
      );
    }
  });
  everyStepIsLong(t);
  const turn = turnCounter(t);
  const views = await company.service.list();
  assert.deepEqual(
    views.map(({ title }) => title),
    Array.from({ length: ENTRIES }, (_, i) => `Cups ${ENTRIES - 1 - i}`),
  );
  assert.ok(turn() >= ENTRIES, `${turn()} turns`);
});
