/** What became of the episodes of a retargeting, in figures that do not grow with their number. */

import type { FitBlocker } from '#contracts/fit/certificate.ts';
import type { HandMapping } from '#contracts/retarget/hand-motion.ts';
import type { RetargetReport } from '#contracts/retarget/retarget-schema.ts';
import type { EpisodeOutcome } from './retarget-job.ts';

/** Figures of one arm or hand over all episodes. */
export interface ElementSummary {
  readonly label: string;
  /** Frames with something to follow, and frames in which it is met. */
  readonly given: number;
  readonly followed: number;
  /** Greatest residual among the frames that are met: metres, and radians (0 for hands). */
  readonly position: number;
  readonly orientation: number;
}

/** Figures of a retargeting. */
export interface RetargetSummary {
  readonly episodes: number;
  readonly frames: number;
  /** Episodes in which every arm meets every frame. */
  readonly wholeEpisodes: number;
  readonly elements: readonly ElementSummary[];
  readonly hands: readonly {
    readonly label: string;
    readonly mapping: HandMapping;
    readonly fingers: readonly (number | null)[];
  }[];
  /** Sampled windows, those that are followed, and what blocks the others, most frequent first. */
  readonly replay: RetargetReport['replay'];
}

/** Adds outcomes up. */
export class SummaryBuilder {
  #episodes = 0;
  #frames = 0;
  #whole = 0;
  readonly #windows = new Map<FitBlocker | null, number>();
  readonly #elements = new Map<string, ElementSummary>();
  readonly #hands = new Map<string, RetargetSummary['hands'][number]>();

  /** Adds one episode. */
  add({ frames, elements, hands, windows }: EpisodeOutcome): void {
    for (const blocker of windows) this.#windows.set(blocker, (this.#windows.get(blocker) ?? 0) + 1);
    this.#episodes++;
    this.#frames += frames;
    const arms = elements.filter(({ label }) => label.endsWith('arm'));
    if (arms.every(({ given, followed }) => given === followed)) this.#whole++;
    for (const element of elements) {
      const known = this.#elements.get(element.label);
      this.#elements.set(element.label, known === undefined ? element : joined(known, element));
    }
    for (const hand of hands) this.#hands.set(hand.label, hand);
  }

  /** The sums. */
  build(): RetargetSummary {
    return {
      episodes: this.#episodes,
      frames: this.#frames,
      wholeEpisodes: this.#whole,
      elements: [...this.#elements.values()],
      hands: [...this.#hands.values()],
      replay: this.#replay(),
    };
  }

  #replay(): RetargetSummary['replay'] {
    const blockers = [...this.#windows]
      .flatMap(([code, windows]) => (code === null ? [] : [{ code, windows }]))
      .sort((a, b) => b.windows - a.windows || (a.code < b.code ? -1 : 1));
    const followed = this.#windows.get(null) ?? 0;
    return {
      windows: blockers.reduce((sum, { windows }) => sum + windows, followed),
      followed,
      blockers,
    };
  }
}

function joined(a: ElementSummary, b: ElementSummary): ElementSummary {
  return {
    label: a.label,
    given: a.given + b.given,
    followed: a.followed + b.followed,
    position: Math.max(a.position, b.position),
    orientation: Math.max(a.orientation, b.orientation),
  };
}
