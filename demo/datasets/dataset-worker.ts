/** A worker thread that writes datasets, one message each: the demo's own thread stays free for the network. */

import { parentPort } from 'node:worker_threads';
import { findDataset } from './dataset-specs.ts';
import { writeDataset } from './write-dataset.ts';

parentPort?.on('message', ({ slug, folder }: { slug: string; folder: string }) => {
  const spec = findDataset(slug);
  const written = spec === undefined ? Promise.reject(new RangeError(slug)) : writeDataset(spec, folder);
  written.then(
    () => parentPort?.postMessage({ slug, error: null }),
    (error: unknown) => parentPort?.postMessage({ slug, error: String(error) }),
  );
});
