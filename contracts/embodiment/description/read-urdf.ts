/**
 * Reads URDF into a kinematic tree.
 *
 * Source: the ROS wiki pages urdf/XML/{robot,link,joint,sensor} and the SDF sensor element inside <gazebo>. Meshes are
 * never opened. Unknown elements are passed over, as every other reader does.
 */

import type { ExchangeError } from '../../errors.ts';
import { faultError } from '../../faults.ts';
import {
  badDescription,
  MAX_NAME_LENGTH,
  numberAttribute,
  requiredName,
  usefulLimit,
  vectorAttribute,
} from './description-values.ts';
import type { DescriptionWarning, JointType, KinematicTree, Mimic, Vec3 } from '../kinematic-tree.ts';
import { readUp } from './gravity.ts';
import { readUrdfSensors } from './read-urdf-sensors.ts';
import { norm, scale, UNIT_X, UNIT_Z } from '../spatial.ts';
import { readGeometry, readOrigin } from './read-urdf-geometry.ts';
import { buildTree, MAX_LINKS, type JointDraft, type LinkDraft } from './tree-builder.ts';
import { attribute, childNamed, childrenNamed, parseXml, type XmlElement } from './xml.ts';

/** Stands for an infinite limit while limits are compared. */
const UNLIMITED = 1e18;

/** Types of URDF, and the names that physics engines have added for a joint with three axes. */
const JOINT_TYPES: ReadonlyMap<string, JointType> = new Map([
  ['revolute', 'revolute'],
  ['continuous', 'continuous'],
  ['prismatic', 'prismatic'],
  ['fixed', 'fixed'],
  ['floating', 'floating'],
  ['planar', 'planar'],
  ['spherical', 'ball'],
  ['ball', 'ball'],
]);
/** Link that some tools take for granted and leave out. */
const WORLD = 'world';
/** What expanding a macro file would have replaced. */
const SUBSTITUTION = /\$[{(]/;

/**
 * Reads a URDF document. Throws `bad-xml`, `bad-robot-description`, `unsupported-format` (not URDF, xacro not expanded) or
 * `limit-exceeded`, each with the 1-based `line` where one is to blame.
 */
export function readUrdf(text: string): KinematicTree {
  return readUrdfElement(parseXml(text));
}

/** Reads URDF whose XML is already parsed. See {@link readUrdf}. */
export function readUrdfElement(robot: XmlElement): KinematicTree {
  if (robot.name !== 'robot') {
    throw faultError('unsupported-format', 'not-urdf', {
      element: robot.name.slice(0, 40),
      line: robot.line,
    });
  }
  const warnings: DescriptionWarning[] = [];
  const linkElements = childrenNamed(robot, 'link');
  const jointElements = childrenNamed(robot, 'joint');
  refuseMany(linkElements);
  refuseMany(jointElements);
  refuseXacro(robot);
  const joints = jointElements.map((element) => readJoint(element, warnings));
  const links = withWorld(linkElements.map(readLink), joints, warnings);
  const { sensors, warnings: sensorWarnings } = readUrdfSensors(robot, { links, joints });
  return buildTree({
    name: (attribute(robot, 'name') ?? '').slice(0, MAX_NAME_LENGTH),
    format: 'urdf',
    links,
    joints: dropDeadMimics(joints, warnings),
    frames: [],
    sensors,
    couplings: [],
    warnings: [...warnings, ...sensorWarnings],
    up: readUp(robot),
  });
}

function refuseMany(elements: readonly XmlElement[]): void {
  const first = elements[MAX_LINKS];
  if (first === undefined) return;
  throw faultError('limit-exceeded', 'too-many', {
    count: elements.length,
    what: `<${first.name}>`,
    limit: MAX_LINKS,
    line: first.line,
  });
}

/** Macros that were not expanded: elements of xacro, and what it would have replaced in links and joints. */
function refuseXacro(robot: XmlElement): void {
  for (const child of robot.children) {
    if (child.name.startsWith('xacro:')) throw notExpanded(`<${child.name}>`, child);
    if (child.name === 'link' || child.name === 'joint') refuseSubstitutions(child);
  }
}

function refuseSubstitutions(element: XmlElement): void {
  for (const [name, value] of element.attributes) {
    if (name !== 'filename' && SUBSTITUTION.test(value))
      throw notExpanded(`${name}="${value.slice(0, 40)}"`, element);
  }
  for (const child of element.children) {
    // Colours that were forgotten move nothing.
    if (child.name === 'material') continue;
    if (child.name.startsWith('xacro:') && element.name === 'visual') continue;
    if (child.name.startsWith('xacro:')) throw notExpanded(`<${child.name}>`, child);
    refuseSubstitutions(child);
  }
}

function notExpanded(what: string, { line }: XmlElement): ExchangeError {
  return faultError('unsupported-format', 'xacro', { what, line });
}

/** The links, and the world where joints hang on it although no link says so. */
function withWorld(
  links: readonly LinkDraft[],
  joints: readonly JointDraft[],
  warnings: DescriptionWarning[],
): readonly LinkDraft[] {
  const hung = joints.find(({ parent }) => parent === WORLD);
  if (hung === undefined || links.some(({ name }) => name === WORLD)) return links;
  const message = `The joint "${hung.name}" hangs on the world, which is no link of the file.`;
  warnings.push({ code: 'world-implied', message, line: hung.line });
  return [...links, { name: WORLD, mass: null, geometries: [], line: hung.line }];
}

function readLink(element: XmlElement): LinkDraft {
  const inertial = childNamed(element, 'inertial');
  const massElement = inertial === null ? null : childNamed(inertial, 'mass');
  const mass = massElement === null ? null : numberAttribute(massElement, 'value', null);
  if (mass !== null && mass < 0) throw badDescription('mass-negative', {}, massElement ?? element);
  const shapes = element.children.filter(({ name }) => name === 'visual' || name === 'collision');
  return {
    name: requiredName(element),
    mass,
    geometries: shapes.flatMap(readGeometry),
    line: element.line,
  };
}

function readJoint(element: XmlElement, warnings: DescriptionWarning[]): JointDraft {
  const name = requiredName(element);
  const word = attribute(element, 'type') ?? '';
  const type = JOINT_TYPES.get(word);
  if (type === undefined) {
    throw badDescription('joint-type-unknown', { joint: name, type: word.slice(0, 40) }, element);
  }
  const mimic = readMimic(element);
  const limits = readLimits(element, type);
  const held = type === 'fixed' ? heldAxis(element) : null;
  if (limits.missing) {
    const message = `The limits of "${name}" say nothing about its range: it turns without end.`;
    warnings.push({ code: 'limits-missing', message, line: element.line });
  }
  if (limits.swapped) {
    warnings.push({
      code: 'limits-swapped',
      message: `The limits of "${name}" are swapped.`,
      line: element.line,
    });
  }
  return {
    name,
    type: type,
    parent: linkOf(element, 'parent'),
    child: linkOf(element, 'child'),
    origin: readOrigin(element),
    axis: readAxis(element, type),
    ...(held === null ? {} : { heldAxis: held }),
    lower: limits.lower,
    upper: limits.upper,
    velocity: limits.velocity,
    effort: limits.effort,
    mimic,
    actuated: type !== 'fixed' && type !== 'floating' && mimic === null,
    line: element.line,
  };
}

function linkOf(joint: XmlElement, which: 'parent' | 'child'): string {
  const element = childNamed(joint, which);
  if (element === null) throw badDescription('joint-end-missing', { element: which }, joint);
  return requiredName(element, 'link');
}

/** URDF's default axis is x. Joints without an axis get z by convention of the tree. */
function readAxis(joint: XmlElement, type: JointType): Vec3 {
  const element = childNamed(joint, 'axis');
  const axis = element === null ? UNIT_X : vectorAttribute(element, 'xyz', UNIT_X);
  if (type === 'fixed' || type === 'floating' || type === 'ball') return UNIT_Z;
  const length = norm(axis);
  if (!(length > 1e-6 && length < 1e6)) throw badDescription('axis-no-direction', {}, element ?? joint);
  return scale(axis, 1 / length);
}

/** Axis of a joint that was made a fixed one and kept its range; null for what never moved. Exporters give those an axis too, but no range. */
function heldAxis(joint: XmlElement): Vec3 | null {
  const [axis, limit] = [childNamed(joint, 'axis'), childNamed(joint, 'limit')];
  if (axis === null || limit === null) return null;
  const direction = vectorAttribute(axis, 'xyz', UNIT_X);
  const length = norm(direction);
  const range = limitAttribute(limit, 'upper') - limitAttribute(limit, 'lower');
  return length > 1e-6 && length < 1e6 && range > 0 ? scale(direction, 1 / length) : null;
}

interface Limits {
  lower: number | null;
  upper: number | null;
  velocity: number | null;
  effort: number | null;
  swapped: boolean;
  missing: boolean;
}

/**
 * URDF: one of lower and upper defaults to 0 when the other is there. Where both are left out, the author gave speed and effort and no
 * range: such joints move in every simulator. Continuous joints have none; 0 velocity or effort says nothing.
 */
function readLimits(joint: XmlElement, type: JointType): Limits {
  const limit = childNamed(joint, 'limit');
  const none = { lower: null, upper: null, velocity: null, effort: null };
  if (limit === null) return { ...none, swapped: false, missing: false };
  const ranged = type === 'revolute' || type === 'prismatic';
  const missing = ranged && attribute(limit, 'lower') === null && attribute(limit, 'upper') === null;
  const bounded = ranged && !missing;
  let lower = limitAttribute(limit, 'lower');
  let upper = limitAttribute(limit, 'upper');
  const swapped = bounded && lower > upper;
  if (swapped) [lower, upper] = [upper, lower];
  return {
    lower: bounded ? usefulLimit(lower) : null,
    upper: bounded ? usefulLimit(upper) : null,
    velocity: positive(numberAttribute(limit, 'velocity', null)),
    effort: positive(numberAttribute(limit, 'effort', null)),
    swapped,
    missing,
  };
}

/** Real files write an unlimited side as -inf below or inf above; any other infinity is refused like NaN. */
function limitAttribute(limit: XmlElement, name: 'lower' | 'upper'): number {
  const unlimited = name === 'lower' ? /^-inf(?:inity)?$/i : /^\+?inf(?:inity)?$/i;
  if (unlimited.test(attribute(limit, name) ?? '')) return name === 'lower' ? -UNLIMITED : UNLIMITED;
  return numberAttribute(limit, name, 0);
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 && value < 1e9 ? value : null;
}

function readMimic(joint: XmlElement): Mimic | null {
  const element = childNamed(joint, 'mimic');
  if (element === null) return null;
  return {
    joint: requiredName(element, 'joint'),
    multiplier: numberAttribute(element, 'multiplier', 1),
    offset: numberAttribute(element, 'offset', 0),
  };
}

/** A mimic on a joint that cannot move says nothing; one that follows such a joint leaves a constant. */
function dropDeadMimics(joints: readonly JointDraft[], warnings: DescriptionWarning[]): JointDraft[] {
  return joints.map((joint) => {
    if (joint.mimic === null || joint.type !== 'fixed') return joint;
    warnings.push({
      code: 'mimic-on-fixed',
      message: `The fixed joint "${joint.name}" mimics another.`,
      line: joint.line,
    });
    return { ...joint, mimic: null };
  });
}
