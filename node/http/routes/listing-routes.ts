/** Own listings and the jobs that make them. */

import { z } from 'zod';
import { ExchangeError } from '#contracts/errors.ts';
import {
  jobSchema,
  ownListingSchema,
  publishRequestSchema,
  withdrawSchema,
  type Job,
  type OwnListingView,
} from '#contracts/http/console.ts';
import { datasetIdSchema, formatTimestamp, shortDatasetId } from '#contracts/ids.ts';
import { eventRoute, jsonRoute, type Route, type ServerEvent } from '#platform/http/route.ts';
import type { NodeContext } from '../../context.ts';
import { OWN_ACTS } from '../../log/acts.ts';
import { allListings, type OwnListing } from '../../publish/listing-store.ts';
import type { PublishJobs } from '../../publish/publish-jobs.ts';
import { waitingItem } from '../../transfer/waiting-store.ts';
import type { ConsoleCaller } from '../permissions.ts';
import { requireShown } from '../shown-folders.ts';

const jobParams = z.strictObject({ id: z.string().max(64) });

/** Routes of listings. */
export function listingRoutes(context: NodeContext): Route<ConsoleCaller>[] {
  return [...ownListingRoutes(context), ...jobRoutes(context.jobs)];
}

function ownListingRoutes(context: NodeContext): Route<ConsoleCaller>[] {
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/listings',
      access: 'listing.read',
      summary: "Versions of this company's datasets, newest change first",
      tags: ['listings'],
      response: z.strictObject({ items: z.array(ownListingSchema) }),
      handle: () =>
        context.database.read((db) => {
          const trouble = waitingItem(db, [OWN_ACTS, OWN_ACTS])?.lastError ?? null;
          const waits = (listing: OwnListing): OwnListing =>
            listing.state === 'pending' ? { ...listing, reason: trouble } : listing;
          return { items: allListings(db).map((listing) => viewOf(waits(listing))) };
        }),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/listings',
      access: 'listing.write',
      summary: 'Begins to make, inspect, sign and publish a version of a dataset',
      tags: ['listings'],
      body: publishRequestSchema,
      response: jobSchema,
      status: 202,
      handle: async ({ body, caller }) => {
        await requireShown(body.folder, caller.folders);
        if (body.robot !== null) await requireShown(body.robot, caller.folders);
        return context.jobs.begin(body);
      },
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/listings/{dataset}/withdrawal',
      access: 'listing.write',
      summary: 'Withdraws the listed version; the reason stands on the listing',
      tags: ['listings'],
      params: z.strictObject({ dataset: z.string().max(200) }),
      body: withdrawSchema,
      response: ownListingSchema,
      status: 202,
      handle: async ({ params, body }) => {
        const dataset = await ownDataset(context, params.dataset);
        return viewOf(await context.publication.withdraw(dataset, { code: body.code, text: body.reason }));
      },
    }),
  ];
}

function jobRoutes(jobs: PublishJobs): Route<ConsoleCaller>[] {
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/jobs',
      access: 'listing.read',
      summary: 'Publication jobs of this run, newest first',
      tags: ['listings'],
      response: z.strictObject({ items: z.array(jobSchema) }),
      handle: () => ({ items: [...jobs.list()] }),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/jobs/{id}',
      access: 'listing.read',
      summary: 'One publication job',
      tags: ['listings'],
      params: jobParams,
      response: jobSchema,
      handle: ({ params }) => jobs.get(params.id),
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'DELETE',
      path: '/v1/jobs/{id}',
      access: 'listing.write',
      summary: 'Cancels a job; what it made stays for the next attempt',
      tags: ['listings'],
      params: jobParams,
      response: jobSchema,
      handle: ({ params }) => jobs.cancel(params.id),
    }),
    eventRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/jobs/{id}/events',
      access: 'listing.read',
      summary: 'Changes of a job until it ends',
      tags: ['listings'],
      params: jobParams,
      handle: ({ params, signal }) => watchJob(jobs, params.id, signal),
    }),
  ];
}

async function* watchJob(jobs: PublishJobs, id: string, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  let wake = (): void => undefined;
  let changed: Job | null = jobs.get(id);
  const unlisten = jobs.listen((job) => {
    if (job.id !== id) return;
    changed = job;
    wake();
  });
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const job: Job | null = changed;
      changed = null;
      if (job === null) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      yield { event: 'job', data: job };
      if (job.status !== 'running') return;
    }
  } finally {
    unlisten();
    signal.removeEventListener('abort', onAbort);
  }
}

/** A dataset of this company by id, short id or slug. Throws `not-found`. */
async function ownDataset(context: NodeContext, name: string): Promise<string> {
  if (datasetIdSchema.safeParse(name).success) return name;
  const own = await context.database.read(allListings);
  const found = own.find((listing) => listing.slug === name || shortDatasetId(listing.dataset) === name);
  if (found === undefined) throw new ExchangeError('not-found', `This company has no dataset "${name}".`);
  return found.dataset;
}

function viewOf(listing: OwnListing): OwnListingView {
  const { dataset, slug, version, title, state, manifest, access, reason, updatedAt } = listing;
  return {
    dataset,
    slug,
    version,
    title,
    state,
    manifest,
    access,
    reason,
    updatedAt: formatTimestamp(updatedAt),
  };
}
