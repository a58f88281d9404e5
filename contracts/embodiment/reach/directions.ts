/**
 * Bins of directions on the sphere: the 12 vertices of an icosahedron, and those with its 30 edge midpoints (42).
 *
 * The vertices are (0, ±1, ±φ) and its cyclic shifts, so the sets are closed under sign changes of each coordinate. A
 * direction belongs to the nearest member (largest scalar product; of equals, the one that is listed first).
 */

import type { Vec3 } from '../kinematic-tree.ts';

/** Number of fine direction bins; mean spacing about 34 degrees. */
export const FINE_DIRECTIONS = 42;
/** Number of coarse direction bins; spacing 63.4 degrees. */
export const COARSE_DIRECTIONS = 12;

const PHI = (1 + Math.sqrt(5)) / 2;
const SHORT = 1 / Math.sqrt(1 + PHI * PHI);
const LONG = PHI * SHORT;
const MID_A = 0.5;
const MID_B = PHI / 2;
const MID_C = 1 / (2 * PHI);

/** Members of the closed positive octant, vertices first; every other member is one of these with signs flipped. */
const OCTANT: readonly Vec3[] = [
  [0, SHORT, LONG],
  [LONG, 0, SHORT],
  [SHORT, LONG, 0],
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [MID_A, MID_C, MID_B],
  [MID_B, MID_A, MID_C],
  [MID_C, MID_B, MID_A],
];

const SIGN_COMBINATIONS = 8;

/** Members of the sphere in bin order, and the bin of (octant member, sign bits). */
function buildBins(): { directions: Vec3[]; binOf: Uint8Array } {
  const directions: Vec3[] = [];
  const binOf = new Uint8Array(OCTANT.length * SIGN_COMBINATIONS);
  OCTANT.forEach((member, index) => {
    for (let signs = 0; signs < SIGN_COMBINATIONS; signs++) {
      const direction: Vec3 = [
        signs & 1 ? -member[0] : member[0],
        signs & 2 ? -member[1] : member[1],
        signs & 4 ? -member[2] : member[2],
      ];
      let bin = directions.findIndex((other) => other.every((value, axis) => value === direction[axis]));
      if (bin < 0) bin = directions.push(direction) - 1;
      binOf[index * SIGN_COMBINATIONS + signs] = bin;
    }
  });
  return { directions, binOf };
}

const BINS = buildBins();
const BIN_OF = BINS.binOf;

/** Unit vectors of the 42 fine bins; the first 12 are the coarse bins. */
export const DIRECTIONS: readonly Vec3[] = BINS.directions;

/** Fine bin (0 to 41) of a direction; the length of the vector does not matter. */
export function fineDirectionBin(x: number, y: number, z: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  const az = Math.abs(z);
  // Unrolled: this is called once a sample of every reach map.
  let member = 0;
  let best = SHORT * ay + LONG * az;
  let product = LONG * ax + SHORT * az;
  if (product > best) {
    best = product;
    member = 1;
  }
  product = SHORT * ax + LONG * ay;
  if (product > best) {
    best = product;
    member = 2;
  }
  if (ax > best) {
    best = ax;
    member = 3;
  }
  if (ay > best) {
    best = ay;
    member = 4;
  }
  if (az > best) {
    best = az;
    member = 5;
  }
  product = MID_A * ax + MID_C * ay + MID_B * az;
  if (product > best) {
    best = product;
    member = 6;
  }
  product = MID_B * ax + MID_A * ay + MID_C * az;
  if (product > best) {
    best = product;
    member = 7;
  }
  product = MID_C * ax + MID_B * ay + MID_A * az;
  if (product > best) member = 8;
  return BIN_OF[member * SIGN_COMBINATIONS + signBits(x, y, z)]!;
}

/** Cells along each of two coordinates in the table of {@link unitDirectionBin}. */
const LOOKUP_CELLS = 64;
/** How far the squared length of a direction may be from 1. */
const LENGTH_SLACK = 2e-3;
const MIXED = 0xff;

/** Member of the octant that is nearest to every unit vector of a cell of (|x|, |y|), or {@link MIXED}. */
function buildLookup(): Uint8Array {
  const table = new Uint8Array((LOOKUP_CELLS + 1) * (LOOKUP_CELLS + 1));
  for (let i = 0; i <= LOOKUP_CELLS; i++) {
    for (let j = 0; j <= LOOKUP_CELLS; j++) {
      const low: [number, number, number] = [i / LOOKUP_CELLS, j / LOOKUP_CELLS, 0];
      const high: [number, number, number] = [(i + 1) / LOOKUP_CELLS, (j + 1) / LOOKUP_CELLS, 0];
      const rest = (v: Vec3, slack: number): number =>
        Math.sqrt(Math.max(0, 1 - v[0] * v[0] - v[1] * v[1] + slack));
      low[2] = rest(high, -LENGTH_SLACK);
      high[2] = rest(low, LENGTH_SLACK);
      const winner = OCTANT.findIndex((member) =>
        OCTANT.every((other) => beatsInBox(member, other, [low, high])),
      );
      table[i * (LOOKUP_CELLS + 1) + j] = winner < 0 ? MIXED : winner;
    }
  }
  return table;
}

/** True when every point of a box is nearer to `member` than to `other`. */
function beatsInBox(member: Vec3, other: Vec3, [low, high]: readonly [Vec3, Vec3]): boolean {
  if (member === other) return true;
  let worst = 0;
  for (let axis = 0; axis < 3; axis++) {
    const difference = other[axis]! - member[axis]!;
    worst += difference * (difference > 0 ? high[axis]! : low[axis]!);
  }
  return worst < -1e-9;
}

const LOOKUP = buildLookup();

/**
 * {@link fineDirectionBin} of a direction whose length is 1 to a thousandth, the same bin and several times as fast: most
 * directions lie so far from the borders of their bin that a table of two coordinates tells it.
 */
export function unitDirectionBin(x: number, y: number, z: number): number {
  const i = Math.floor(Math.abs(x) * LOOKUP_CELLS);
  const j = Math.floor(Math.abs(y) * LOOKUP_CELLS);
  const member = LOOKUP[i * (LOOKUP_CELLS + 1) + j]!;
  if (member === MIXED) return fineDirectionBin(x, y, z);
  return BIN_OF[member * SIGN_COMBINATIONS + signBits(x, y, z)]!;
}

/** Coarse bin (0 to 11) of a direction; the length of the vector does not matter. */
export function coarseDirectionBin(x: number, y: number, z: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  const az = Math.abs(z);
  const first = SHORT * ay + LONG * az;
  const second = LONG * ax + SHORT * az;
  const third = SHORT * ax + LONG * ay;
  let member = 2;
  if (first >= second && first >= third) member = 0;
  else if (second >= third) member = 1;
  return BIN_OF[member * SIGN_COMBINATIONS + signBits(x, y, z)]!;
}

function signBits(x: number, y: number, z: number): number {
  return (x < 0 ? 1 : 0) | (y < 0 ? 2 : 0) | (z < 0 ? 4 : 0);
}

/** Coarse bin of each fine bin. */
export const COARSE_OF_FINE: Uint8Array = Uint8Array.from(DIRECTIONS, (d) =>
  coarseDirectionBin(d[0], d[1], d[2]),
);
