/** How a leg stands: knees a little bent, soles flat. Base frame, metres, z up; the floor lies under stretched legs. */

import { stretchedLeg } from '#contracts/embodiment/body/leg-reach.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Pose, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import {
  add,
  distance,
  dot,
  invert,
  scale,
  subtract,
  transformPoint,
  unit,
  UNIT_X,
  UNIT_Z,
} from '#contracts/embodiment/spatial.ts';
import { LimbChain, type Placed, solveLimb } from './limb-solver.ts';
import { middleJoint } from './middle-joint.ts';

/** Lines that stand for a foot or shank, fixed to what a joint carries, as they lie at zero. */
export interface Foot {
  readonly joint: number;
  readonly lines: readonly (readonly [Vec3, Vec3])[];
}

/** A standing leg: its foot, and how high above the base frame's floor the foot ends. */
export interface StandingLeg {
  readonly foot: Foot;
  readonly floor: number;
}

/** A last joint that gets nearer to the floor than this part of the hip's height is an ankle; one that stays above carries a shank. */
const ANKLE_HEIGHT = 0.22;
/** Legs of fewer joints have no ankle. */
const MIN_ANKLED = 4;
/** By how much (part of the leg's length) knees shorten a leg that stands. */
const BENT = 0.025;
/** How far (part of the leg's length) a bent knee is ahead. */
const KNEE_AHEAD = 0.12;
/** Length of a sole (parts of the leg's length), and how much of it lies behind the ankle. */
const SOLE = 0.24;
const HEEL = 0.25;
/** An axis that lies so far ahead is the roll of an ankle; joints within this part of the leg's length of its end are the ankle's. */
const ROLLS = 0.8;
const ANKLE_PART = 0.15;
/** Weights: of where a foot or thigh goes, of level soles and level knees, beside directions that count 1. */
const FIRM = 3;
const LEVEL_SOLE = 0.7;
const LEVEL_KNEE = 0.3;
/** Lengths (m) below this are none. */
const SMALLEST = 1e-6;
/** How far (rad) a knee is bent where a solution begins. */
const FIRST_BEND = 0.4;
/** How far (rad) the thigh of a leg without an ankle leans, and a joint whose axis stands so upright swings the leg of an insect. */
const THIGH_LEAN = 0.7;
const UPRIGHT = 0.8;
/** How far (rad) the thigh of an insect rises. */
const THIGH_RISE = 0.35;
/** How far (sine) the shank of an insect goes outwards, and any shank leans at most. */
const SHANK_OUT = 0.25;
const MOST_LEAN = 0.9;
/** A thigh begins at least this part of the leg's length away from its knee. */
const CLEARLY_AWAY = 0.3;
/** Length of the toe of a foot that is a point (part of the shank). */
const TOE = 0.08;
/** What is shorter than this part of the thigh is no shank: the file says nothing of it, and it is as long as the thigh. */
const SHORTEST_SHANK = 0.3;
/** Knees nearer to the hip's plumb line than this part of the thigh say nothing about which way they bend. */
const CLEARLY_BENT = 0.15;

/** Puts the leg of a chain into its stance, in the chain's positions; null for a leg of which nothing is known. */
export function standLeg(body: Embodiment, chain: LimbChain, legs: number): StandingLeg | null {
  const rest = chain.place(chain.get());
  const last = chain.joints.at(-1);
  const [hip, ankle] = [rest.points[0], rest.points.at(-1)];
  if (last === undefined || hip === undefined || ankle === undefined) return null;
  const joints = chain.joints.map((i, k) => {
    const { type, lower, upper } = body.joints[i]!;
    return { type, lower, upper, point: rest.points[k]!, axis: rest.axes[k]! };
  });
  const stretched = stretchedLeg(joints, ankle, UNIT_Z);
  const leg: Leg = { chain, last, rest, stretched, many: legs > 2 };
  const ankled = joints.length >= MIN_ANKLED && stretched.height < ANKLE_HEIGHT * hip[2];
  return ankled ? standOnSole(leg) : standOnShank(leg);
}

interface Leg {
  readonly chain: LimbChain;
  readonly last: number;
  readonly rest: Placed;
  readonly stretched: { readonly height: number; readonly q: readonly number[] };
  readonly many: boolean;
}

/** Ankle under the hip, knee ahead, knee's axle across, what turns the foot level. */
function standOnSole({ chain, last, rest, stretched }: Leg): StandingLeg {
  const at = (joint: number): number => chain.joints.indexOf(joint);
  const down = chain.free.map((joint) => stretched.q[at(joint)] ?? 0);
  const straight = chain.place(down);
  const [hip, end] = [straight.points[0]!, straight.points.at(-1)!];
  const length = Math.max(distance(hip, end), SMALLEST);
  const knee = middleJoint(rest.points);
  const height = end[2] + BENT * length;
  // A roll of the ankle is level like the pitch before it; where the foot pitches only, its sole lies as it is drawn.
  const soles = [straight.points.length - 1, straight.points.length - 2].filter(
    (k) => k > knee && distance(straight.points[k]!, end) < ANKLE_PART * length,
  );
  // The knee's axle goes the way it goes at zero: a leg turned about itself by half a turn is level, too.
  const across = rest.axes[knee]![1] < 0 ? -1 : 1;
  const residuals = ({ points, axes }: Placed): number[] => {
    const [foot, bent] = [points.at(-1)!, points[knee]!];
    return [
      (FIRM * (foot[0] - points[0]![0])) / length,
      (FIRM * (foot[2] - height)) / length,
      (bent[0] - points[0]![0]) / length - KNEE_AHEAD,
      axes[knee]![0],
      across - axes[knee]![1],
      axes[knee]![2],
      ...soles.map((k) => LEVEL_SOLE * axes[k]![2]),
    ];
  };
  const bend = chain.free.map((joint, k) => {
    const [low, high] = chain.range(joint);
    return at(joint) === knee
      ? Math.min(high, Math.max(low, down[k]! + Math.sign(high + low - 2 * down[k]!) * FIRST_BEND))
      : down[k]!;
  });
  solveLimb(chain, residuals, [bend, down, chain.free.map(() => 0)]);
  const placed = chain.place(chain.get());
  const foot = placed.points.at(-1)!;
  // The floor lies under stretched legs: what is left between it and the ankle is the foot.
  const drop = Math.max(0, stretched.height);
  const floor = foot[2] - drop;
  const ahead = soleDirection(placed);
  const under: Vec3 = [foot[0], foot[1], floor];
  const heel = add(under, scale(ahead, -HEEL * SOLE * length));
  const toe = add(under, scale(ahead, (1 - HEEL) * SOLE * length));
  return {
    floor,
    foot: {
      joint: last,
      lines: fixed(placed.end, [
        [foot, heel],
        [heel, toe],
        [toe, foot],
      ]),
    },
  };
}

/** Level and along the roll axis of an ankle where there is one, else ahead. */
function soleDirection({ axes }: Placed): Vec3 {
  const [x, y] = axes.at(-1)!;
  return Math.abs(x) < ROLLS ? UNIT_X : unit(scale([x, y, 0], Math.sign(x)));
}

/** A leg whose last joint is a knee: the form does not say where its shank ends, the floor does. */
function standOnShank({ chain, last, rest, stretched, many }: Leg): StandingLeg {
  const knee = rest.points.length - 1;
  const hip = Math.max(0, thighOf(rest.points));
  const thigh = distance(rest.points[hip]!, rest.points[knee]!);
  const insect = many && Math.abs(rest.axes[0]![2]) > UPRIGHT;
  const [x, y] = rest.points[knee]!;
  const outward = unit([x, y, 0], UNIT_X);
  const side = insect ? outward : scale(UNIT_X, bendOf(rest, { hip, knee, thigh, many }));
  const lean = insect ? Math.PI / 2 + THIGH_RISE : THIGH_LEAN;
  const aim = add(scale(side, Math.sin(lean)), scale(UNIT_Z, -Math.cos(lean)));
  const residuals = ({ points, axes }: Placed): number[] => {
    const along = unit(subtract(points[knee]!, points[hip]!), UNIT_Z);
    const wanted = subtract(along, aim);
    // What lies across the leg's plane is left to the joints that spread it, which stay in their middle.
    return [FIRM * dot(wanted, side), FIRM * wanted[2], LEVEL_KNEE * axes[knee]![2]];
  };
  if (thigh > SMALLEST) solveLimb(chain, residuals, [chain.get()]);
  const placed = chain.place(chain.get());
  const from = placed.points[knee]!;
  // What is left below a knee that is let down is shank; a range that never lets it hang leaves less than the shank is long.
  const length =
    stretched.height < SHORTEST_SHANK * thigh
      ? thigh
      : Math.max(stretched.height, Math.min(thigh, rest.points[hip]![2] - thigh));
  const back = insect ? SHANK_OUT : (-thigh * Math.sin(lean)) / length;
  const across = Math.max(-MOST_LEAN, Math.min(MOST_LEAN, back));
  const shank = add(scale(side, across), scale(UNIT_Z, -Math.sqrt(1 - across * across)));
  const end = add(from, scale(shank, length));
  const toe = add(end, scale(insect ? side : UNIT_X, TOE * length));
  return {
    floor: end[2],
    foot: {
      joint: last,
      lines: fixed(placed.end, [
        [from, end],
        [end, toe],
      ]),
    },
  };
}

/** The joint that a thigh begins at: the last that is clearly away from the knee. */
function thighOf(points: readonly Vec3[]): number {
  const knee = points.at(-1)!;
  const longest = Math.max(...points.map((point) => distance(point, knee)));
  for (let k = points.length - 2; k >= 0; k--) {
    if (distance(points[k]!, knee) > CLEARLY_AWAY * longest) return k;
  }
  return 0;
}

/** Which way (1 ahead, -1 back) a knee is bent: as it is in the middle of its range, else as two-legged machines and dogs do. */
function bendOf(
  { points }: Placed,
  {
    hip,
    knee,
    thigh,
    many,
  }: { readonly hip: number; readonly knee: number; readonly thigh: number; readonly many: boolean },
): 1 | -1 {
  const ahead = points[knee]![0] - points[hip]![0];
  if (Math.abs(ahead) > CLEARLY_BENT * thigh) return ahead > 0 ? 1 : -1;
  return many ? -1 : 1;
}

function fixed(motion: Pose, lines: readonly (readonly [Vec3, Vec3])[]): (readonly [Vec3, Vec3])[] {
  const back = invert(motion);
  return lines.map(([a, b]) => [transformPoint(back, a), transformPoint(back, b)] as const);
}
