/**
 * Compiler settings, default classes and orientations of MJCF.
 *
 * Source: MuJoCo documentation, "XML Reference" (compiler, default, frame orientations) and "Modeling: default settings".
 */

import { faultError } from '../../faults.ts';
import { badDescription, numbersAttribute, parseNumbers, positionAttribute } from './description-values.ts';
import { PI } from '../elementary.ts';
import type { Pose, Quaternion, Vec3 } from '../kinematic-tree.ts';
import {
  add,
  cross,
  dot,
  fromAxes,
  fromAxisAngle,
  fromTo,
  multiply,
  norm,
  normalize,
  NO_ROTATION,
  scale,
  UNIT_X,
  UNIT_Y,
  UNIT_Z,
  ZERO,
} from '../spatial.ts';
import { attribute, childrenNamed, type XmlElement } from './xml.ts';

/** Deepest nesting of default classes. */
const MAX_CLASS_DEPTH = 64;
/** Name of the class that everything inherits from. */
const MAIN_CLASS = 'main';

const ACTUATORS: ReadonlySet<string> = new Set([
  'general',
  'motor',
  'position',
  'velocity',
  'intvelocity',
  'damper',
  'cylinder',
  'muscle',
  'adhesion',
  'dcmotor',
]);

/** Settings of <compiler> that change what numbers mean. */
export interface Compiler {
  /** Radians in one unit of angle of the file. */
  readonly angleUnit: number;
  readonly eulerSequence: string;
  readonly autoLimits: boolean;
}

/** Reads the compiler settings; later elements win. Throws `unsupported-format` for global coordinates. */
export function readCompiler(root: XmlElement): Compiler {
  let angleUnit = PI / 180;
  let eulerSequence = 'xyz';
  let autoLimits = true;
  for (const element of childrenNamed(root, 'compiler')) {
    const angle = attribute(element, 'angle');
    if (angle !== null) angleUnit = angle === 'radian' ? 1 : PI / 180;
    const sequence = attribute(element, 'eulerseq');
    if (sequence !== null && !/^[xyzXYZ]{3}$/.test(sequence))
      throw badDescription('order-unusable', { name: 'eulerseq' }, element);
    eulerSequence = sequence ?? eulerSequence;
    autoLimits = (attribute(element, 'autolimits') ?? String(autoLimits)) === 'true';
    if (attribute(element, 'coordinate') === 'global') {
      throw faultError('unsupported-format', 'global-coordinates', { line: element.line });
    }
  }
  return { angleUnit, eulerSequence, autoLimits };
}

type Attributes = ReadonlyMap<string, string>;

/** Default classes: for each class, the attributes of each kind of element, parents already merged in. */
export class DefaultClasses {
  readonly #classes = new Map<string, ReadonlyMap<string, Attributes>>();

  constructor(root: XmlElement) {
    this.#classes.set(MAIN_CLASS, new Map());
    for (const element of childrenNamed(root, 'default')) this.#readClass(element, null, 0);
  }

  #readClass(element: XmlElement, parent: string | null, depth: number): void {
    if (depth > MAX_CLASS_DEPTH) throw badDescription('classes-too-deep', {}, element);
    const name = attribute(element, 'class') ?? (parent === null ? MAIN_CLASS : null);
    if (name === null || name === '') throw badDescription('class-unnamed', {}, element);
    if (parent !== null && this.#classes.has(name))
      throw badDescription('classes-named-alike', { name }, element);
    const inherited = this.#classes.get(parent ?? name) ?? this.#classes.get(MAIN_CLASS)!;
    const own = new Map(inherited);
    for (const child of element.children) {
      if (child.name === 'default') continue;
      const kind = kindOf(child.name);
      own.set(kind, new Map([...(own.get(kind) ?? []), ...child.attributes]));
    }
    this.#classes.set(name, own);
    // The outermost class holds for everything, whatever an older file calls it.
    if (parent === null) this.#classes.set(MAIN_CLASS, own);
    for (const child of childrenNamed(element, 'default')) this.#readClass(child, name, depth + 1);
  }

  /** Refuses a class name that no default declares. */
  check(name: string | null, element: XmlElement): void {
    if (name !== null && !this.#classes.has(name)) throw badDescription('class-unknown', { name }, element);
  }

  /** The element with its defaults filled in: its own class wins over the enclosing childclass. */
  fill(element: XmlElement, childClass: string | null): XmlElement {
    const own = attribute(element, 'class');
    this.check(own, element);
    const defaults = this.#classes.get(own ?? childClass ?? MAIN_CLASS)?.get(kindOf(element.name));
    if (defaults === undefined) return element;
    return { ...element, attributes: new Map([...defaults, ...element.attributes]) };
  }
}

/** All shortcuts of actuators share one set of defaults, and so do the kinds of tendons. */
function kindOf(elementName: string): string {
  if (ACTUATORS.has(elementName)) return 'actuator';
  if (elementName === 'fixed' || elementName === 'spatial') return 'tendon';
  return elementName;
}

/** Pose from pos and one of quat, axisangle, xyaxes, zaxis and euler. */
export function readPose(element: XmlElement, compiler: Compiler): Pose {
  return {
    position: positionAttribute(element, 'pos', ZERO),
    rotation: readOrientation(element, compiler),
  };
}

function readOrientation(element: XmlElement, compiler: Compiler): Quaternion {
  const quat = numbersAttribute(element, 'quat', 4);
  if (quat !== null) {
    const [w, x, y, z] = quat as [number, number, number, number];
    if (!(Math.abs(w) + norm([x, y, z]) > 1e-9)) throw badDescription('quaternion-zero', {}, element);
    return normalize([w, x, y, z]);
  }
  const axisAngle = numbersAttribute(element, 'axisangle', 4);
  if (axisAngle !== null) {
    const [x, y, z, angle] = axisAngle as [number, number, number, number];
    return fromAxisAngle(direction([x, y, z], element), angle * compiler.angleUnit);
  }
  const axes = numbersAttribute(element, 'xyaxes', 6);
  if (axes !== null) {
    const [a, b, c, d, e, f] = axes as [number, number, number, number, number, number];
    const x = direction([a, b, c], element);
    const y = direction(add([d, e, f], scale(x, -dot(x, [d, e, f]))), element);
    return fromAxes(x, y, cross(x, y));
  }
  const zAxis = numbersAttribute(element, 'zaxis', 3);
  if (zAxis !== null) return fromTo(UNIT_Z, direction(zAxis as [number, number, number], element));
  const euler = numbersAttribute(element, 'euler', 3);
  return euler === null ? NO_ROTATION : fromEuler(euler, compiler);
}

/** Lower-case letters turn about the moved axes, upper-case letters about the fixed ones. */
function fromEuler(angles: readonly number[], compiler: Compiler): Quaternion {
  let rotation: Quaternion = NO_ROTATION;
  compiler.eulerSequence.split('').forEach((letter, i) => {
    const axis = { x: UNIT_X, y: UNIT_Y, z: UNIT_Z }[letter.toLowerCase()] ?? UNIT_Z;
    const turn = fromAxisAngle(axis, angles[i]! * compiler.angleUnit);
    const moved = letter === letter.toLowerCase();
    rotation = moved ? multiply(rotation, turn) : multiply(turn, rotation);
  });
  return rotation;
}

/** Unit vector of an attribute, refused when it has no direction. */
export function direction(v: Vec3, element: XmlElement): Vec3 {
  const length = norm(v);
  if (!(length > 1e-9 && length < 1e9))
    throw badDescription('no-direction', { element: element.name }, element);
  return scale(v, 1 / length);
}

/** Lower and upper of a range attribute in the unit of the joint, or null when absent. */
export function readRange(element: XmlElement, name: string): readonly [number, number] | null {
  const text = attribute(element, name);
  if (text === null) return null;
  const values = parseNumbers(text, element);
  if (values.length !== 2 || values[0]! > values[1]!)
    throw badDescription('range-unusable', { name }, element);
  return [values[0]!, values[1]!];
}

/**
 * The range `<what>range` (for joints just `range`) where it limits, else null. MJCF's flag has three values: "auto" means
 * that the range limits when it is written and the compiler allows it.
 */
export function limitedRange(
  element: XmlElement,
  what: '' | 'force' | 'ctrl',
  compiler: Compiler,
): readonly [number, number] | null {
  const name = `${what}range`;
  const flag = attribute(element, `${what}limited`) ?? 'auto';
  const limited = flag === 'auto' ? compiler.autoLimits : flag === 'true';
  return limited ? readRange(element, name) : null;
}
