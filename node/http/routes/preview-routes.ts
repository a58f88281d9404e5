/** Before and after, for a lister who is about to choose a policy. */

import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { ExchangeError } from '#contracts/errors.ts';
import { beginPreviewSchema, previewSchema, type Preview } from '#contracts/http/previews.ts';
import { emptyRoute, jsonRoute, type Route } from '#platform/http/route.ts';
import { sampleRoutes, sampleView, type OpenedSample } from '#platform/http/sample-routes.ts';
import type { PreviewSide, Previews, PreviewState } from '../../publish/previews.ts';
import type { ConsoleCaller } from '../permissions.ts';
import { requireShown } from '../shown-folders.ts';

const id = z.string().max(64);
const params = z.strictObject({ id });

/** Routes of previews. */
export function previewRoutes(previews: Previews): Route<ConsoleCaller>[] {
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/previews',
      access: 'listing.write',
      summary: 'Begins to show a few episodes of a recording as they are and as a policy would let them out',
      tags: ['publishing'],
      body: beginPreviewSchema,
      response: previewSchema,
      status: 202,
      handle: async ({ body, caller }) => {
        if (!isAbsolute(body.folder))
          throw new ExchangeError('usage', `"${body.folder}" is no absolute path.`);
        await requireShown(body.folder, caller.folders);
        return viewOf(previews.begin(body));
      },
    }),
    jsonRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/previews/{id}',
      access: 'listing.write',
      summary: 'One preview and where it stands',
      tags: ['publishing'],
      params,
      response: previewSchema,
      handle: ({ params: { id: name } }) => viewOf(previews.get(name)),
    }),
    emptyRoute<ConsoleCaller>()({
      method: 'DELETE',
      path: '/v1/previews/{id}',
      access: 'listing.write',
      summary: 'Removes a preview and its files',
      tags: ['publishing'],
      params,
      handle: ({ params: { id: name } }) => previews.remove(name),
    }),
    ...sampleRoutes<ConsoleCaller, { id: typeof id; side: z.ZodEnum<{ before: 'before'; after: 'after' }> }>({
      prefix: '/v1/previews/{id}/{side}',
      names: { id, side: z.enum(['before', 'after']) },
      access: 'listing.write',
      tag: 'publishing',
      open: async ({ id: name, side }) => {
        const found = previews.get(name)[side];
        if (found === null) throw new ExchangeError('not-found', 'The preview has not come so far.');
        return await Promise.resolve(opened(found));
      },
    }),
  ];
}

function opened(side: PreviewSide): OpenedSample {
  return {
    sample: side.sample,
    version: side.version,
    dataset: null,
    license: null,
    isPublic: false,
    pathOf: (file) => side.pathOf(file),
  };
}

function viewOf(state: PreviewState): Preview {
  const side = (found: PreviewSide | null): Preview['before'] =>
    found === null ? null : sampleView(opened(found));
  return { ...state, before: side(state.before), after: side(state.after) };
}
