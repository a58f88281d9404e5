/** How much of a dataset's own motion a target may cover at most, or is likely to, from the sketch of the motion: nothing is read for it. */

import {
  sketchedCoverage,
  sketchMapOf,
  type SketchAt,
  type SketchMap,
} from '../../embodiment/reach/cloud-sketch.ts';
import { takesPacked } from '../../embodiment/reach/packed-cloud.ts';
import type { PlacementFreedom } from '../../embodiment/reach/reach-coverage.ts';
import type { ReachMap } from '../../embodiment/reach/reach-map.ts';
import { guessedCoverage } from '../../embodiment/reach/sketch-guess.ts';
import { mapOf, type BodyProfile } from '../factors/body-profile.ts';
import { isBare, MAX_REACH_LIMBS, placementFreedom } from '../factors/factor-reach.ts';
import { NO_SKETCH, type SketchColumn } from './sketch-column.ts';

/** How one target limb may follow one recorded limb. */
interface Following {
  readonly map: ReachMap;
  /** Null for maps that take no packed clouds: of those there are no bounds. */
  readonly bounds: SketchMap | null;
  readonly freedom: PlacementFreedom;
}

/** Bounds for the datasets on one body. */
export class MotionBounds {
  /** True when the motions on this body have no bounds, but guesses: a limb of the target takes no packed clouds. */
  readonly guesses: boolean;
  /** By recorded limb: the target's limbs. Null for a pair that reaches nowhere by itself: nothing is told of it. */
  private readonly following: readonly (readonly Following[])[] | null;
  private readonly followers: number;

  constructor(recorded: BodyProfile, target: BodyProfile) {
    const limbs = target.limbs.slice(0, MAX_REACH_LIMBS);
    this.followers = limbs.length;
    if (limbs.length === 0 || (isBare(recorded) && isBare(target))) {
      // Such bodies are judged by hands or legs, whatever their histograms say.
      this.following = null;
      this.guesses = false;
      return;
    }
    this.following = recorded.limbs.map((limb) =>
      limbs.map((other) => {
        const map = mapOf(target, other);
        const freedom = placementFreedom({ limb, body: recorded }, { limb: other, body: target });
        return { map, bounds: takesPacked(map) ? sketchMapOf(map) : null, freedom };
      }),
    );
    this.guesses = limbs.some((limb) => !takesPacked(mapOf(target, limb)));
  }

  /** The most that reachOutcome may say of a slot's motion. */
  mostCovered(sketches: SketchColumn, slot: number): number {
    return this.guesses ? 1 : this.covered(sketches, slot);
  }

  /** What reachOutcome is likely to say of a slot's motion. */
  likelyCovered(sketches: SketchColumn, slot: number): number {
    return this.covered(sketches, slot);
  }

  private covered(sketches: SketchColumn, slot: number): number {
    const { following, followers } = this;
    const first = sketches.firstOf(slot);
    if (following === null || first === NO_SKETCH) return 1;
    if (sketches.nextOf(first) === NO_SKETCH) {
      return Math.min(1, coveredOf(sketches, first, following) * sketches.partOf(first));
    }
    const covered: number[] = [];
    for (let sketch = first; sketch !== NO_SKETCH; sketch = sketches.nextOf(sketch)) {
      covered.push(coveredOf(sketches, sketch, following) * sketches.partOf(sketch));
    }
    // No target limb follows two limbs at once.
    if (covered.length > followers) covered.sort((a, b) => b - a).length = followers;
    let most = 0;
    for (const part of covered) most += part;
    return Math.min(1, most);
  }
}

/** What the limb of the target that covers most of a sketch covers of it. */
function coveredOf(
  sketches: SketchColumn,
  sketch: number,
  following: readonly (readonly Following[])[],
): number {
  const at: SketchAt = {
    sketches: sketches.blockOf(sketch),
    index: sketches.indexOf(sketch),
    poses: sketches.posesOf(sketch),
  };
  let most = 0;
  for (const { map, bounds, freedom } of following[sketches.limbOf(sketch)] ?? []) {
    const covered =
      bounds === null ? guessedCoverage(at, map, freedom) : sketchedCoverage(at, bounds, freedom);
    if (covered > most) most = covered;
  }
  return most;
}
