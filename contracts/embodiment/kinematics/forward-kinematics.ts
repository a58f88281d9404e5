/** Poses of all links of a kinematic tree from joint positions. */

import { ExchangeError } from '../../errors.ts';
import type { Joint, KinematicTree, Pose, Quaternion } from '../kinematic-tree.ts';
import { compose, fromAxisAngle, IDENTITY, NO_ROTATION, normalize, scale, ZERO } from '../spatial.ts';

/**
 * Positions of joints by name: a number (rad or m) for one-axis joints, a unit quaternion for `ball`, a pose change in the
 * joint frame for `floating` and `planar`. Joints that are left out follow their mimic, or stand at zero.
 */
export type JointPositions = Readonly<Record<string, number | Quaternion | Pose>>;

/**
 * Pose of every link in the frame of the root link, in the order of `tree.links`. A position given for a joint wins over
 * its mimic, so that recorded joint vectors can be replayed as they are. Throws `bad-robot-description` when a position has
 * the wrong shape for its joint.
 */
export function forwardKinematics(tree: KinematicTree, positions: JointPositions): Pose[] {
  const poses: (Pose | undefined)[] = tree.links.map(() => undefined);
  poses[tree.root] = IDENTITY;
  for (const joint of jointsFromRoot(tree)) {
    const base = compose(poses[joint.parent] ?? IDENTITY, joint.origin);
    poses[joint.child] = compose(base, motion(joint, positionOf(joint, positions)));
  }
  return poses.map((pose) => pose ?? IDENTITY);
}

/** Joints ordered so that a joint comes after the one that carries its parent link. */
export function jointsFromRoot(tree: KinematicTree): Joint[] {
  const below = new Map<number, Joint[]>();
  for (const joint of tree.joints) {
    const siblings = below.get(joint.parent);
    if (siblings === undefined) below.set(joint.parent, [joint]);
    else siblings.push(joint);
  }
  const ordered: Joint[] = [...(below.get(tree.root) ?? [])];
  for (const joint of ordered) ordered.push(...(below.get(joint.child) ?? []));
  return ordered;
}

function positionOf(joint: Joint, positions: JointPositions): number | Quaternion | Pose {
  const own = valueAt(positions, joint.name);
  if (own !== undefined) return own;
  if (joint.mimic === null) return 0;
  const driver = valueAt(positions, joint.mimic.joint) ?? 0;
  if (typeof driver !== 'number') throw wrongShape(joint);
  return joint.mimic.multiplier * driver + joint.mimic.offset;
}

/** Own property only: a joint may be named "constructor". */
function valueAt(positions: JointPositions, name: string): number | Quaternion | Pose | undefined {
  return Object.hasOwn(positions, name) ? positions[name] : undefined;
}

function motion(joint: Joint, q: number | Quaternion | Pose): Pose {
  if (joint.type === 'fixed') return IDENTITY;
  if (typeof q === 'number') {
    if (!Number.isFinite(q)) throw wrongShape(joint);
    if (joint.type === 'prismatic') return { position: scale(joint.axis, q), rotation: NO_ROTATION };
    if (joint.type === 'revolute' || joint.type === 'continuous') {
      return { position: ZERO, rotation: fromAxisAngle(joint.axis, q) };
    }
    if (q === 0) return IDENTITY;
    throw wrongShape(joint);
  }
  if ('position' in q) {
    if (joint.type !== 'floating' && joint.type !== 'planar') throw wrongShape(joint);
    return { position: q.position, rotation: normalize(q.rotation) };
  }
  if (joint.type !== 'ball') throw wrongShape(joint);
  return { position: ZERO, rotation: normalize(q) };
}

function wrongShape(joint: Joint): ExchangeError {
  return new ExchangeError(
    'bad-robot-description',
    `The position of the joint "${joint.name}" does not fit its type ${joint.type}.`,
  );
}
