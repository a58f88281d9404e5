/** Counts of what a peer host did and what it dropped, and why. */

/** Everything that is counted. */
export const PEER_COUNTS = [
  'connections-opened',
  'connections-closed',
  'connections-refused',
  'dials-failed',
  'reconnects',
  'exchanges-opened',
  'requests-served',
  'requests-failed',
  'requests-dropped-rate',
  'requests-dropped-busy',
  'streams-dropped-malformed',
  'streams-dropped-oversize',
  'streams-dropped-pipelining',
  'streams-dropped-timeout',
  'streams-dropped-forbidden',
  'gossip-published',
  'gossip-published-to-nobody',
  'gossip-accepted',
  'gossip-dropped-rate',
  'gossip-dropped-oversize',
  'gossip-dropped-forbidden',
  'gossip-dropped-ignored',
  'gossip-dropped-rejected',
  'gossip-dropped-handler-failed',
] as const;

/** One of {@link PEER_COUNTS}. */
export type PeerCount = (typeof PEER_COUNTS)[number];

/** Counters that start at zero. */
export interface PeerCounters {
  add(name: PeerCount): void;
  snapshot(): Record<PeerCount, number>;
}

/** Creates the counters of one host. */
export function createPeerCounters(): PeerCounters {
  const counts = Object.fromEntries(PEER_COUNTS.map((name) => [name, 0])) as Record<PeerCount, number>;
  return {
    add: (name) => {
      counts[name] += 1;
    },
    snapshot: () => ({ ...counts }),
  };
}
