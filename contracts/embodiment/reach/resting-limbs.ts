/**
 * Which limbs of a recording stand still while others work. An arm that hangs idle beside the one that works shows no motion: counted
 * as motion it would be half of what there is to reach, and the one arm of another robot would follow the one that stands still.
 */

import type { Vec3 } from '../kinematic-tree.ts';
import { dot } from '../spatial.ts';

/** A limb rests while its tool stays in a box of this diagonal (m), however it stands from one episode to the next. */
export const REST_SPAN = 0.05;
/** Greatest angle (rad) of the approach direction from the first of an episode: 15 degrees. Its cosine is what is compared. */
const REST_COS = 0.9659258262890683;
/** Greatest part of the widest limb's span: where all move little, little is motion. */
export const REST_PART = 0.25;

/** How far the tool of one limb goes within an episode, at most over all of them. Episodes come one after the other. */
export class MotionExtent {
  private episode: number | null = null;
  private readonly least: [number, number, number] = [0, 0, 0];
  private readonly most: [number, number, number] = [0, 0, 0];
  private first: Vec3 = [0, 0, 1];
  private widest = 0;
  private leastCos = 1;

  /** Adds a pose: place (m) and approach direction of the tool in a frame that stands. Poses that are not finite are left out. */
  add(episode: number, position: Vec3, approach: Vec3): void {
    if (!position.every(Number.isFinite) || !approach.every(Number.isFinite)) return;
    if (episode !== this.episode) {
      this.fold();
      this.episode = episode;
      this.first = approach;
      for (let i = 0; i < 3; i++) this.least[i] = this.most[i] = position[i]!;
      return;
    }
    for (let i = 0; i < 3; i++) {
      this.least[i] = Math.min(this.least[i]!, position[i]!);
      this.most[i] = Math.max(this.most[i]!, position[i]!);
    }
    this.leastCos = Math.min(this.leastCos, dot(this.first, approach));
  }

  /** Diagonal (m) of the widest box that an episode takes. */
  get span(): number {
    this.fold();
    return this.widest;
  }

  /** True when there are poses, and neither place nor direction leaves what counts as rest. */
  get still(): boolean {
    return this.episode !== null && this.span <= REST_SPAN && this.leastCos >= REST_COS;
  }

  private fold(): void {
    if (this.episode === null) return;
    const [x, y, z] = [0, 1, 2].map((i) => this.most[i]! - this.least[i]!) as [number, number, number];
    this.widest = Math.max(this.widest, Math.sqrt(x * x + y * y + z * z));
  }
}

/** Which of the limbs of a recording rest, in their order; none where no limb moves. */
export function restingLimbs(extents: readonly MotionExtent[]): boolean[] {
  const widest = Math.max(0, ...extents.map(({ span }) => span));
  return extents.map((extent) => extent.still && extent.span < REST_PART * widest);
}
