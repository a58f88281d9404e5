/**
 * Builds the pose map of a dataset from its facts, the description of its robot and what its lister states: which columns hold the pose of which
 * tool. Whether the values bear it out is looked at afterwards (check-poses.ts).
 */

import type { DatasetFacts, FeatureFacts } from '#contracts/dataset/facts.ts';
import type { FeatureStatement, PoseStatement } from '#contracts/dataset/lifecycle.ts';
import {
  isCarried,
  MAX_UNREAD_POSES,
  type PoseElement,
  type PoseMap,
  type PoseTrack,
  type UnreadPoses,
} from '#contracts/dataset/pose-map.ts';
import type { Digest } from '#contracts/digest.ts';
import type { CanonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { rounded } from '#contracts/embodiment/body/canonical-order.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import { farthestBound } from '#contracts/embodiment/kinematics/length-scale.ts';
import type { KinematicTree, Pose } from '#contracts/embodiment/kinematic-tree.ts';
import {
  compose,
  fromMatrix,
  IDENTITY,
  invert,
  norm,
  normalize,
  ZERO,
} from '#contracts/embodiment/spatial.ts';
import { findPoseColumns, type PoseColumns } from '../dataset/features/pose-columns.ts';
import { linkInTool, linkOfRoot } from './link-frames.ts';

/** What a pose map is built from. */
export interface PoseMapQuestion {
  readonly facts: Pick<DatasetFacts, 'features' | 'control' | 'lifecycle'>;
  readonly robot: { readonly tree: KinematicTree; readonly form: CanonicalForm; readonly id: Digest };
  /** What the lister states about features. */
  readonly statements: Readonly<Record<string, FeatureStatement>>;
  /** End effectors whose joints are recorded: their poses follow from them. */
  readonly recorded: readonly number[];
}

/** Limbs whose end effectors are no tools. */
const TOOLLESS: readonly Embodiment['limbs'][number]['kind'][] = ['leg', 'wheel', 'finger', 'head'];
/** Degrees to radians. */
const DEGREE = Math.PI / 180;
/** Greatest angle (rad) that is stored, with what rounding adds; and the same in degrees. */
const MOST_RADIANS = 6.5;
const MOST_DEGREES = 370;
/** Metres from its base that a tool may be said to be at, in parts of the arm's length, and beyond; from the origin of a carried hand's frame. */
const REACH_PARTS = 1.5;
const REACH_SLACK = 0.5;
const CARRIED_EXTENT = 50;

/** The pose map of a dataset; null when no column seems to hold the pose of a tool whose joints are not recorded. */
export function buildPoseMap(question: PoseMapQuestion): PoseMap | null {
  const { form, id } = question.robot;
  if (form.embodiment.kind !== 'robot') return null;
  const tracks: PoseTrack[] = [];
  const unread: PoseMap['unread'] = [];
  for (const [effector, candidates] of byEffector(question)) {
    const { read, reasons } = readable(effector, candidates, question);
    tracks.push(...read);
    if (read.length === 0) unread.push(...reasons);
  }
  if (tracks.length + unread.length === 0) return null;
  tracks.sort((a, b) => a.effector - b.effector || ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
  return { schema: 'pose-map/1', embodiment: id, tracks, unread: unread.slice(0, MAX_UNREAD_POSES) };
}

/** What was measured comes before what was commanded. */
const ROLES: readonly PoseTrack['role'][] = ['state', 'action'];

/** The first columns of each role that can be read, and why those before them cannot. */
function readable(
  effector: number | null,
  candidates: readonly PoseColumns[],
  question: PoseMapQuestion,
): { readonly read: PoseTrack[]; readonly reasons: PoseMap['unread'] } {
  const read: PoseTrack[] = [];
  const reasons: PoseMap['unread'] = [];
  let measured: PoseColumns | null = null;
  for (const columns of candidates.slice(0, MAX_UNREAD_POSES)) {
    const role = roleOf(columns, question);
    if (read.some((track) => track.role === role)) continue;
    const track = trackOf(role === 'action' ? likeMeasured(columns, measured) : columns, effector, question);
    if (typeof track === 'string') reasons.push({ feature: columns.feature, reason: track });
    else read.push(track);
    if (typeof track !== 'string' && role === 'state') measured = columns;
  }
  return { read, reasons };
}

function roleOf({ feature }: PoseColumns, { facts }: PoseMapQuestion): PoseTrack['role'] {
  return facts.features.find(({ name }) => name === feature)?.role === 'action' ? 'action' : 'state';
}

/** Commands are of the frame and link whose poses are measured, unless the lister says otherwise. */
function likeMeasured(columns: PoseColumns, measured: PoseColumns | null): PoseColumns {
  const { stated } = columns;
  if (measured?.stated == null || stated?.pose !== undefined) return columns;
  const { pose, frame } = measured.stated;
  return {
    ...columns,
    stated: {
      ...stated,
      ...(pose === undefined ? {} : { pose }),
      ...(frame === undefined ? {} : { frame }),
    },
  };
}

/** Columns by the end effector whose pose they may hold, measured ones first; under null those of which nobody says which limb it is. */
function byEffector({
  facts,
  robot,
  statements,
  recorded,
}: PoseMapQuestion): Map<number | null, PoseColumns[]> {
  const { embodiment } = robot.form;
  const tools = embodiment.endEffectors.flatMap(({ limb }, index) => {
    const kind = limb < 0 ? null : embodiment.limbs[limb]!.kind;
    return kind !== null && TOOLLESS.includes(kind) ? [] : [index];
  });
  const groups = new Map<number | null, PoseColumns[]>();
  if (tools.length === 0) return groups;
  const columns = findPoseColumns(measuredFirst(facts), statements);
  const several = [
    new Set(columns.flatMap(({ side }) => side ?? [])),
    new Set(columns.flatMap(({ arm }) => arm ?? [])),
  ].some(({ size }) => size > 1);
  for (const found of columns) {
    const sided = tools.filter((tool) => sideOf(embodiment, tool) === found.side);
    const stated = found.stated?.pose?.side !== undefined;
    const effector =
      tools.length === 1 && (!several || stated) ? tools[0]! : sided.length === 1 ? sided[0]! : null;
    // The joints of a hand do not say where it was carried.
    if (effector !== null && recorded.includes(effector) && !isCarried(embodiment)) continue;
    groups.set(effector, [...(groups.get(effector) ?? []), found]);
  }
  return groups;
}

function sideOf({ endEffectors }: Embodiment, effector: number): 'left' | 'right' {
  return endEffectors[effector]!.tcp.position[1]! >= 0 ? 'left' : 'right';
}

/** What was measured, then what was commanded as a place to be at. */
function measuredFirst({ features, control }: PoseMapQuestion['facts']): FeatureFacts[] {
  const measured = features.filter(({ role }) => role === 'state' || role === 'other');
  const commanded = control.reference === 'absolute' ? features.filter(({ role }) => role === 'action') : [];
  return [...measured, ...commanded];
}

function trackOf(
  columns: PoseColumns,
  effector: number | null,
  question: PoseMapQuestion,
): PoseTrack | UnreadPoses {
  const { facts, robot } = question;
  const { position, rotation, stated } = columns;
  if (effector === null) return 'limb-unknown';
  if (rotation === null) return 'rotation-unknown';
  const ranges = new Ranges(facts.features);
  const angle = angleFactor(rotation, ranges, stated?.pose);
  if (angle === null) return 'unit-unknown';
  const frame = frameOf(columns, effector, robot);
  if (frame === null) return 'frame-unknown';
  const metres = lengthFactor(columns, ranges, { effector, robot, away: norm(frame.pose.position) });
  if (metres === null) return 'unit-unknown';
  const tool = toolOf(stated?.pose, effector, robot);
  if (tool === null) return 'link-unknown';
  const opening = openingOf(columns.gripper, facts);
  return {
    effector,
    role: roleOf(columns, question),
    position: [...position],
    factor: metres,
    rotation: { form: rotation.form, elements: [...rotation.elements], factor: angle },
    frame: { ...written(frame.pose), basis: frame.basis },
    tool: { ...written(tool.pose), basis: tool.basis },
    ...(opening === null ? {} : { opening }),
  };
}

/** A pose as it stands in a map. */
export function written({ position, rotation }: Pose): { position: number[]; rotation: number[] } {
  return { position: position.map(rounded), rotation: normalize(rotation).map(rounded) };
}

/** Greatest values that the facts saw. */
class Ranges {
  readonly #features: Map<string, FeatureFacts>;

  constructor(features: readonly FeatureFacts[]) {
    this.#features = new Map(features.map((feature) => [feature.name, feature]));
  }

  featureOf({ feature }: PoseElement): FeatureFacts | undefined {
    return this.#features.get(feature);
  }

  /** Greatest absolute value of some elements; NaN where nobody saw them. */
  most(elements: readonly PoseElement[]): number {
    let most = 0;
    for (const element of elements) {
      const { min, max } = this.featureOf(element) ?? { min: null, max: null };
      const ends = [min?.[element.dimension] ?? Number.NaN, max?.[element.dimension] ?? Number.NaN];
      most = Math.max(most, ...ends.map(Math.abs));
    }
    return most;
  }
}

const ANGLES: readonly string[] = ['roll-pitch-yaw', 'euler-xyz', 'rotation-vector'];

/** From what is stored to radians: as stated, as the unit of the column says, else radians where all values are angles in radians, else degrees. */
function angleFactor(
  { form, elements }: { readonly form: string; readonly elements: readonly PoseElement[] },
  ranges: Ranges,
  stated: PoseStatement | undefined,
): number | null {
  if (!ANGLES.includes(form)) return 1;
  const unit = stated?.angles ?? ranges.featureOf(elements[0]!)?.unit;
  if (unit === 'rad') return 1;
  if (unit === 'deg') return DEGREE;
  const most = ranges.most(elements);
  return most <= MOST_RADIANS ? 1 : most <= MOST_DEGREES ? DEGREE : null;
}

/** From what is stored to metres: as stated, as the unit of the column says, else what lets the tool be within a good stretch of the arm. */
function lengthFactor(
  { position, stated }: PoseColumns,
  ranges: Ranges,
  {
    effector,
    robot: {
      form: { embodiment },
    },
    away,
  }: { readonly effector: number; readonly robot: PoseMapQuestion['robot']; readonly away: number },
): number | null {
  const unit = stated?.pose?.lengths ?? ranges.featureOf(position[0]!)?.unit;
  if (unit === 'm') return 1;
  if (unit === 'mm') return 1e-3;
  const chain = new FastChain(chainOf(embodiment, embodiment.endEffectors[effector]!), {
    includeShared: true,
  });
  const extent = isCarried(embodiment)
    ? CARRIED_EXTENT
    : REACH_PARTS * farthestBound(chain, ZERO) + REACH_SLACK + away;
  const most = ranges.most(position);
  return most <= extent ? 1 : most <= 1e3 * extent ? 1e-3 : null;
}

/** Turns a frame whose y points up (x right, z towards the viewer) upright: x ahead, z up. */
const FROM_Y_UP: Pose = {
  position: ZERO,
  rotation: fromMatrix([
    [0, 0, -1],
    [-1, 0, 0],
    [0, 1, 0],
  ]),
};

/** Pose of the frame in which poses are given, in the canonical base frame; null when what is stated does not tie it to the body. */
function frameOf(
  { stated }: PoseColumns,
  effector: number,
  { tree, form }: PoseMapQuestion['robot'],
): { readonly pose: Pose; readonly basis: PoseTrack['frame']['basis'] } | null {
  if (isCarried(form.embodiment))
    return { pose: stated?.pose?.up === 'y' ? FROM_Y_UP : IDENTITY, basis: 'placed' };
  const inBase = (inRoot: Pose): Pose => compose(invert(form.base), inRoot);
  const root = stated?.pose?.root;
  if (root !== undefined) {
    const { position, orientation } = root;
    return { pose: inBase(invert({ position, rotation: normalize(orientation) })), basis: 'stated' };
  }
  if (stated?.frame === undefined) return { pose: inBase(IDENTITY), basis: 'root' };
  const link = linkOfRoot({ tree, form }, effector, stated.frame);
  return link === null ? null : { pose: inBase(link), basis: 'stated' };
}

/** Pose of the tool centre in the frame whose pose is recorded; null when the stated link is not where the tool is. */
function toolOf(
  stated: PoseStatement | undefined,
  effector: number,
  { tree, form }: PoseMapQuestion['robot'],
): { readonly pose: Pose; readonly basis: PoseTrack['tool']['basis'] } | null {
  if (stated?.link === undefined && stated?.toolAt === undefined) return { pose: IDENTITY, basis: 'assumed' };
  const inLink = stated.link === undefined ? IDENTITY : linkInTool({ tree, form }, effector, stated.link);
  if (inLink === null) return null;
  const at =
    stated.toolAt === undefined
      ? IDENTITY
      : { position: stated.toolAt.position, rotation: normalize(stated.toolAt.orientation) };
  return { pose: compose(at, inLink), basis: 'stated' };
}

/** The ends of a gripper's column as the lister states them: which end is open no range shows. */
function openingOf(
  gripper: PoseElement | null,
  { features, lifecycle }: PoseMapQuestion['facts'],
): NonNullable<PoseTrack['opening']> | null {
  if (gripper === null) return null;
  const names = features.find(({ name }) => name === gripper.feature)?.names ?? null;
  const stated = (lifecycle?.grippers ?? []).find(
    ({ feature, dimension }) =>
      feature === gripper.feature && dimension !== null && names?.indexOf(dimension) === gripper.dimension,
  );
  if (stated === undefined || stated.open === null || stated.closed === null || stated.open === stated.closed)
    return null;
  return { ...gripper, open: stated.open, closed: stated.closed };
}
