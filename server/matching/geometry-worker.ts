/** The thread that builds what takes long to compute of a limb: the thread that matches answers questions meanwhile. */

import { workerData } from 'node:worker_threads';
import type { ReachMap } from '#contracts/embodiment/reach/reach-map.ts';
import { buildGeometry } from '#contracts/matching/factors/coarse-body.ts';
import { serveThread } from '#platform/thread.ts';
import type { GeometryQuestion, GeometrySetting } from './geometry-builder.ts';
import { openMapFile } from './geometry-store.ts';

const { maps } = workerData as GeometrySetting;
const file = openMapFile(maps);

serveThread((question: GeometryQuestion): ReachMap | Uint8Array => {
  switch (question.op) {
    case 'map':
      return file.mapOf(question.chain, question.options);
    case 'limb':
      return buildGeometry(question);
    default:
      return question satisfies never;
  }
});
