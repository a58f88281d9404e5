/** A small software renderer: lines and discs in perspective, painted from far to near into RGBA bytes. */

import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { cross, dot, norm, subtract, unit, UNIT_Y, UNIT_Z } from '#contracts/embodiment/spatial.ts';

/** Red, green, blue; 0 to 255. */
export type Colour = readonly [number, number, number];

/** Where the picture is taken from; metres, world frame. */
export interface Viewpoint {
  readonly eye: Vec3;
  readonly target: Vec3;
  /** Focal length as a multiple of the picture's height. */
  readonly zoom: number;
}

/** A thing to paint: a line with round ends, or a disc when both ends are the same. `radius` in metres. */
export interface Stroke {
  readonly from: Vec3;
  readonly to: Vec3;
  readonly radius: number;
  readonly colour: Colour;
}

const NEAR_PLANE = 0.05;
const BACKGROUND: readonly [Colour, Colour] = [
  [214, 222, 230],
  [244, 241, 234],
];

interface Dot {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/** A picture that is painted anew for each frame; the bytes are reused. */
export class Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly #ground: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(4 * width * height);
    this.#ground = background(width, height);
  }

  /** Paints strokes from far to near. */
  paint(view: Viewpoint, strokes: readonly Stroke[]): void {
    this.pixels.set(this.#ground);
    const project = projection(view, this);
    const visible = strokes.flatMap((stroke) => {
      const a = project(stroke.from);
      const b = project(stroke.to);
      return a === null || b === null ? [] : [{ stroke, a, b, depth: (a.depth + b.depth) / 2 }];
    });
    visible.sort((x, y) => y.depth - x.depth);
    for (const { stroke, a, b, depth } of visible) {
      const radius = Math.max(0.7, (stroke.radius * view.zoom * this.height) / depth);
      this.#line(a, b, { radius, colour: stroke.colour });
    }
  }

  /** Every pixel nearer to the segment than the radius; a little lighter on its upper side. */
  #line(a: Dot, b: Dot, brush: { readonly radius: number; readonly colour: Colour }): void {
    const { radius, colour } = brush;
    const left = Math.max(0, Math.floor(Math.min(a.x, b.x) - radius));
    const right = Math.min(this.width - 1, Math.ceil(Math.max(a.x, b.x) + radius));
    const top = Math.max(0, Math.floor(Math.min(a.y, b.y) - radius));
    const bottom = Math.min(this.height - 1, Math.ceil(Math.max(a.y, b.y) + radius));
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const length = dx * dx + dy * dy || 1;
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / length));
        const offX = x - a.x - along * dx;
        const offY = y - a.y - along * dy;
        const off = offX * offX + offY * offY;
        if (off > radius * radius) continue;
        const light = 1 - 0.25 * (off / (radius * radius)) + (offY < 0 ? 0.06 : 0);
        const at = 4 * (y * this.width + x);
        for (let c = 0; c < 3; c++) this.pixels[at + c] = Math.min(255, (colour[c] ?? 0) * light);
      }
    }
  }
}

function background(width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(4 * width * height);
  const [sky, floor] = BACKGROUND;
  for (let y = 0; y < height; y++) {
    const share = y / (height - 1);
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      for (let c = 0; c < 3; c++) pixels[at + c] = (sky[c] ?? 0) + ((floor[c] ?? 0) - (sky[c] ?? 0)) * share;
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}

function projection(view: Viewpoint, size: { width: number; height: number }): (point: Vec3) => Dot | null {
  const forward = unit(subtract(view.target, view.eye));
  const sideways = cross(forward, UNIT_Z);
  const right = norm(sideways) < 1e-6 ? UNIT_Y : unit(sideways);
  const up = cross(right, forward);
  const focal = view.zoom * size.height;
  return (point) => {
    const from = subtract(point, view.eye);
    const depth = dot(from, forward);
    if (depth < NEAR_PLANE) return null;
    return {
      x: size.width / 2 + (focal * dot(from, right)) / depth,
      y: size.height / 2 - (focal * dot(from, up)) / depth,
      depth,
    };
  };
}
