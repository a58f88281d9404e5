/** What a feature is about, read off its name, its dimension names and its element type: role, modality, conventional unit. */

import type { Basis, FeatureRole, Modality, Unit } from '#contracts/dataset/vocabulary.ts';
import type { DeclaredFeature } from '../dataset-reader.ts';

/** How a feature is understood. `dimensions` has one modality per dimension name; empty when there are no names. */
export interface FeatureMeaning {
  readonly role: FeatureRole;
  readonly modality: Modality;
  readonly dimensions: readonly Modality[];
  readonly unit: Unit;
  readonly unitBasis: Basis;
}

const INDEX_UNITS: Readonly<Record<string, Unit>> = {
  timestamp: 's',
  frame_index: 'count',
  episode_index: 'count',
  index: 'count',
  task_index: 'count',
  subtask_index: 'count',
};

/** Words by which a name tells its modality; the first list that fits decides. */
const MODALITY_WORDS: readonly (readonly [Modality, RegExp])[] = [
  ['other', /\b(covariance|gps|navsat|rosout|diagnostics)\b/],
  ['tactile', /\b(tactile|taxels?|touch|pressure|gelsight|digit|skin|contact)\b/],
  // A wrench has torques too: they belong to the flange, not to a joint.
  ['force', /\b(forces?|wrench|ft|load|loadcell|f[xyz])\b/],
  ['joint-torque', /\b(torques?|efforts?|tau|currents?)\b/],
  ['imu', /\b(imu|accel|acceleration|gyro|angular|orientation imu)\b/],
  ['point-cloud', /\b(point ?clouds?|lidar|points)\b/],
  ['human-pose', /\b(mano|smpl|keypoints?|skeleton|human|mocap)\b/],
  ['audio', /\b(audio|microphone|mic)\b/],
  ['base-motion', /\b(base|odom|odometry|cmd vel|wheels?|theta)\b/],
  ['gripper', /\b(grippers?|jaw|claw)\b/],
  ['joint-velocity', /\b(velocity|velocities|vel|qvel|qd|dq)\b/],
  ['end-effector-pose', /\b(ee|eef|end ?effector|endpose|cartesian|tcp|pose|quat|quaternion|rot6d|rpy)\b/],
  [
    'joint-position',
    /\b(joints?|qpos|motors?|pos|position|shoulder|elbow|forearm|wrist|waist|hip|knee|ankle|thumb|index|middle|ring|pinky|finger|arm|leg|torso|neck|head)\b/,
  ],
];

/** Lower-case words of a name: camelCase, dots, underscores and digits part them; a leading k before a capital goes. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/^k(?=[A-Z])/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([a-zA-Z])(\d)/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Reads a feature's meaning. What its names do not tell is `other` and `unknown`. */
export function describeFeature(feature: DeclaredFeature): FeatureMeaning {
  const unit = INDEX_UNITS[feature.name];
  if (unit !== undefined) {
    return { role: 'index', modality: 'other', dimensions: [], unit, unitBasis: 'convention' };
  }
  const role = feature.role ?? roleOf(feature);
  if (role === 'image')
    return { ...unnamed(imageModality(feature)), role, unit: 'pixel', unitBasis: 'convention' };
  if (role === 'language') return { ...unnamed('language'), role, unit: 'unknown', unitBasis: 'unknown' };
  const own = modalityOf(feature.name);
  const dimensions = (feature.names ?? []).map((name) => dimensionModality(name, own));
  return {
    role,
    modality: own ?? commonest(dimensions) ?? 'other',
    dimensions,
    unit: feature.unit ?? 'unknown',
    unitBasis: feature.unit === undefined ? 'unknown' : 'convention',
  };
}

/** Features whose own name settles what all their dimensions are, whatever the dimensions are called (`wrist`, `base`, `tx`). */
const SETTLED = new Set<Modality>([
  'tactile',
  'force',
  'joint-torque',
  'joint-velocity',
  'imu',
  'human-pose',
  'end-effector-pose',
  'point-cloud',
  'audio',
]);

function dimensionModality(name: string, own: Modality | null): Modality {
  if (own !== null && SETTLED.has(own)) return own;
  const named = modalityOf(name);
  // `elbow` names a joint, not what is measured there: the feature's own name knows better.
  return named === null || named === 'joint-position' ? (own ?? named ?? 'other') : named;
}

function unnamed(modality: Modality): { modality: Modality; dimensions: Modality[] } {
  return { modality, dimensions: [] };
}

function roleOf(feature: DeclaredFeature): FeatureRole {
  const { name, dtype } = feature;
  if (dtype === 'video' || dtype === 'image') return 'image';
  if (dtype === 'string' || dtype === 'language' || name.startsWith('language')) return 'language';
  if (/^actions?(\.|$)/.test(name)) return 'action';
  if (/^next\.|reward|success|done|label/.test(name)) return 'label';
  return /^(observations?|state|obs)(\.|$)/.test(name) ? 'state' : 'other';
}

function imageModality(feature: DeclaredFeature): Modality {
  const words = wordsOf(feature.name).join(' ');
  if (/\b(tactile|gelsight|digit)\b/.test(words)) return 'tactile';
  return feature.info['is_depth_map'] === true || /\bdepth\b/.test(words) ? 'depth' : 'video';
}

function modalityOf(name: string): Modality | null {
  // `observation.state` and `action` say nothing about what they carry: those words are no evidence.
  const text = wordsOf(name)
    .filter((word) => !['observation', 'observations', 'obs', 'state', 'action', 'actions'].includes(word))
    .join(' ');
  return MODALITY_WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

function commonest(modalities: readonly Modality[]): Modality | null {
  const counts = new Map<Modality, number>();
  for (const modality of modalities) counts.set(modality, (counts.get(modality) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? null;
}
