/**
 * The posture in which a body is shown: legs stand, arms hang or are ready, trunks are upright; within all limits. It follows from the
 * canonical form alone, so it is the same for every file of a machine, and no file's own zero enters.
 */

import { bodyMotionsOf, vectorOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import {
  add,
  cross,
  scale,
  subtract,
  transformPoint,
  unit,
  UNIT_Y,
  UNIT_Z,
} from '#contracts/embodiment/spatial.ts';
import { holdArm } from './arm-stance.ts';
import { jointPlaces } from './joint-places.ts';
import { standLeg, type Foot, type StandingLeg } from './leg-stance.ts';
import { carrierOf, LimbChain, type Placed, solveLimb } from './limb-solver.ts';

/** A body as it stands. */
export interface Stance {
  /** One a joint, rad or m from the canonical zero; joints that follow others are filled in. */
  readonly positions: readonly number[];
  /** Height (m) of the floor under its feet in the base frame: legs that stand are shorter than stretched ones. */
  readonly floor: number;
  readonly feet: readonly Foot[];
  /** Where every joint is drawn, base frame at zero (joint-places.ts). */
  readonly places: readonly Vec3[];
}

/** An axle is level when its direction rises by less than this. */
const LEVEL = 0.3;
/** Radii (m) of wheels that are drawn, and the sides of a rim. */
const SMALLEST_WHEEL = 0.01;
const LARGEST_WHEEL = 0.5;
const RIM_SIDES = 16;

const known = new WeakMap<Embodiment, Stance>();

/** The stance of a body; found once for each. */
export function stanceOf(body: Embodiment): Stance {
  const before = known.get(body);
  if (before !== undefined) return before;
  const stance = findStance(body);
  known.set(body, stance);
  return stance;
}

/** Range in which a joint's slider moves: its limits, or one turn, or a metre. */
export function rangeOf(joint: Embodiment['joints'][number]): readonly [number, number] {
  const whole = joint.type === 'revolute' ? Math.PI : 1;
  return [joint.lower ?? -whole, joint.upper ?? whole];
}

/** Positions with the joints that follow others filled in. */
export function followed({ joints }: Embodiment, q: readonly number[]): number[] {
  return joints.map(({ follows }, i) =>
    follows === null ? (q[i] ?? 0) : follows.multiplier * (q[follows.joint] ?? 0) + follows.offset,
  );
}

function findStance(body: Embodiment): Stance {
  const q = body.joints.map((joint) => {
    const [low, high] = rangeOf(joint);
    return low <= 0 && high >= 0 ? 0 : (low + high) / 2;
  });
  const places = jointPlaces(body);
  const legs: StandingLeg[] = [];
  // What rolls has its floor under its wheels as the form has them.
  const stands = body.mounting === 'legged';
  const rims: Foot[] = [];
  const count = body.limbs.filter(({ kind }) => kind === 'leg').length;
  // Limbs come after what carries them.
  body.limbs.forEach(({ kind, joints }, limb) => {
    if (kind === 'wheel' && !stands) rims.push(...rimOf(body, places, joints.at(-1)!));
    if (kind !== 'torso' && kind !== 'arm' && kind !== 'leg') return;
    const carrier = carrierOf(body, bodyMotionsOf(body, q), joints[0]!);
    const chain = new LimbChain(body, { joints, carrier, q, places });
    if (kind === 'torso') standUp(body, chain, { limb, places });
    if (kind === 'arm') holdArm(body, chain, limb);
    if (kind !== 'leg' || !stands) return;
    const leg = standLeg(body, chain, count);
    if (leg !== null) legs.push(leg);
  });
  return {
    positions: followed(body, q),
    floor: legs.length === 0 ? 0 : Math.min(...legs.map(({ floor }) => floor)),
    feet: [...legs.map(({ foot }) => foot), ...rims],
    places,
  };
}

/** The rim of a wheel: the floor says how large it is. None for an axle that is not level or lies on the floor. */
function rimOf(body: Embodiment, places: readonly Vec3[], wheel: number): Foot[] {
  const [hub, axis] = [places[wheel]!, vectorOf(body.joints[wheel]!.axis)];
  const radius = hub[2];
  if (Math.abs(axis[2]) > LEVEL || radius < SMALLEST_WHEEL || radius > LARGEST_WHEEL) return [];
  const ahead = unit(cross(axis, UNIT_Z));
  const point = (k: number): Vec3 => {
    const angle = (2 * Math.PI * k) / RIM_SIDES;
    return add(hub, add(scale(ahead, radius * Math.cos(angle)), scale(UNIT_Z, radius * Math.sin(angle))));
  };
  return [
    { joint: wheel, lines: Array.from({ length: RIM_SIDES }, (_, k) => [point(k), point(k + 1)] as const) },
  ];
}

/** A trunk carries its arms as high as it can, side by side. */
function standUp(
  body: Embodiment,
  chain: LimbChain,
  { limb, places }: { readonly limb: number; readonly places: readonly Vec3[] },
): void {
  const arms = body.limbs.filter(({ kind, parent }) => parent === limb && kind === 'arm');
  const shoulders = arms.map(({ joints }) => places[joints[0]!]!);
  if (shoulders.length === 0 || chain.free.length === 0) return;
  const middle = scale(
    shoulders.reduce(
      (sum, point): Vec3 => [sum[0] + point[0], sum[1] + point[1], sum[2] + point[2]],
      [0, 0, 0],
    ),
    1 / shoulders.length,
  );
  const size = Math.max(0.1, middle[2]);
  const residuals = ({ end, points }: Placed): number[] => {
    const [first, second] = [shoulders[0]!, shoulders.at(-1)!].map((point) => transformPoint(end, point));
    const at = transformPoint(end, middle);
    const foot = points[0]!;
    const across = shoulders.length < 2 ? UNIT_Y : unit(subtract(second!, first!), UNIT_Y);
    return [(1.2 * size - at[2]) / size, (0.3 * (at[1] - foot[1])) / size, across[0], across[2]];
  };
  solveLimb(chain, residuals, [chain.get()]);
}
