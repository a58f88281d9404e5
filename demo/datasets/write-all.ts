/** Writes the datasets that are not on disk yet, in two worker threads, and tells of each as soon as it is there. */

import { access } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { ExchangeError } from '#contracts/errors.ts';
import type { DatasetSpec } from './dataset-specs.ts';

const WORKERS = 2;

/** A dataset and where it goes. */
export interface DatasetOrder {
  readonly spec: DatasetSpec;
  readonly folder: string;
}

/** Begins to write; gives one promise for each slug, in the order in which they will be ready. Ends early when the signal aborts. */
export function writeDatasets(
  orders: readonly DatasetOrder[],
  signal: AbortSignal,
): Map<string, Promise<void>> {
  const ready = new Map(orders.map(({ spec }) => [spec.slug, Promise.withResolvers<void>()]));
  // Somebody who waits for one of them hears of a failure; nobody has to wait for all.
  for (const { promise } of ready.values()) promise.catch(() => undefined);
  const queue = [...orders];
  const settle = (slug: string, error: Error | null): void => {
    if (error === null) ready.get(slug)?.resolve();
    else ready.get(slug)?.reject(error);
  };
  const work = async (): Promise<void> => {
    let worker: Worker | undefined;
    try {
      for (let order = queue.shift(); order !== undefined; order = queue.shift()) {
        const { slug } = order.spec;
        if (await isThere(order.folder)) {
          settle(slug, null);
          continue;
        }
        worker ??= new Worker(new URL('./dataset-worker.ts', import.meta.url));
        settle(slug, await writeIn(worker, { slug, folder: order.folder }, signal));
      }
    } finally {
      await worker?.terminate();
    }
  };
  for (let i = 0; i < WORKERS; i++) void work();
  return new Map([...ready].map(([slug, { promise }]) => [slug, promise]));
}

async function isThere(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  );
}

function writeIn(
  worker: Worker,
  order: { readonly slug: string; readonly folder: string },
  signal: AbortSignal,
): Promise<Error | null> {
  return new Promise((resolve) => {
    const stop = (): void => end(new ExchangeError('interrupted', 'The demo is stopping.'));
    const onMessage = ({ error }: { error: string | null }): void =>
      end(error === null ? null : new ExchangeError('internal', error));
    const end = (outcome: Error | null): void => {
      signal.removeEventListener('abort', stop);
      worker.off('message', onMessage);
      worker.off('error', end);
      resolve(outcome);
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', onMessage);
    worker.on('error', end);
    // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(order);
  });
}
