/** Which peer is asked for a company, and in which order its addresses are tried. */

import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { PeerAddress } from '../negotiation/ports.ts';

/**
 * Runs `use` with one target after the other until one answers: connected or known peers first, then addresses. Only peers that the
 * company vouches for are targets. Throws the last failure to reach one, or the peer's own error.
 */
export async function withTarget<T>(to: PeerAddress, use: (target: string) => Promise<T>): Promise<T> {
  const addresses = to.addresses.filter((address) =>
    to.peerIds.some((peer) => address.endsWith(`/p2p/${peer}`)),
  );
  let failure = new ExchangeError('peer-unreachable', 'No address of the company is known.');
  for (const target of [...addresses, ...to.peerIds]) {
    try {
      return await use(target);
    } catch (error) {
      if (!isExchangeError(error, 'peer-unreachable')) throw error;
      failure = error;
    }
  }
  throw failure;
}
