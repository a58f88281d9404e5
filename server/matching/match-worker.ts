/**
 * The match engine in a thread of its own: reach maps and rankings take tens of milliseconds to seconds, and the broker's
 * event loop must not wait for them. Manifests come from the catalog and were verified there.
 */

import { parentPort } from 'node:worker_threads';
import { embodimentId } from '#contracts/embodiment/embodiment-id.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { manifestSchema } from '#contracts/manifest/manifest.ts';
import { indexManifest } from '#contracts/matching/dataset-of-manifest.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import type { MatchAnswer } from '#contracts/matching/schema.ts';
import { envelopeSchema } from '#contracts/signature.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { openDetailStore } from './detail-store.ts';
import type { IndexChange, IndexSize, WorkerReply, WorkerRequest } from './worker-messages.ts';

const engine = createMatchEngine({
  idOf: (body) => embodimentId(nodeCrypto, body),
  details: openDetailStore(),
});

function apply(change: IndexChange): void {
  if (change.envelope === null) {
    engine.removeDataset(change.dataset);
    return;
  }
  const { payload } = envelopeSchema.parse(JSON.parse(change.envelope));
  const manifest = manifestSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
  indexManifest(engine, manifest, change.manifest);
}

/** One listing that the engine cannot take must not keep all later ones, and every question, from it. */
function applyOrDrop(change: IndexChange): void {
  try {
    apply(change);
  } catch {
    engine.removeDataset(change.dataset);
  }
}

function answer(request: WorkerRequest): MatchAnswer | IndexSize {
  switch (request.op) {
    case 'apply':
      for (const change of request.changes) applyOrDrop(change);
      return { datasets: engine.size, bodies: engine.bodies };
    case 'match':
      return engine.match(request.query);
    case 'match-among':
      return engine.match(request.query, new Set(request.datasets));
    default:
      return request satisfies never;
  }
}

parentPort?.on('message', (request: WorkerRequest) => {
  let reply: WorkerReply;
  try {
    reply = { id: request.id, ok: true, value: answer(request) };
  } catch (error) {
    const known = isExchangeError(error)
      ? error
      : new ExchangeError('internal', 'The match engine failed.', { cause: error });
    reply = { id: request.id, ok: false, code: known.code, message: known.message, params: known.params };
  }
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(reply);
});
