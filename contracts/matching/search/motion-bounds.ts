/** How much of a dataset's own motion a target may cover at most, from the sketch of the motion: nothing is read for it. */

import { sketchedCoverage, sketchMapOf, type SketchMap } from '../../embodiment/reach/cloud-sketch.ts';
import { takesPacked } from '../../embodiment/reach/packed-cloud.ts';
import type { PlacementFreedom } from '../../embodiment/reach/reach-coverage.ts';
import { mapOf, type BodyProfile } from '../factors/body-profile.ts';
import { isJudgedByPoses, MAX_REACH_LIMBS, placementFreedom } from '../factors/factor-reach.ts';
import { NO_SKETCH, type SketchColumn } from './sketch-column.ts';

/** How one target limb may follow one recorded limb. */
interface Following {
  readonly map: SketchMap;
  readonly freedom: PlacementFreedom;
}

/** True for a target of which sketches tell something: all its limbs take packed clouds. */
export function isSketched(target: BodyProfile): boolean {
  return target.limbs.slice(0, MAX_REACH_LIMBS).every((limb) => takesPacked(mapOf(target, limb)));
}

/** Bounds for the datasets on one body. */
export class MotionBounds {
  /** By recorded limb: the target's limbs; null where one of them takes no packed clouds. Nothing is told of a pair that reaches nowhere by itself. */
  private readonly following: readonly (readonly Following[] | null)[] | null;
  private readonly followers: number;

  constructor(recorded: BodyProfile, target: BodyProfile) {
    const limbs = target.limbs.slice(0, MAX_REACH_LIMBS);
    this.followers = limbs.length;
    if (limbs.length === 0 || !isJudgedByPoses({ recorded, target })) {
      // Such bodies are judged by hands or legs, or not at all, whatever their histograms say.
      this.following = null;
      return;
    }
    this.following = recorded.limbs.map((limb) => {
      const following: Following[] = [];
      for (const other of limbs) {
        const map = mapOf(target, other);
        if (!takesPacked(map)) return null;
        const freedom = placementFreedom({ limb, body: recorded }, { limb: other, body: target });
        following.push({ map: sketchMapOf(map), freedom });
      }
      return following;
    });
  }

  /** The most that reachOutcome may say of a slot's motion. */
  mostCovered(sketches: SketchColumn, slot: number): number {
    const { following, followers } = this;
    const first = sketches.firstOf(slot);
    if (following === null || first === NO_SKETCH) return 1;
    if (sketches.nextOf(first) === NO_SKETCH) {
      const most = mostOf(sketches, first, following[sketches.limbOf(first)] ?? null);
      return Math.min(1, most * sketches.partOf(first));
    }
    const covered: number[] = [];
    for (let sketch = first; sketch !== NO_SKETCH; sketch = sketches.nextOf(sketch)) {
      const most = mostOf(sketches, sketch, following[sketches.limbOf(sketch)] ?? null);
      covered.push(most * sketches.partOf(sketch));
    }
    // No target limb follows two limbs at once.
    if (covered.length > followers) covered.sort((a, b) => b - a).length = followers;
    let most = 0;
    for (const part of covered) most += part;
    return Math.min(1, most);
  }
}

/** The most that some limb of the target may cover of a sketch. */
function mostOf(sketches: SketchColumn, sketch: number, following: readonly Following[] | null): number {
  if (following === null) return 1;
  const at = {
    sketches: sketches.blockOf(sketch),
    index: sketches.indexOf(sketch),
    poses: sketches.posesOf(sketch),
  };
  let most = 0;
  for (const { map, freedom } of following) most = Math.max(most, sketchedCoverage(at, map, freedom));
  return most;
}
