/** A worker thread that writes datasets, one message each: the demo's own thread stays free for the network. */

import { parentPort, type MessagePort } from 'node:worker_threads';
import { findDataset } from './dataset-specs.ts';
import { writeDataset } from './write-dataset.ts';

function serve(port: MessagePort): void {
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const answer = (slug: string, error: string | null): void => port.postMessage({ slug, error });
  port.on('message', ({ slug, folder }: { slug: string; folder: string }) => {
    const spec = findDataset(slug);
    const written = spec === undefined ? Promise.reject(new RangeError(slug)) : writeDataset(spec, folder);
    written.then(
      () => answer(slug, null),
      (error: unknown) => answer(slug, String(error)),
    );
  });
}

if (parentPort !== null) serve(parentPort);
