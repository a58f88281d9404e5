/** What moves at this node, as it happens: negotiations, transfers and publication jobs. */

import type { Job } from '#contracts/http/console.ts';
import { eventRoute, type Route, type ServerEvent } from '#platform/http/route.ts';
import type { NodeContext } from '../../context.ts';
import type { ConsoleCaller } from '../permissions.ts';

/** Events that a slow page may leave waiting; beyond that the oldest are dropped: pages read the state anew anyway. */
const MAX_WAITING = 500;
/** A line goes out at least this often, so that nothing between page and node takes the stream for dead, milliseconds. */
const HEARTBEAT_MS = 15_000;

/** The stream of events. */
export function eventRoutes(context: NodeContext): Route<ConsoleCaller>[] {
  return [
    eventRoute<ConsoleCaller>()({
      method: 'GET',
      path: '/v1/events',
      access: 'exchange.read',
      summary: 'Changes of negotiations, transfers and jobs from now on; `alive` when nothing happens',
      tags: ['node'],
      handle: ({ signal }) => follow(context, signal),
    }),
  ];
}

async function* follow({ exchanges, jobs }: NodeContext, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const waiting: ServerEvent[] = [{ event: 'alive', data: {} }];
  let wake = (): void => undefined;
  const push = (event: ServerEvent): void => {
    waiting.push(event);
    if (waiting.length > MAX_WAITING) waiting.shift();
    wake();
  };
  const unlisten = jobs.listen((job: Job) => push({ event: 'job', data: job }));
  const pumping = (async () => {
    for await (const event of exchanges.events(signal)) push({ event: event.kind, data: event });
  })();
  const beat = setInterval(() => push({ event: 'alive', data: {} }), HEARTBEAT_MS);
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const event = waiting.shift();
      if (event !== undefined) yield event;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    clearInterval(beat);
    signal.removeEventListener('abort', onAbort);
    unlisten();
    if (signal.aborted) await pumping;
  }
}
