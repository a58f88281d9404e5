/** Robots that were read in this tab: kept while it lives, so that every page can ask with them and a reload loses none. They are sent nowhere. */

import { useSyncExternalStore } from 'react';
import { parseEmbodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { ReadRobot } from './read-robot.ts';

/** Most robots kept; the oldest goes first. */
const MAX_ROBOTS = 4;
/** Its number rises when what is kept takes another form. */
const KEY = 'kinship.robots.2';

let kept: readonly ReadRobot[] = read();
const listeners = new Set<() => void>();

/** The robots, newest first. */
export function useOwnRobots(): readonly ReadRobot[] {
  return useSyncExternalStore(subscribe, () => kept);
}

/** Keeps a robot; one that is known already moves to the front. */
export function keepOwnRobot(robot: ReadRobot): void {
  kept = [robot, ...kept.filter(({ id }) => id !== robot.id)].slice(0, MAX_ROBOTS);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Not kept beyond this page: a reload asks for the file again.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): readonly ReadRobot[] {
  try {
    const value = JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as ReadRobot[];
    return value.map((robot) => ({ ...robot, embodiment: parseEmbodiment(robot.embodiment) }));
  } catch {
    return [];
  }
}
