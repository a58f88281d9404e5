/** Bases that drive in the plane and are written as sliding joints: the robot begins behind them. */

import type { Vec3 } from '../kinematic-tree.ts';
import type { Skeleton, SkeletonJoint } from './skeleton.ts';
import { dot } from '../spatial.ts';

/** Most sliding and turning joints of a planar base. */
const MAX_SLIDES = 2;
const MAX_TURNS = 1;
/** A sliding joint with at least this stroke (m) may be a drive: simulators give floors an edge. */
const MIN_DRIVE = 1.4997;

/** The skeleton without the joints of a planar base, and how many there were. `up` points against gravity. */
export function stripPlanarBase(skeleton: Skeleton, up: Vec3): { skeleton: Skeleton; stripped: number } {
  const { joints, bodies } = skeleton;
  let slides = 0;
  let turns = 0;
  let count = 0;
  let bounded = false;
  for (const joint of joints) {
    // Joints come in order from the root, so a planar base is a run of single children at the start.
    const lone = joints.filter((other) => other.parent === count - 1).length === 1;
    if (!lone || joint.parent !== count - 1) break;
    if (joint.lower !== null && !mayDrive(joint, bounded)) break;
    bounded ||= joint.lower !== null;
    const vertical = Math.abs(dot(joint.axis, up));
    if (joint.type === 'prismatic' && vertical < 0.1 && slides < MAX_SLIDES) slides += 1;
    else if (joint.type === 'revolute' && vertical > 0.9 && turns < MAX_TURNS) turns += 1;
    else break;
    count += 1;
  }
  // Between edges it is a base only when all three motions of the plane are there, and the machine turns by itself behind them.
  if (bounded && (slides < MAX_SLIDES || turns < MAX_TURNS || !turnsAgain(joints, count, up)))
    return { skeleton, stripped: 0 };
  if (slides === 0) return { skeleton, stripped: 0 };
  const shifted = joints.slice(count).map((joint): SkeletonJoint => {
    const { coupling } = joint;
    const kept =
      coupling === null || coupling.joint < count ? null : { ...coupling, joint: coupling.joint - count };
    return { ...joint, parent: joint.parent - count, coupling: kept };
  });
  const couplings = skeleton.couplings
    .map((set) => set.filter((i) => i >= count).map((i) => i - count))
    .filter((set) => set.length > 1);
  return {
    skeleton: { joints: shifted, bodies: bodies.slice(count), floating: skeleton.floating, couplings },
    stripped: count,
  };
}

/** A joint with limits that may belong to a base: a long slide, or a turn behind such slides. */
function mayDrive({ type, lower, upper }: SkeletonJoint, bounded: boolean): boolean {
  return type === 'prismatic' ? upper! - lower! >= MIN_DRIVE : bounded;
}

function turnsAgain(joints: readonly SkeletonJoint[], at: number, up: Vec3): boolean {
  const next = joints[at];
  return next === undefined || (next.type === 'revolute' && Math.abs(dot(next.axis, up)) > 0.9);
}
