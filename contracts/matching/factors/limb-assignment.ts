/** Which limb of a target follows which recorded limb. */

import type { Vec3 } from '../../embodiment/kinematic-tree.ts';
import type { PlacedCoverage, PlacementFreedom } from '../../embodiment/reach/reach-coverage.ts';
import type { ReachMap } from '../../embodiment/reach/reach-map.ts';

/** Indices of a recorded limb and of the target limb that follows it, -1 for none. */
export interface LimbPairing {
  readonly recorded: number;
  readonly target: number;
}

/** What a limb of the target is worth to a recorded one. */
export interface Pairing {
  readonly target: number;
  readonly placed: PlacedCoverage;
  /** Coverage less the charge for crossing. */
  readonly worth: number;
  readonly freedom: PlacementFreedom;
}

/** Coverage that it costs when a limb follows one of the other side of a body: hands and cameras are on the wrong side, too. */
const CROSSING_CHARGE = 0.05;

/** What a coverage is worth: limbs of one side of their bodies follow each other, others at a charge. */
export function worthOf({ coverage }: PlacedCoverage, shoulder: Vec3, map: ReachMap): number {
  const sameSide = shoulder[1] * map.frame.origin[1] >= 0;
  return sameSide ? coverage : Math.max(0, coverage - CROSSING_CHARGE);
}

/** The assignment with the greatest total; limbs are few, so all are tried. Of equal ones the first in order wins. */
export function assign(
  motion: readonly { readonly part: number }[],
  table: readonly (readonly Pairing[])[],
): (Pairing | null)[] {
  let best: (Pairing | null)[] = [];
  let bestTotal = -1;
  const picked: (Pairing | null)[] = [];
  const search = (used: number, total: number): void => {
    const row = table[picked.length];
    if (row === undefined) {
      if (total > bestTotal + 1e-12) {
        bestTotal = total;
        best = [...picked];
      }
      return;
    }
    const { part } = motion[picked.length]!;
    for (const pairing of row) {
      if ((used & (1 << pairing.target)) !== 0) continue;
      picked.push(pairing);
      search(used | (1 << pairing.target), total + part * pairing.worth);
      picked.pop();
    }
    picked.push(null);
    search(used, total);
    picked.pop();
  };
  search(0, 0);
  return best;
}
