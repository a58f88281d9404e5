/** What the match service and its worker thread say to each other. Only plain values cross the thread boundary. */

import type { MatchAnswer, MatchQuery } from '#contracts/matching/schema.ts';

/** What the worker is started with. */
export interface WorkerSetting {
  /** Path of the broker's database: the worker reads the catalog's changes itself. */
  readonly database: string;
  /** Path of the file that keeps the geometry of bodies from start to start. */
  readonly geometry: string;
  /** Path of the file that keeps reach maps; a thread of its own writes it. */
  readonly maps: string;
  /** Path of a folder of its own for what it need not hold in memory. */
  readonly scratch: string;
}

/** A question to the worker. */
export type WorkerQuestion =
  /** Brings the index up to the catalog as it is now. */
  | { readonly op: 'sync' }
  /** Matches with what the index holds: all that the catalog does, unless bodies join in numbers just now. */
  | { readonly op: 'match'; readonly query: MatchQuery }
  /** Matches among these datasets only: for standing requests that look at what has arrived. */
  | { readonly op: 'match-among'; readonly query: MatchQuery; readonly datasets: readonly string[] };

/** An answer, and whether everything was in the index that the catalog held when the question came. */
export interface FoundMatches {
  readonly answer: MatchAnswer;
  readonly covered: boolean;
}

/** What the worker knows about its index. */
export interface IndexSize {
  readonly datasets: number;
  readonly bodies: number;
}
