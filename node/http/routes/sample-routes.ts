/** Public samples of the own datasets, from this node's disk. */

import { datasetIdSchema } from '#contracts/ids.ts';
import type { Route } from '#platform/http/route.ts';
import { sampleRoutes } from '#platform/http/sample-routes.ts';
import type { PublishedSamples } from '../../sample/published-samples.ts';
import type { ConsoleCaller } from '../permissions.ts';

/** Routes of own samples. */
export function ownSampleRoutes(samples: PublishedSamples): Route<ConsoleCaller>[] {
  return sampleRoutes({
    prefix: '/v1/listings/{dataset}/sample',
    names: { dataset: datasetIdSchema },
    access: 'listing.read',
    tag: 'listings',
    open: async ({ dataset }) => {
      const own = await samples.ofDataset(dataset);
      return {
        sample: own.sample,
        version: own.index.digest,
        dataset: own.manifest.dataset,
        license: own.manifest.sample?.license ?? null,
        isPublic: false,
        pathOf: (file) => own.pathOf(file),
      };
    },
  });
}
