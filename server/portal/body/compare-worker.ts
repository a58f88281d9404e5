/** Compares two bodies beside the page: reach maps take tenths of a second, and the page goes on answering. */

import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { toolReach } from '#contracts/embodiment/reach/tool-reach.ts';
import { compareBodies, type BodyComparison } from '#contracts/matching/compare-bodies.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import type { MatchUse } from '#contracts/matching/schema.ts';

/** One of the two bodies. */
export interface Compared {
  readonly id: string;
  readonly embodiment: Embodiment;
}

/** What the page asks. */
export interface CompareQuestion {
  readonly bodies: readonly [Compared, Compared];
  readonly use: MatchUse;
}

/** What it gets. */
export interface CompareAnswer {
  readonly comparison: BodyComparison;
  /** Greatest distance (m) of each body's tools from their shoulders, one a tool; none for hands without an arm. */
  readonly reaches: readonly [readonly number[], readonly number[]];
}

globalThis.addEventListener('message', ({ data }: MessageEvent<CompareQuestion>) => {
  const [a, b] = data.bodies;
  const comparison = compareBodies(profileOf(a.embodiment, a.id), profileOf(b.embodiment, b.id), data.use);
  const answer: CompareAnswer = {
    comparison,
    reaches: [reachesOf(a.embodiment), reachesOf(b.embodiment)],
  };
  globalThis.postMessage(answer, {});
});

function reachesOf(body: Embodiment): number[] {
  if (body.mounting === 'flange') return [];
  return body.endEffectors.map((effector) => toolReach(chainOf(body, effector)));
}
