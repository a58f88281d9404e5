/** R and U: how much of a motion the target can take up at its best placement, and how much of its own motion comes back. */

import type { PoseCloud } from '../embodiment/pose-cloud.ts';
import { bestCoverage, type PlacedCoverage, type PlacementFreedom } from '../embodiment/reach-coverage.ts';
import type { ReachMap } from '../embodiment/reach-map.ts';
import { cloudOf, mapOf, type BodyProfile, type LimbProfile } from './body-profile.ts';
import type { PlacementAdvice } from './schema.ts';

/** The motion of one recorded limb: poses, and its part of the whole motion. */
export interface LimbMotion {
  readonly limb: LimbProfile;
  readonly cloud: PoseCloud;
  readonly part: number;
  /** True when the poses are the dataset's own, false when they are the workspace of the body. */
  readonly measured: boolean;
}

/** Indices of a recorded limb and of the target limb that follows it, -1 for none. */
export interface LimbPairing {
  readonly recorded: number;
  readonly target: number;
}

/** Coverage of a motion by a target body. */
export interface ReachOutcome {
  /** Share of the poses that are reached. */
  readonly coverage: number;
  readonly placement: PlacementAdvice | null;
  /** Which target limb follows each limb that moved. */
  readonly limbs: readonly LimbPairing[];
  /** For a fixed height: coverage if the height could be chosen. */
  readonly freeHeightCoverage: number | null;
}

/** Most limbs a side that are tried against each other. */
export const MAX_REACH_LIMBS = 4;
/** What crossing arms has to gain in coverage. */
const SIDE_BONUS = 0.05;
/** Gain in coverage that makes a raised or lowered table worth a sentence. */
const WORTH_RAISING = 0.1;
const DEGREES_PER_EIGHTH = 45;

/** The workspace of every limb of a body, as the motion of a body without a dataset. */
export function workspaceMotion(body: BodyProfile): LimbMotion[] {
  const limbs = body.limbs.slice(0, MAX_REACH_LIMBS);
  return limbs.map((limb) => ({
    limb,
    cloud: cloudOf(limb),
    part: 1 / limbs.length,
    measured: false,
  }));
}

interface Pairing {
  readonly target: number;
  /** True when both limbs are on one side of their bodies. */
  readonly sameSide: boolean;
  readonly placed: PlacedCoverage;
  readonly freedom: PlacementFreedom;
}

/** Coverage of a motion by the limbs of a target; every target limb follows at most one recorded limb. */
export function reachOutcome(
  motion: readonly LimbMotion[],
  recorded: BodyProfile,
  target: BodyProfile,
): ReachOutcome {
  const limbs = target.limbs.slice(0, MAX_REACH_LIMBS);
  if (motion.length === 0 || limbs.length === 0) {
    return {
      coverage: 0,
      placement: null,
      limbs: pairingsOf(motion, recorded, []),
      freeHeightCoverage: null,
    };
  }
  const table = motion.map((moved) =>
    limbs.map((limb, j): Pairing => {
      const freedom = freedomOf({ moved, recorded }, { limb, body: target });
      const sameSide = moved.cloud.shoulder[1] * mapOf(target, limb).frame.origin[1] >= 0;
      return {
        target: j,
        sameSide,
        freedom,
        placed: bestCoverage(moved.cloud, mapOf(target, limb), freedom),
      };
    }),
  );
  const chosen = assign(motion, table);
  let coverage = 0;
  chosen.forEach((pairing, i) => {
    if (pairing !== null) coverage += motion[i]!.part * pairing.placed.coverage;
  });
  return {
    coverage: Math.min(1, coverage),
    limbs: pairingsOf(motion, recorded, chosen),
    ...advise(motion, chosen, target),
  };
}

function pairingsOf(
  motion: readonly LimbMotion[],
  recorded: BodyProfile,
  chosen: readonly (Pairing | null)[],
): LimbPairing[] {
  return motion.map(({ limb }, i) => ({
    recorded: recorded.limbs.indexOf(limb),
    target: chosen[i]?.target ?? -1,
  }));
}

/** Heights are fixed only when both bodies stand on a floor: then the objects stand where they stood. */
function freedomOf(
  from: { readonly moved: LimbMotion; readonly recorded: BodyProfile },
  to: { readonly limb: LimbProfile; readonly body: BodyProfile },
): PlacementFreedom {
  const recordedFloor = from.moved.limb.baseAboveFloor;
  const targetFloor = to.limb.baseAboveFloor;
  if (!from.recorded.floorBound || !to.body.floorBound || recordedFloor === null || targetFloor === null) {
    return { fixedHeight: null };
  }
  const targetShoulder = mapOf(to.body, to.limb).frame.origin[2] + targetFloor;
  return { fixedHeight: targetShoulder - (from.moved.cloud.shoulder[2] + recordedFloor) };
}

/** The assignment with the greatest total; limbs are few, so all are tried. Of equal ones the first in order wins. */
function assign(motion: readonly LimbMotion[], table: readonly (readonly Pairing[])[]): (Pairing | null)[] {
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
      search(
        used | (1 << pairing.target),
        total + part * (pairing.placed.coverage + (pairing.sameSide ? SIDE_BONUS : 0)),
      );
      picked.pop();
    }
    picked.push(null);
    search(used, total);
    picked.pop();
  };
  search(0, 0);
  return best;
}

/** Where to put the target, told for the limb that moves most. */
function advise(
  motion: readonly LimbMotion[],
  chosen: readonly (Pairing | null)[],
  target: BodyProfile,
): Pick<ReachOutcome, 'placement' | 'freeHeightCoverage'> {
  const main = motion.reduce((best, moved, i) => (moved.part > motion[best]!.part ? i : best), 0);
  const pairing = chosen[main] ?? null;
  if (pairing === null) return { placement: null, freeHeightCoverage: null };
  const limb = target.limbs[pairing.target]!;
  const map = mapOf(target, limb);
  const { cloud } = motion[main]!;
  const heightFree = pairing.freedom.fixedHeight === null;
  if (heightFree) {
    return {
      placement: placementAdvice(pairing.placed, { cloud, map, free: null }),
      freeHeightCoverage: null,
    };
  }
  const free = bestCoverage(cloud, map, { fixedHeight: null });
  return {
    placement: placementAdvice(pairing.placed, { cloud, map, free }),
    freeHeightCoverage: free.coverage,
  };
}

function placementAdvice(
  placed: PlacedCoverage,
  seen: { readonly cloud: PoseCloud; readonly map: ReachMap; readonly free: PlacedCoverage | null },
): PlacementAdvice {
  const { placement } = placed;
  const baseUp = placement.dz + seen.cloud.shoulder[2] - seen.map.frame.origin[2];
  const raise = seen.free === null ? 0 : placement.dz - seen.free.placement.dz;
  const advice = {
    forward: placement.dx,
    left: placement.dy,
    up: placement.dz,
    turnDegrees: ((placement.eighths + 4) % 8) * DEGREES_PER_EIGHTH - 180,
    baseUp,
    heightFree: seen.free === null,
  };
  if (seen.free !== null && seen.free.coverage > placed.coverage + WORTH_RAISING && Math.abs(raise) > 0.02) {
    const code = raise > 0 ? 'raise-table' : 'lower-table';
    const params = { centimetres: Math.round(Math.abs(raise) * 100), coverage: seen.free.coverage };
    return { ...advice, reason: { code, params } };
  }
  const lifted = seen.free === null && placement.dz !== 0;
  const moved = placement.dx !== 0 || placement.dy !== 0 || lifted || placement.eighths !== 0;
  return {
    ...advice,
    reason: {
      code: moved ? 'move-base' : 'keep-base',
      params: {
        forwardCm: Math.round(placement.dx * 100),
        upCm: lifted ? Math.round(placement.dz * 100) : 0,
        turnDegrees: advice.turnDegrees,
      },
    },
  };
}
