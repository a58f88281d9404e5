/** Fit certificates: asking a provider how much of a dataset's motion a robot can replay. */

import { askFitSchema, fitReplySchema } from '#contracts/http/fit.ts';
import { jsonRoute, type Route } from '#platform/http/route.ts';
import { findDataset } from '../../catalog/find-dataset.ts';
import type { NodeContext } from '../../context.ts';
import type { ConsoleCaller } from '../permissions.ts';

/** Routes of fit certificates. */
export function fitRoutes({ client, askFit }: NodeContext): Route<ConsoleCaller>[] {
  return [
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/fit-certificates',
      access: 'fit.ask',
      summary:
        "Asks the provider's node how much of a dataset's motion a body can replay; repeat while it is working",
      tags: ['matching'],
      body: askFitSchema,
      response: fitReplySchema,
      handle: async ({ body, signal }) => {
        const found = await findDataset(client, body.dataset, signal);
        const received = await askFit({ found, embodiment: body.embodiment }, signal);
        return received === null
          ? { status: 'working' as const }
          : { status: 'issued' as const, ...received };
      },
    }),
  ];
}
