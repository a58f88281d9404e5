/** Tells listeners in this process that an exchange has moved. Nothing durable hangs on it: readers look at the store. */

import type { NegotiationState, Party } from '#contracts/negotiation/transitions.ts';
import type { TransferState } from '#contracts/transfer/transitions.ts';
import type { TransferPhase } from '../store/schema/exchanges.ts';

/** Something moved. */
export type ExchangeEvent =
  | {
      readonly kind: 'negotiation';
      readonly exchange: string;
      readonly role: Party;
      readonly state: NegotiationState | null;
      readonly needsDecision: boolean;
    }
  | {
      readonly kind: 'transfer';
      readonly exchange: string;
      readonly transfer: string;
      readonly role: Party;
      readonly state: TransferState | null;
      readonly phase: TransferPhase;
    };

/** Events that a slow listener may leave waiting; beyond that the oldest are dropped. */
const MAX_WAITING = 1_000;

/** Publishes and subscribes. */
export interface EventHub {
  emit(event: ExchangeEvent): void;
  /** Calls the listener for every event until the returned function is called. */
  listen(listener: (event: ExchangeEvent) => void): () => void;
  /** Events from now on, until the signal aborts. */
  events(signal?: AbortSignal): AsyncIterable<ExchangeEvent>;
}

/** Creates a hub. */
export function createEventHub(): EventHub {
  const listeners = new Set<(event: ExchangeEvent) => void>();
  const listen = (listener: (event: ExchangeEvent) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    listen,
    events: (signal) => iterate(listen, signal),
  };
}

async function* iterate(listen: EventHub['listen'], signal?: AbortSignal): AsyncGenerator<ExchangeEvent> {
  const waiting: ExchangeEvent[] = [];
  let wake: (() => void) | undefined;
  const awaken = (): void => wake?.();
  const stop = listen((event) => {
    waiting.push(event);
    if (waiting.length > MAX_WAITING) waiting.shift();
    awaken();
  });
  signal?.addEventListener('abort', awaken);
  try {
    for (;;) {
      if (signal?.aborted === true) return;
      const event = waiting.shift();
      if (event !== undefined) yield event;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', awaken);
  }
}
