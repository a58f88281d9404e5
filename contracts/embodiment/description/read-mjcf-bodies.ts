/**
 * Bodies, joints, geometries, sites and cameras of MJCF.
 *
 * The world is the root link. A body keeps its name and frame; where a joint's anchor is not the body's origin, or a body
 * has several joints, links without mass named `body@joint` stand between.
 */

import type { ExchangeError } from '../../errors.ts';
import { faultError } from '../../faults.ts';
import {
  badDescription,
  boundedName,
  checkAssetName,
  MAX_LENGTH,
  numberAttribute,
  numbersAttribute,
  parseNumbers,
  positionAttribute,
  usefulLimit,
  vectorAttribute,
} from './description-values.ts';
import type { Geometry, JointType, Pose, Vec3 } from '../kinematic-tree.ts';
import {
  type Compiler,
  type DefaultClasses,
  direction,
  limitedRange,
  readPose,
  readRange,
} from './read-mjcf-defaults.ts';
import {
  add,
  compose,
  fromAxisAngle,
  fromTo,
  IDENTITY,
  norm,
  NO_ROTATION,
  rotate,
  scale,
  subtract,
  transformPoint,
  UNIT_Z,
  unit,
  ZERO,
} from '../spatial.ts';
import type { FrameDraft, JointDraft, LinkDraft, SensorDraft } from './tree-builder.ts';
import { attribute, type XmlElement } from './xml.ts';

/** Name of the root link. */
export const WORLD = 'world';

const MACROS: ReadonlySet<string> = new Set(['replicate', 'composite', 'attach', 'flexcomp']);
const JOINT_TYPES: Readonly<Record<string, JointType>> = {
  hinge: 'revolute',
  slide: 'prismatic',
  ball: 'ball',
  free: 'floating',
};
/** Turns a camera that looks along -z (y up) into one that looks along z (y down). */
const OPTICAL: Pose = { position: ZERO, rotation: [0, 1, 0, 0] };

/** What the bodies of a file add up to. */
export interface Bodies {
  readonly links: LinkDraft[];
  readonly joints: JointDraft[];
  readonly sites: FrameDraft[];
  readonly cameras: SensorDraft[];
}

interface Context {
  readonly compiler: Compiler;
  readonly defaults: DefaultClasses;
  readonly out: Bodies;
}

/** Where an element stands: the link, the pose of the enclosing <frame> elements in it, the class in force. */
interface Scope {
  readonly link: string;
  readonly frame: Pose;
  readonly childClass: string | null;
}

/** Reads all bodies below the <worldbody> elements. */
export function readBodies(
  worlds: readonly XmlElement[],
  settings: { compiler: Compiler; defaults: DefaultClasses },
): Bodies {
  const out: Bodies = { links: [], joints: [], sites: [], cameras: [] };
  const context = { ...settings, out };
  out.links.push({ name: WORLD, mass: null, geometries: [], line: worlds[0]?.line ?? 1 });
  for (const world of worlds) {
    const childClass = attribute(world, 'childclass');
    context.defaults.check(childClass, world);
    readContents(world, { link: WORLD, frame: IDENTITY, childClass }, context);
  }
  return out;
}

function readContents(parent: XmlElement, scope: Scope, context: Context): void {
  for (const element of parent.children) {
    if (MACROS.has(element.name)) throw unsupported(element);
    if (element.name === 'body') readBody(element, scope, context);
    else if (element.name === 'frame') readContents(element, enterFrame(element, scope, context), context);
    else if (element.name === 'site') readSite(element, scope, context);
    else if (element.name === 'camera') readCamera(element, scope, context);
  }
}

function unsupported(element: XmlElement): ExchangeError {
  return faultError('unsupported-format', 'macro', { element: element.name, line: element.line });
}

function enterFrame(element: XmlElement, scope: Scope, context: Context): Scope {
  const childClass = attribute(element, 'childclass') ?? scope.childClass;
  context.defaults.check(childClass, element);
  return { ...scope, frame: compose(scope.frame, readPose(element, context.compiler)), childClass };
}

function readBody(element: XmlElement, scope: Scope, context: Context): void {
  const { out, compiler, defaults } = context;
  const name = boundedName(attribute(element, 'name') ?? `body-${out.links.length}`, element);
  const childClass = attribute(element, 'childclass') ?? scope.childClass;
  defaults.check(childClass, element);
  const inside: Scope = { link: name, frame: IDENTITY, childClass };
  const parts = flattenFrames(element, inside, context);
  const link: LinkDraft = {
    name,
    mass: massOf(element, parts, context),
    geometries: parts
      .filter((part) => part.element.name === 'geom')
      .flatMap((part) => readGeom(part, context)),
    line: element.line,
  };
  const pose = compose(scope.frame, readPose(element, compiler));
  attach(link, { parent: scope.link, pose, joints: parts.filter(isJoint) }, context);
  out.links.push(link);
  readContents(element, inside, context);
}

/** An element of a body with the pose of the frames around it and the class in force there. */
interface Part {
  readonly element: XmlElement;
  readonly scope: Scope;
}

function flattenFrames(element: XmlElement, scope: Scope, context: Context): Part[] {
  return element.children.flatMap((child) =>
    child.name === 'frame'
      ? flattenFrames(child, enterFrame(child, scope, context), context)
      : [{ element: child, scope }],
  );
}

function isJoint({ element }: Part): boolean {
  return element.name === 'joint' || element.name === 'freejoint';
}

/** Joins a body to its parent by its joints in order, or rigidly. */
function attach(
  link: LinkDraft,
  to: { parent: string; pose: Pose; joints: readonly Part[] },
  context: Context,
): void {
  const { out } = context;
  let parent = to.parent;
  let origin = to.pose;
  let anchor: Vec3 = ZERO;
  to.joints.forEach((part, i) => {
    const joint = readJoint(part, link.name, context);
    const moved = joint.type === 'floating' ? ZERO : joint.anchor;
    const last = i === to.joints.length - 1 && norm(moved) === 0;
    const child = last ? link.name : `${link.name}@${joint.name}`;
    if (!last) out.links.push({ name: child, mass: 0, geometries: [], line: joint.line });
    const { anchor: _anchor, reference, ...draft } = joint;
    const step = { position: subtract(moved, anchor), rotation: NO_ROTATION };
    out.joints.push({ ...draft, parent, child, origin: compose(compose(origin, step), reference) });
    parent = child;
    origin = IDENTITY;
    anchor = moved;
  });
  if (parent === link.name) return;
  out.joints.push({
    ...FIXED,
    name: `${link.name}@`,
    parent,
    child: link.name,
    origin: compose(origin, { position: scale(anchor, -1), rotation: NO_ROTATION }),
    line: link.line,
  });
}

const FIXED = {
  type: 'fixed',
  axis: UNIT_Z,
  lower: null,
  upper: null,
  velocity: null,
  effort: null,
  mimic: null,
  actuated: false,
} as const;

type JointReading = Omit<JointDraft, 'parent' | 'child' | 'origin'> & {
  readonly anchor: Vec3;
  /** Undoes the position that the file calls `ref`. */
  readonly reference: Pose;
};

function readJoint({ element, scope }: Part, body: string, context: Context): JointReading {
  const { compiler, defaults, out } = context;
  const free = element.name === 'freejoint';
  const filled = free ? element : defaults.fill(element, scope.childClass);
  const type = free ? 'floating' : JOINT_TYPES[attribute(filled, 'type') ?? 'hinge'];
  const name = boundedName(attribute(element, 'name') ?? `${body}-joint-${out.joints.length}`, element);
  if (type === undefined) {
    const word = attribute(filled, 'type') ?? '';
    throw badDescription('joint-type-unknown', { joint: name, type: word.slice(0, 40) }, element);
  }
  if (type === 'floating') {
    return { ...FIXED, name, type, anchor: ZERO, reference: IDENTITY, line: element.line };
  }
  const axis = direction(vectorAttribute(filled, 'axis', UNIT_Z), element);
  const turned = rotate(scope.frame.rotation, axis);
  const angleUnit = type === 'prismatic' ? 1 : compiler.angleUnit;
  const range = limitedRange(filled, '', compiler);
  const ref = type === 'ball' ? 0 : numberAttribute(filled, 'ref', 0) * angleUnit;
  const force = readRange(filled, 'actuatorfrcrange');
  return {
    name,
    type,
    axis: type === 'ball' ? UNIT_Z : turned,
    lower: range === null || type === 'ball' ? null : usefulLimit(range[0] * angleUnit),
    upper: range === null ? null : usefulLimit(range[1] * angleUnit),
    velocity: null,
    effort: force === null ? null : Math.max(Math.abs(force[0]), Math.abs(force[1])),
    mimic: null,
    actuated: false,
    anchor: transformPoint(scope.frame, positionAttribute(filled, 'pos', ZERO)),
    reference:
      type === 'prismatic'
        ? { position: scale(turned, -ref), rotation: NO_ROTATION }
        : { position: ZERO, rotation: fromAxisAngle(turned, -ref) },
    line: element.line,
  };
}

function readSite(element: XmlElement, scope: Scope, context: Context): void {
  const filled = context.defaults.fill(element, scope.childClass);
  const name = attribute(element, 'name');
  if (name === null) return;
  context.out.sites.push({
    name: boundedName(name, element),
    link: scope.link,
    pose: compose(scope.frame, readPlaced(filled, context).pose),
    line: element.line,
  });
}

/** Cameras of the robot only: those that stand in the world or follow a body from outside are for the spectator. */
function readCamera(element: XmlElement, scope: Scope, context: Context): void {
  const filled = context.defaults.fill(element, scope.childClass);
  if (scope.link === WORLD || (attribute(filled, 'mode') ?? 'fixed') !== 'fixed') return;
  context.out.cameras.push({
    name: boundedName(attribute(element, 'name') ?? `camera-${context.out.cameras.length}`, element),
    kind: 'camera',
    link: scope.link,
    pose: compose(compose(scope.frame, readPose(filled, context.compiler)), OPTICAL),
    rateHz: null,
    line: element.line,
  });
}

/** Pose of an element that may be given by the two ends of its axis. `length` is their distance. */
function readPlaced(element: XmlElement, context: Context): { pose: Pose; length: number | null } {
  const ends = numbersAttribute(element, 'fromto', 6);
  if (ends === null) return { pose: readPose(element, context.compiler), length: null };
  const [a, b, c, d, e, f] = ends as [number, number, number, number, number, number];
  const along = subtract([d, e, f], [a, b, c]);
  if (!(norm(along) < MAX_LENGTH)) throw badDescription('length-absurd', { name: 'fromto' }, element);
  return {
    pose: { position: scale(add([a, b, c], [d, e, f]), 0.5), rotation: fromTo(UNIT_Z, unit(along)) },
    length: norm(along),
  };
}

function massOf(element: XmlElement, parts: readonly Part[], context: Context): number | null {
  const inertial = element.children.find((child) => child.name === 'inertial');
  if (inertial !== undefined) {
    const mass = numberAttribute(inertial, 'mass', null);
    if (mass !== null && mass < 0) throw badDescription('mass-negative', {}, inertial);
    return mass;
  }
  let sum: number | null = 0;
  for (const part of parts.filter(({ element: { name } }) => name === 'geom')) {
    const mass = numberAttribute(context.defaults.fill(part.element, part.scope.childClass), 'mass', null);
    sum = mass === null || sum === null ? null : sum + mass;
  }
  return sum;
}

function readGeom({ element, scope }: Part, context: Context): Geometry[] {
  const geom = context.defaults.fill(element, scope.childClass);
  checkAssetName(geom, 'file');
  const { pose, length } = readPlaced(geom, context);
  const origin = compose(scope.frame, pose);
  const type = attribute(geom, 'type') ?? 'sphere';
  if (type === 'mesh' || attribute(geom, 'mesh') !== null) return [{ kind: 'mesh', origin, size: [] }];
  const text = attribute(geom, 'size');
  const [a = 0, b = 0, c = 0] = text === null ? [] : parseNumbers(text, geom);
  if ([a, b, c].some((value) => value < 0 || value > MAX_LENGTH) && type !== 'plane') {
    throw badDescription('size-unusable', { element: element.name }, element);
  }
  switch (type) {
    case 'box':
      return [{ kind: 'box', origin, size: [2 * a, 2 * b, length ?? 2 * c] }];
    case 'cylinder':
    case 'capsule':
      return [{ kind: type, origin, size: [a, length ?? 2 * b] }];
    case 'sphere':
      return [{ kind: 'sphere', origin, size: [a] }];
    case 'ellipsoid':
      return [{ kind: 'ellipsoid', origin, size: [a, b, length === null ? c : length / 2] }];
    default:
      return [];
  }
}
