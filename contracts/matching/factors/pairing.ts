/**
 * P: what it is worth that a dataset was recorded in pair with another. Outside the body score: pairing takes back a part of what
 * different bodies cost. From Data Analogies (2026): of the success that is lost between bodies, data in pairs by task instance brings back 43 %
 * (24 to 46 of 75), in step 75 % (24 to 62), unpaired data nothing.
 */

import { PAIRING_KINDS, type PairingKind } from '../../dataset/vocabulary.ts';
import { exp, log } from '../../embodiment/elementary.ts';
import type { MatchReason } from '../schema.ts';

/** What a dataset states about one pairing. */
export interface StatedPairing {
  readonly kind: PairingKind;
  /** Name that all paired datasets use. */
  readonly group: string;
  /** Share of the episodes that are paired. */
  readonly part: number;
}

/** What a pairing is worth to one target. */
export interface PairingBonus {
  readonly kind: PairingKind;
  /** True when a partner was recorded on the target's own body. */
  readonly own: boolean;
  /** Share of the body loss that is taken back. */
  readonly share: number;
}

/** Share that is taken back when all episodes are paired with data of the target's own body. */
const SHARES: Readonly<Record<PairingKind, number>> = {
  trajectory: 0.75,
  'task-instance': 0.43,
  objects: 0.1,
};
/** Part of it that is left when the partner was recorded on a third body. */
const OTHER_BODY = 0.25;
/** The most that a pairing takes back. */
export const MAX_SHARE = SHARES.trajectory;
/** Most pairings of a dataset that are looked at. */
export const MAX_PAIRINGS = 16;

/** Body of datasets without one: they pair as well, people in front of a camera first of all. */
type Body = string | null;

/** Bodies of all datasets that state a pairing, the asking one's among them. */
export type Partners = (pairing: StatedPairing) => { readonly size: number; has(body: Body): boolean };

/**
 * The best bonus of a dataset; null when no partner was recorded on another body. Of equal shares, the kind that is listed last: the
 * closest.
 */
export function bonusOf(
  pairings: readonly StatedPairing[],
  bodies: { readonly recorded: Body; readonly target: Body },
  partners: Partners,
): PairingBonus | null {
  let best: PairingBonus | null = null;
  for (const pairing of pairings.slice(0, MAX_PAIRINGS)) {
    const { recorded, target } = bodies;
    const found = partners(pairing);
    if (found.size <= (found.has(recorded) ? 1 : 0)) continue;
    const own = target !== null && target !== recorded && found.has(target);
    const share = SHARES[pairing.kind] * pairing.part * (own ? 1 : OTHER_BODY);
    const bonus = { kind: pairing.kind, own, share };
    if (best === null || share > best.share || (share === best.share && rank(bonus) > rank(best)))
      best = bonus;
  }
  return best !== null && best.share > 0 ? best : null;
}

function rank({ kind, own }: PairingBonus): number {
  return 2 * PAIRING_KINDS.indexOf(kind) + (own ? 1 : 0);
}

/** A body score of which a share of the loss is taken back. It never falls, and 1 stays 1. */
export function withBonus(score: number, share: number): number {
  return share === 0 || score <= 0 ? score : Math.min(1, exp((1 - share) * log(score)));
}

/** Why a score rose. */
export function pairingReason({ kind, own, share }: PairingBonus): MatchReason {
  return { code: own ? 'paired-with-yours' : 'paired-with-another', params: { kind, share } };
}
