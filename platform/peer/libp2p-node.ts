/** The libp2p node of a peer host: transports, encryption, limits. */

import { bootstrap } from '@libp2p/bootstrap';
import { circuitRelayServer, circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import { dcutr } from '@libp2p/dcutr';
import { identify } from '@libp2p/identify';
import { mdns } from '@libp2p/mdns';
import { noise } from '@libp2p/noise';
import { ping } from '@libp2p/ping';
import { tcp } from '@libp2p/tcp';
import { tls } from '@libp2p/tls';
import { yamux } from '@libp2p/yamux';
import { createLibp2p } from 'libp2p';
import { gossipService } from './gossip.ts';

/** Ways in which peers find and reach each other beyond plain addresses. All off unless asked for. */
export interface Reachability {
  /** Announces and finds peers in the local network. */
  readonly mdns?: boolean;
  /** Peers to know from the start. */
  readonly bootstrap?: readonly string[];
  /** Lets peers behind NAT reserve a relayed address at this host. */
  readonly relayServer?: boolean;
  /** Can be reached by relays, and tries to turn relayed connections into direct ones. */
  readonly relayClient?: boolean;
}

/** What a node is made of. */
export interface NodeInit {
  readonly seed: Uint8Array;
  readonly listen: readonly string[];
  readonly announce: readonly string[];
  readonly reachability: Reachability;
  readonly maxConnections: number;
  readonly inboundConnectionsPerSecond: number;
  readonly dialTimeoutMs: number;
  readonly isAllowed: (peerId: string) => boolean;
  readonly onRefused: () => void;
}

/** A peer under load answers late, and must not be taken for dead: its connection would be aborted. */
const PING_TIMEOUT_MS = 20_000;
const LONGEST_PING_TIMEOUT_MS = 60_000;
/** Inbound connections that may be in their handshake at the same time. */
const MAX_PENDING_CONNECTIONS = 64;

/** Creates a node that is not started. */
export async function createNode(init: NodeInit) {
  const { reachability } = init;
  const privateKey = await generateKeyPairFromSeed('Ed25519', Uint8Array.from(init.seed));
  return createLibp2p({
    start: false,
    privateKey,
    addresses: { listen: [...init.listen], announce: [...init.announce] },
    transports: [tcp(), ...(reachability.relayClient === true ? [circuitRelayTransport()] : [])],
    connectionEncrypters: [tls(), noise()],
    streamMuxers: [yamux()],
    connectionGater: gater(init),
    connectionManager: {
      maxConnections: init.maxConnections,
      // The default of five a second resets honest peers that start together.
      inboundConnectionThreshold: init.inboundConnectionsPerSecond,
      maxIncomingPendingConnections: MAX_PENDING_CONNECTIONS,
      dialTimeout: init.dialTimeoutMs,
    },
    connectionMonitor: {
      pingTimeout: { minTimeout: PING_TIMEOUT_MS, maxTimeout: LONGEST_PING_TIMEOUT_MS },
    },
    peerDiscovery: [
      ...(reachability.mdns === true ? [mdns()] : []),
      ...(reachability.bootstrap === undefined ? [] : [bootstrap({ list: [...reachability.bootstrap] })]),
    ],
    services: {
      identify: identify(),
      ping: ping(),
      pubsub: gossipService(),
      ...(reachability.relayServer === true ? { relay: circuitRelayServer() } : {}),
      ...(reachability.relayClient === true ? { dcutr: dcutr() } : {}),
    },
  });
}

/** A libp2p node with the services of a peer host. */
export type PeerNode = Awaited<ReturnType<typeof createNode>>;

function gater(init: NodeInit) {
  const denied = (peer: { toString(): string }): boolean => {
    const refused = !init.isAllowed(peer.toString());
    if (refused) init.onRefused();
    return refused;
  };
  return {
    denyDialPeer: denied,
    denyInboundEncryptedConnection: denied,
    denyOutboundEncryptedConnection: denied,
  };
}
