/** From the columns of an episode to the signals that metrics judge. */

import type { Declarations } from '#contracts/dataset/lifecycle.ts';
import type { Joint, KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import { asFloat64, type Column, type DeclaredFeature, type Episode } from '../dataset-reader.ts';
import { describeFeature, type FeatureMeaning } from '../features/describe-feature.ts';
import { mapJoints } from '../features/map-joints.ts';
import { inferJointUnit, type JointUnit } from '../features/infer-unit.ts';
import { statedJoints, withStatement } from '../statements/apply-statements.ts';
import type { EpisodeSignals, Signal } from '../quality/signals.ts';

/** A declared feature together with what it means and which joints it drives. */
export interface UnderstoodFeature {
  readonly declared: DeclaredFeature;
  readonly meaning: FeatureMeaning;
  /** Joint per dimension; null without a robot or without names. */
  readonly joints: readonly (Joint | null)[] | null;
  /** Unit found by comparing values with joint limits; undefined until an episode has been seen. */
  unit: JointUnit | undefined;
}

/** Modalities whose channels move a body; others measure contact, or something else. */
const MOVING = new Set(['joint-position', 'end-effector-pose', 'gripper', 'base-motion', 'human-pose']);

/** Reads the meaning of all declared features, and maps their dimensions to joints where there is a robot. */
export function understandFeatures(
  features: readonly DeclaredFeature[],
  robot: KinematicTree | null,
  declarations: Declarations | null = null,
): UnderstoodFeature[] {
  return features.map((plain) => {
    const declared = withStatement(plain, declarations);
    const meaning = describeFeature(declared);
    const body = meaning.role === 'state' || meaning.role === 'action';
    const stated = declarations?.features?.[declared.name]?.unit !== undefined && plain.unit === undefined;
    const joints =
      statedJoints(declared, declarations, robot) ??
      (robot === null || !body || declared.names === null ? null : mapJoints(declared.names, robot));
    const basis = stated ? ({ unitBasis: 'declared' } as const) : {};
    return { declared, meaning: { ...meaning, ...basis }, joints, unit: undefined };
  });
}

/**
 * Signals of an episode. Learns the joint unit of a feature from the first episode that has it. Where columns have clocks of their own,
 * the reference column's clock counts the rows, and signals of another length are left out: they are judged by their facts only.
 */
export function signalsOf(
  episode: Episode,
  features: readonly UnderstoodFeature[],
  fps: number | null,
): EpisodeSignals {
  const clock = referenceClock(episode, features);
  const rows = clock?.length ?? (longest(episode) || episode.meta.frames);
  const signals: Signal[] = [];
  for (const feature of features) {
    const { role } = feature.meaning;
    const column = episode.columns.get(feature.declared.name);
    if ((role !== 'state' && role !== 'action') || column?.kind !== 'numbers' || column.width === 0) continue;
    if (episode.times === undefined || column.rows === rows)
      signals.push(signalOf(feature, { role, column }));
  }
  const timestamps = clock ?? timesOf(episode.columns.get('timestamp'));
  return { rows, fps: fps ?? rateOf(clock), timestamps, signals };
}

function longest(episode: Episode): number {
  let rows = 0;
  for (const column of episode.columns.values()) rows = Math.max(rows, column.rows);
  return rows;
}

/** Clock of the column that tells most about motion: joint positions, then other moving state, then the longest. */
function referenceClock(episode: Episode, features: readonly UnderstoodFeature[]): Float64Array | null {
  let best: { rank: number; clock: Float64Array } | null = null;
  for (const { declared, meaning } of features) {
    const clock = episode.times?.get(declared.name);
    if (clock === undefined) continue;
    const kind =
      meaning.role !== 'state'
        ? 0
        : meaning.modality === 'joint-position'
          ? 3
          : MOVING.has(meaning.modality)
            ? 2
            : 1;
    const rank = kind * 1e9 + clock.length;
    if (best === null || rank > best.rank) best = { rank, clock };
  }
  return best?.clock ?? null;
}

/** Median rate of a clock, to a tenth of a hertz: recordings declare none. */
function rateOf(clock: Float64Array | null): number | null {
  if (clock === null || clock.length < 3) return null;
  const steps = new Float64Array(clock.length - 1);
  for (let i = 0; i < steps.length; i++) steps[i] = (clock[i + 1] ?? 0) - (clock[i] ?? 0);
  const middle = steps.sort()[steps.length >> 1] ?? 0;
  return middle > 0 ? Math.round(10 / middle) / 10 : null;
}

function signalOf(
  feature: UnderstoodFeature,
  { role, column }: { role: 'state' | 'action'; column: Extract<Column, { kind: 'numbers' }> },
): Signal {
  const values = asFloat64(column);
  const { width } = column;
  const joints = feature.joints?.length === width ? feature.joints : null;
  if (joints !== null) feature.unit ??= inferJointUnit({ values, width, joints });
  const unit = feature.unit;
  const { modality } = feature.meaning;
  return {
    name: feature.declared.name,
    role,
    width,
    values,
    moving:
      MOVING.has(modality) || (modality === 'other' && /(^|\.)(state|action)$/.test(feature.declared.name)),
    joints,
    toJointUnit: unit === 'rad' ? 1 : unit === 'deg' ? Math.PI / 180 : null,
  };
}

function timesOf(column: Column | undefined): Float64Array | null {
  return column?.kind === 'numbers' && column.width === 1 ? asFloat64(column) : null;
}
