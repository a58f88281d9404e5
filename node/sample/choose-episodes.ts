/** Which episodes a sample shows when the lister names none: as many tasks as it can, spread over the recording. */

import { MAX_SAMPLE_EPISODES } from '#contracts/sample/sample.ts';

/** Episodes that are shown when the lister names none. */
export const DEFAULT_SAMPLE_EPISODES = 5;
/** Steps of this share of a list come near every place of it before they come near one twice (the golden section). */
const SPREAD = 0.618_033_988_749_895;

/** What choosing looks at. */
export interface EpisodeChoice {
  readonly index: number;
  readonly frames: number;
  readonly tasks: readonly string[];
}

/**
 * Episodes in the order in which a sample takes them while there is room: task by task in turn, and within a task spread evenly.
 * Gives at most {@link MAX_SAMPLE_EPISODES}.
 */
export function chooseEpisodes<E extends EpisodeChoice>(episodes: readonly E[]): E[] {
  const byTask = [...Map.groupBy(episodes, ({ tasks }) => tasks[0] ?? '').values()];
  const orders = byTask.map(spreadOut);
  const chosen: E[] = [];
  for (let round = 0; chosen.length < MAX_SAMPLE_EPISODES; round++) {
    const picked = orders.flatMap((order) => order[round] ?? []);
    if (picked.length === 0) break;
    chosen.push(...picked);
  }
  return chosen.slice(0, MAX_SAMPLE_EPISODES);
}

/** A list in an order whose every beginning is spread over the whole list. Only the part that can be used is ordered. */
function spreadOut<E>(list: readonly E[]): E[] {
  const taken = new Set<number>();
  const order: E[] = [];
  for (let step = 0; order.length < Math.min(list.length, MAX_SAMPLE_EPISODES); step++) {
    let place = Math.floor(((0.5 + step * SPREAD) % 1) * list.length);
    while (taken.has(place)) place = (place + 1) % list.length;
    taken.add(place);
    order.push(list[place] as E);
  }
  return order;
}
