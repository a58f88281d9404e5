/**
 * The match engine in a thread of its own: rankings take tens of milliseconds to seconds, and the broker's event loop must not wait for
 * them. The thread reads the catalog's changes itself; manifests were verified when they came into the catalog. Everything long is done in
 * pieces (see turns.ts) or by the thread that builds geometry.
 */

import { workerData } from 'node:worker_threads';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import type { MatchQuery } from '#contracts/matching/schema.ts';
import { openReader } from '#platform/database/reader.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { serveThread } from '#platform/thread.ts';
import { changedListings, newestChange } from '../catalog/listing-store.ts';
import { openDetailStore } from './detail-store.ts';
import { GeometryBuilder, threadThatBuilds } from './geometry-builder.ts';
import { openGeometryFile } from './geometry-store.ts';
import { IndexFollower } from './index-follower.ts';
import { QuestionLanes } from './question-lanes.ts';
import { SearchGate } from './search-gate.ts';
import { Turns } from './turns.ts';
import { WarmQueue } from './warm-queue.ts';
import type { FoundMatches, IndexSize, WorkerQuestion, WorkerSetting } from './worker-messages.ts';

const setting = workerData as WorkerSetting;
const catalog = openReader(setting.database);
const kept = openGeometryFile(setting.geometry);
const engine = createMatchEngine({
  idOf: (body) => embodimentId(nodeCrypto, body),
  details: openDetailStore(setting.scratch),
  geometry: kept.limbs,
  motions: kept.motions,
});
const turns = new Turns();
const gate = new SearchGate();
const builder = new GeometryBuilder(threadThatBuilds({ maps: setting.maps }));
const lanes = new QuestionLanes({ engine, turns, gate });
const follower = new IndexFollower({
  catalog: {
    newest: () => catalog.read(newestChange),
    after: (change, limit) => catalog.read((db) => changedListings(db, { after: change, limit })),
  },
  engine,
  builder,
  turns,
  gate,
});
const warm = new WarmQueue(turns, fill);

/** A map that is gone again is not built here: the next question has it built. */
function fill(id: string, count: number): boolean {
  return (
    engine.knowsBody(id) && engine.missingMaps({ embodimentId: id }).length === 0 && engine.fillRow(id, count)
  );
}

async function match(query: MatchQuery): Promise<FoundMatches> {
  const covered = await follower.nearlyCaughtUp();
  await builder.maps(engine.missingMaps(query));
  const answer = await lanes.answer(query);
  if (answer.embodimentId !== null) warm.add(answer.embodimentId);
  return { answer, covered };
}

async function answer(request: WorkerQuestion): Promise<FoundMatches | IndexSize> {
  switch (request.op) {
    case 'sync':
      await follower.caughtUp();
      return { datasets: engine.size, bodies: engine.bodies };
    case 'match':
      return match(request.query);
    case 'match-among':
      await follower.caughtUp();
      await builder.maps(engine.missingMaps(request.query));
      return { answer: await lanes.answer(request.query, new Set(request.datasets)), covered: true };
    default:
      return request satisfies never;
  }
}

serveThread(answer);
