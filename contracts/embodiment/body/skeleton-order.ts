/**
 * Ranks the joints of a skeleton by what holds in every posture and every frame, and puts them into that order.
 *
 * Colour refinement: joints begin with their own figures and how their axes lie to the axes next to them; then each is told by the
 * ranks of what carries it, what it carries and what drives it, until nothing new is told apart. Joints that share a rank are alike
 * but for where they are (left and right, front and back, one of several fingers).
 */

import { distanceOf, type Line } from '../lines.ts';
import { groupsInOrder } from '../ordering.ts';
import type { Skeleton, SkeletonJoint } from './skeleton.ts';
import { dot } from '../spatial.ts';

/** The same skeleton with its joints ranked, parents first and siblings by rank; those that share one stay in the order of the file. */
export function orderedSkeleton(skeleton: Skeleton): Skeleton {
  const { joints, bodies } = skeleton;
  const ranks = ranksOf(skeleton);
  const order: number[] = [];
  const visit = (parent: number): void => {
    const children = joints.flatMap((joint, i) => (joint.parent === parent ? [i] : []));
    for (const i of children.sort((a, b) => ranks[a]! - ranks[b]! || a - b)) {
      order.push(i);
      visit(i);
    }
  };
  visit(-1);
  const place = new Map(order.map((old, now) => [old, now]));
  const at = (i: number): number => place.get(i) ?? -1;
  return {
    joints: order.map((old): SkeletonJoint => {
      const joint = joints[old]!;
      const { coupling } = joint;
      return {
        ...joint,
        parent: at(joint.parent),
        rank: ranks[old]!,
        coupling: coupling === null ? null : { ...coupling, joint: at(coupling.joint) },
      };
    }),
    bodies: [bodies[0]!, ...order.map((old) => bodies[old + 1]!)],
    floating: skeleton.floating,
    couplings: skeleton.couplings.map((set) => set.map(at)),
  };
}

function ranksOf(skeleton: Skeleton): number[] {
  const { joints } = skeleton;
  const below = joints.map(() => 0);
  for (let i = joints.length - 1; i >= 0; i--) {
    const { parent } = joints[i]!;
    if (parent >= 0) below[parent] = below[parent]! + below[i]! + 1;
  }
  let groups = groupsInOrder(joints.map((_, i) => [-below[i]!, ...ownFigures(skeleton, i)]));
  for (;;) {
    const ranks = ranksIn(groups, joints.length);
    const finer = groupsInOrder(joints.map((_, i) => neighbourhood(joints, ranks, i)));
    if (finer.length === groups.length) return ranks;
    groups = finer;
  }
}

/** Rank of a joint: how many come before its group. */
function ranksIn(groups: readonly (readonly number[])[], count: number): number[] {
  const ranks = Array.from({ length: count }, () => 0);
  let before = 0;
  for (const group of groups) {
    for (const i of group) ranks[i] = before;
    before += group.length;
  }
  return ranks;
}

function neighbourhood(joints: readonly SkeletonJoint[], ranks: readonly number[], i: number): number[] {
  const { parent, coupling } = joints[i]!;
  const carried = joints.flatMap((joint, k) => (joint.parent === i ? [ranks[k]!] : []));
  const followers = joints.flatMap((joint, k) => (joint.coupling?.joint === i ? [ranks[k]!] : []));
  const driver = coupling === null ? -1 : ranks[coupling.joint]!;
  const numeric = (list: number[]): number[] => list.sort((a, b) => a - b);
  return [
    ranks[i]!,
    parent < 0 ? -1 : ranks[parent]!,
    driver,
    carried.length,
    ...numeric(carried),
    followers.length,
    ...numeric(followers),
  ];
}

/** Figures of a joint that neither posture nor frame nor the sense of its axis changes. */
function ownFigures({ joints, bodies }: Skeleton, i: number): number[] {
  const joint = joints[i]!;
  const { type, lower, upper, velocity, effort, actuated, coupling } = joint;
  const carrier = joints[joint.parent];
  const beside = joints
    .filter((other, k) => k !== i && other.parent === joint.parent)
    .map((other) => relation(joint, other));
  return [
    type === 'revolute' ? 0 : 1,
    coupling === null ? 0 : 1,
    lower === null || upper === null ? -1 : upper - lower,
    ...(carrier === undefined ? [0, 0] : relation(joint, carrier)),
    sum(beside.map(([along]) => along)),
    sum(beside.map(([, apart]) => apart)),
    actuated ? 1 : 0,
    Math.abs(coupling?.multiplier ?? 0),
    effort ?? -1,
    velocity ?? -1,
    bodies[i + 1]!.sensors.length,
  ];
}

/** How two axes on neighbouring bodies lie to each other: cosine of their angle and distance (a sliding joint lies nowhere). */
function relation(a: SkeletonJoint, b: SkeletonJoint): [number, number] {
  const line = ({ location, axis }: SkeletonJoint): Line => ({ point: location, axis });
  const apart = a.type === 'revolute' && b.type === 'revolute' ? distanceOf(line(a), line(b)) : 0;
  return [Math.abs(dot(a.axis, b.axis)), apart];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
