/** Whether a peer belongs to one of the companies that a restricted listing names (DECISIONS 10). */

import { isExchangeError, type ExchangeError } from '#contracts/errors.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { Participants } from '../participants.ts';

/**
 * Whether a peer belongs to one of the companies, and that one is admitted. Asks for those that this node has not met, such as
 * its own broker. Throws `peer-unreachable` when nobody can say: the asking peer comes again, and "not found" would be for good.
 */
export async function isAmong(
  participants: Pick<Participants, 'ofPeer' | 'resolve'>,
  companies: readonly ParticipantId[],
  peerId: string,
): Promise<boolean> {
  const known = await participants.ofPeer(peerId);
  const asked = companies.filter((company) => known === undefined || company === known.participant);
  let failure: ExchangeError | undefined;
  for (const company of asked) {
    try {
      // Not the record that named the peer: standing may have changed since it was stored.
      const { status, peerIds } = await participants.resolve(company);
      if (status === 'admitted' && peerIds.includes(peerId)) return true;
    } catch (error) {
      if (!isExchangeError(error)) throw error;
      if (error.code === 'peer-unreachable') failure = error;
    }
  }
  if (failure !== undefined) throw failure;
  return false;
}
