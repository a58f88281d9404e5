/** From where bodies are looked at: one frame and one camera for all that stand side by side. Metres, z up. */

import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { postureAt, restOf, type Posture } from './posture.ts';

/** Smallest frame: the smallest hand still stands on a ground. */
const SMALLEST = 0.2;

/** What a camera takes in. */
export interface Frame {
  /** Greatest distance of any part from the base. */
  readonly size: number;
  readonly middle: Vec3;
}

/** Sides that bodies are looked at from, as directions from the middle to the camera. */
export const VIEWPOINTS = {
  oblique: [1.3, -1.3, 0.8],
  front: [2, -0.02, 0],
  side: [0.02, -2, 0],
  above: [0.02, -0.02, 2],
} as const satisfies Record<string, Vec3>;
/** One of {@link VIEWPOINTS}. */
export type Viewpoint = keyof typeof VIEWPOINTS;
/** Their names. */
export const VIEWPOINT_NAMES = Object.keys(VIEWPOINTS) as readonly Viewpoint[];

/** The frame that holds all bodies at rest, each on the same base. */
export function frameOf(bodies: readonly Embodiment[]): Frame {
  return frameAround(bodies.map((body) => postureAt(body, restOf(body))));
}

/** The frame that holds all postures, each on the same base. */
export function frameAround(postures: readonly Posture[]): Frame {
  const points = postures.flatMap(({ joints, tools }) => [...joints, ...tools]);
  const size = points.reduce((most, [x, y, z]) => Math.max(most, Math.hypot(x, y, z)), SMALLEST);
  const mean = (axis: 0 | 1 | 2): number =>
    points.length === 0 ? 0 : points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return { size, middle: [mean(0), mean(1), mean(2)] };
}

/** Where a camera stands and what it looks at. */
export interface CameraPlace {
  readonly position: Vec3;
  readonly target: Vec3;
}

/** Where the camera of a viewpoint stands. */
export function placeOf({ size, middle }: Frame, viewpoint: Viewpoint): CameraPlace {
  const [x, y, z] = VIEWPOINTS[viewpoint];
  return {
    position: [middle[0] + x * size, middle[1] + y * size, middle[2] + z * size],
    target: middle,
  };
}

/** One camera for several scenes: where one is turned, the others follow. */
export class SharedCamera {
  readonly #scenes = new Set<(place: CameraPlace) => void>();

  /** Takes a scene in; `follow` moves its camera. Gives back how it tells that it was turned, and how it leaves. */
  join(follow: (place: CameraPlace) => void): {
    readonly turned: (place: CameraPlace) => void;
    readonly leave: () => void;
  } {
    this.#scenes.add(follow);
    return {
      turned: (place) => {
        for (const other of this.#scenes) if (other !== follow) other(place);
      },
      leave: () => void this.#scenes.delete(follow),
    };
  }

  /** Moves all cameras. */
  move(place: CameraPlace): void {
    for (const follow of this.#scenes) follow(place);
  }
}
