/**
 * Has a thread build maps of limbs for questions and geometry of limbs for bodies that join. One at a time is with the thread: the
 * maps that somebody waits for come first, but of three builds one is for a body that joins while any is waiting.
 */

import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import type { ReachMap } from '#contracts/embodiment/reach/reach-map.ts';
import type { MapPlan } from '#contracts/matching/factors/body-profile.ts';
import type { GeometryPlan } from '#contracts/matching/factors/coarse-body.ts';
import { ThreadClient } from '#platform/thread.ts';

/** A question to the thread. */
export type GeometryQuestion =
  | { readonly op: 'map'; readonly chain: KinematicChain; readonly options: MapPlan['options'] }
  | { readonly op: 'limb'; readonly chain: KinematicChain; readonly turningBase: boolean };

/** What the thread is started with. */
export interface GeometrySetting {
  /** Path of the file that keeps reach maps from start to start. */
  readonly maps: string;
}

/** Maps that are built one after the other while a limb waits. */
const MAPS_IN_A_ROW = 2;

type Built = ReachMap | Uint8Array;

interface Waiting {
  readonly question: GeometryQuestion;
  readonly done: (built: Built | null) => void;
}

/** Where plans are built. */
export class GeometryBuilder {
  readonly #ask: (question: GeometryQuestion) => Promise<Built>;
  readonly #maps: Waiting[] = [];
  readonly #limbs: Waiting[] = [];
  #mapsInARow = 0;
  #busy = false;

  /** @param ask builds one; that it fails only means that whoever needs it builds it himself */
  constructor(ask: (question: GeometryQuestion) => Promise<Built>) {
    this.#ask = ask;
  }

  /** Builds and keeps maps. Never throws. */
  async maps(plans: readonly MapPlan[]): Promise<void> {
    await Promise.all(
      plans.map(async ({ chain, options, keep }) => {
        const map = await this.#build(this.#maps, { op: 'map', chain, options });
        if (map !== null) keep(map as ReachMap);
      }),
    );
  }

  /** Builds and keeps the geometry of limbs. Never throws. */
  async limbs(plans: readonly GeometryPlan[]): Promise<void> {
    await Promise.all(
      plans.map(async ({ chain, turningBase, keep }) => {
        const bytes = await this.#build(this.#limbs, { op: 'limb', chain, turningBase });
        if (bytes !== null) keep(bytes as Uint8Array);
      }),
    );
  }

  #build(queue: Waiting[], question: GeometryQuestion): Promise<Built | null> {
    return new Promise((done) => {
      queue.push({ question, done });
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      next.done(await this.#ask(next.question).catch(() => null));
    }
    this.#busy = false;
  }

  #next(): Waiting | undefined {
    const limbFirst = this.#maps.length === 0 || this.#mapsInARow >= MAPS_IN_A_ROW;
    if (limbFirst && this.#limbs.length > 0) {
      this.#mapsInARow = 0;
      return this.#limbs.shift();
    }
    this.#mapsInARow++;
    return this.#maps.shift();
  }
}

/** A thread that is started when it is first needed, and again after a death. */
export function threadThatBuilds(setting: GeometrySetting): (question: GeometryQuestion) => Promise<Built> {
  let thread: ThreadClient<GeometryQuestion, Built> | undefined;
  return async (question) => {
    if (thread === undefined || thread.ended) {
      thread = new ThreadClient({
        module: new URL('./geometry-worker.ts', import.meta.url),
        name: 'The thread that builds geometry',
        setting,
        maxWaiting: 1,
      });
    }
    return thread.ask(question);
  };
}
