/** Publishes every recording on its company's node, through the jobs that the command line and the console use. */

import { join } from 'node:path';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import { findDataset, type FoundDataset } from '#node/catalog/find-dataset.ts';
import type { ExchangeNode } from '#node/exchange-node.ts';
import { ROBOTS_FOLDER } from '../datasets/demo-body.ts';
import type { DatasetSpec } from '../datasets/dataset-specs.ts';

/** Publications at a time: each runs child processes, and the machine may have two cores. */
const PUBLISHERS = 3;
/** How often the catalog is asked for a new listing, and for how long, milliseconds. */
const POLL_MS = 100;
const PATIENCE_MS = 60_000;

/** A recording on disk and the node that publishes it. */
export interface Publication {
  readonly spec: DatasetSpec;
  readonly folder: string;
  readonly node: ExchangeNode;
  /** Resolves when the recording is complete. */
  readonly recorded: Promise<void>;
}

/** Tells how far it is. */
export type PublishListener = (done: { readonly slug: string; readonly seconds: number }) => void;

/** Begins to publish; gives for each slug the listing as `reader` finds it in the broker's catalog. */
export function publishAll(
  publications: readonly Publication[],
  reader: ExchangeNode,
  options: { readonly signal: AbortSignal; readonly onListed: PublishListener },
): Map<string, Promise<FoundDataset>> {
  const listed = new Map(publications.map(({ spec }) => [spec.slug, Promise.withResolvers<FoundDataset>()]));
  for (const { promise } of listed.values()) promise.catch(() => undefined);
  const queue = [...publications];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { spec } = next;
      const began = performance.now();
      try {
        listed.get(spec.slug)?.resolve(await publish(next, reader, options.signal));
        options.onListed({ slug: spec.slug, seconds: (performance.now() - began) / 1000 });
      } catch (error) {
        listed.get(spec.slug)?.reject(error);
      }
    }
  };
  for (let i = 0; i < PUBLISHERS; i++) void work();
  return new Map([...listed].map(([slug, { promise }]) => [slug, promise]));
}

async function publish(
  { spec, folder, node, recorded }: Publication,
  reader: ExchangeNode,
  signal: AbortSignal,
): Promise<FoundDataset> {
  await recorded;
  signal.throwIfAborted();
  const { jobs } = node.context;
  const job = await jobs.ended(jobs.begin(requestFor(spec, folder)).id);
  if (job.status !== 'done') {
    throw new ExchangeError(
      'internal',
      `${spec.slug} was not published: ${job.error?.message ?? job.status}`,
      {
        params: { slug: spec.slug, code: job.error?.code ?? job.status },
      },
    );
  }
  return untilIndexed(reader, job.dataset ?? spec.slug, signal);
}

function requestFor(spec: DatasetSpec, folder: string): PublishRequest {
  const { policy, offers, access } = spec.publish;
  return {
    folder,
    shareRobot: false,
    robot: spec.robot === null ? null : join(ROBOTS_FOLDER, `${spec.robot}.urdf`),
    ...(spec.body === undefined ? {} : { body: spec.body }),
    slug: spec.slug,
    title: spec.title,
    description: `${spec.about} Fictional: in the story it has ${spec.storyHours} h; here are ${spec.episodes} scripted episodes.`,
    collection: spec.method,
    offers: [...offers],
    access,
    policy,
    visibility: { kind: 'public' },
    rights: {
      basis: 'own-recording',
      operatorConsent: spec.operators.length > 0 ? 'given' : 'not-needed',
      bystanderConsent: 'not-needed',
      personalData: spec.operators.length > 0 ? 'desensitized' : 'none',
      exportControl: 'none',
    },
    approveTasks: true,
    roster: [...spec.operators],
    // The recordings are short: their companies confirm that they mean it.
    ...(spec.publish.sample ? { sample: { license: 'open-research', smallDatasetConfirmed: true } } : {}),
  };
}

async function untilIndexed(
  reader: ExchangeNode,
  dataset: string,
  signal: AbortSignal,
): Promise<FoundDataset> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await findDataset(reader.context.client, dataset, signal);
    } catch (error) {
      if (!isExchangeError(error, 'not-found') || performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
