/**
 * A cloud as a target sees it whose first axis is not vertical: every tilt has radii, heights and directions of its own, so nothing can be
 * packed for all of them. What can be saved is saved: directions are turned once a pose, not once a placement, and are not looked at where no
 * direction at all is reached; poses that were counted for a placement are not counted again.
 */

import { FINE_DIRECTIONS, unitDirectionBin } from './directions.ts';
import { POSE_STRIDE, type PoseCloud } from './pose-cloud.ts';
import {
  CELL_SIZE,
  HALF_HEIGHT,
  HEIGHT_CELLS,
  MAP_CELLS,
  RADIUS_CELLS,
  sectorOf,
  type ReachMap,
} from './reach-map.ts';
import type { ReachFrame } from './reach-frame.ts';

/** Where the target's shoulder is moved, metres. */
interface Offset {
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
}

interface Counted {
  count: number;
  hits: number;
}

/** Eighths of a turn in which any direction is reached, by radius and height. */
const ANY_DIRECTION = new WeakMap<ReachMap, Uint8Array>();

function anyDirection(map: ReachMap): Uint8Array {
  let any = ANY_DIRECTION.get(map);
  if (any === undefined) {
    any = new Uint8Array(RADIUS_CELLS * HEIGHT_CELLS);
    for (let cell = 0; cell < MAP_CELLS; cell++) any[(cell / FINE_DIRECTIONS) | 0]! |= map.sectors[cell]!;
    ANY_DIRECTION.set(map, any);
  }
  return any;
}

/** One cloud seen by one target; lengths of the cloud and of offsets are on the scale of its map. */
export class TiltedView {
  private readonly cloud: PoseCloud;
  private readonly frame: ReachFrame;
  private readonly sectors: Uint8Array;
  private readonly any: Uint8Array;
  /** Directions in the target's frame, three numbers each, of the first `turned` poses. */
  private readonly directions: Float64Array;
  private turned = 0;
  private readonly counted = new Map<Offset, Counted>();

  constructor(cloud: PoseCloud, map: ReachMap) {
    this.cloud = cloud;
    this.frame = map.frame;
    this.sectors = map.sectors;
    this.any = anyDirection(map);
    this.directions = new Float64Array(3 * cloud.count);
  }

  /** How many of the first `count` poses are reached at an offset. The same object of an offset has to be given again to be known again. */
  hitsAmong(offset: Offset, count: number): number {
    let known = this.counted.get(offset);
    if (known === undefined) {
      known = { count: 0, hits: 0 };
      this.counted.set(offset, known);
    }
    if (known.count > count) return this.hits(offset, 0, count);
    known.hits += this.hits(offset, known.count, count);
    known.count = count;
    return known.hits;
  }

  /** How many of the poses from `from` to `to` (left out) are reached at an offset. */
  private hits(offset: Offset, from: number, to: number): number {
    if (this.turned < to) this.turn(to);
    const { any, sectors, directions } = this;
    const { poses, scale, shoulder } = this.cloud;
    const [[x0, x1, x2], [y0, y1, y2], [z0, z1, z2]] = [this.frame.x, this.frame.y, this.frame.z];
    const ox = shoulder[0] + offset.dx;
    const oy = shoulder[1] + offset.dy;
    const oz = shoulder[2] + offset.dz;
    let hits = 0;
    for (let k = from; k < to; k++) {
      const at = POSE_STRIDE * k;
      const px = poses[at]! * scale.position - ox;
      const py = poses[at + 1]! * scale.position - oy;
      const pz = poses[at + 2]! * scale.position - oz;
      const a = x0 * px + x1 * py + x2 * pz;
      const b = y0 * px + y1 * py + y2 * pz;
      const radius = Math.sqrt(a * a + b * b);
      const r = Math.floor(radius / CELL_SIZE);
      const h = Math.floor((z0 * px + z1 * py + z2 * pz) / CELL_SIZE) + HALF_HEIGHT;
      if (!(r < RADIUS_CELLS && h >= 0 && h < HEIGHT_CELLS)) continue;
      const column = r * HEIGHT_CELLS + h;
      const sector = sectorOf(a, b);
      if (((any[column]! >> sector) & 1) === 0) continue;
      const ux = radius > 1e-9 ? a / radius : 1;
      const uy = radius > 1e-9 ? b / radius : 0;
      const u = directions[3 * k]!;
      const v = directions[3 * k + 1]!;
      const bin = unitDirectionBin(u * ux + v * uy, v * ux - u * uy, directions[3 * k + 2]!);
      hits += (sectors[column * FINE_DIRECTIONS + bin]! >> sector) & 1;
    }
    return hits;
  }

  private turn(to: number): void {
    const { directions } = this;
    this.cloud.fill?.(to);
    const { poses, scale } = this.cloud;
    const { x, y, z } = this.frame;
    for (let k = this.turned; k < to; k++) {
      const at = POSE_STRIDE * k;
      const dx = poses[at + 3]! * scale.direction;
      const dy = poses[at + 4]! * scale.direction;
      const dz = poses[at + 5]! * scale.direction;
      directions[3 * k] = x[0] * dx + x[1] * dy + x[2] * dz;
      directions[3 * k + 1] = y[0] * dx + y[1] * dy + y[2] * dz;
      directions[3 * k + 2] = z[0] * dx + z[1] * dy + z[2] * dz;
    }
    this.turned = to;
  }
}
