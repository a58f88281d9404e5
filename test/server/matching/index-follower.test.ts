import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { createMatchEngine, type MatchEngine } from '#contracts/matching/match-engine.ts';
import { matchQuerySchema } from '#contracts/matching/schema.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { ChangedListing } from '#server/catalog/listing-store.ts';
import { IndexFollower } from '#server/matching/index-follower.ts';
import { QuestionLanes } from '#server/matching/question-lanes.ts';
import { SearchGate } from '#server/matching/search-gate.ts';
import { Turns } from '#server/matching/turns.ts';
import { armEmbodiment } from '../../support/match-bodies.ts';
import { TestCompany } from '../../support/test-company.ts';

const company = new TestCompany('Lister', 'log.example/a');
const bodies = Array.from({ length: 6 }, (_, i) => {
  const body = armEmbodiment({ upper: 0.2 + 0.05 * i, fore: 0.2 });
  return { id: embodimentId(nodeCrypto, body), label: `Body ${i}`, body };
});

/** A change by which a listing on a body arrives; null for one that nobody can read. */
function arrival(change: number, body: number | null): ChangedListing {
  const { manifest, digest, envelope } = company.manifest(`set-${change}`, {
    embodiment: bodies[body ?? 0]!,
  });
  const text = body === null ? '{"payload":1}' : JSON.stringify(envelope);
  return { change, dataset: manifest.dataset, manifest: digest, envelope: text };
}

interface Followed {
  readonly engine: MatchEngine;
  readonly follower: IndexFollower;
  readonly lanes: QuestionLanes;
}

function follow(changes: readonly ChangedListing[]): Followed {
  const engine = createMatchEngine({ idOf: (body) => embodimentId(nodeCrypto, body) });
  const [turns, gate] = [new Turns(), new SearchGate()];
  const follower = new IndexFollower({
    catalog: {
      newest: () => changes.at(-1)?.change ?? 0,
      after: (change, limit) => changes.filter((own) => own.change > change).slice(0, limit),
    },
    engine,
    builder: { limbs: async () => sleep(1) },
    turns,
    gate,
  });
  return { engine, follower, lanes: new QuestionLanes({ engine, turns, gate }) };
}

test('what was there when a question came is in the index, in order, and what nobody can read keeps nothing back', async () => {
  const changes = [arrival(1, 0), arrival(2, null), arrival(3, 0)];
  changes.push({ ...changes[0]!, change: 4, envelope: null });
  const { engine, follower } = follow(changes);
  const waiting = follower.nearlyCaughtUp();
  assert.equal(await waiting, true);
  assert.deepEqual([engine.size, engine.bodies], [1, 1]);
  assert.equal(await follower.nearlyCaughtUp(), true);
});

test('a question does not wait for a flood, and whoever wants everything does', async () => {
  const changes = Array.from({ length: 40 }, (_, i) => arrival(i + 1, i % 2));
  const { engine, follower } = follow(changes);
  assert.equal(await follower.nearlyCaughtUp(), false);
  assert.equal(engine.size, 0);
  const all = follower.caughtUp();
  await all;
  assert.deepEqual([engine.size, engine.bodies], [40, 2]);
});

test('of a few listings with bodies that nobody has seen, a question waits for the first', async () => {
  const changes = bodies.map((_, i) => arrival(i + 1, i));
  const { engine, follower } = follow(changes);
  assert.equal(await follower.nearlyCaughtUp(), false);
  assert.ok(engine.size >= 3 && engine.size < bodies.length, `${engine.size} were in the index`);
  await follower.caughtUp();
  assert.equal(engine.size, bodies.length);
});

test('listings join while questions never end, and answers are those of the index as it then is', async () => {
  const changes = Array.from({ length: 12 }, (_, i) => arrival(i + 1, 0));
  const { engine, follower, lanes } = follow(changes);
  engine.addBody(bodies[0]!.body);
  const query = matchQuerySchema.parse({ embodimentId: bodies[0]!.id, task: 'pick up the cup' });
  const over = new AbortController();
  let answered = 0;
  const askers = Array.from({ length: 3 }, async () => {
    for (; !over.signal.aborted; answered++) await lanes.answer(query);
  });
  await follower.caughtUp();
  over.abort();
  await Promise.all(askers);
  assert.ok(answered > 0);
  const expected = engine.match(query);
  assert.equal(expected.catalog.size, 12);
  assert.deepEqual(await lanes.answer(query), expected);
  await assert.rejects(lanes.answer({ ...query, embodimentId: `sha256:${'0'.repeat(64)}` }), {
    code: 'not-found',
  });
  assert.deepEqual(await lanes.answer(query), expected, 'a question that failed holds up no other');
});

test('a catalog that cannot be read is what who asks is told, and ends nobody', async () => {
  const engine = createMatchEngine({ idOf: (body) => embodimentId(nodeCrypto, body) });
  let looks = 0;
  const changes = [arrival(1, 0)];
  const follower = new IndexFollower({
    catalog: {
      newest: () => {
        // The second look comes in the turn of the first, in work that nobody waits for.
        if (++looks === 2) throw new TypeError('The disk is gone.');
        return 1;
      },
      after: (change, limit) => changes.filter((own) => own.change > change).slice(0, limit),
    },
    engine,
    builder: { limbs: async () => sleep(1) },
    turns: new Turns(),
    gate: new SearchGate(),
  });
  const told = follower.caughtUp().then(
    () => 'caught up',
    (error: unknown) => String(error),
  );
  assert.match(await Promise.race([told, sleep(1_000, 'nobody')]), /The disk is gone/);
  await follower.caughtUp();
  assert.equal(engine.size, 1);
});
