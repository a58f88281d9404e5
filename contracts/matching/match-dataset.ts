/**
 * The scorer: one dataset, one target body, one answer with reasons. Pure, and the same to the bit wherever it runs.
 *
 * -ln(score) is the sum of the losses of the factors, of the gate and of the task: the explanation adds up to the score.
 */

import { pow } from '../embodiment/elementary.ts';
import type { BodyProfile } from './factors/body-profile.ts';
import { estimateReplayable } from './factors/calibration.ts';
import { coarseReach } from './factors/coarse-body.ts';
import { conversionsOf } from './factors/conversions.ts';
import { onlyOpens } from './factors/extremity-reach.ts';
import {
  accuracyFactor,
  controlFactor,
  forcesOf,
  hasMotion,
  sensorFactor,
  type DataSignals,
} from './factors/factor-data.ts';
import { CANNOT_MOVE_IN_HAND, handFactor } from './factors/factor-hand.ts';
import {
  CARRIED_REACH,
  coversPoses,
  isCarried,
  isToBeCarried,
  nothingReaches,
  type ReachOutcome,
} from './factors/factor-reach.ts';
import { isKinematicsCarried, UNKNOWN_KINEMATICS } from './factors/kinematic-features.ts';
import { known, middle, unknown, type FactorValue } from './factors/factor-value.ts';
import type { MotionNotation } from './motion-notation.ts';
import { pairingReason, withBonus, type PairingBonus } from './factors/pairing.ts';
import {
  GATE,
  MATCH_USES,
  TASK_EXPONENT,
  type FactorName,
  type MatchReason,
  type MatchResult,
  type MatchUse,
  type Replayable,
  type TaskMatch,
  type Verdict,
} from './schema.ts';
import type { TaskDemands } from './task/demands.ts';
import { weigh, weightsOf } from './factors/weights.ts';

/** What one body means for another: computed once a pair. */
export interface BodyPair {
  readonly recorded: BodyProfile;
  readonly target: BodyProfile;
  readonly reach: ReachOutcome;
  /** How much of the recorded body's motion lies where the target gets, in [0, 1). */
  readonly usefulness: number;
  /** Kinematic likeness. */
  readonly likeness: number;
}

/** A dataset as the scorer sees it. */
export interface ScoredDataset extends DataSignals {
  readonly dataset: string;
  readonly manifest: string;
  readonly embodiment: string | null;
  /** How its motion is written down; absent when nobody says. */
  readonly notation?: MotionNotation;
}

/** What a robot without a dataset is taken to have recorded: its joints, commanded by position. */
export const BODY_ONLY: ScoredDataset = {
  dataset: '',
  manifest: '',
  embodiment: null,
  method: 'unknown',
  modalities: ['joint-position'],
  controlMode: 'position',
  accuracyM: null,
};

/** What a body without a dataset is taken to have recorded: robots as {@link BODY_ONLY}, people their motion, cameras what they see. */
export function bodyOnly(recorded: BodyProfile): ScoredDataset {
  if (!recorded.human) return BODY_ONLY;
  return watchesOnly(recorded)
    ? { ...BODY_ONLY, method: 'human-video', modalities: ['video'], controlMode: 'unknown' }
    : { ...BODY_ONLY, method: 'motion-capture', modalities: ['human-pose'], controlMode: 'unknown' };
}

/** A question about one dataset. */
export interface ScoreRequest {
  readonly data: ScoredDataset;
  /** Null when dataset or target has no body that the scorer knows. */
  readonly pair: BodyPair | null;
  /** True when `pair.reach` was computed from the dataset's own poses. */
  readonly measuredMotion: boolean;
  readonly task: TaskMatch | null;
  /** What the dataset's pairing with others is worth; null for nothing. */
  readonly pairing: PairingBonus | null;
  readonly demands: TaskDemands;
  readonly use: MatchUse;
}

/** Every factor of one question. */
export type FactorValues = Readonly<Record<FactorName, FactorValue>>;

/** Least values for `direct` and `map`, least coverage for `retarget`. */
const DIRECT = { reach: 0.85, hand: 0.75 } as const;
const MAP = { reach: 0.5, hand: 0.35 } as const;
const RETARGET_REACH = 0.2;
/** Least likeness of bodies that joint-space data moves between. */
const JOINT_SPACE_LIKENESS = 0.35;

/** Part of a hand's work that depends on where each finger gets; the rest is closing on something, which other hands do as well. */
const FINGER_PATH_PART = 0.6;

/** Scores one dataset. */
export function matchDataset(request: ScoreRequest): MatchResult {
  const { data, pair, task, use } = request;
  const values = factorValues(request);
  const blockers = blockersOf(request, values, use);
  const verdict = verdictOf(request, values);
  const weighed = weigh(weightsOf(use, request.demands), values);
  const gate = blockers.length > 0 ? GATE : 1;
  const taskPart = task === null ? 1 : pow(task.score, TASK_EXPONENT);
  const { conversions, lossy } = conversionsOf(data, pair);
  const share = request.pairing?.share ?? 0;
  return {
    dataset: data.dataset,
    manifest: data.manifest,
    embodiment: data.embodiment,
    use,
    verdict,
    score: withBonus(weighed.score, share) * gate * taskPart,
    low: withBonus(weighed.low, share) * gate * taskPart,
    high: withBonus(weighed.high, share) * gate * taskPart,
    bodyScore: weighed.score,
    gate,
    task,
    pairing: request.pairing === null ? null : { ...request.pairing, reason: pairingReason(request.pairing) },
    factors: weighed.factors,
    uses: usesOf(request, values),
    blockers,
    conversions,
    lossy,
    placement: pair?.reach.placement ?? null,
    replayable: pair === null || !hasMotion(data) ? null : estimateOf(pair),
    reverseReach: pair === null ? null : coarseReach(pair.target, pair.recorded),
  };
}

/** Share of the motion that the limb which follows first can replay; null when none follows, or coverage is not about poses of tools. */
export function estimateOf(pair: BodyPair): Replayable | null {
  if (!coversPoses(pair)) return null;
  const { target, reach } = pair;
  const limb = reach.limbs.map((pairing) => target.limbs[pairing.target]).find((one) => one !== undefined);
  return limb === undefined ? null : estimateReplayable(reach.coverage, limb);
}

/** Body score by use, gates included. */
function usesOf(request: ScoreRequest, values: FactorValues): MatchResult['uses'] {
  const scores = MATCH_USES.map((use) => {
    const gate = blockersOf(request, values, use).length > 0 ? GATE : 1;
    return [use, weigh(weightsOf(use, request.demands), values).score * gate] as const;
  });
  return Object.fromEntries(scores) as MatchResult['uses'];
}

/** Score without task and pairing, and verdict. */
export interface Rating {
  readonly bodyScore: number;
  readonly gate: number;
  readonly verdict: Verdict;
}

/** What {@link matchDataset} says, to the bit, without task, pairing and explanation. */
export function rateDataset(request: Omit<ScoreRequest, 'task' | 'pairing'>): Rating {
  const values = factorValues(request);
  const gate = blockersOf(request, values, request.use).length > 0 ? GATE : 1;
  const { score } = weigh(weightsOf(request.use, request.demands), values);
  return { bodyScore: score, gate, verdict: verdictOf(request, values) };
}

/** Values of all factors, before they are weighed. */
export function factorValues(request: Omit<ScoreRequest, 'task' | 'pairing' | 'use'>): FactorValues {
  const { data, pair, demands } = request;
  if (pair === null) return bodylessValues(data);
  return { ...pairValues(pair, demands, request.measuredMotion), ...signalValues(data, pair, demands) };
}

/** Factors that depend on the bodies, their motion and the task, whatever the signals of a dataset. */
export type PairFactors = 'reach' | 'usefulness' | 'hand' | 'kinematics';

/** Values of the factors of a pair. None falls when coverage, usefulness, likeness or a hand gets better: bounds rely on it. */
export function pairValues(
  pair: BodyPair,
  demands: TaskDemands,
  measured: boolean,
): Pick<FactorValues, PairFactors> {
  return {
    reach: reachValue(pair, measured),
    usefulness: usefulnessValue(pair),
    hand: handValue(pair, demands),
    kinematics: kinematicsValue(pair),
  };
}

function kinematicsValue({ recorded, target, likeness }: BodyPair): FactorValue {
  if (watchesOnly(recorded)) return unknown(UNKNOWN_KINEMATICS, { code: 'kinematics-only-seen', params: {} });
  if (isKinematicsCarried(recorded, target))
    return unknown(UNKNOWN_KINEMATICS, { code: 'kinematics-carried', params: {} });
  const code = likeness > 0.999 ? 'kinematics-same' : 'kinematics-likeness';
  return known(likeness, { code, params: { likeness } });
}

/** Values of the factors of a dataset's signals: they depend on the bodies' cameras, commands and accuracy only. */
export function signalValues(
  data: DataSignals,
  { recorded, target }: Pick<BodyPair, 'recorded' | 'target'>,
  demands: TaskDemands,
): Omit<FactorValues, PairFactors> {
  return {
    control: controlFactor(data, target, { same: recorded.id === target.id, demands }),
    sensors: sensorFactor(data, { recorded, target }, demands),
    accuracy: accuracyFactor(data, target, demands),
  };
}

/** Without both bodies nothing about them is known; what the data itself shows still counts. */
function bodylessValues(data: ScoredDataset): FactorValues {
  const open = (code: string): FactorValue => unknown([0.1, 1], { code, params: {} });
  return {
    reach: open('reach-unknown'),
    usefulness: open('usefulness-unknown'),
    hand: open('hand-unknown-body'),
    kinematics: open('kinematics-unknown'),
    control: hasMotion(data)
      ? open('control-unknown-body')
      : known(0.02, { code: 'control-no-motion', params: { mode: data.controlMode } }),
    sensors: open('sensors-unknown-body'),
    accuracy: unknown([0.3, 1], { code: 'accuracy-unknown-body', params: {} }),
  };
}

/** True for a camera without a described body: somebody moved in front of it, nobody knows how. */
function watchesOnly(recorded: BodyProfile): boolean {
  return recorded.human && recorded.features.length === 0;
}

function reachValue(pair: BodyPair, measured: boolean): FactorValue {
  const { reach } = pair;
  if (watchesOnly(pair.recorded)) return unknown([0.1, 1], { code: 'reach-only-seen', params: {} });
  if (nothingReaches(pair)) return extremityValue(pair);
  if (isToBeCarried(pair) || (!measured && isCarried(pair)))
    return unknown(CARRIED_REACH, { code: 'reach-carried', params: {} });
  if (reach.limbs.length > 0 && reach.limbs.every(({ target }) => target < 0))
    return known(reach.coverage, { code: 'reach-no-limb', params: {} });
  const params = { coverage: reach.coverage, basis: measured ? 'histogram' : 'workspace' };
  if (reach.freeHeightCoverage !== null && reach.freeHeightCoverage > reach.coverage + 0.1) {
    return known(reach.coverage, {
      code: 'reach-height',
      params: { ...params, freeHeightCoverage: reach.freeHeightCoverage },
    });
  }
  // A workspace says less about a dataset than its own poses do.
  return known(
    reach.coverage,
    { code: measured ? 'reach-of-motion' : 'reach-of-workspace', params },
    measured ? 0.03 : 0.1,
  );
}

/** Legs stand for walkers, fingers and openings for hands without arms. */
function extremityValue({ recorded, target, reach }: BodyPair): FactorValue {
  const { coverage } = reach;
  const moves = (body: BodyProfile): boolean => body.handOnly || body.extremities.length > 0;
  if (!moves(recorded) && !moves(target)) return unknown([0.3, 1], { code: 'reach-no-tools', params: {} });
  if (recorded.handOnly !== target.handOnly || moves(recorded) !== moves(target))
    return known(0, { code: 'reach-other-limbs', params: {} });
  if (!recorded.handOnly) return known(coverage, { code: 'reach-of-legs', params: { coverage } }, 0.1);
  if (onlyOpens(recorded, target))
    return known(coverage, { code: 'reach-of-opening', params: { coverage } }, 0.1);
  const value = 1 - FINGER_PATH_PART + FINGER_PATH_PART * coverage;
  return known(value, { code: 'reach-of-fingers', params: { coverage } }, 0.1);
}

function usefulnessValue(pair: BodyPair): FactorValue {
  if (watchesOnly(pair.recorded)) return unknown([0.1, 1], { code: 'usefulness-unknown', params: {} });
  if (nothingReaches(pair)) return unknown([0.3, 1], { code: 'reach-no-tools', params: {} });
  if (isCarried(pair)) return unknown(CARRIED_REACH, { code: 'reach-carried', params: {} });
  return known(pair.usefulness, { code: 'usefulness-shared', params: { usefulness: pair.usefulness } }, 0.05);
}

/** The weakest hand among the recorded limbs, each against the limb that follows it. */
function handValue(pair: BodyPair, demands: TaskDemands): FactorValue {
  const { recorded, target, reach } = pair;
  if (watchesOnly(recorded)) return unknown([0.15, 1], { code: 'hand-only-seen', params: {} });
  // A body that holds nothing asks nothing of a hand.
  if (recorded.limbs.length === 0 && !recorded.human) return known(1, { code: 'hand-not-used', params: {} });
  let weakest: FactorValue | null = null;
  for (const limb of reach.limbs) {
    const from = recorded.limbs[limb.recorded];
    const to = target.limbs[limb.target];
    if (from === undefined || to === undefined) continue;
    const found = handFactor(from.hand, to.hand, demands);
    // A body's own hand opens as far as it does, known or not.
    const value = recorded.id === target.id ? { ...found, low: found.value ?? found.low } : found;
    if (weakest === null || middle(value) < middle(weakest)) weakest = value;
  }
  return weakest ?? unknown([0.15, 1], { code: 'hand-no-limb', params: {} });
}

/** What stands in the way of a use. */
export function blockersOf(
  request: Pick<ScoreRequest, 'data' | 'pair' | 'demands'>,
  values: FactorValues,
  use: MatchUse,
): MatchReason[] {
  const { data, pair, demands } = request;
  return [
    ...signalBlockers(data, use, demands),
    ...(pair === null ? [] : pairBlockers(pair, values, { demands, use })),
    ...unknownBlockers(request, values, use),
  ];
}

/** A use that lives on one factor is gated while nothing is known of it. Bounds leave this out: it only lowers scores. */
function unknownBlockers(
  { data, pair }: Pick<ScoreRequest, 'data' | 'pair'>,
  values: Pick<FactorValues, 'reach' | 'kinematics'>,
  use: MatchUse,
): MatchReason[] {
  const itself = pair !== null && pair.recorded.id === pair.target.id;
  if (itself || !hasMotion(data)) return [];
  if (use === 'replay' && values.reach.value === null) return [{ code: 'block-reach-unknown', params: {} }];
  if (use === 'joint-space' && values.kinematics.value === null)
    return [{ code: 'block-kinematics-unknown', params: {} }];
  return [];
}

/** What a dataset's signals put in the way of a use. */
export function signalBlockers(data: DataSignals, use: MatchUse, demands: TaskDemands): MatchReason[] {
  if (use !== 'pre-train' && !hasMotion(data)) return [{ code: 'block-no-motion', params: {} }];
  // Whoever repeats a motion without its forces does not repeat what was done by pressing.
  if (use === 'replay' && demands.contact && forcesOf(data) === 'unknown')
    return [{ code: 'block-forces-unknown', params: {} }];
  return [];
}

/** True for bodies that joint-space data does not move between. */
export function isOtherKinematics(use: MatchUse, likeness: number): boolean {
  return use === 'joint-space' && likeness < JOINT_SPACE_LIKENESS;
}

/** What a pair of bodies puts in the way of a use. A better pair is blocked by nothing more: bounds rely on it. */
export function pairBlockers(
  pair: BodyPair,
  values: Pick<FactorValues, 'hand' | 'reach'>,
  { demands, use }: { readonly demands: TaskDemands; readonly use: MatchUse },
): MatchReason[] {
  const blockers: MatchReason[] = [];
  if (use === 'pre-train') return blockers;
  if (values.hand.reason.code === CANNOT_MOVE_IN_HAND) {
    blockers.push({ code: 'block-in-hand', params: values.hand.reason.params });
  }
  if (demands.twoHands && pair.target.limbs.length < 2) {
    blockers.push({ code: 'block-two-hands', params: { limbs: pair.target.limbs.length } });
  }
  // Whose kinematics nobody measured are not unlike: they are unknown.
  const measured = !watchesOnly(pair.recorded) && !isKinematicsCarried(pair.recorded, pair.target);
  if (measured && isOtherKinematics(use, pair.likeness)) {
    blockers.push({ code: 'block-other-kinematics', params: { likeness: pair.likeness } });
  }
  if ((use === 'replay' || use === 'fine-tune') && values.reach.value !== null && values.reach.value < 0.01) {
    blockers.push({ code: 'block-out-of-reach', params: {} });
  }
  return blockers;
}

/** What the data can give, whatever the use that was asked for. */
function verdictOf(request: Pick<ScoreRequest, 'data' | 'pair'>, values: FactorValues): Verdict {
  const { data, pair } = request;
  const sees = data.modalities.includes('video') || data.modalities.includes('depth');
  if (!hasMotion(data)) return sees ? 'pre-train-only' : 'not-usable';
  if (pair === null) return 'retarget';
  const reach = middle(values.reach);
  const hand = middle(values.hand);
  if (values.hand.reason.code === CANNOT_MOVE_IN_HAND) return 'pre-train-only';
  const human = pair.recorded.human && !pair.target.human;
  if (!human) {
    if (pair.recorded.id === pair.target.id) return 'direct';
    if (reach >= DIRECT.reach && hand >= DIRECT.hand) return 'direct';
    if (reach >= MAP.reach && hand >= MAP.hand) return 'map';
  }
  if (reach >= RETARGET_REACH) return 'retarget';
  // Tool poses or a tracked person are there, and nobody knows where they lie for the target: that is no reason to count them out.
  const tracked = data.modalities.includes('end-effector-pose') || data.modalities.includes('human-pose');
  if (values.reach.value === null && tracked) return 'retarget';
  return sees || pair.likeness >= JOINT_SPACE_LIKENESS ? 'pre-train-only' : 'not-usable';
}
