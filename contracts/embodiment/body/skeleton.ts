/**
 * The skeleton of a robot: its movable one-axis joints with everything rigid merged into the bodies between them.
 *
 * All poses are in the root frame of the description with every joint at the file's zero. Body 0 is the base; body i + 1
 * is what joint i carries. Fixed and locked joints are gone, rollers of wheels too, ball and planar joints are three one-axis joints each, a
 * floating joint makes what it carries the base.
 */

import { ExchangeError } from '../../errors.ts';
import { HALF_PI, PI } from '../elementary.ts';
import { forwardKinematics, jointsFromRoot, type JointPositions } from '../kinematics/forward-kinematics.ts';
import type { Geometry, Joint, KinematicTree, Pose, Sensor, Vec3 } from '../kinematic-tree.ts';
import type { Line } from '../lines.ts';
import { findRollers, type Rollers } from './rollers.ts';
import { compose, cross, perpendicular, rotate } from '../spatial.ts';

/** Most movable joints of a body that can be described. */
export const MAX_JOINTS = 200;
/** Ranges below this (rad, m) are locked joints. */
export const LOCKED_RANGE = 1e-6;

/** Coupling to another joint of the skeleton. */
export interface SkeletonCoupling {
  readonly joint: number;
  readonly multiplier: number;
  readonly offset: number;
}

/** One movable axis. `parent` is the joint that carries it, -1 for the base. */
/** The axis of a locked joint; `turns` when it is known to be one that would turn. */
export interface Stop extends Line {
  readonly turns: boolean;
}

export interface SkeletonJoint {
  readonly name: string;
  readonly type: 'revolute' | 'prismatic';
  readonly parent: number;
  readonly axis: Vec3;
  /** Origin of the joint frame: on the axis, where the file put it. */
  readonly location: Vec3;
  /** Null when unlimited (then both are). */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly velocity: number | null;
  readonly effort: number | null;
  readonly actuated: boolean;
  readonly coupling: SkeletonCoupling | null;
  /** Axes of locked joints between the joint that carries this one and itself, from the inside outwards. */
  readonly stops: readonly Stop[];
  /** Which of the axes of its joint of the file: 0 for one-axis joints. */
  readonly component: number;
  /** Place among all joints by what no posture and no frame changes (see skeleton-order.ts); joints that are alike share it. */
  readonly rank: number;
}

/** What is fixed to one body. */
export interface SkeletonBody {
  readonly geometries: readonly Geometry[];
  /** Frames of links that have mass or shape, and so are parts. */
  readonly parts: readonly Pose[];
  /** Frames of links without either at the end of a branch, and of sites: declared points. */
  readonly markers: readonly Pose[];
  readonly sensors: readonly Sensor[];
  /** Axes of locked joints one behind the other, if there are no more in the body, from the inside outwards. */
  readonly stops: readonly Stop[];
  /** What is fixed to the body beyond all of these: everything where there are none. */
  readonly outer: Pick<SkeletonBody, 'geometries' | 'parts' | 'markers'>;
}

export interface Skeleton {
  readonly joints: readonly SkeletonJoint[];
  readonly bodies: readonly SkeletonBody[];
  /** True when the base floats (a free joint carries it). */
  readonly floating: boolean;
  /** Frame of the base in the root frame: identity unless the body floats. */
  readonly couplings: readonly (readonly number[])[];
}

interface Walk {
  readonly tree: KinematicTree;
  readonly poses: readonly Pose[];
  readonly joints: SkeletonJoint[];
  /** Body of each link, undefined for links that do not belong to the robot. */
  readonly bodyOf: (number | undefined)[];
  /** First skeleton joint of each joint of the file that moves. */
  readonly indexOf: Map<string, number>;
  /** Locked joints before each link, as far as the joint that moves it. */
  readonly stopsOf: (readonly Stop[])[];
}

/** Reduces a tree to its skeleton. Throws `limit-exceeded` beyond {@link MAX_JOINTS}. */
export function skeletonOf(tree: KinematicTree): Skeleton {
  const ordered = jointsFromRoot(tree);
  const locked = lockedPositions(tree, ordered);
  const poses = forwardKinematics(tree, { ...zeroPositions(tree), ...locked });
  const { base, floating } = baseOf(tree, ordered);
  const rollers = findRollers(tree, ordered, poses);
  const bodyOf: (number | undefined)[] = tree.links.map(() => undefined);
  bodyOf[base] = 0;
  const stopsOf = tree.links.map((): readonly Stop[] => []);
  const walk: Walk = { tree, poses, joints: [], bodyOf, indexOf: new Map(), stopsOf };
  for (const joint of ordered) {
    const parent = bodyOf[joint.parent];
    if (parent === undefined || joint.child === base || rollers.joints.has(joint.name)) continue;
    if (!isRigid(joint, locked)) bodyOf[joint.child] = addAxes(walk, joint, parent) + 1;
    else {
      bodyOf[joint.child] = parent;
      const stop = Object.hasOwn(locked, joint.name) || joint.heldAxis ? [stopOf(joint, poses)] : [];
      stopsOf[joint.child] = [...stopsOf[joint.parent]!, ...stop];
    }
  }
  const joints = resolveCouplings(walk);
  const named = (name: string): number[] => {
    const index = walk.indexOf.get(name);
    return index === undefined ? [] : [index];
  };
  return {
    joints,
    bodies: bodiesOf(walk, joints.length + 1, rollers),
    floating,
    couplings: tree.couplings.map((set) => set.flatMap(named)).filter((set) => set.length > 1),
  };
}

function isRigid(joint: Joint, locked: JointPositions): boolean {
  return joint.type === 'fixed' || joint.type === 'floating' || Object.hasOwn(locked, joint.name);
}

/** The axis of a joint in the root frame. */
function stopOf(joint: Joint, poses: readonly Pose[]): Stop {
  const { position, rotation } = compose(poses[joint.parent]!, joint.origin);
  const turns = joint.type === 'revolute' || joint.type === 'continuous';
  return { point: position, axis: rotate(rotation, joint.heldAxis ?? joint.axis), turns };
}

/** Zero for every joint with one axis, also for those that follow another: couplings come later. */
function zeroPositions(tree: KinematicTree): Record<string, number> {
  return Object.fromEntries(
    tree.joints.filter(({ mimic }) => mimic !== null).map(({ name }) => [name, 0] as const),
  );
}

/** Positions of joints that cannot move: an empty range, or a coupling to a joint that cannot move. */
function lockedPositions(tree: KinematicTree, ordered: readonly Joint[]): Record<string, number> {
  const byName = new Map(tree.joints.map((joint) => [joint.name, joint]));
  const stuck = (joint: Joint): number | null => {
    if (joint.type === 'fixed' || joint.type === 'floating') return 0;
    const { lower, upper } = joint;
    return lower !== null && upper !== null && upper - lower < LOCKED_RANGE ? lower : null;
  };
  const locked: [string, number][] = [];
  for (const joint of ordered) {
    if (joint.type === 'fixed' || joint.type === 'floating') continue;
    const driver = joint.mimic === null ? undefined : byName.get(joint.mimic.joint);
    const held = driver === undefined ? null : stuck(driver);
    const own = stuck(joint);
    if (joint.mimic !== null && held !== null) {
      locked.push([joint.name, joint.mimic.multiplier * held + joint.mimic.offset]);
    } else if (own !== null && joint.mimic === null) locked.push([joint.name, own]);
  }
  return Object.fromEntries(locked);
}

/** The link that everything else hangs on: the root, or what the free joint with the most joints below carries. */
function baseOf(tree: KinematicTree, ordered: readonly Joint[]): { base: number; floating: boolean } {
  const below = tree.links.map(() => 0);
  for (const joint of ordered.toReversed()) {
    below[joint.parent]! +=
      below[joint.child]! + (joint.type === 'fixed' || joint.type === 'floating' ? 0 : 1);
  }
  let base = tree.root;
  let most = 0;
  for (const joint of ordered) {
    if (joint.type !== 'floating' || below[joint.child]! <= most) continue;
    base = joint.child;
    most = below[joint.child]!;
  }
  // A free object in the scene of a fixed robot is no base: the robot is where most joints are.
  return 2 * most > below[tree.root]! ? { base, floating: true } : { base: tree.root, floating: false };
}

/** Adds the axes of one joint; returns the index of the last, which carries the child. */
function addAxes(walk: Walk, joint: Joint, parentBody: number): number {
  const frame = compose(walk.poses[joint.parent]!, joint.origin);
  const x = perpendicular(joint.axis);
  const y = cross(joint.axis, x);
  const axes: [SkeletonJoint['type'], Vec3, number | null, number | null][] =
    joint.type === 'ball'
      ? [
          ['revolute', x, -(joint.upper ?? PI), joint.upper ?? PI],
          [
            'revolute',
            y,
            -Math.min(joint.upper ?? HALF_PI, HALF_PI),
            Math.min(joint.upper ?? HALF_PI, HALF_PI),
          ],
          ['revolute', joint.axis, -(joint.upper ?? PI), joint.upper ?? PI],
        ]
      : joint.type === 'planar'
        ? [
            ['prismatic', x, null, null],
            ['prismatic', y, null, null],
            ['revolute', joint.axis, null, null],
          ]
        : [[joint.type === 'prismatic' ? 'prismatic' : 'revolute', joint.axis, joint.lower, joint.upper]];
  walk.indexOf.set(joint.name, walk.joints.length);
  axes.forEach(([type, axis, lower, upper], component) => {
    const limited = lower !== null && upper !== null;
    walk.joints.push({
      name: joint.name,
      type,
      parent: component === 0 ? parentBody - 1 : walk.joints.length - 1,
      axis: rotate(frame.rotation, axis),
      location: frame.position,
      lower: limited ? lower : null,
      upper: limited ? upper : null,
      velocity: joint.velocity,
      effort: joint.effort,
      actuated: joint.actuated,
      coupling: null,
      stops: component === 0 ? walk.stopsOf[joint.parent]! : [],
      component,
      rank: 0,
    });
  });
  if (walk.joints.length > MAX_JOINTS) {
    throw new ExchangeError('limit-exceeded', `The body has more than ${MAX_JOINTS} movable joints.`, {
      params: { limit: MAX_JOINTS },
    });
  }
  return walk.joints.length - 1;
}

function resolveCouplings(walk: Walk): SkeletonJoint[] {
  const mimics = new Map(walk.tree.joints.map((joint) => [joint.name, joint.mimic]));
  return walk.joints.map((joint, i) => {
    const mimic = joint.component === 0 ? (mimics.get(joint.name) ?? null) : null;
    const driver = mimic === null ? undefined : walk.indexOf.get(mimic.joint);
    if (mimic === null || driver === undefined || driver === i) return joint;
    return { ...joint, coupling: { joint: driver, multiplier: mimic.multiplier, offset: mimic.offset } };
  });
}

/** The longest of some ways through locked joints, if the others are parts of it: of joints side by side none is the last. */
function lastStops(ways: readonly (readonly Stop[])[]): readonly Stop[] {
  const longest = ways.reduce((best, way) => (way.length > best.length ? way : best), []);
  return ways.every((way) => way.every((stop, k) => stop === longest[k])) ? longest : [];
}

function bodiesOf(walk: Walk, count: number, rollers: Rollers): SkeletonBody[] {
  const { tree, poses, bodyOf, stopsOf } = walk;
  const links = Array.from({ length: count }, (): number[] => []);
  bodyOf.forEach((body, link) => {
    if (body !== undefined) links[body]!.push(link);
  });
  const placed = placeShapes(walk, rollers);
  const sensors = tree.links.map((): Sensor[] => []);
  for (const sensor of tree.sensors) {
    sensors[sensor.link]!.push({ ...sensor, pose: compose(poses[sensor.link]!, sensor.pose) });
  }
  return links.map((own) => {
    const stops = lastStops(own.map((link) => stopsOf[link]!));
    const outer = stops.length === 0 ? own : own.filter((link) => stopsOf[link]!.length === stops.length);
    return {
      ...shapesOf(placed, own),
      sensors: own.flatMap((link) => sensors[link]!),
      stops,
      outer: shapesOf(placed, outer),
    };
  });
}

type Shapes = SkeletonBody['outer'];

/** What is fixed to each link, in the root frame. */
function placeShapes({ tree, poses }: Walk, { rims }: Rollers): readonly Shapes[] {
  const inner = new Set(tree.joints.map((joint) => joint.parent));
  const placed = tree.links.map((link, i) => {
    const pose = poses[i]!;
    const real = link.geometries.length > 0 || (link.mass ?? 0) > 0;
    const geometries: Geometry[] = link.geometries.map((geometry) => ({
      ...geometry,
      origin: compose(pose, geometry.origin),
    }));
    return { geometries, parts: real ? [pose] : [], markers: real || inner.has(i) ? [] : [pose] };
  });
  for (const { link, rim } of rims) placed[link]!.geometries.push(rim);
  for (const { link, pose } of tree.frames) placed[link]!.markers.push(compose(poses[link]!, pose));
  return placed;
}

function shapesOf(placed: readonly Shapes[], links: readonly number[]): Shapes {
  return {
    geometries: links.flatMap((link) => placed[link]!.geometries),
    parts: links.flatMap((link) => placed[link]!.parts),
    markers: links.flatMap((link) => placed[link]!.markers),
  };
}
