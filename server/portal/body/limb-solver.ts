/** A limb as a chain in the base frame, and how its joints are put where something holds. Radians, metres. */

import { vectorOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { jointMotion } from '#contracts/embodiment/kinematics/chain.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Pose, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { compose, IDENTITY, rotate, transformPoint } from '#contracts/embodiment/spatial.ts';

/** Where a limb is. */
export interface Placed {
  /** Place and unit axis of every joint of the chain, base frame. */
  readonly points: readonly Vec3[];
  readonly axes: readonly Vec3[];
  /** Motion of what the last joint carries from its pose at zero. */
  readonly end: Pose;
}

/** What is asked of a limb: values that are all zero where everything holds, of like size. */
export type Residuals = (placed: Placed) => readonly number[];

/** Rounds of one solution, and the gain below which a round is the last. */
const MAX_ROUNDS = 24;
const SMALLEST_GAIN = 1e-7;
/** The first start and the best of the others are followed. */
const DESCENTS = 3;
/** Step (rad) of a numeric derivative. */
const STEP = 1e-4;
const FIRST_DAMPING = 1e-2;
const MAX_DAMPING = 1e6;
/** Another start than the first has to lower the cost by this: neither noise nor a trifle takes joints far from their middle. */
const CLEARLY_BETTER = 0.03;
/** Weight with which every joint is held to the middle of its range. */
const HOLD = 0.03;
/** How far (rad) a joint without limits counts as free to turn. */
const OPEN = Math.PI;

/** Joints of one limb, outwards, on a carrier that stands still. */
export class LimbChain {
  readonly joints: readonly number[];
  /** Joints that turn by themselves: sliding ones stay in the middle of their range. */
  readonly free: readonly number[];
  readonly #body: Embodiment;
  readonly #carrier: Pose;
  readonly #q: number[];
  readonly #places: readonly Vec3[];

  constructor(
    body: Embodiment,
    at: { joints: readonly number[]; carrier: Pose; q: number[]; places: readonly Vec3[] },
  ) {
    this.#body = body;
    this.#places = at.places;
    this.joints = at.joints;
    this.#carrier = at.carrier;
    this.#q = at.q;
    this.free = at.joints.filter((i) => {
      const { type, follows, lower, upper } = body.joints[i]!;
      return type === 'revolute' && follows === null && (lower === null || lower !== upper);
    });
  }

  /** Limits of a free joint. */
  range(joint: number): readonly [number, number] {
    const { lower, upper } = this.#body.joints[joint]!;
    return [lower ?? -OPEN, upper ?? OPEN];
  }

  /** The limb at positions of its free joints; the others stand as they are. */
  place(values: readonly number[]): Placed {
    this.set(values);
    let end = this.#carrier;
    const points: Vec3[] = [];
    const axes: Vec3[] = [];
    for (const i of this.joints) {
      const { type, axis, point, follows } = this.#body.joints[i]!;
      const line = { type, axis: vectorOf(axis), point: vectorOf(point) };
      points.push(transformPoint(end, this.#places[i]!));
      axes.push(rotate(end.rotation, line.axis));
      const at =
        follows === null
          ? (this.#q[i] ?? 0)
          : follows.multiplier * (this.#q[follows.joint] ?? 0) + follows.offset;
      end = compose(end, jointMotion(line, at));
    }
    return { points, axes, end };
  }

  /** Puts positions of the free joints, within their limits, into the body's. */
  set(values: readonly number[]): void {
    this.free.forEach((joint, k) => {
      const [low, high] = this.range(joint);
      this.#q[joint] = Math.min(high, Math.max(low, values[k] ?? 0));
    });
  }

  /** Positions of the free joints. */
  get(): number[] {
    return this.free.map((joint) => this.#q[joint] ?? 0);
  }
}

/**
 * Puts a limb where the squares of the residuals are least, by damped least squares (Levenberg and Marquardt) from several starts; the
 * middles of the ranges count a little, so that what is left open is decided.
 */
export function solveLimb(
  chain: LimbChain,
  residuals: Residuals,
  starts: readonly (readonly number[])[],
): void {
  const halves = chain.free.map((joint) => {
    const [low, high] = chain.range(joint);
    return Math.max(1e-3, (high - low) / 2);
  });
  const all = (q: readonly number[]): number[] => [
    ...residuals(chain.place(q)),
    ...q.map((value, k) => (HOLD * value) / halves[k]!),
  ];
  let best: { readonly q: readonly number[]; readonly cost: number } | null = null;
  const costs = starts.map((start) => squares(all(clamped(chain, start))));
  const others = starts.map((_, i) => i).slice(1);
  const order = others.toSorted((a, b) => costs[a]! - costs[b]! || a - b);
  for (const i of [0, ...order].slice(0, DESCENTS)) {
    chain.set(starts[i]!);
    const found = descend(chain, chain.get(), all);
    if (best === null || found.cost < best.cost - CLEARLY_BETTER) best = found;
  }
  if (best !== null) chain.set(best.q);
}

function clamped(chain: LimbChain, values: readonly number[]): number[] {
  chain.set(values);
  return chain.get();
}

function descend(
  chain: LimbChain,
  start: readonly number[],
  residuals: (q: readonly number[]) => number[],
): { q: readonly number[]; cost: number } {
  let q = start;
  let now = residuals(q);
  let cost = squares(now);
  let damping = FIRST_DAMPING;
  for (let round = 0; round < MAX_ROUNDS && damping < MAX_DAMPING; round++) {
    const slopes = q.map((value, k) => {
      const moved = residuals(q.with(k, value + stepOf(chain, { k, value })));
      const step = stepOf(chain, { k, value });
      return moved.map((one, i) => (one - now[i]!) / step);
    });
    const step = leastSquares(slopes, now, damping);
    chain.set(q.map((value, k) => value - step[k]!));
    const next = chain.get();
    const then = residuals(next);
    const better = squares(then);
    if (better < cost) {
      const gain = cost - better;
      [q, now, cost] = [next, then, better];
      damping = Math.max(1e-6, damping / 4);
      if (gain < SMALLEST_GAIN) break;
    } else damping *= 8;
  }
  return { q, cost };
}

/** A step that stays within the limits. */
function stepOf(chain: LimbChain, { k, value }: { readonly k: number; readonly value: number }): number {
  const [, high] = chain.range(chain.free[k]!);
  return value + STEP > high ? -STEP : STEP;
}

function squares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/** Solves (JᵀJ + damping) x = Jᵀ r by elimination; `slopes` are the columns of J. */
function leastSquares(
  slopes: readonly (readonly number[])[],
  values: readonly number[],
  damping: number,
): number[] {
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, one, i) => sum + one * b[i]!, 0);
  const rows = slopes.map((a, i) => [
    ...slopes.map((b, k) => product(a, b) + (i === k ? damping : 0)),
    product(a, values),
  ]);
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    // The matrix is positive definite: no pivot is zero.
    for (let k = i + 1; k < n; k++) {
      const factor = rows[k]![i]! / rows[i]![i]!;
      for (let j = i; j <= n; j++) rows[k]![j]! -= factor * rows[i]![j]!;
    }
  }
  const x = Array.from({ length: n }, () => 0);
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i]!;
    const known = x.reduce((sum, value, k) => (k > i ? sum + row[k]! * value : sum), 0);
    x[i] = (row[n]! - known) / row[i]!;
  }
  return x;
}

/** Starts spread over the ranges, the same for every body: a low-discrepancy sequence (Halton). */
export function spreadStarts(chain: LimbChain, count: number): number[][] {
  return Array.from({ length: count }, (_, n) =>
    chain.free.map((joint, k) => {
      const [low, high] = chain.range(joint);
      return low + (high - low) * radicalInverse(n + 1, PRIMES[k % PRIMES.length]!);
    }),
  );
}

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19];

function radicalInverse(n: number, base: number): number {
  let [value, part, rest] = [0, 1 / base, n];
  while (rest > 0) {
    value += (rest % base) * part;
    rest = Math.floor(rest / base);
    part /= base;
  }
  return value;
}

/** Motion of what carries a limb. */
export function carrierOf(body: Embodiment, motions: readonly Pose[], joint: number): Pose {
  const parent = body.joints[joint]?.parent ?? -1;
  return parent < 0 ? IDENTITY : (motions[parent] ?? IDENTITY);
}
