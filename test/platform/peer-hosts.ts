/** Real hosts on loopback for the tests of peers. */

import type { Cleanup } from '../support/temp-folder.ts';
import { secureRandom } from '#platform/node-crypto.ts';
import { silentLogger } from '#platform/logger.ts';
import { createPeerHost, type PeerHost, type PeerHostInit } from '#platform/peer-host.ts';

/** A started host that the test stops; every limit can be set. */
export async function startHost(t: Cleanup, init: Partial<PeerHostInit> = {}): Promise<PeerHost> {
  const host = await createPeerHost({
    seed: secureRandom(32),
    listen: ['/ip4/127.0.0.1/tcp/0'],
    logger: silentLogger,
    clock: Date.now,
    random: secureRandom,
    ...init,
    limits: { inboundConnectionsPerSecond: 1_000, ...init.limits },
  });
  await host.start();
  t.after(() => host.stop());
  return host;
}

/** First address of a host, with its peer id. */
export function addressOf(host: PeerHost): string {
  const [address] = host.addresses();
  if (address === undefined) throw new TypeError('the host does not listen');
  return address;
}

/** Waits until a condition holds; rejects after `timeoutMs`. */
export async function until(condition: () => boolean, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > end) throw new TypeError('the condition did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
