/**
 * A host in the network of peers: connections, requests, gossip. Feature code sees this interface and never libp2p.
 *
 * Two ways to talk: requests (a pull protocol, answered in order, every message bounded) and gossip (hints). The peer id is
 * proved by the connection's handshake; what is inside messages is hostile until parsed.
 */

import type { Connection } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import { multiaddr } from '@multiformats/multiaddr';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { startDeadline } from './deadline.ts';
import type { Logger } from './logger.ts';
import { createPeerCounters, type PeerCount, type PeerCounters } from './peer/counters.ts';
import { openExchangeOn, type Exchange } from './peer/exchange-client.ts';
import { serveStream, type PeerHandler, type ProtocolLimits } from './peer/exchange-server.ts';
import { createGossip, type Gossip, type GossipHandler } from './peer/gossip.ts';
import { createKeptConnections, type KeptConnections } from './peer/keep-connected.ts';
import { createNode, type PeerNode, type Reachability } from './peer/libp2p-node.ts';
import { peerError } from './peer/peer-errors.ts';
import { createRateLimiter, type Rate, type RateLimiter } from './peer/rate-limit.ts';
import { createSemaphore, type Semaphore } from './peer/semaphore.ts';

/** Bounds of a host. Rates and slots are per peer or connection; times in milliseconds. */
export interface PeerLimits {
  readonly maxConnections: number;
  /** New inbound connections per second from one address. */
  readonly inboundConnectionsPerSecond: number;
  readonly requests: Rate;
  readonly gossip: Rate;
  /** Requests of one connection that handlers work on at the same time. */
  readonly concurrentRequests: number;
  /** Streams of one protocol and connection. */
  readonly streamsPerProtocol: number;
  /** Requests under way on one stream. Both ends of a protocol must agree on it. */
  readonly pipelineDepth: number;
  readonly dialTimeoutMs: number;
  /** A message that has begun must be complete, or taken by the other side, within this time. */
  readonly frameTimeoutMs: number;
  /** A stream with nothing to do is closed after this time. */
  readonly idleTimeoutMs: number;
  readonly handlerTimeoutMs: number;
  readonly answerTimeoutMs: number;
}

/** Limits of a host in production. */
export const DEFAULT_PEER_LIMITS: PeerLimits = {
  maxConnections: 512,
  inboundConnectionsPerSecond: 100,
  requests: { perSecond: 200, burst: 1_000 },
  gossip: { perSecond: 50, burst: 500 },
  concurrentRequests: 16,
  streamsPerProtocol: 64,
  pipelineDepth: 16,
  dialTimeoutMs: 10_000,
  frameTimeoutMs: 30_000,
  idleTimeoutMs: 120_000,
  handlerTimeoutMs: 60_000,
  answerTimeoutMs: 75_000,
};

/** An open connection. */
export interface PeerConnection {
  readonly peerId: string;
  readonly address: string;
  readonly direction: 'inbound' | 'outbound';
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
}

/** How one request is sent. */
export interface RequestOptions extends Partial<ProtocolLimits> {
  readonly signal?: AbortSignal;
}

/** A peer, or an address under which it can be dialled: a peer id, or a multiaddr that ends in `/p2p/<peer id>`. */
export type PeerTarget = string;

/** A running (or not yet started) host. */
export interface PeerHost {
  readonly peerId: string;
  /** Multiaddrs with the peer id, once started. */
  addresses(): string[];
  start(): Promise<void>;
  /** Closes everything; can not be started again. */
  stop(): Promise<void>;
  /** Connects and gives the peer id. Throws `peer-unreachable`, `forbidden` (own gate) or `interrupted`. Only an answered request proves that the other side's gate lets us in. */
  dial(target: PeerTarget, options?: { signal?: AbortSignal }): Promise<string>;
  /** Dials until connected, and again whenever the connection is lost, until the returned function is called. */
  keepConnected(address: string): () => void;
  /** Closes all connections to a peer. */
  disconnect(peerId: string): Promise<void>;
  /** Answers a protocol. Limits belong to the protocol: both sides name the same. */
  handle(protocol: string, limits: ProtocolLimits, handler: PeerHandler): void;
  /** One request and its answer, on a stream of its own. Defaults: 64 KiB to send, 1 MiB to receive. */
  request(
    target: PeerTarget,
    protocol: string,
    bytes: Uint8Array,
    options?: RequestOptions,
  ): Promise<Uint8Array>;
  /** A stream for many requests, several under way at a time; small `maxRequestBytes` allow the deepest pipeline. */
  openExchange(target: PeerTarget, protocol: string, options?: RequestOptions): Promise<Exchange>;
  /** See {@link Gossip.publish}. */
  publish(topic: string, bytes: Uint8Array): Promise<number>;
  /** See {@link Gossip.subscribe}. */
  subscribe(topic: string, handler: GossipHandler): () => void;
  /** Peers known to receive a topic. */
  subscribers(topic: string): readonly string[];
  connections(): PeerConnection[];
  /** Tells of the first connection to a peer and the end of the last one. Returns the function that stops it. */
  onPeer(listener: (event: { type: 'connected' | 'disconnected'; peerId: string }) => void): () => void;
  /** Asks this question of every peer from now on, and closes connections to peers that fail it. */
  setGate(isAllowed: (peerId: string) => boolean): Promise<void>;
  /** Counts since the start, for metrics. */
  counts(): Readonly<Record<PeerCount, number>>;
}

/** What a host is made of. */
export interface PeerHostInit {
  /** Seed of the Ed25519 peer key, 32 bytes; copied. */
  readonly seed: Uint8Array;
  /** Multiaddrs, such as `/ip4/127.0.0.1/tcp/0`. */
  readonly listen: readonly string[];
  /** Public addresses when they differ from those listened on. */
  readonly announce?: readonly string[];
  readonly limits?: Partial<PeerLimits>;
  readonly reachability?: Reachability;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

const DEFAULT_MAX_REQUEST_BYTES = 64 * 1024;
const DEFAULT_MAX_RESPONSE_BYTES = 1024 * 1024;
/** Hosts wait this long for handlers when they stop, in milliseconds. */
const STOP_TIMEOUT_MS = 5_000;
/** Tag by which libp2p spares wanted peers when it has too many. */
const KEEP_TAG = 'keep-alive-kinship';

/** Creates a host that is not started. Register handlers and topics before or after `start`. */
export async function createPeerHost(init: PeerHostInit): Promise<PeerHost> {
  if (init.seed.length !== 32) throw new ExchangeError('bad-key', 'A peer key seed has 32 bytes.');
  const limits = { ...DEFAULT_PEER_LIMITS, ...init.limits };
  const counters = createPeerCounters();
  const gate = { isAllowed: (_peerId: string): boolean => true };
  const node = await createNode({
    seed: init.seed,
    listen: init.listen,
    announce: init.announce ?? [],
    reachability: init.reachability ?? {},
    maxConnections: limits.maxConnections,
    inboundConnectionsPerSecond: limits.inboundConnectionsPerSecond,
    dialTimeoutMs: limits.dialTimeoutMs,
    isAllowed: (peerId) => gate.isAllowed(peerId),
    onRefused: () => counters.add('connections-refused'),
  });
  return new Libp2pPeerHost({ node, limits, counters, gate, init });
}

interface HostParts {
  readonly node: PeerNode;
  readonly limits: PeerLimits;
  readonly counters: PeerCounters;
  readonly gate: { isAllowed: (peerId: string) => boolean };
  readonly init: PeerHostInit;
}

class Libp2pPeerHost implements PeerHost {
  readonly peerId: string;
  readonly #node: PeerNode;
  readonly #limits: PeerLimits;
  readonly #counters: PeerCounters;
  readonly #gate: { isAllowed: (peerId: string) => boolean };
  readonly #logger: Logger;
  readonly #gossip: Gossip;
  readonly #kept: KeptConnections;
  readonly #requestRate: RateLimiter;
  readonly #slots = new WeakMap<Connection, Semaphore>();
  readonly #stopping = new AbortController();
  readonly #serving = new Set<Promise<void>>();

  constructor({ node, limits, counters, gate, init }: HostParts) {
    this.#node = node;
    this.#limits = limits;
    this.#counters = counters;
    this.#gate = gate;
    this.#logger = init.logger;
    this.peerId = node.peerId.toString();
    this.#requestRate = createRateLimiter(limits.requests, init.clock);
    this.#gossip = createGossip({
      service: node.services.pubsub,
      rate: createRateLimiter(limits.gossip, init.clock),
      counters,
      logger: init.logger,
      isAllowed: (peerId) => gate.isAllowed(peerId),
    });
    this.#kept = createKeptConnections({
      dial: (address, signal) => this.#dialAndTag(address, signal),
      isConnected: (peerId) => node.getConnections(peerIdFromString(peerId)).length > 0,
      onReconnect: () => counters.add('reconnects'),
      random: init.random,
    });
    node.addEventListener('connection:open', () => counters.add('connections-opened'));
    node.addEventListener('connection:close', () => counters.add('connections-closed'));
    node.addEventListener('peer:disconnect', () => this.#kept.check());
  }

  addresses(): string[] {
    return this.#node.getMultiaddrs().map(String);
  }

  async start(): Promise<void> {
    try {
      await this.#node.start();
      this.#gossip.started();
    } catch (cause) {
      throw new ExchangeError('bad-config', 'The peer host cannot listen on its addresses.', { cause });
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new ExchangeError('interrupted', 'The host is stopping.'));
    await this.#kept.stop();
    await Promise.race([
      Promise.all(this.#serving),
      new Promise((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS).unref()),
    ]);
    await this.#node.stop();
  }

  async dial(target: PeerTarget, options: { signal?: AbortSignal } = {}): Promise<string> {
    const { signal } = options;
    try {
      const connection = await this.#node.dial(parseTarget(target), signal === undefined ? {} : { signal });
      return connection.remotePeer.toString();
    } catch (error) {
      this.#counters.add('dials-failed');
      if (error instanceof Error && error.name === 'DialDeniedError') {
        throw new ExchangeError('forbidden', 'This host does not talk to the peer.', {
          params: { peer: target },
          cause: error,
        });
      }
      throw peerError(error, { peer: target, signal });
    }
  }

  keepConnected(address: string): () => void {
    return this.#kept.keep(address);
  }

  async disconnect(peerId: string): Promise<void> {
    await this.#node.hangUp(peerIdFromString(peerId));
  }

  handle(protocol: string, limits: ProtocolLimits, handler: PeerHandler): void {
    const options = {
      maxInboundStreams: this.#limits.streamsPerProtocol,
      maxOutboundStreams: this.#limits.streamsPerProtocol,
      // Relayed connections carry little, but enough to negotiate over.
      runOnLimitedConnection: true,
    };
    const registered = this.#node.handle(
      protocol,
      (stream, connection) => {
        const peerId = connection.remotePeer.toString();
        if (!this.#gate.isAllowed(peerId) || this.#stopping.signal.aborted) {
          this.#counters.add('streams-dropped-forbidden');
          stream.abort(new ExchangeError('forbidden', 'This host does not talk to the peer.'));
          return;
        }
        const serving = serveStream({
          stream,
          peerId,
          protocol,
          handler,
          limits: { ...this.#limits, ...limits },
          slots: this.#slotsOf(connection),
          rate: this.#requestRate,
          counters: this.#counters,
          logger: this.#logger,
          stopping: this.#stopping.signal,
        });
        this.#serving.add(serving);
        void serving.finally(() => this.#serving.delete(serving));
      },
      options,
    );
    registered.catch((error: unknown) =>
      this.#logger.error({ error, protocol }, 'a protocol was not registered'),
    );
  }

  // eslint-disable-next-line max-params -- whom, what, with which bytes: the three are the request
  async request(
    target: PeerTarget,
    protocol: string,
    bytes: Uint8Array,
    options: RequestOptions = {},
  ): Promise<Uint8Array> {
    await using exchange = await this.openExchange(target, protocol, options);
    return await exchange.request(bytes, options.signal === undefined ? {} : { signal: options.signal });
  }

  async openExchange(target: PeerTarget, protocol: string, options: RequestOptions = {}): Promise<Exchange> {
    const parents = [this.#stopping.signal, ...(options.signal === undefined ? [] : [options.signal])];
    using deadline = startDeadline(this.#limits.dialTimeoutMs, ...parents);
    try {
      const stream = await this.#node.dialProtocol(parseTarget(target), protocol, {
        signal: deadline.signal,
        maxOutboundStreams: this.#limits.streamsPerProtocol,
        runOnLimitedConnection: true,
      });
      this.#counters.add('exchanges-opened');
      return openExchangeOn(stream, peerIdOf(target), {
        ...this.#limits,
        maxRequestBytes: options.maxRequestBytes ?? DEFAULT_MAX_REQUEST_BYTES,
        maxResponseBytes: options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
      });
    } catch (error) {
      throw peerError(error, { peer: target, signal: options.signal });
    }
  }

  publish(topic: string, bytes: Uint8Array): Promise<number> {
    return this.#gossip.publish(topic, bytes);
  }

  subscribe(topic: string, handler: GossipHandler): () => void {
    return this.#gossip.subscribe(topic, handler);
  }

  subscribers(topic: string): readonly string[] {
    return this.#gossip.subscribers(topic);
  }

  connections(): PeerConnection[] {
    return this.#node.getConnections().map((connection) => ({
      peerId: connection.remotePeer.toString(),
      address: connection.remoteAddr.toString(),
      direction: connection.direction,
      openedAt: connection.timeline.open,
    }));
  }

  onPeer(listener: (event: { type: 'connected' | 'disconnected'; peerId: string }) => void): () => void {
    const stop = new AbortController();
    const on = (name: 'peer:connect' | 'peer:disconnect', type: 'connected' | 'disconnected'): void => {
      this.#node.addEventListener(name, (event) => listener({ type, peerId: event.detail.toString() }), {
        signal: stop.signal,
      });
    };
    on('peer:connect', 'connected');
    on('peer:disconnect', 'disconnected');
    return () => stop.abort();
  }

  async setGate(isAllowed: (peerId: string) => boolean): Promise<void> {
    this.#gate.isAllowed = isAllowed;
    const refused = this.#node.getPeers().filter((peer) => !isAllowed(peer.toString()));
    await Promise.all(refused.map((peer) => this.#node.hangUp(peer)));
  }

  counts(): Readonly<Record<PeerCount, number>> {
    return this.#counters.snapshot();
  }

  async #dialAndTag(address: string, signal: AbortSignal): Promise<string> {
    const peerId = await this.dial(address, { signal });
    await this.#node.peerStore.merge(peerIdFromString(peerId), { tags: { [KEEP_TAG]: { value: 100 } } });
    return peerId;
  }

  #slotsOf(connection: Connection): Semaphore {
    const known = this.#slots.get(connection);
    if (known !== undefined) return known;
    const slots = createSemaphore(this.#limits.concurrentRequests);
    this.#slots.set(connection, slots);
    return slots;
  }
}

function parseTarget(target: PeerTarget) {
  try {
    return target.startsWith('/') ? multiaddr(target) : peerIdFromString(target);
  } catch (cause) {
    throw new ExchangeError('bad-config', 'This is neither a peer id nor a multiaddr.', { cause });
  }
}

/** Peer id at the end of a target; an address without one gives the address. */
function peerIdOf(target: PeerTarget): string {
  return target.slice(target.lastIndexOf('/') + 1);
}
