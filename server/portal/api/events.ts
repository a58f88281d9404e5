/** Server-sent events, parsed. The browser reconnects by itself and says which id it saw last. */

import { useEffect, useEffectEvent } from 'react';
import type { z } from 'zod';
import { addressOf, type Query } from './client.ts';

/** What is listened to. */
export interface EventSubscription<S extends z.ZodType> {
  readonly path: string;
  readonly query?: Query;
  /** Names of the events and the schema of their data. */
  readonly names: readonly string[];
  readonly schema: S;
}

/** Listens until the returned function is called. What does not fit the schema is left out. */
export function openEvents<S extends z.ZodType>(
  subscription: EventSubscription<S>,
  onEvent: (data: z.output<S>, name: string) => void,
): () => void {
  const { path, query, names, schema } = subscription;
  const source = new EventSource(addressOf(path, query));
  for (const name of names) {
    source.addEventListener(name, (event: MessageEvent<string>) => {
      const parsed = schema.safeParse(readJson(event.data));
      if (parsed.success) onEvent(parsed.data, name);
    });
  }
  return () => source.close();
}

/** Listens while the component is shown and `path` is not null. */
export function useEvents<S extends z.ZodType>(
  subscription: Omit<EventSubscription<S>, 'path'> & { readonly path: string | null },
  onEvent: (data: z.output<S>, name: string) => void,
): void {
  const { path } = subscription;
  const heard = useEffectEvent(onEvent);
  const open = useEffectEvent((at: string) => openEvents({ ...subscription, path: at }, heard));
  useEffect(() => (path === null ? undefined : open(path)), [path]);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
