/**
 * From loose links and joints to a kinematic tree: names resolved, one root, no cycle, couplings followed to their driver.
 * Shared by the readers of URDF and MJCF.
 */

import { faultError } from '../../faults.ts';
import { badDescription, MAX_NUMBER } from './description-values.ts';
import type {
  DescriptionWarning,
  Geometry,
  Joint,
  JointType,
  KinematicTree,
  Link,
  Mimic,
  NamedFrame,
  Pose,
  Sensor,
  Vec3,
} from '../kinematic-tree.ts';

/** Most links that a description may have. */
export const MAX_LINKS = 2000;
/** Most geometries, frames and sensors of a description, each. */
export const MAX_PARTS = 20_000;
/** Most warnings that are kept. */
export const MAX_WARNINGS = 200;

/** Where something stands in the file. */
export interface At {
  readonly line: number;
}

/** A link as read. */
export interface LinkDraft extends At {
  readonly name: string;
  readonly mass: number | null;
  readonly geometries: readonly Geometry[];
}

/** A joint as read: parent, child and mimic still by name. */
export interface JointDraft extends At {
  readonly name: string;
  readonly type: JointType;
  readonly parent: string;
  readonly child: string;
  readonly origin: Pose;
  readonly axis: Vec3;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly velocity: number | null;
  readonly effort: number | null;
  readonly mimic: Mimic | null;
  readonly actuated: boolean;
}

/** A frame or sensor as read: its link still by name. */
export interface FrameDraft extends At {
  readonly name: string;
  readonly link: string;
  readonly pose: Pose;
}

/** A sensor as read. */
export interface SensorDraft extends FrameDraft {
  readonly kind: Sensor['kind'];
  readonly rateHz: number | null;
}

/** Everything a reader found. */
export interface TreeDraft {
  readonly name: string;
  readonly format: KinematicTree['format'];
  readonly links: readonly LinkDraft[];
  readonly joints: readonly JointDraft[];
  readonly frames: readonly FrameDraft[];
  readonly sensors: readonly SensorDraft[];
  readonly couplings: readonly (readonly string[])[];
  readonly warnings: readonly DescriptionWarning[];
  /** Unit vector against gravity in the root frame; null or left out when the description does not say it. */
  readonly up?: Vec3 | null;
}

/**
 * Checks a draft and resolves its names. Throws `bad-robot-description` with `line` for duplicate names, missing links,
 * cycles, several roots or none, links with two parents; `limit-exceeded` beyond {@link MAX_LINKS} and {@link MAX_PARTS}.
 */
export function buildTree(draft: TreeDraft): KinematicTree {
  if (draft.links.length === 0) throw badDescription('no-links', {}, { line: 1 });
  refuseTooMany(draft);
  const linkIndex = indexByName(draft.links, 'links-named-alike');
  const jointIndex = indexByName(draft.joints, 'joints-named-alike');
  const find = (name: string, at: At): number => {
    const index = linkIndex.get(name);
    if (index === undefined) throw badDescription('link-unknown', { link: name }, at);
    return index;
  };
  const ends = draft.joints.map((joint) => [find(joint.parent, joint), find(joint.child, joint)] as const);
  const root = findRoot(draft, ends);
  const warnings = [...draft.warnings];
  const joints = draft.joints.map((joint, i): Joint => {
    const { line: _line, parent: _parent, child: _child, mimic: _mimic, ...rest } = joint;
    const mimic = resolveMimic(draft.joints, jointIndex, i);
    return { ...rest, parent: ends[i]![0], child: ends[i]![1], mimic };
  });
  const place = ({ line, link, ...rest }: FrameDraft): NamedFrame => ({
    ...rest,
    link: find(link, { line }),
  });
  return {
    name: draft.name,
    format: draft.format,
    links: draft.links.map(({ name, mass, geometries }): Link => ({ name, mass, geometries })),
    joints,
    root,
    ...(draft.up === undefined || draft.up === null ? {} : { up: draft.up }),
    frames: draft.frames.map(place),
    sensors: draft.sensors.map(({ kind, rateHz, ...frame }): Sensor => ({ ...place(frame), kind, rateHz })),
    couplings: draft.couplings,
    warnings: warnings.slice(0, MAX_WARNINGS),
  };
}

function refuseTooMany(draft: TreeDraft): void {
  const geometries = draft.links.reduce((sum, link) => sum + link.geometries.length, 0);
  const counts: [string, number, number, At][] = [
    ['links', draft.links.length, MAX_LINKS, draft.links.at(MAX_LINKS) ?? { line: 1 }],
    ['joints', draft.joints.length, MAX_LINKS, draft.joints.at(MAX_LINKS) ?? { line: 1 }],
    ['geometries', geometries, MAX_PARTS, draft.links.at(-1) ?? { line: 1 }],
    ['frames', draft.frames.length, MAX_PARTS, draft.frames.at(MAX_PARTS) ?? { line: 1 }],
    ['sensors', draft.sensors.length, MAX_PARTS, draft.sensors.at(MAX_PARTS) ?? { line: 1 }],
  ];
  for (const [what, count, limit, at] of counts) {
    if (count > limit) {
      throw faultError('limit-exceeded', 'too-many', { count, what, limit, line: at.line });
    }
  }
}

function indexByName(
  items: readonly (At & { readonly name: string })[],
  fault: 'links-named-alike' | 'joints-named-alike',
): Map<string, number> {
  const index = new Map<string, number>();
  items.forEach((item, i) => {
    if (index.has(item.name)) throw badDescription(fault, { name: item.name }, item);
    index.set(item.name, i);
  });
  return index;
}

/** The one link without a parent from which every other link is reached. */
function findRoot(draft: TreeDraft, ends: readonly (readonly [number, number])[]): number {
  const parentJoint = new Map<number, number>();
  const childrenOf = new Map<number, number[]>();
  ends.forEach(([parent, child], i) => {
    const joint = draft.joints[i]!;
    if (parentJoint.has(child)) throw badDescription('two-parents', { link: joint.child }, joint);
    parentJoint.set(child, i);
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), child]);
  });
  const roots = draft.links.map((_, i) => i).filter((i) => !parentJoint.has(i));
  const root = roots[0];
  if (root === undefined) {
    throw badDescription('no-root', {}, draft.joints[0] ?? draft.links[0]!);
  }
  const second = roots[1];
  if (second !== undefined) {
    const [first, next] = [draft.links[root]!, draft.links[second]!];
    const params = { count: roots.length, first: first.name, second: next.name };
    throw badDescription('several-roots', params, next);
  }
  refuseUnreached(draft, root, { childrenOf, parentJoint });
  return root;
}

function refuseUnreached(
  draft: TreeDraft,
  root: number,
  edges: { childrenOf: Map<number, number[]>; parentJoint: Map<number, number> },
): void {
  const reached = new Set([root]);
  // A set may grow while it is walked: each link is visited once.
  for (const link of reached) for (const child of edges.childrenOf.get(link) ?? []) reached.add(child);
  const lost = draft.links.findIndex((_, i) => !reached.has(i));
  if (lost >= 0) {
    const at = draft.joints[edges.parentJoint.get(lost)!]!;
    throw badDescription('cycle', { link: draft.links[lost]!.name }, at);
  }
}

/** Follows mimic to a driver that mimics nothing. A coupling to a joint that cannot move leaves a constant. */
function resolveMimic(
  joints: readonly JointDraft[],
  index: ReadonlyMap<string, number>,
  start: number,
): Mimic | null {
  const first = joints[start]!;
  if (first.mimic === null) return null;
  const seen = new Set([start]);
  let { joint, multiplier, offset } = first.mimic;
  for (;;) {
    const at = index.get(joint);
    if (at === undefined) throw badDescription('mimics-unknown', { joint }, first);
    if (seen.has(at)) throw badDescription('mimics-itself', { joint: first.name }, first);
    seen.add(at);
    const next = joints[at]!.mimic;
    if (next === null) break;
    offset += multiplier * next.offset;
    multiplier *= next.multiplier;
    joint = next.joint;
  }
  if (!(Math.abs(multiplier) <= MAX_NUMBER && Math.abs(offset) <= MAX_NUMBER)) {
    throw badDescription('coupling-unbounded', { joint: first.name }, first);
  }
  return { joint, multiplier, offset };
}
