/**
 * Wheels with rollers round their rim (omniwheels, mecanum wheels), as simulators need them: a free joint for every roller. The machine
 * has one wheel there, which is as large as the circle of its rollers; what a roller does by itself is no motion of the robot.
 */

import { TWO_PI, atan2 } from '../elementary.ts';
import type { Geometry, Joint, KinematicTree, Pose, Vec3 } from '../kinematic-tree.ts';
import {
  add,
  compose,
  cross,
  dot,
  norm,
  NO_ROTATION,
  perpendicular,
  rotate,
  scale,
  subtract,
} from '../spatial.ts';

/** Fewest rollers of a wheel. */
const MIN_ROLLERS = 5;
/** Rollers are as far from the axle as each other within this part. */
const ALIKE_RADIUS = 0.1003;
/** Widest gap (rad) between neighbours round the wheel. */
const MAX_GAP = TWO_PI / 3;
/** A shape whose middle is nearer (m) to the frame of its roller lies about its axis. */
const ON_AXIS = 1.03e-3;
/** An axis nearer to the direction of the axle than this cosine is a gear's or a drum's, which rolls about the axle. */
const ALONG_AXLE = 0.9503;

/** What is found: joints of rollers, by name, and by link of a wheel what the rollers make of its rim, in the root frame. */
export interface Rollers {
  readonly joints: ReadonlySet<string>;
  readonly rims: readonly { readonly link: number; readonly rim: Geometry }[];
}

/** The rollers of a tree; `ordered` are its joints from the root outwards, `poses` those of its links at zero. */
export function findRollers(tree: KinematicTree, ordered: readonly Joint[], poses: readonly Pose[]): Rollers {
  const carried = carriedBy(tree, ordered);
  const joints = new Set<string>();
  const rims: { link: number; rim: Geometry }[] = [];
  for (const wheel of ordered) {
    const own = carried.get(wheel) ?? [];
    if (!turnsFreely(wheel) || own.length < MIN_ROLLERS) continue;
    if (!own.every((joint) => turnsFreely(joint) && !carried.has(joint))) continue;
    const rim = rimOf(tree, { wheel, own, poses });
    if (rim === null) continue;
    for (const { name } of own) joints.add(name);
    rims.push({ link: wheel.child, rim });
  }
  return { joints, rims };
}

/** The moving joints that each moving joint carries, fixed ones passed over. */
function carriedBy(tree: KinematicTree, ordered: readonly Joint[]): Map<Joint, Joint[]> {
  const carrier: (Joint | undefined)[] = tree.links.map(() => undefined);
  const carried = new Map<Joint, Joint[]>();
  for (const joint of ordered) {
    const by = carrier[joint.parent];
    carrier[joint.child] = joint.type === 'fixed' ? by : joint;
    if (joint.type === 'fixed' || by === undefined) continue;
    const others = carried.get(by);
    if (others === undefined) carried.set(by, [joint]);
    else others.push(joint);
  }
  return carried;
}

function turnsFreely({ type, lower, upper, mimic }: Joint): boolean {
  const turns = type === 'continuous' || type === 'revolute';
  return turns && mimic === null && (lower === null || upper === null);
}

interface Wheel {
  readonly wheel: Joint;
  readonly own: readonly Joint[];
  readonly poses: readonly Pose[];
}

/** What rollers round an axle make of the rim of their wheel; null when they do not lie round it. */
function rimOf(tree: KinematicTree, { wheel, own, poses }: Wheel): Geometry | null {
  const frameOf = (joint: Joint): Pose => compose(poses[joint.parent]!, joint.origin);
  const { position: centre, rotation } = frameOf(wheel);
  const axle = rotate(rotation, wheel.axis);
  const x = perpendicular(axle);
  const y = cross(axle, x);
  const rollers = own.map((joint) => {
    const frame = frameOf(joint);
    const from = subtract(frame.position, centre);
    const along = dot(from, axle);
    const out = subtract(from, scale(axle, along));
    const tilt = Math.abs(dot(rotate(frame.rotation, joint.axis), axle));
    return {
      along,
      radius: norm(out),
      angle: atan2(dot(out, y), dot(out, x)),
      tilt,
      thick: thickness(tree, joint),
    };
  });
  const radii = rollers.map(({ radius }) => radius);
  const [least, most] = [Math.min(...radii), Math.max(...radii)];
  if (least <= 0 || most - least > ALIKE_RADIUS * most) return null;
  if (rollers.some(({ tilt }) => tilt > ALONG_AXLE)) return null;
  if (widestGap(rollers.map(({ angle }) => angle)) > MAX_GAP) return null;
  const middle = rollers.reduce((sum, { along }) => sum + along, 0) / rollers.length;
  const thick = Math.max(...rollers.map((roller) => roller.thick));
  const place: Vec3 = add(centre, scale(axle, middle));
  return { kind: 'sphere', origin: { position: place, rotation: NO_ROTATION }, size: [most + thick] };
}

/** Greatest radius of the round shapes of a roller that lie about its axis; 0 where there are none. */
function thickness({ links }: KinematicTree, { child }: Joint): number {
  const round = links[child]!.geometries.filter(
    ({ kind, origin }) => kind !== 'box' && kind !== 'mesh' && norm(origin.position) < ON_AXIS,
  );
  return Math.max(0, ...round.map(({ size }) => size[0] ?? 0));
}

function widestGap(angles: readonly number[]): number {
  const sorted = angles.toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.map((angle, i) => (i === 0 ? angle + TWO_PI - sorted.at(-1)! : angle - sorted[i - 1]!)),
  );
}
