/** The catalog: search, one dataset, evaluations. */

import { z } from 'zod';
import {
  datasetDetailSchema,
  listingPageSchema,
  listingQuerySchema,
  submitEvaluationSchema,
} from '#contracts/http/catalog.ts';
import { provenanceSchema } from '#contracts/http/provenance.ts';
import { datasetIdSchema } from '#contracts/ids.ts';
import { emptyRoute, jsonRoute, type Route } from '#platform/http/route.ts';
import type { Caller } from '../../auth/permissions.ts';
import type { CatalogService } from '../../catalog/catalog-service.ts';
import type { EvaluationService } from '../../catalog/evaluation-service.ts';
import type { ProvenanceService } from '../../catalog/provenance-service.ts';
import { readerOf } from '../entry-reader.ts';

/** Routes of the catalog. */
export function datasetRoutes(deps: {
  readonly catalog: CatalogService;
  readonly evaluations: EvaluationService;
  readonly provenance: ProvenanceService;
}): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/datasets',
      access: 'public.read',
      summary: 'Searches the catalog',
      tags: ['catalog'],
      query: listingQuerySchema,
      response: listingPageSchema,
      handle: ({ query, caller }) => deps.catalog.search(query, caller.participant),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/datasets/{id}',
      access: 'public.read',
      summary: 'One dataset: listing, signed manifest, versions',
      tags: ['catalog'],
      params: z.strictObject({ id: datasetIdSchema }),
      response: datasetDetailSchema,
      handle: ({ params, caller }) => deps.catalog.get(params.id, caller.participant),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/datasets/{id}/provenance',
      access: 'public.read',
      summary:
        'Versions, what they were made from, and what became of them: a graph of what the caller may know',
      tags: ['catalog'],
      params: z.strictObject({ id: datasetIdSchema }),
      response: provenanceSchema,
      handle: ({ params, caller }) => deps.provenance.of(params.id, readerOf(caller)),
    }),
    emptyRoute<Caller>()({
      method: 'POST',
      path: '/v1/evaluations',
      access: 'evaluation.submit',
      summary: 'Reports what a dataset did for a policy: signed, logged, once per company and agreement',
      tags: ['catalog'],
      body: submitEvaluationSchema,
      handle: ({ body }) => deps.evaluations.submit(body),
    }),
  ];
}
