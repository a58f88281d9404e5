/** The log's growth as an endless series of events, for any number of listeners. */

import type { ServerEvent } from '#platform/http/route.ts';

/** Follows the log. */
export interface GrowthEvents {
  /** The size now, then each size that the log reaches; sizes that nobody waited for are skipped. */
  follow(signal: AbortSignal): AsyncIterable<ServerEvent>;
}

/** Creates the events over the log's own notice. */
export function createGrowthEvents(deps: {
  readonly size: () => number;
  readonly onGrowth: (listener: () => void) => () => void;
}): GrowthEvents {
  return {
    follow: async function* follow(signal) {
      let told = -1;
      while (!signal.aborted) {
        const size = deps.size();
        if (size > told) {
          told = size;
          yield { event: 'checkpoint', data: { size }, id: String(size) };
          continue;
        }
        await new Promise<void>((resolve) => {
          const done = (): void => {
            stop();
            signal.removeEventListener('abort', done);
            resolve();
          };
          const stop = deps.onGrowth(done);
          signal.addEventListener('abort', done, { once: true });
        });
      }
    },
  };
}
