/** Reaches a publisher's node: over the connection that is there, else at the addresses that it enrolled with, one after the other. */

import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { PeerHost } from '#platform/peer-host.ts';

/** What finding a publisher needs. */
export interface PublisherTargets {
  readonly host: Pick<PeerHost, 'connections'>;
  readonly find: (publisher: ParticipantId) => Promise<{ peerId: string; addresses: readonly string[] }>;
}

/** Does something at the publisher's node. Throws `peer-unreachable` when no address answers, and what `work` throws. */
export async function atPublisher<T>(
  deps: PublisherTargets,
  publisher: ParticipantId,
  work: (target: string) => Promise<T>,
): Promise<T> {
  const node = await deps.find(publisher);
  const connected = deps.host.connections().some((connection) => connection.peerId === node.peerId);
  const targets = connected ? [node.peerId] : node.addresses.map((address) => withPeer(address, node.peerId));
  let failure: unknown = new ExchangeError('peer-unreachable', 'The publisher has no known address.');
  for (const target of targets) {
    try {
      return await work(target);
    } catch (error) {
      failure = error;
      if (!isExchangeError(error, 'peer-unreachable')) break;
    }
  }
  throw failure;
}

/** Addresses may be written with or without the peer id; the id is the one that the company vouched for. */
function withPeer(address: string, peerId: string): string {
  return `${address.replace(/\/p2p\/[^/]+$/, '')}/p2p/${peerId}`;
}
