/** Weights of the factors by use, and how factors become a score that its parts add up to. */

import { exp, log } from '../../embodiment/elementary.ts';
import type { FactorValue } from './factor-value.ts';
import { FACTORS, MATCH_USES, type FactorName, type FactorScore, type MatchUse } from '../schema.ts';
import { PRECISIONS, type Precision, type TaskDemands } from '../task/demands.ts';

/** Weights by use, for a task that nobody states; each row adds up to 1. Order of importance from Mirage's arm and gripper swaps: hand over reach over the rest. */
export const WEIGHTS: Readonly<Record<MatchUse, Readonly<Record<FactorName, number>>>> = {
  replay: { reach: 0.46, usefulness: 0, hand: 0.3, kinematics: 0, control: 0.14, sensors: 0, accuracy: 0.1 },
  'fine-tune': {
    reach: 0.37,
    usefulness: 0.1,
    hand: 0.28,
    kinematics: 0,
    control: 0.08,
    sensors: 0.13,
    accuracy: 0.04,
  },
  'joint-space': {
    reach: 0.08,
    usefulness: 0.1,
    hand: 0.07,
    kinematics: 0.5,
    control: 0.2,
    sensors: 0.05,
    accuracy: 0,
  },
  'pre-train': {
    reach: 0.08,
    usefulness: 0.3,
    hand: 0.12,
    kinematics: 0.3,
    control: 0.02,
    sensors: 0.18,
    accuracy: 0,
  },
};

/** No factor counts as less than this: one zero shall not hide how the others stand. */
export const FACTOR_FLOOR = 0.01;

/**
 * What a task makes of the weights. Policies moved to other arms and grippers (Mirage, RSS 2024) lose nearly nothing where an object is
 * lifted and half where a peg has to be put in: hands, kinematics, commands and accuracy separate robots as far as the task is precise. A
 * pose that is out of reach is lost whatever the task.
 */
const BY_PRECISION: Readonly<Record<Precision, Readonly<Record<FactorName, number>>>> = {
  precise: { reach: 1, usefulness: 1, hand: 1.6, kinematics: 1.6, control: 1.6, sensors: 1, accuracy: 3 },
  medium: { reach: 1, usefulness: 1, hand: 1, kinematics: 1, control: 1, sensors: 1, accuracy: 1 },
  loose: { reach: 1, usefulness: 1, hand: 0.7, kinematics: 0.7, control: 0.7, sensors: 1, accuracy: 0.5 },
  open: { reach: 1, usefulness: 1, hand: 1, kinematics: 1, control: 1, sensors: 1, accuracy: 1 },
};

/** Weights of the factors in one question. */
export type Weights = Readonly<Record<FactorName, number>>;

const BY_USE = new Map(
  MATCH_USES.flatMap((use) =>
    PRECISIONS.map((precision): [string, Weights] => {
      const weights = FACTORS.map((factor) => [
        factor,
        WEIGHTS[use][factor] * BY_PRECISION[precision][factor],
      ]);
      return [`${use} ${precision}`, Object.fromEntries(weights) as Weights];
    }),
  ),
);

/** Weights of a use for a task. Without a task they are {@link WEIGHTS}. */
export function weightsOf(use: MatchUse, { precision }: Pick<TaskDemands, 'precision'>): Weights {
  return BY_USE.get(`${use} ${precision}`)!;
}

/** A weighted geometric mean with its parts. */
export interface WeighedScore {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly factors: FactorScore[];
}

/** What an unknown factor counts as: the geometric middle of its interval. */
export function neutral(value: Pick<FactorValue, 'low' | 'high'>): number {
  return Math.sqrt(Math.max(value.low, FACTOR_FLOOR) * Math.max(value.high, FACTOR_FLOOR));
}

/** Weighs the factors: score = product of value^weight, so -ln(score) is the sum of the losses. */
export function weigh(weights: Weights, values: Readonly<Record<FactorName, FactorValue>>): WeighedScore {
  let lost = 0;
  let lostLow = 0;
  let lostHigh = 0;
  const factors = FACTORS.filter((factor) => weights[factor] > 0).map((factor): FactorScore => {
    const value = values[factor];
    const weight = weights[factor];
    const own = loss(weight, value.value ?? neutral(value));
    lost += own;
    lostLow += loss(weight, value.low);
    lostHigh += loss(weight, value.high);
    return {
      factor,
      value: value.value,
      low: value.low,
      high: value.high,
      weight,
      lost: own,
      reason: value.reason,
    };
  });
  return { score: exp(-lost), low: exp(-lostLow), high: exp(-lostHigh), factors };
}

/** What some factors take off the score's logarithm together. */
export function lossOf(weights: Weights, values: Readonly<Partial<Record<FactorName, FactorValue>>>): number {
  let lost = 0;
  for (const factor of FACTORS) {
    const value = values[factor];
    if (value !== undefined && weights[factor] > 0)
      lost += loss(weights[factor], value.value ?? neutral(value));
  }
  return lost;
}

/** What a factor takes off the score's logarithm. */
export function loss(weight: number, value: number): number {
  if (value >= 1) return 0;
  const amount = -weight * log(Math.max(value, FACTOR_FLOOR));
  return amount > 0 ? amount : 0;
}
