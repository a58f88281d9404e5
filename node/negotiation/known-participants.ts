/** Other companies, as negotiations need them: only those that are admitted have exchanges. */

import { ExchangeError } from '#contracts/errors.ts';
import type { Participants as Directory } from '../participants.ts';
import type { Participants } from './ports.ts';

/** Narrows the node's directory. Throws `forbidden` for a company that is not admitted, or was suspended. */
export function admittedParticipants(directory: Pick<Directory, 'resolve'>): Participants {
  return {
    resolve: async (participant, options) => {
      const known = await directory.resolve(participant, options ?? {});
      if (known.status === 'admitted') return known;
      throw new ExchangeError('forbidden', `${known.name} is not admitted to this exchange.`, {
        params: { participant, status: known.status },
      });
    },
  };
}
