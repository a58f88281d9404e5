/** What the child of `rankRobots` runs: rankings of hundreds of bodies take seconds, and can be broken off there. */

import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { LabelledBody } from '#contracts/matching/rank-bodies.ts';
import { rankBodies, type BodyRanking } from '#contracts/matching/rank-bodies.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import type { MatchUse } from '#contracts/matching/schema.ts';

/** A body with its label and id. */
export interface LabelledEmbodiment {
  readonly label: string;
  readonly id: string;
  readonly embodiment: Embodiment;
}

/** Input of a ranking. */
export interface ConfinedRankInput {
  readonly target: LabelledEmbodiment;
  readonly sources: readonly LabelledEmbodiment[];
  readonly use: MatchUse;
  readonly verify: number;
}

/** Ranks the bodies. Reports the label of each source before it is worked on: what ends this child is that one's. */
export function run(input: ConfinedRankInput, report: (label: string) => void): Promise<BodyRanking> {
  const bodyOf = ({ label, id, embodiment }: LabelledEmbodiment): LabelledBody => ({
    label,
    body: profileOf(embodiment, id),
  });
  const { use, verify } = input;
  const target = bodyOf(input.target);
  const sources = input.sources.map((source) => {
    report(source.label);
    return bodyOf(source);
  });
  return Promise.resolve(rankBodies({ target, sources, use, verify, onSource: report }));
}
