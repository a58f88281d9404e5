/** Reads server-sent events (WHATWG HTML, "Server-sent events"), as far as the exchange sends them: one JSON document each. */

import { ExchangeError } from '#contracts/errors.ts';

/** Longest event that is read, characters. */
const MAX_EVENT_LENGTH = 1024 * 1024;

/** One event. */
export interface ReceivedEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Events from an address until the server ends the stream. Throws `peer-unreachable` or `peer-misbehaved`. */
export async function* readEvents(
  address: string,
  options: { token: string; signal: AbortSignal },
): AsyncGenerator<ReceivedEvent> {
  const response = await open(address, options);
  let buffer = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    buffer += text;
    if (buffer.length > MAX_EVENT_LENGTH) throw new ExchangeError('limit-exceeded', 'An event is too long.');
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const event = parseEvent(buffer.slice(0, end));
      buffer = buffer.slice(end + 2);
      if (event !== undefined) yield event;
    }
  }
}

async function open(
  address: string,
  options: { token: string; signal: AbortSignal },
): Promise<{ body: ReadableStream<Uint8Array<ArrayBuffer>> }> {
  let response: Response;
  try {
    response = await fetch(address, {
      headers: { authorization: `Bearer ${options.token}`, accept: 'text/event-stream' },
      signal: options.signal,
    });
  } catch (cause) {
    throw new ExchangeError('peer-unreachable', 'The event stream does not answer.', { cause });
  }
  if (!response.ok || response.body === null) {
    throw new ExchangeError('peer-misbehaved', `The event stream answered ${response.status}.`);
  }
  return { body: response.body };
}

function parseEvent(block: string): ReceivedEvent | undefined {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice('event:'.length).trim();
    else if (line.startsWith('data:')) data.push(line.slice('data:'.length).trimStart());
  }
  if (data.length === 0) return undefined;
  try {
    return { event, data: JSON.parse(data.join('\n')) as unknown };
  } catch (cause) {
    throw new ExchangeError('peer-misbehaved', 'An event is not JSON.', { cause });
  }
}
