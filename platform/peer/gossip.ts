/**
 * Gossip: short unsigned messages (the envelopes inside carry their own signatures) that a peer passes on once its handler
 * has accepted them. Gossip does not back-fill: treat a message as a hint and fetch what it announces.
 */

import {
  gossipsub,
  StrictNoSign,
  TopicValidatorResult,
  type GossipSub,
  type Message,
} from '@libp2p/gossipsub';
import type { PeerId } from '@libp2p/interface';
import { ExchangeError } from '#contracts/errors.ts';
import type { Logger } from '../logger.ts';
import type { PeerCounters } from './counters.ts';
import type { RateLimiter } from './rate-limit.ts';

/** Longest message, whatever the topic. Callers keep hints to about 1 KiB. */
export const MAX_GOSSIP_BYTES = 64 * 1024;
/** Longest packet of several messages. */
const MAX_PACKET_BYTES = 1024 * 1024;
/** Messages that are validated at the same time. */
const VALIDATION_CONCURRENCY = 16;
/** Bounds of what one packet may make us decode. */
const DECODE_LIMITS = {
  maxSubscriptions: 128,
  maxMessages: 256,
  maxIhaveMessageIDs: 5_000,
  maxIwantMessageIDs: 5_000,
  maxIdontwantMessageIDs: 512,
  maxControlMessages: 5_000,
  maxPeerInfos: 16,
};

/** What a handler thinks of a message: `accept` passes it on, `ignore` drops it, `reject` drops it and holds it against the peer. */
export type GossipVerdict = 'accept' | 'ignore' | 'reject';

/**
 * Judges a message. `from` is the peer that passed it on, not its author. The message is passed on after the verdict, so do
 * the cheap checks here and leave the work for later. Equal bytes are delivered once in two minutes.
 */
export type GossipHandler = (bytes: Uint8Array, from: string) => Promise<GossipVerdict> | GossipVerdict;

/** The libp2p service. */
export function gossipService() {
  return gossipsub({
    globalSignaturePolicy: StrictNoSign,
    allowPublishToZeroTopicPeers: true,
    fallbackToFloodsub: false,
    floodPublish: true,
    emitSelf: false,
    doPX: false,
    runOnLimitedConnection: true,
    // More than ten peers on one address would be scored below zero, and their messages dropped without a word.
    scoreParams: { IPColocationFactorWeight: 0 },
    maxInboundDataLength: MAX_PACKET_BYTES,
    decodeRpcLimits: DECODE_LIMITS,
    messageProcessingConcurrency: VALIDATION_CONCURRENCY,
  });
}

/** Topics of one host. */
export interface Gossip {
  /**
   * Sends to all subscribers that are connected, and gives their number: 0 means that nobody got it. Throws `limit-exceeded`
   * beyond {@link MAX_GOSSIP_BYTES}.
   */
  publish(topic: string, bytes: Uint8Array): Promise<number>;
  /** Receives a topic, from the start on when the host has not started; one handler each. Returns the function that leaves it. Throws `conflict` on a second handler. */
  subscribe(topic: string, handler: GossipHandler): () => void;
  /** Peers known to receive a topic. */
  subscribers(topic: string): readonly string[];
  /** Joins the topics that were subscribed to before the service ran. */
  started(): void;
}

/** What gossip needs from its host. */
export interface GossipDeps {
  readonly service: GossipSub;
  readonly rate: RateLimiter;
  readonly counters: PeerCounters;
  readonly logger: Logger;
  readonly isAllowed: (peerId: string) => boolean;
}

/** Puts limits, counts and handlers around the service. */
export function createGossip(deps: GossipDeps): Gossip {
  const { service, counters } = deps;
  let running = false;
  return {
    publish: async (topic, bytes) => {
      if (bytes.length > MAX_GOSSIP_BYTES) {
        throw new ExchangeError('limit-exceeded', 'The message is too long for gossip.', {
          params: { bytes: bytes.length, limit: MAX_GOSSIP_BYTES },
        });
      }
      const { recipients } = await service.publish(topic, bytes);
      counters.add(recipients.length === 0 ? 'gossip-published-to-nobody' : 'gossip-published');
      return recipients.length;
    },
    subscribe: (topic, handler) => {
      if (service.topicValidators.has(topic)) {
        throw new ExchangeError('conflict', `The topic ${topic} has a handler already.`);
      }
      service.topicValidators.set(topic, (peer, message) => judge(deps, handler, { peer, message }));
      if (running) service.subscribe(topic);
      return () => {
        if (running) service.unsubscribe(topic);
        service.topicValidators.delete(topic);
      };
    },
    subscribers: (topic) => service.getSubscribers(topic).map(String),
    started: () => {
      running = true;
      for (const topic of service.topicValidators.keys()) service.subscribe(topic);
    },
  };
}

async function judge(
  deps: GossipDeps,
  handler: GossipHandler,
  arrival: { peer: PeerId; message: Message },
): Promise<TopicValidatorResult> {
  const { counters, logger } = deps;
  const from = arrival.peer.toString();
  const { data, topic } = arrival.message;
  if (!deps.isAllowed(from)) {
    counters.add('gossip-dropped-forbidden');
    return TopicValidatorResult.Ignore;
  }
  if (data.length > MAX_GOSSIP_BYTES) {
    counters.add('gossip-dropped-oversize');
    return TopicValidatorResult.Reject;
  }
  if (!deps.rate.take(from)) {
    counters.add('gossip-dropped-rate');
    return TopicValidatorResult.Ignore;
  }
  try {
    const verdict = await handler(data, from);
    if (verdict === 'accept') counters.add('gossip-accepted');
    else counters.add(verdict === 'reject' ? 'gossip-dropped-rejected' : 'gossip-dropped-ignored');
    return RESULTS[verdict];
  } catch (error) {
    counters.add('gossip-dropped-handler-failed');
    logger.warn({ error, from, topic }, 'a gossip handler failed');
    return TopicValidatorResult.Ignore;
  }
}

const RESULTS: Readonly<Record<GossipVerdict, TopicValidatorResult>> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
};
