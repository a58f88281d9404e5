/** Public samples from the mirror. */

import { datasetIdSchema } from '#contracts/ids.ts';
import type { Route } from '#platform/http/route.ts';
import { sampleRoutes } from '#platform/http/sample-routes.ts';
import type { Caller } from '../../auth/permissions.ts';
import type { SampleService } from '../../catalog/sample-service.ts';

/** Routes of samples. */
export function datasetSampleRoutes(samples: SampleService): Route<Caller>[] {
  return sampleRoutes({
    prefix: '/v1/datasets/{id}/sample',
    names: { id: datasetIdSchema },
    access: 'public.read',
    tag: 'samples',
    open: ({ id }, caller) => samples.open(id, caller.participant),
  });
}
