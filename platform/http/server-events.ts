/** Server-sent events over an express response. */

import { once } from 'node:events';
import type { Response } from 'express';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { withoutUndefined } from './json.ts';
import type { ServerEvent } from './route.ts';

/** Proxies cut connections that say nothing; a comment line is sent this often, in milliseconds. */
const HEARTBEAT_MS = 15_000;

/** Sends events until the iterable ends or the client is gone. A slow client holds up the iterable, not the memory. */
export async function sendEvents(
  response: Response,
  events: AsyncIterable<ServerEvent>,
  signal: AbortSignal,
): Promise<void> {
  response.status(200).set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  try {
    for await (const event of events) {
      if (signal.aborted) break;
      if (!response.write(eventText(event))) await once(response, 'drain', { signal });
    }
  } catch (error) {
    // The headers are out: the end of the stream is all that can be said, and a client that is gone is no error.
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

function eventText(event: ServerEvent): string {
  const oneLine = (text: string): string => text.replace(/[\r\n\0]/g, ' ');
  const id = event.id === undefined ? '' : `id: ${oneLine(event.id)}\n`;
  return `${id}event: ${oneLine(event.event)}\ndata: ${canonicalJson(withoutUndefined(event.data))}\n\n`;
}
