/**
 * The first TLS handshake of a process keeps the event loop for more than 20 ms: certificates are written and read in JavaScript that is
 * compiled and set up when it first runs. A broker has that behind it before anybody connects.
 */

import type { RandomBytes } from '#contracts/crypto.ts';
import { createNode, type PeerNode } from './libp2p-node.ts';

const DIAL_TIMEOUT_MS = 10_000;

let warmed: Promise<void> | undefined;

/** Has two nodes of this process shake hands on loopback, once a process. Never throws: it is only done ahead. */
export function warmHandshake(random: RandomBytes): Promise<void> {
  warmed ??= shakeHands(random).catch(() => undefined);
  return warmed;
}

async function shakeHands(random: RandomBytes): Promise<void> {
  const [listening, dialing] = await Promise.all([
    throwaway(random, ['/ip4/127.0.0.1/tcp/0']),
    throwaway(random, []),
  ]);
  try {
    await Promise.all([listening.start(), dialing.start()]);
    const [address] = listening.getMultiaddrs();
    if (address !== undefined) await dialing.dial(address);
  } finally {
    await Promise.all([listening.stop(), dialing.stop()]);
  }
}

function throwaway(random: RandomBytes, listen: readonly string[]): Promise<PeerNode> {
  return createNode({
    seed: random(32),
    listen,
    announce: [],
    reachability: {},
    maxConnections: 2,
    inboundConnectionsPerSecond: 2,
    dialTimeoutMs: DIAL_TIMEOUT_MS,
    isAllowed: () => true,
    onRefused: () => undefined,
  });
}
