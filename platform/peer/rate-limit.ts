/** Token buckets: how much one peer may ask per second, with a burst. */

import type { Clock } from '#contracts/crypto.ts';

/** Tokens per second, and how many may be saved up. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Buckets by key. */
export interface RateLimiter {
  /** Takes one token of the key's bucket; false when it is empty. */
  take(key: string): boolean;
}

/** Keys remembered at most. A bucket that is full again says nothing and is forgotten first. */
const MAX_BUCKETS = 10_000;

/** Creates a limiter with one bucket per key. Memory is bounded: beyond {@link MAX_BUCKETS} keys the oldest are forgotten. */
export function createRateLimiter(rate: Rate, clock: Clock): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take: (key) => {
      const now = clock();
      const bucket = buckets.get(key) ?? { tokens: rate.burst, at: now };
      const grown = bucket.tokens + (Math.max(0, now - bucket.at) * rate.perSecond) / 1000;
      const tokens = Math.min(rate.burst, grown);
      const granted = tokens >= 1;
      // Re-inserted, so that the map's order is the order of last use.
      buckets.delete(key);
      buckets.set(key, { tokens: granted ? tokens - 1 : tokens, at: now });
      if (buckets.size > MAX_BUCKETS) {
        const oldest = buckets.keys().next().value;
        if (oldest !== undefined) buckets.delete(oldest);
      }
      return granted;
    },
  };
}
