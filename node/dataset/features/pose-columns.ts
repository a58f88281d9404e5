/**
 * Finds the columns that hold poses of tools, by the names of features and of their dimensions and by what the lister states. Names that leave the
 * convention of a rotation open give a rotation of null: nobody guesses one.
 */

import type { FeatureStatement, PoseStatement } from '#contracts/dataset/lifecycle.ts';
import { ROTATION_FORMS, type PoseElement, type RotationForm } from '#contracts/dataset/pose-map.ts';
import { wordsOf } from './describe-feature.ts';

/** What is looked at of a feature. */
export interface PoseFeature {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly names: readonly string[] | null;
  /** Smallest and largest value by dimension; null where nobody looked. */
  readonly min: readonly (number | null)[] | null;
  readonly max: readonly (number | null)[] | null;
}

/** A rotation in columns. */
export interface RotationColumns {
  readonly form: RotationForm;
  readonly elements: readonly PoseElement[];
}

/** Columns with the pose of one tool. */
export interface PoseColumns {
  /** Feature that holds the position. */
  readonly feature: string;
  readonly side: 'left' | 'right' | null;
  /** Number of the robot or arm, where names count several; null where they do not. */
  readonly arm: string | null;
  readonly position: readonly PoseElement[];
  /** Null where nothing tells the convention. */
  readonly rotation: RotationColumns | null;
  readonly gripper: PoseElement | null;
  /** What the lister states about the feature; null where nothing is stated. */
  readonly stated: FeatureStatement | null;
}

/** Words of features that hold the pose of something else, or no pose of now. */
const OTHER_THINGS =
  /\b(odom|odometry|base|cameras?|cam|head|objects?|obj|cube|goal|marker|tag|imu|targets?|human|mocap|torso|pelvis|root|body|map|joints?|velocity|velocities|vel|twist|delta|relative|wrench|forces?|leader|hmd|site|keypoints?|landmarks?|points)\b/;
const TOOL = /\b(ee|eef|end ?effector|endpose|tcp|tool|flange|cartesian|(gripper|hand|arm) pose)\b/;
/** Words that a dimension of a tool pose may have beside its key. */
const POSE_WORDS = new Set(
  'ee eef end effector endeffector endpose tcp tool flange gripper hand arm robot cartesian pose pos position state observation left right l r lh rh rot rotation orientation quat quaternion translation'.split(
    ' ',
  ),
);

/** Words of a feature's name that say nothing about what it is the pose of. */
const GENERIC = new Set(
  'observations obs states poses action actions proprio current measured actual data main follower'.split(
    ' ',
  ),
);

/** True for a feature that may be about the tool: its names say so, or do not say of what else it is. */
function mayBeTool({ name, names }: PoseFeature): boolean {
  const words = wordsOf(name);
  const isOpen = words.every((word) => POSE_WORDS.has(word) || GENERIC.has(word) || /^\d+$/.test(word));
  return isOpen || TOOL.test(words.join(' ')) || TOOL.test(wordsOf((names ?? []).join(' ')).join(' '));
}

/** Poses of tools among features, in their order; at most one by names and one by statement a feature and side. */
export function findPoseColumns(
  features: readonly PoseFeature[],
  statements: Readonly<Record<string, FeatureStatement>> = {},
): PoseColumns[] {
  const numeric = features.filter(({ dtype }) => /^(float|u?int)\d+$/.test(dtype));
  const twins = rotationsByStem(numeric);
  const taken = new Set(Object.values(statements).flatMap(({ pose }) => pose?.orientation ?? []));
  return numeric.flatMap((feature): PoseColumns[] => {
    const stated = statements[feature.name] ?? null;
    const pose = stated?.pose;
    if (pose?.use === false || taken.has(feature.name)) return [];
    const found = unstated(feature, twins).map((columns) => ({ ...columns, stated }));
    return pose === undefined ? found : [withStatement(feature, { pose, stated, found, numeric })];
  });
}

type Found = Omit<PoseColumns, 'stated'>;

function unstated(feature: PoseFeature, twins: RotationsByStem): Found[] {
  const words = wordsOf(feature.name).join(' ');
  if (OTHER_THINGS.test(words)) return [];
  const named = mayBeTool(feature) ? namedPoses(feature) : [];
  if (named.length > 0) return named;
  return TOOL.test(words) ? (pairedPose(feature, twins) ?? wholePose(feature)) : [];
}

/** Side that a name tells of. */
export function sideOf(name: string): 'left' | 'right' | null {
  const words = wordsOf(name);
  if (words.some((word) => ['left', 'l', 'lh'].includes(word))) return 'left';
  return words.some((word) => ['right', 'r', 'rh'].includes(word)) ? 'right' : null;
}

/** Number of the robot or arm that a name tells of (`robot0_eef_pos`). */
function armOf(name: string): string | null {
  return /(?:robot|arm)[._ -]?(\d+)/i.exec(name)?.[1] ?? null;
}

function widthOf({ shape }: PoseFeature): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

function elements(feature: string, dimensions: readonly number[]): PoseElement[] {
  return dimensions.map((dimension) => ({ feature, dimension }));
}

function run(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

/** Keys of dimensions: x, qx, roll, vx (rotation vector), rx (some rotation), gripper. */
const KEYS: readonly (readonly [RegExp, (axis: string) => string])[] = [
  [/(?:^|[._ -])(?:q|quat|quaternion|orientation)[._ -]?([wxyz])$/, (axis) => `q${axis}`],
  [/(?:^|[._ -])(?:rotvec|rot_vec|axis_?angle)[._ -]?([xyz123012])$/, (axis) => `v${axis}`],
  [/(?:^|[._ -])(roll|pitch|yaw)$/, (axis) => axis],
  [/(?:^|[._ -])(?:r|rot|rotation|euler)[._ -]?([wxyz])$/, (axis) => `r${axis}`],
  [/(?:^|[._ -])(gripper)(?:[._ -](?:position|pos|open|opening|width|state))?$/, () => 'gripper'],
  [/(?:^|[._ -])([wxyz])$/, (axis) => axis],
];

function keyOf(name: string): string | null {
  const text = name.toLowerCase();
  for (const [pattern, key] of KEYS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const rest = wordsOf(text.slice(0, match.index)).filter((word) => !/^\d+$/.test(word));
    return rest.every((word) => POSE_WORDS.has(word)) ? key(match[1]!) : null;
  }
  return null;
}

/** Poses whose dimensions are named, one a side. */
function namedPoses(feature: PoseFeature): Found[] {
  const { name, names } = feature;
  if (names === null || names.length !== widthOf(feature)) return [];
  const groups = new Map<string, Pick<Found, 'side' | 'arm'> & { at: Map<string, number> }>();
  names.forEach((dimension, i) => {
    const key = keyOf(dimension);
    if (key === null) return;
    const side = sideOf(dimension) ?? sideOf(name);
    const arm = armOf(dimension) ?? armOf(name);
    const group = groups.get(`${side} ${arm}`) ?? { side, arm, at: new Map<string, number>() };
    group.at.set(key, i);
    groups.set(`${side} ${arm}`, group);
  });
  return [...groups.values()].flatMap(({ side, arm, at }): Found[] => {
    const take = (...keys: string[]): number[] | null => {
      const found = keys.flatMap((key) => at.get(key) ?? []);
      return found.length === keys.length ? found : null;
    };
    const position = take('x', 'y', 'z');
    const rotation = namedRotation(name, take);
    // Places without any rotation are no poses.
    if (position === null || at.has('w') || rotation === 'none') return [];
    const gripper = at.get('gripper');
    return [
      {
        feature: name,
        side,
        arm,
        position: elements(name, position),
        rotation,
        gripper: gripper === undefined ? null : { feature: name, dimension: gripper },
      },
    ];
  });
}

/** The rotation beside a named position: null where there is one and names leave open how it counts. */
function namedRotation(
  feature: string,
  take: (...keys: string[]) => number[] | null,
): RotationColumns | null | 'none' {
  const quaternion = take('qw', 'qx', 'qy', 'qz') ?? take('rw', 'rx', 'ry', 'rz');
  if (quaternion !== null) return { form: 'quaternion', elements: elements(feature, quaternion) };
  const angles = take('roll', 'pitch', 'yaw');
  if (angles !== null) return { form: 'roll-pitch-yaw', elements: elements(feature, angles) };
  const vector = take('vx', 'vy', 'vz') ?? take('v0', 'v1', 'v2') ?? take('v1', 'v2', 'v3');
  if (vector !== null) return { form: 'rotation-vector', elements: elements(feature, vector) };
  return take('rx', 'ry', 'rz') === null ? 'none' : null;
}

const POSITION_END = /^(.*?) ?\b(pos|position|xyz|translation)$/;
const ROTATION_END =
  /^(.*?) ?\b(quat|quaternion|orientation|ori|rotation|rot|rpy|euler|rotvec|axis angle|rot 6 d|mat|matrix)$/;

/** Quaternions that robosuite names so have w last (robosuite.ai, "Robots": observables); robomimic's files hold them. */
const ROBOSUITE_QUATERNION = /(^|\.)robot\d+_((left|right)_)?eef_quat$/;

/** Features that hold nothing but a rotation, by what else their names say; of several the first. */
type RotationsByStem = ReadonlyMap<string, PoseFeature>;

function rotationsByStem(features: readonly PoseFeature[]): RotationsByStem {
  const found = new Map<string, PoseFeature>();
  for (const feature of features) {
    const stem = ROTATION_END.exec(wordsOf(feature.name).join(' '))?.[1];
    if (stem !== undefined && !found.has(stem)) found.set(stem, feature);
  }
  return found;
}

/** A position and, in another feature of the same stem, its rotation; null where the name is none of a position. */
function pairedPose(feature: PoseFeature, twins: RotationsByStem): Found[] | null {
  const { name } = feature;
  const stem = POSITION_END.exec(wordsOf(name).join(' '))?.[1];
  if (stem === undefined || widthOf(feature) !== 3) return null;
  const twin = twins.get(stem);
  if (twin === undefined) return [];
  const position = elements(name, run(0, 3));
  return [
    {
      feature: name,
      side: sideOf(name),
      arm: armOf(name),
      position,
      rotation: wholeRotation(twin),
      gripper: null,
    },
  ];
}

/** The rotation of a feature that holds nothing else; null where nothing tells its convention. */
function wholeRotation(feature: PoseFeature): RotationColumns | null {
  const { name, names, shape } = feature;
  const width = widthOf(feature);
  const kind = ROTATION_END.exec(wordsOf(name).join(' '))?.[2];
  if (width === 4 && names === null && ROBOSUITE_QUATERNION.test(name))
    return { form: 'quaternion', elements: elements(name, [3, 0, 1, 2]) };
  const whole = (form: RotationForm): RotationColumns => ({ form, elements: elements(name, run(0, width)) });
  if (width === 4 && names?.length === 4) {
    const axes = names.map((each) => /([wxyz])$/i.exec(each)?.[1]?.toLowerCase());
    const order = ['w', 'x', 'y', 'z'].map((axis) => axes.indexOf(axis));
    return order.includes(-1) ? null : { form: 'quaternion', elements: elements(name, order) };
  }
  if (width === 3 && kind === 'rpy') return whole('roll-pitch-yaw');
  if (width === 3 && (kind === 'rotvec' || kind === 'axis angle')) return whole('rotation-vector');
  return shape.length === 2 && shape[0] === 3 && shape[1] === 3 ? whole('matrix') : null;
}

/** Widths of features that hold a whole pose. */
const WHOLE_WIDTHS: readonly number[] = [6, 7, 8, 9, 10, 12, 16];

/** A pose in a feature without names: of a matrix shape and last row tell the order, of everything else nothing does. */
function wholePose(feature: PoseFeature): Found[] {
  const { name, shape } = feature;
  if (!WHOLE_WIDTHS.includes(widthOf(feature))) return [];
  const base = { feature: name, side: sideOf(name), arm: armOf(name), gripper: null };
  const order = shape.length === 2 && shape[1] === 4 ? 'rows' : lastRow(feature);
  if (order === null) return [{ ...base, position: elements(name, run(0, 3)), rotation: null }];
  return [{ ...base, ...transform(name, order) }];
}

/** Which way a 4 × 4 matrix is flattened, by where its last row [0, 0, 0, 1] stands in every frame; null for what is none. */
function lastRow({ min, max, shape }: PoseFeature): 'rows' | 'columns' | null {
  if (shape.length !== 1 || shape[0] !== 16) return null;
  const holds = (places: readonly number[]): boolean =>
    places.every((i, k) => min?.[i] === (k === 3 ? 1 : 0) && max?.[i] === (k === 3 ? 1 : 0));
  const [rows, columns] = [holds([12, 13, 14, 15]), holds([3, 7, 11, 15])];
  return rows === columns ? null : rows ? 'rows' : 'columns';
}

/** A 4 × 4 (or 3 × 4) matrix of a pose. */
function transform(name: string, order: 'rows' | 'columns'): Pick<Found, 'position' | 'rotation'> {
  const at = (row: number, column: number): number =>
    order === 'rows' ? 4 * row + column : 4 * column + row;
  const axes = [0, 1, 2];
  return {
    position: elements(
      name,
      axes.map((row) => at(row, 3)),
    ),
    rotation: {
      form: 'matrix',
      elements: elements(
        name,
        axes.flatMap((row) => axes.map((column) => at(row, column))),
      ),
    },
  };
}

/** What the lister states of a feature, over what its names tell. */
function withStatement(
  feature: PoseFeature,
  of: {
    readonly pose: PoseStatement;
    readonly stated: FeatureStatement | null;
    readonly found: readonly PoseColumns[];
    readonly numeric: readonly PoseFeature[];
  },
): PoseColumns {
  const { pose, stated, numeric } = of;
  const { name } = feature;
  const found = of.found[0] ?? null;
  const side = pose.side ?? found?.side ?? sideOf(name);
  const base = {
    feature: name,
    side,
    arm: found?.arm ?? armOf(name),
    gripper: found?.gripper ?? null,
    stated,
  };
  const isMatrix = pose.rotation === 'matrix-by-rows' || pose.rotation === 'matrix-by-columns';
  if (isMatrix && pose.orientation === undefined && widthOf(feature) >= 12)
    return { ...base, ...transform(name, pose.rotation === 'matrix-by-rows' ? 'rows' : 'columns') };
  const first = pose.positionAt;
  const position =
    first === undefined ? (found?.position ?? elements(name, run(0, 3))) : elements(name, run(first, 3));
  const holder = numeric.find((other) => other.name === (pose.orientation ?? name));
  const rotationAt = pose.rotationAt ?? (pose.orientation === undefined ? (first ?? 0) + 3 : 0);
  const rotation =
    pose.rotation === undefined || holder === undefined
      ? (found?.rotation ?? null)
      : statedRotation(holder, pose.rotation, rotationAt);
  return { ...base, position, rotation };
}

/** Numbers of a stated rotation, in the order of its form; null where the feature is too narrow. */
function statedRotation(
  feature: PoseFeature,
  rotation: NonNullable<PoseStatement['rotation']>,
  at: number,
): RotationColumns | null {
  const orders: Partial<Record<typeof rotation, readonly [RotationForm, readonly number[]]>> = {
    'quaternion-xyzw': ['quaternion', [3, 0, 1, 2]],
    'quaternion-wxyz': ['quaternion', [0, 1, 2, 3]],
    'matrix-by-rows': ['matrix', run(0, 9)],
    'matrix-by-columns': ['matrix', [0, 3, 6, 1, 4, 7, 2, 5, 8]],
  };
  const plain = rotation as RotationForm;
  const [form, order] = orders[rotation] ?? [plain, run(0, ROTATION_FORMS[plain])];
  if (at + order.length > widthOf(feature)) return null;
  return {
    form,
    elements: elements(
      feature.name,
      order.map((i) => at + i),
    ),
  };
}
