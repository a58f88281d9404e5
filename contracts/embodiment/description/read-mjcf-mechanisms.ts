/**
 * What moves and what senses in MJCF: actuators, tendons, equality constraints, sensors.
 *
 * Couplings: a joint equality with a linear polynomial becomes a mimic; everything else that ties joints together (fixed
 * tendons with an actuator or an equality, loops closed by connect and weld, higher polynomials) becomes a set of coupled
 * joints.
 */

import { badDescription, boundedName, numberAttribute, parseNumbers } from './description-values.ts';
import type { DescriptionWarning, Mimic } from '../kinematic-tree.ts';
import type { Bodies } from './read-mjcf-bodies.ts';
import { type Compiler, type DefaultClasses, limitedRange } from './read-mjcf-defaults.ts';
import { IDENTITY } from '../spatial.ts';
import type { JointDraft, SensorDraft } from './tree-builder.ts';
import { attribute, childrenNamed, type XmlElement } from './xml.ts';

interface Settings {
  readonly compiler: Compiler;
  readonly defaults: DefaultClasses;
}

/** Joints with their drives and couplings filled in, the sets of joints coupled otherwise, and what to tell. */
export interface Mechanisms {
  readonly joints: JointDraft[];
  readonly couplings: string[][];
  readonly warnings: DescriptionWarning[];
}

/** Fills in which joints are driven, how strongly, and how they are coupled. */
export function readMechanisms(root: XmlElement, bodies: Bodies, settings: Settings): Mechanisms {
  const warnings: DescriptionWarning[] = [];
  const names = new Set(bodies.joints.map((joint) => joint.name));
  const tendons = readTendons(root, names);
  const drives = readDrives(root, tendons, settings);
  const { mimics, tied } = readEqualities(root, { bodies, tendons, names, settings, warnings });
  const couplings = [...drives.tendons].map((tendon) => tendons.get(tendon) ?? []).concat(tied);
  const driven = childrenNamed(root, 'actuator').some((section) => section.children.length > 0);
  if (!driven && bodies.joints.some(movable)) {
    warnings.push({
      code: 'no-actuators',
      message: 'The file states no actuators: every joint that follows no other counts as driven.',
      line: root.line,
    });
  }
  const unread = [...drives.tendons].filter((tendon) => !tendons.has(tendon)).length;
  if (unread > 0) {
    warnings.push({
      code: 'tendon-path',
      message: `${unread} of the motors pull tendons along a path: which joints those move is not read, and they are not counted.`,
      line: null,
    });
  }
  moveToDrivers(drives.efforts, mimics);
  const joints = bodies.joints.map((joint): JointDraft => {
    const mimic = mimics.get(joint.name) ?? null;
    const drive = drives.efforts.get(joint.name);
    const effort = joint.effort ?? (drive === undefined || drive === 0 ? null : drive);
    const actuated = mimic === null && (driven ? drive !== undefined : movable(joint));
    return { ...joint, mimic, effort, actuated };
  });
  return { joints, couplings: couplings.filter((set) => set.length > 1), warnings };
}

/** A motor on a joint that follows another drives the one that it follows. */
function moveToDrivers(efforts: Map<string, number>, mimics: ReadonlyMap<string, Mimic>): void {
  for (const [name, effort] of efforts) {
    let driver = name;
    for (let mimic = mimics.get(driver); mimic !== undefined; mimic = mimics.get(driver))
      driver = mimic.joint;
    if (driver !== name) efforts.set(driver, Math.max(effort, efforts.get(driver) ?? 0));
  }
}

function movable(joint: JointDraft): boolean {
  return joint.type !== 'fixed' && joint.type !== 'floating';
}

/** Joints of every fixed tendon. Spatial tendons tie joints along their path; which ones needs their geometry, so they are left out. */
function readTendons(root: XmlElement, names: ReadonlySet<string>): Map<string, string[]> {
  const tendons = new Map<string, string[]>();
  for (const section of childrenNamed(root, 'tendon')) {
    for (const tendon of childrenNamed(section, 'fixed')) {
      const joints = childrenNamed(tendon, 'joint').map((part) => knownJoint(part, 'joint', names));
      tendons.set(attribute(tendon, 'name') ?? `tendon-${tendons.size}`, joints);
    }
  }
  return tendons;
}

function knownJoint(element: XmlElement, name: string, names: ReadonlySet<string>): string {
  const joint = attribute(element, name) ?? '';
  if (!names.has(joint)) throw badDescription('joint-unknown', { joint: joint.slice(0, 80) }, element);
  return joint;
}

interface Drives {
  /** Greatest force or torque by joint; 0 when the file does not say. */
  readonly efforts: Map<string, number>;
  /** Tendons that are pulled. */
  readonly tendons: Set<string>;
}

function readDrives(root: XmlElement, tendons: ReadonlyMap<string, string[]>, settings: Settings): Drives {
  const drives: Drives = { efforts: new Map(), tendons: new Set() };
  for (const section of childrenNamed(root, 'actuator')) {
    for (const element of section.children) {
      const actuator = settings.defaults.fill(element, null);
      const effort = effortOf(actuator, settings.compiler);
      const joint = attribute(actuator, 'joint') ?? attribute(actuator, 'jointinparent');
      const tendon = attribute(actuator, 'tendon');
      if (joint !== null) drives.efforts.set(joint, (drives.efforts.get(joint) ?? 0) + effort);
      if (tendon === null) continue;
      drives.tendons.add(tendon);
      for (const pulled of tendons.get(tendon) ?? []) {
        drives.efforts.set(pulled, drives.efforts.get(pulled) ?? 0);
      }
    }
  }
  return drives;
}

/** Force range times gear; a plain motor without force range is bounded by its control range. */
function effortOf(actuator: XmlElement, compiler: Compiler): number {
  const gearText = attribute(actuator, 'gear');
  const gear = gearText === null ? 1 : Math.abs(parseNumbers(gearText, actuator)[0] ?? 1);
  const force = limitedRange(actuator, 'force', compiler);
  const range = force ?? (actuator.name === 'motor' ? limitedRange(actuator, 'ctrl', compiler) : null);
  return range === null ? 0 : Math.max(Math.abs(range[0]), Math.abs(range[1])) * gear;
}

interface EqualityContext {
  readonly bodies: Bodies;
  readonly tendons: ReadonlyMap<string, string[]>;
  readonly names: ReadonlySet<string>;
  readonly settings: Settings;
  readonly warnings: DescriptionWarning[];
}

function readEqualities(
  root: XmlElement,
  context: EqualityContext,
): { mimics: Map<string, Mimic>; tied: string[][] } {
  const mimics = new Map<string, Mimic>();
  const tied: string[][] = [];
  for (const section of childrenNamed(root, 'equality')) {
    for (const element of section.children) {
      const equality = context.settings.defaults.fill(element, null);
      if (attribute(equality, 'active') === 'false') continue;
      if (equality.name === 'joint') readJointEquality(equality, { ...context, mimics, tied });
      else if (equality.name === 'tendon') tied.push(tendonsOf(equality, context.tendons));
      else if (equality.name === 'connect' || equality.name === 'weld') tied.push(loopOf(equality, context));
    }
  }
  return { mimics, tied };
}

function readJointEquality(
  equality: XmlElement,
  context: EqualityContext & { mimics: Map<string, Mimic>; tied: string[][] },
): void {
  const { names, mimics, tied } = context;
  const first = knownJoint(equality, 'joint1', names);
  const text = attribute(equality, 'polycoef');
  const [a0 = 0, a1 = 1, a2 = 0, a3 = 0, a4 = 0] = text === null ? [0, 1] : parseNumbers(text, equality);
  if (attribute(equality, 'joint2') === null) return;
  const second = knownJoint(equality, 'joint2', names);
  const straight = a2 === 0 && a3 === 0 && a4 === 0;
  if (straight && a1 !== 0 && !mimics.has(first) && !leadsTo(second, first, mimics)) {
    mimics.set(first, { joint: second, multiplier: a1, offset: a0 });
    return;
  }
  tied.push([first, second]);
  if (!straight) {
    context.warnings.push({
      code: 'coupling-not-linear',
      message: `The joint "${first}" follows "${second}" along a curve; only the fact is kept.`,
      line: equality.line,
    });
  }
}

/** True when following mimics from `start` arrives at `goal`: one more would close a circle. */
function leadsTo(start: string, goal: string, mimics: ReadonlyMap<string, Mimic>): boolean {
  let at: string | undefined = start;
  while (at !== undefined) {
    if (at === goal) return true;
    at = mimics.get(at)?.joint;
  }
  return false;
}

function tendonsOf(equality: XmlElement, tendons: ReadonlyMap<string, string[]>): string[] {
  return ['tendon1', 'tendon2'].flatMap((name) => tendons.get(attribute(equality, name) ?? '') ?? []);
}

/** Joints on the way between two bodies that are tied together: they close a loop. */
function loopOf(equality: XmlElement, { bodies }: EqualityContext): string[] {
  const above = new Map(bodies.joints.map((joint) => [joint.child, joint]));
  const siteLink = new Map(bodies.sites.map((site) => [site.name, site.link]));
  const end = (n: 1 | 2): string | null =>
    attribute(equality, `body${n}`) ?? siteLink.get(attribute(equality, `site${n}`) ?? '') ?? null;
  const path = (link: string | null): JointDraft[] => {
    const joints: JointDraft[] = [];
    let joint = link === null ? undefined : above.get(link);
    while (joint !== undefined) {
      joints.push(joint);
      joint = above.get(joint.parent);
    }
    return joints;
  };
  const [a, b] = [path(end(1)), path(end(2))];
  const shared = new Set(a.filter((joint) => b.includes(joint)));
  return [...a, ...b].filter((joint) => !shared.has(joint) && movable(joint)).map((joint) => joint.name);
}

const FORCE_KINDS: Readonly<Record<string, SensorDraft['kind']>> = {
  force: 'force',
  torque: 'torque',
  touch: 'tactile',
  rangefinder: 'lidar',
  accelerometer: 'imu',
  gyro: 'imu',
  magnetometer: 'imu',
};

/**
 * Sensors on sites. Accelerometer and gyroscope of one site are one imu; force and torque of one site are one force-torque
 * sensor. Elements that read the simulator's own state (joint positions, frame poses) are no sensors of the robot.
 */
export function readMjcfSensors(root: XmlElement, bodies: Bodies): SensorDraft[] {
  const sites = new Map(bodies.sites.map((site) => [site.name, site]));
  const found = new Map<string, SensorDraft>();
  for (const section of childrenNamed(root, 'sensor')) {
    for (const element of section.children) {
      const kind = FORCE_KINDS[element.name];
      const siteName = attribute(element, 'site');
      if (kind === undefined || siteName === null) continue;
      const site = sites.get(siteName);
      if (site === undefined) throw badDescription('site-unknown', { site: siteName.slice(0, 80) }, element);
      numberAttribute(element, 'cutoff', null);
      const wrench = kind === 'force' || kind === 'torque';
      const key = `${wrench ? 'wrench' : kind} ${siteName}`;
      const before = found.get(key);
      const merged = before !== undefined && before.kind !== kind ? 'force-torque' : kind;
      found.set(key, {
        name: boundedName(before?.name ?? attribute(element, 'name') ?? element.name, element),
        kind: before?.kind === 'force-torque' ? 'force-torque' : merged,
        link: site.link,
        pose: site.pose ?? IDENTITY,
        rateHz: null,
        line: element.line,
      });
    }
  }
  return [...found.values()];
}
