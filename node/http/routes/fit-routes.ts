/** Fit certificates: asking a provider how much of a dataset's motion a robot can replay. */

import {
  askFitSchema,
  certifiedMatchSchema,
  certifyMatchSchema,
  fitReplySchema,
} from '#contracts/http/fit.ts';
import { jsonRoute, type Route } from '#platform/http/route.ts';
import { findDataset } from '../../catalog/find-dataset.ts';
import type { NodeContext } from '../../context.ts';
import { certifyMatch, type CertifyDeps } from '../../fit/certify-match.ts';
import type { ConsoleCaller } from '../permissions.ts';

/** Longest match answer with a body, bytes. */
const MAX_CERTIFY_BYTES = 4 * 1024 * 1024;

/** Routes of fit certificates. */
export function fitRoutes({ client, askFit, identity }: NodeContext): Route<ConsoleCaller>[] {
  const certifying: CertifyDeps = {
    self: identity.participant,
    find: (dataset, signal) => findDataset(client, dataset, signal),
    ask: askFit,
  };
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
    jsonRoute<ConsoleCaller>()({
      method: 'POST',
      path: '/v1/certified-matches',
      access: 'fit.ask',
      summary:
        "Sends a body to the providers of a match's first ten results and ranks these by what they measure; repeat while a row is working",
      tags: ['matching'],
      body: certifyMatchSchema,
      maxBodyBytes: MAX_CERTIFY_BYTES,
      response: certifiedMatchSchema,
      handle: ({ body, signal }) => certifyMatch(certifying, body, signal),
    }),
  ];
}
