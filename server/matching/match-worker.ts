/**
 * The match engine in a thread of its own: reach maps and rankings take tens of milliseconds to seconds, and the broker's
 * event loop must not wait for them. The thread reads the catalog's changes itself; manifests were verified when they came into
 * the catalog. Long work is done in slices, so that a question waits for one slice and not for the rest.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { embodimentId } from '#contracts/embodiment/embodiment-id.ts';
import { manifestSchema } from '#contracts/manifest/manifest.ts';
import { indexManifest } from '#contracts/matching/dataset-of-manifest.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import type { MatchAnswer } from '#contracts/matching/schema.ts';
import { envelopeSchema } from '#contracts/signature.ts';
import { openReader } from '#platform/database/reader.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { serveThread } from '#platform/thread.ts';
import { changedListings, newestChange, type ChangedListing } from '../catalog/listing-store.ts';
import { openDetailStore } from './detail-store.ts';
import { openGeometryFile } from './geometry-store.ts';
import { WarmQueue } from './warm-queue.ts';
import type { IndexSize, WorkerQuestion, WorkerSetting } from './worker-messages.ts';

/** Changes that are read from the catalog at once. */
const CHANGES_A_READ = 50;
/** How long the thread works before it looks for questions, in milliseconds. */
const SLICE_MS = 20;

const setting = workerData as WorkerSetting;
const catalog = openReader(setting.database);
const kept = openGeometryFile(setting.geometry);
const engine = createMatchEngine({
  idOf: (body) => embodimentId(nodeCrypto, body),
  details: openDetailStore(setting.scratch),
  geometry: kept.limbs,
  motions: kept.motions,
});
const warm = new WarmQueue((id, count) => engine.fillRow(id, count));
/** Number of the last change that the index holds. */
let applied = 0;
let syncing: Promise<unknown> = Promise.resolve();

function apply(change: ChangedListing): void {
  if (change.envelope === null) {
    engine.removeDataset(change.dataset);
    return;
  }
  const { payload } = envelopeSchema.parse(JSON.parse(change.envelope));
  const manifest = manifestSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
  indexManifest(engine, manifest, change.manifest);
}

/** One listing that the engine cannot take must not keep all later ones, and every question, from it. */
function applyOrDrop(change: ChangedListing): void {
  try {
    apply(change);
  } catch {
    engine.removeDataset(change.dataset);
  }
}

/** Applies everything that the catalog holds by now; what comes meanwhile is the next call's. */
async function sync(): Promise<IndexSize> {
  const newest = catalog.read(newestChange);
  let until = performance.now() + SLICE_MS;
  while (applied < newest) {
    const changes = catalog.read((db) => changedListings(db, { after: applied, limit: CHANGES_A_READ }));
    const last = changes.at(-1);
    if (last === undefined) break;
    for (const change of changes) {
      applyOrDrop(change);
      if (performance.now() < until) continue;
      await nextTurn();
      until = performance.now() + SLICE_MS;
    }
    applied = last.change;
  }
  return { datasets: engine.size, bodies: engine.bodies };
}

async function answer(request: WorkerQuestion): Promise<MatchAnswer | IndexSize> {
  switch (request.op) {
    case 'sync': {
      // One after the other: two at once would apply one page twice.
      const next = syncing.catch(() => undefined).then(sync);
      syncing = next;
      return next;
    }
    case 'match': {
      const found = engine.match(request.query);
      if (found.embodimentId !== null) warm.add(found.embodimentId);
      return found;
    }
    case 'match-among':
      return engine.match(request.query, new Set(request.datasets));
    default:
      return request satisfies never;
  }
}

serveThread(answer);
