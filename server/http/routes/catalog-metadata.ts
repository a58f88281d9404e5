/** The catalog in the languages of other catalogs: DCAT 3 and MLCommons Croissant. */

import { z } from 'zod';
import { utf8 } from '#contracts/bytes.ts';
import { datasetIdSchema } from '#contracts/ids.ts';
import type { JsonLd } from '#contracts/metadata/json-ld.ts';
import { bytesRoute, type BytesReply, type Route } from '#platform/http/route.ts';
import type { Caller } from '../../auth/permissions.ts';
import { DCAT_PATH, type CatalogMetadata } from '../../catalog/catalog-metadata.ts';

const MEDIA_TYPE = 'application/ld+json';
/** Most datasets on one page: each is a whole manifest. */
const MAX_PAGE = 50;

const pageSchema = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(20),
});

/** Routes of the catalog's metadata. */
export function catalogMetadataRoutes(metadata: CatalogMetadata): Route<Caller>[] {
  return [
    bytesRoute<Caller>()({
      method: 'GET',
      path: DCAT_PATH,
      access: 'public.read',
      summary: 'One page of the catalog as DCAT 3 (JSON-LD); `hydra:next` leads to the next',
      tags: ['catalog'],
      query: pageSchema,
      mediaType: MEDIA_TYPE,
      handle: async ({ query, caller }) => reply(await metadata.dcat(query, caller.participant)),
    }),
    bytesRoute<Caller>()({
      method: 'GET',
      path: '/v1/datasets/{id}/croissant.json',
      access: 'public.read',
      summary: 'One dataset as MLCommons Croissant 1.1',
      tags: ['catalog'],
      params: z.strictObject({ id: datasetIdSchema }),
      mediaType: MEDIA_TYPE,
      handle: async ({ params, caller }) => reply(await metadata.croissant(params.id, caller.participant)),
    }),
  ];
}

function reply(document: { readonly [key: string]: JsonLd }): BytesReply {
  return { body: utf8(`${JSON.stringify(document)}\n`) };
}
