/** How arms are held: at the side with the forearm ahead, or ready over a bench. Base frame, z up. */

import { poseOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import {
  add,
  compose,
  distance,
  rotate,
  scale,
  subtract,
  unit,
  UNIT_X,
  UNIT_Z,
} from '#contracts/embodiment/spatial.ts';
import { type LimbChain, type Placed, solveLimb, spreadStarts } from './limb-solver.ts';
import { middleJoint } from './middle-joint.ts';

/** Starts of a solution beside the middle of all ranges. */
const STARTS = 9;
/** Directions of upper arm, forearm and tool: parts ahead, outwards and up. */
const HANGING = { upper: [0.05, 0.16, -1], fore: [0.8, 0.06, -0.55], tool: [0.85, 0, -0.5] } as const;
const READY = { upper: [0.3, 0, 1], fore: [1, 0, 0], tool: [0.35, 0, -0.9] } as const;
/** Weight of the direction of the tool beside those of the bones. */
const TOOL_WEIGHT = 0.35;
/** An arm whose tool is nearer to its shoulder's plumb line than this part of its length has no heading of its own. */
const HEADED = 0.3;
/** An upper arm is at least this part of the way from the first joint to the elbow, a forearm of that from there to the tool. */
const UPPER_ARM = 0.35;
/** Arms hang where their shoulders are higher above the floor than this part of their length. */
const HANGS = 0.75;

/** Puts an arm into its stance, in the chain's positions. */
export function holdArm(body: Embodiment, chain: LimbChain, limb: number): void {
  const effector = body.endEffectors.find((one) => one.limb === limb);
  const toolOf = ({ points, end }: Placed): { at: Vec3; along: Vec3 } => {
    if (effector === undefined) return { at: points.at(-1)!, along: UNIT_X };
    const { position, rotation } = compose(end, poseOf(effector.tcp));
    return { at: position, along: rotate(rotation, UNIT_Z) };
  };
  const rest = chain.place(chain.get());
  const shoulder = rest.points[0];
  if (shoulder === undefined || chain.free.length === 0) return;
  const path = [...rest.points, toolOf(rest).at];
  const length = path.slice(1).reduce((sum, point, i) => sum + distance(path[i]!, point), 0);
  const elbow = middleJoint(path);
  const upperArm = shoulderOf(path, elbow);
  const wrist = wristOf(path, elbow);
  const hangs = hangsAt(body, shoulder, length);
  const manner = hangs ? HANGING : READY;
  const ahead = hangs ? UNIT_X : headingOf(shoulder, toolOf(rest).at, length);
  const side: Vec3 = hangs ? [0, path.reduce((sum, [, y]) => sum + y, 0) < 0 ? -1 : 1, 0] : [0, 0, 0];
  const aim = ([x, y, z]: readonly [number, number, number]): Vec3 =>
    unit(add(add(scale(ahead, x), scale(side, y)), scale(UNIT_Z, z)));
  const [upper, fore, along] = [aim(manner.upper), aim(manner.fore), aim(manner.tool)];
  const residuals = (placed: Placed): number[] => {
    const tool = toolOf(placed);
    const points = [...placed.points, tool.at];
    return [
      ...subtract(unit(subtract(points[elbow]!, points[upperArm]!)), upper),
      ...subtract(unit(subtract(points[wrist]!, points[elbow]!)), fore),
      ...(effector === undefined ? [] : scale(subtract(tool.along, along), TOOL_WEIGHT)),
    ];
  };
  solveLimb(chain, residuals, [chain.get(), ...spreadStarts(chain, STARTS)]);
}

/** The joint that an upper arm begins at: the last before the elbow that is clearly away from it. Axes before it may pass anywhere. */
function shoulderOf(path: readonly Vec3[], elbow: number): number {
  let along = 0;
  const before = path.slice(0, elbow).map((point, k) => distance(point, path[k + 1]!));
  const whole = before.reduce((sum, one) => sum + one, 0);
  for (let k = elbow - 1; k > 0; k--) {
    along += before[k]!;
    if (along > UPPER_ARM * whole) return k;
  }
  return 0;
}

/** The joint that a forearm ends at: the first behind the elbow that is clearly away from it, else the tool. */
function wristOf(path: readonly Vec3[], elbow: number): number {
  const behind = path.slice(elbow + 1).map((point, k) => distance(path[elbow + k]!, point));
  const whole = behind.reduce((sum, one) => sum + one, 0);
  let along = 0;
  const found = behind.findIndex((bone) => (along += bone) > UPPER_ARM * whole);
  return elbow + 1 + found;
}

function hangsAt({ mounting, limbs }: Embodiment, shoulder: Vec3, length: number): boolean {
  if (mounting === 'bench' || mounting === 'flange') return false;
  const arms = limbs.filter(({ kind }) => kind === 'arm').length;
  return arms >= 2 && shoulder[2] > HANGS * length;
}

/** Where an arm looks in the middle of its ranges, level; ahead when it looks up or down. */
function headingOf(shoulder: Vec3, tool: Vec3, length: number): Vec3 {
  const level: Vec3 = [tool[0] - shoulder[0], tool[1] - shoulder[1], 0];
  return Math.hypot(level[0], level[1]) > HEADED * length ? unit(level) : UNIT_X;
}
