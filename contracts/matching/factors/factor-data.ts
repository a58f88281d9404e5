/** C, S and A: what becomes of commands, of what is seen and felt, and of accuracy. Directed from dataset to target. */

import type { CollectionMethod, ControlMode, Modality } from '../../dataset/vocabulary.ts';
import type { BodyProfile, CameraProfile } from './body-profile.ts';
import { known, middle, unknown, type FactorValue } from './factor-value.ts';
import type { TaskDemands } from '../task/demands.ts';

/** What a dataset says about its signals. */
export interface DataSignals {
  readonly method: CollectionMethod;
  readonly modalities: readonly Modality[];
  readonly controlMode: ControlMode;
  /** Accuracy (m) of the recorded poses; null when unknown. */
  readonly accuracyM: number | null;
}

/** What is left of a command after conversion, when the bodies differ. End-effector poses and positions convert into each other through the kinematics; velocities integrate; torques hold for one actuation only. */
const CONVERT: Readonly<Record<Exclude<ControlMode, 'unknown'>, number>> = {
  'end-effector': 0.95,
  position: 0.85,
  velocity: 0.75,
  torque: 0.15,
  mixed: 0.6,
};
/** Recorded motion without commands: the measured motion has to serve as command. */
const MEASURED_MOTION = 0.7;
/** People in a video: neither commands nor measured motion. */
const NO_MOTION = 0.02;

const MOTION_MODALITIES: readonly Modality[] = ['joint-position', 'end-effector-pose', 'human-pose'];
const VIEW_MODALITIES: readonly Modality[] = ['video', 'depth', 'point-cloud'];

/** True when the data holds motion that a body could follow. */
export function hasMotion(signals: DataSignals): boolean {
  return signals.modalities.some((modality) => MOTION_MODALITIES.includes(modality));
}

const FORCE_MODALITIES: readonly Modality[] = ['force', 'tactile'];

/**
 * What the data says of contact forces: `measured` at a flange, at fingers or on skin, `estimated` from torques of joints, `implied` by
 * commands that press (a controller that is told to go beyond a surface), `unknown` where only a motion was watched.
 */
export type KnownForces = 'measured' | 'estimated' | 'implied' | 'unknown';

/** What a dataset's signals say of forces. */
export function forcesOf({ modalities, controlMode, method }: DataSignals): KnownForces {
  if (modalities.some((modality) => FORCE_MODALITIES.includes(modality))) return 'measured';
  if (modalities.includes('joint-torque')) return 'estimated';
  const watched = method === 'motion-capture' || method === 'human-video';
  return controlMode === 'unknown' || watched ? 'unknown' : 'implied';
}

/** What a converted command is worth at least where the task lives on forces that were not measured: another body presses otherwise. */
const FORCELESS_COMMAND = 0.5;

/** C: how the recorded commands convert. `same` says that recorded body and target are one. */
export function controlFactor(
  signals: DataSignals,
  target: BodyProfile,
  { same, demands }: { readonly same: boolean; readonly demands: TaskDemands },
): FactorValue {
  const value = commandValue(signals, target, same);
  const { contact } = demands;
  if (!contact || same || value.value === null || !FORCELESS.includes(forcesOf(signals))) return value;
  return { ...value, low: Math.min(value.low, FORCELESS_COMMAND * value.value) };
}

const FORCELESS: readonly KnownForces[] = ['implied', 'unknown'];

function commandValue(signals: DataSignals, target: BodyProfile, same: boolean): FactorValue {
  const params = { mode: signals.controlMode };
  if (!hasMotion(signals)) return known(NO_MOTION, { code: 'control-no-motion', params });
  const mode = signals.controlMode;
  if (mode === 'unknown') {
    if (signals.method === 'motion-capture' || signals.method === 'human-video') {
      return known(MEASURED_MOTION, { code: 'control-motion-only', params });
    }
    return unknown([0.4, 1], { code: 'control-unknown', params });
  }
  if (same) return known(1, { code: 'control-same', params });
  if (mode === 'torque' && target.commands !== null && !target.commands.includes('torque')) {
    return known(NO_MOTION, { code: 'control-no-torque', params });
  }
  return known(CONVERT[mode], { code: 'control-converted', params });
}

/** S where no camera of the data has a partner on the target. */
const NO_CAMERA = 0.55;

/** A recorded and a target body. */
interface Bodies {
  readonly recorded: BodyProfile;
  readonly target: BodyProfile;
}

/**
 * S: whether what the data sees could be seen on the target and, where the task lives on forces, whether what it feels could be felt: the
 * geometric mean of both, for the reason of the lesser one.
 */
export function sensorFactor(signals: DataSignals, bodies: Bodies, demands: TaskDemands): FactorValue {
  const views = viewValue(signals, bodies);
  if (!demands.contact) return views;
  const forces = forceValue(signals, bodies.target);
  const reason = middle(forces) <= middle(views) ? forces.reason : views.reason;
  const mean = (a: number, b: number): number => Math.sqrt(a * b);
  const ends = (end: 'low' | 'high'): number => mean(views[end], forces[end]);
  if (views.value !== null && forces.value !== null)
    return { value: mean(views.value, forces.value), low: ends('low'), high: ends('high'), reason };
  // The half that is known counts as what it is: the middle of the whole is then the mean of both middles.
  const open = (end: 'low' | 'high'): number => mean(views.value ?? views[end], forces.value ?? forces[end]);
  return unknown([open('low'), open('high')], reason);
}

/** What is left of forces that the target does not feel, and of those that were estimated from joints. */
const UNFELT = 0.6;
const ESTIMATED = 0.85;
/** Where it is open whether the target feels them: its middle is {@link UNFELT}, so that no robot gains by leaving a sensor out. */
const FEELS_UNKNOWN = [UNFELT * UNFELT, 1] as const;
/** Forces that commands imply, and those of which nothing is known. */
const IMPLIED_FORCES = [0.3, 1] as const;
const UNKNOWN_FORCES = [0.1, 1] as const;

/** Whether the forces of the data mean something to the target. */
function forceValue(signals: DataSignals, { feels }: BodyProfile): FactorValue {
  const forces = forcesOf(signals);
  if (forces === 'unknown') return unknown(UNKNOWN_FORCES, { code: 'sensors-forces-unknown', params: {} });
  if (forces === 'implied') return unknown(IMPLIED_FORCES, { code: 'sensors-forces-implied', params: {} });
  if (feels === null) return unknown(FEELS_UNKNOWN, { code: 'sensors-feels-unknown', params: {} });
  if (!feels) return known(UNFELT, { code: 'sensors-unfelt', params: {} });
  const code = forces === 'measured' ? 'sensors-forces-measured' : 'sensors-forces-estimated';
  return known(forces === 'measured' ? 1 : ESTIMATED, { code, params: {} });
}

function viewValue(signals: DataSignals, { recorded, target }: Bodies): FactorValue {
  const sees = signals.modalities.some((modality) => VIEW_MODALITIES.includes(modality));
  if (!sees) return known(0.5, { code: 'sensors-no-view', params: {} });
  if (recorded.cameras === null || target.cameras === null) {
    const side = target.cameras === null ? 'target' : 'recorded';
    return unknown([0.3, 1], { code: 'sensors-unknown', params: { side } });
  }
  if (recorded.cameras.length === 0) return unknown([0.3, 1], { code: 'sensors-outside-body', params: {} });
  const matched = matchedCameras(recorded.cameras, target.cameras);
  // No camera at all counts as the middle of what is unknown: taking the last one off never gains.
  return known(
    NO_CAMERA + (1 - NO_CAMERA) * matched,
    { code: 'sensors-matched', params: { share: matched } },
    0.1,
  );
}

/** Share of the recorded cameras that have a partner with the same carrier; a depth camera needs a depth camera. */
function matchedCameras(recorded: readonly CameraProfile[], target: readonly CameraProfile[]): number {
  // Who asks for more chooses first, and nobody takes more than it needs: so as many find a partner as can.
  let left = recorded.toSorted((a, b) => Number(b.depth) - Number(a.depth));
  const free = target.toSorted((a, b) => Number(a.depth) - Number(b.depth));
  let matched = 0;
  for (const [worth, sameCarrier] of CAMERA_ROUNDS) {
    left = left.filter((camera) => {
      const partner = free.findIndex(
        (other) => (other.depth || !camera.depth) && (!sameCarrier || other.carrier === camera.carrier),
      );
      if (partner < 0) return true;
      matched += worth;
      free.splice(partner, 1);
      return false;
    });
  }
  return matched / recorded.length;
}

/** What a partner is worth, and whether it has to be carried by the same part: those that have are found first. */
const CAMERA_ROUNDS = [
  [1, true],
  [0.4, false],
] as const;

/** A: dataset accuracy and the target's repeatability against what the task tolerates. */
export function accuracyFactor(signals: DataSignals, target: BodyProfile, demands: TaskDemands): FactorValue {
  const tolerance = demands.toleranceM;
  if (signals.accuracyM === null || target.accuracyM === null) {
    const side = target.accuracyM === null ? 'target' : 'recorded';
    const low = tolerance < 0.005 ? 0.3 : 0.7;
    // Without a task there is no tolerance to tell of.
    return unknown(
      [low, 1],
      demands.precision === 'open'
        ? { code: 'accuracy-unknown-task', params: { side } }
        : { code: 'accuracy-unknown', params: { side, toleranceMm: tolerance * 1000 } },
    );
  }
  const worst = Math.sqrt(signals.accuracyM * signals.accuracyM + target.accuracyM * target.accuracyM);
  const value = worst <= tolerance ? 1 : tolerance / worst;
  return known(value, {
    code: worst <= tolerance ? 'accuracy-enough' : 'accuracy-short',
    params: { toleranceMm: tolerance * 1000, accuracyMm: worst * 1000 },
  });
}
