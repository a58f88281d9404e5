/** The question that was asked last: kept while the page's script lives, so that the way to a dataset and back loses nothing. */

import { useSyncExternalStore } from 'react';
import type { MatchQueryInput } from '#contracts/matching/schema.ts';
import type { ReadRobot } from '../../body/read-robot.ts';

/** A question, and the robot it was asked with. */
export interface Asked {
  readonly robot: ReadRobot | null;
  readonly query: MatchQueryInput;
}

let asked: Asked | null = null;
const listeners = new Set<() => void>();

/** The question; null before the first. */
export function useAsked(): Asked | null {
  return useSyncExternalStore(subscribe, () => asked);
}

/** Asks. */
export function ask(question: Asked): void {
  asked = question;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
