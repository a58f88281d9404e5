/** Other companies, as negotiations need them: with every peer id that their live peer keys vouch for. */

import { ExchangeError } from '#contracts/errors.ts';
import { peerIdOfKey } from '#contracts/keys.ts';
import { liveKeys } from '#contracts/participant/key-state.ts';
import type { Participants as Directory } from '../participants.ts';
import type { Participants } from './ports.ts';

/** Narrows the node's directory. A company that is not admitted, or was suspended, has no exchanges: throws `forbidden`. */
export function exchangeParticipants(directory: Pick<Directory, 'resolve'>): Participants {
  return {
    resolve: async (participant, options) => {
      const known = await directory.resolve(participant, options ?? {});
      if (known.status !== 'admitted') {
        throw new ExchangeError('forbidden', `${known.name} is not admitted to this exchange.`, {
          params: { participant, status: known.status },
        });
      }
      const { name, verified, history, addresses } = known;
      const peerIds = liveKeys(history, 'peer').map(peerIdOfKey);
      return { participant, name, verified, history, addresses, peerIds };
    },
  };
}
