/** What a camera of the demo world sees: furniture, a body as a skeleton, the thing it handles. */

import type { KinematicTree, Pose, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { distance } from '#contracts/embodiment/spatial.ts';
import type { Colour, Stroke, Viewpoint } from './picture.ts';

const WOOD: Colour = [176, 148, 112];
const FLOOR: Colour = [200, 196, 188];
const PALETTE: readonly Colour[] = [
  [46, 74, 110],
  [64, 110, 142],
  [86, 146, 160],
  [214, 132, 64],
];
const OBJECT: Colour = [196, 62, 58];
const SHORTEST_LINK = 0.004;

/** Furniture of a scene, m. */
export interface Furniture {
  readonly table: number;
  readonly shelf: number;
  /** Middle of the work place. */
  readonly centre: Vec3;
  /** Half the width of table and shelf. */
  readonly half: number;
}

/** A table, a shelf board behind it, and lines on the floor. */
export function furnitureStrokes({ table, shelf, centre, half }: Furniture): Stroke[] {
  const [x, y] = centre;
  const board = (z: number, from: number, to: number): Stroke[] =>
    [0, 0.5, 1].map((share) => ({
      from: [x + from + share * (to - from), y - half, z],
      to: [x + from + share * (to - from), y + half, z],
      radius: 0.012,
      colour: WOOD,
    }));
  const posts = [-half, half].map(
    (side): Stroke => ({
      from: [x + half, y + side, table],
      to: [x + half, y + side, shelf],
      radius: 0.01,
      colour: WOOD,
    }),
  );
  const lines = [-1, 0, 1].map(
    (n): Stroke => ({
      from: [x - half, y + n * half, Math.min(0, table)],
      to: [x + 2 * half, y + n * half, Math.min(0, table)],
      radius: 0.006,
      colour: FLOOR,
    }),
  );
  return [...lines, ...board(table, -half, half), ...board(shelf, 0.5 * half, half), ...posts];
}

/** A body's links as lines between the origins of their joints; thinner the farther out. */
export function bodyStrokes(tree: KinematicTree, links: readonly Pose[], thickness: number): Stroke[] {
  const depth = new Map<number, number>([[tree.root, 0]]);
  const strokes: Stroke[] = [];
  const pending = [...tree.joints];
  for (let joint = pending.shift(); joint !== undefined; joint = pending.shift()) {
    const above = depth.get(joint.parent);
    if (above === undefined) {
      pending.push(joint);
      continue;
    }
    depth.set(joint.child, above + 1);
    const from = links[joint.parent]?.position;
    const to = links[joint.child]?.position;
    // A camera on a mast is no part of the body.
    if (tree.links[joint.child]?.name.includes('camera') === true) continue;
    if (from === undefined || to === undefined || distance(from, to) < SHORTEST_LINK) continue;
    const radius = thickness / (1 + 0.18 * above);
    strokes.push({ from, to, radius, colour: PALETTE[above % PALETTE.length] ?? OBJECT });
  }
  return strokes;
}

/** The thing in the hand, or waiting for it. */
export function objectStroke(at: Vec3, size: number): Stroke {
  return { from: at, to: [at[0], at[1], at[2] + size], radius: size / 2, colour: OBJECT };
}

/** From the side and a little above, so that reaching out and up both show. */
export function sideView(centre: Vec3, span: number): Viewpoint {
  return {
    eye: [centre[0] + 0.9 * span, centre[1] - 2.2 * span, centre[2] + 0.8 * span],
    target: centre,
    zoom: 2,
  };
}
