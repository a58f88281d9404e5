/** Where the links and named frames of a robot description are, seen from its tools and from its root. */

import type { CanonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { chainForward } from '#contracts/embodiment/kinematics/chain.ts';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import type { KinematicTree, Pose } from '#contracts/embodiment/kinematic-tree.ts';
import { angleBetween, compose, distance, IDENTITY, invert } from '#contracts/embodiment/spatial.ts';

/** A description and its canonical form. */
export interface Described {
  readonly tree: KinematicTree;
  readonly form: CanonicalForm;
}

/** How far (m, rad) a frame may seem to move that is fixed. */
const FIXED = 1e-5;

/**
 * Pose of the tool centre of an end effector in a link or named frame of the description; null where there is none of the name, or where joints move
 * between it and the tool.
 */
export function linkInTool({ tree, form }: Described, effector: number, name: string): Pose | null {
  return fixedPose(postures({ tree, form }, effector), (posture) => inTool(tree, posture, name));
}

function inTool(tree: KinematicTree, { links, tool }: Posture, name: string): Pose | null {
  const link = linkAt(tree, links, name);
  return link === null ? null : compose(invert(link), tool);
}

/** Pose of a link or named frame in the root frame; null where there is none of the name, or where the joints before a tool move it. */
export function linkOfRoot({ tree, form }: Described, effector: number, name: string): Pose | null {
  return fixedPose(postures({ tree, form }, effector), ({ links }) => linkAt(tree, links, name));
}

interface Posture {
  /** Poses of all links, and of the tool centre, in the root frame. */
  readonly links: readonly Pose[];
  readonly tool: Pose;
}

/** A frame of the description that the tool is fixed to. */
export interface ToolLink {
  readonly link: string;
  /** Pose of the tool centre in it. */
  readonly tool: Pose;
}

/** Links and named frames to which the tool of an end effector is fixed, in the order of the description, as many as asked for; of such as coincide the first. */
export function toolLinks({ tree, form }: Described, effector: number, most: number): ToolLink[] {
  const seen = postures({ tree, form }, effector);
  const found: ToolLink[] = [];
  const look = (link: string, poseIn: (posture: Posture) => Pose): void => {
    if (found.length >= most) return;
    const tool = fixedPose(seen, (posture) => compose(invert(poseIn(posture)), posture.tool));
    const known = found.some((other) => tool !== null && !moves(other.tool, tool));
    if (tool !== null && !known) found.push({ link, tool });
  };
  tree.links.forEach(({ name }, i) => look(name, ({ links }) => links[i]!));
  for (const { name, link, pose } of tree.frames) look(name, ({ links }) => compose(links[link]!, pose));
  return found;
}

const POSTURES = new WeakMap<CanonicalForm, Map<number, Posture[]>>();

/** The body with all joints at their canonical zero, and with all of them moved; the same for the same body. */
function postures(robot: Described, effector: number): Posture[] {
  const known = POSTURES.get(robot.form) ?? new Map<number, Posture[]>();
  POSTURES.set(robot.form, known);
  const made = known.get(effector) ?? postured(robot, effector);
  known.set(effector, made);
  return made;
}

function postured({ tree, form }: Described, effector: number): Posture[] {
  const { embodiment } = form;
  const chain = chainOf(embodiment, embodiment.endEffectors[effector]!);
  return [0, 0.4].map((step) => {
    const q = embodiment.joints.map((_, i) => step * (1 + (i % 3) / 2));
    const positions: Record<string, number> = {};
    for (const { name, component, joint, sign, offset } of form.joints)
      if (component === 0 && embodiment.joints[joint]!.follows === null)
        positions[name] = offset + sign * q[joint]!;
    const tool = chainForward(
      chain,
      chain.joints.map(({ joint }) => q[joint]!),
    );
    return { links: forwardKinematics(tree, positions), tool: compose(form.base, tool) };
  });
}

function linkAt(tree: KinematicTree, links: readonly Pose[], name: string): Pose | null {
  const link = tree.links.findIndex((candidate) => candidate.name === name);
  if (link >= 0) return links[link]!;
  const frame = tree.frames.find((candidate) => candidate.name === name);
  return frame === undefined ? null : compose(links[frame.link] ?? IDENTITY, frame.pose);
}

function fixedPose(seen: readonly Posture[], poseIn: (posture: Posture) => Pose | null): Pose | null {
  const [first, second] = seen.map(poseIn);
  if (first == null || second == null) return null;
  return moves(first, second) ? null : first;
}

function moves(a: Pose, b: Pose): boolean {
  return distance(a.position, b.position) > FIXED || angleBetween(a.rotation, b.rotation) > FIXED;
}
