/** Weights of the factors by use, and how factors become a score that its parts add up to. */

import { exp, log } from '../embodiment/elementary.ts';
import type { FactorValue } from './factor-value.ts';
import { FACTORS, type FactorName, type FactorScore, type MatchUse } from './schema.ts';

/** Weights by use; each row adds up to 1. Order of importance from Mirage's arm and gripper swaps: hand over reach over the rest. */
export const WEIGHTS: Readonly<Record<MatchUse, Readonly<Record<FactorName, number>>>> = {
  replay: { reach: 0.46, usefulness: 0, hand: 0.3, kinematics: 0, control: 0.14, sensors: 0, accuracy: 0.1 },
  'fine-tune': {
    reach: 0.36,
    usefulness: 0.09,
    hand: 0.27,
    kinematics: 0.03,
    control: 0.08,
    sensors: 0.13,
    accuracy: 0.04,
  },
  'joint-space': {
    reach: 0.08,
    usefulness: 0,
    hand: 0.07,
    kinematics: 0.6,
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

/** Weights of a use. */
export function weightsOf(use: MatchUse): Readonly<Record<FactorName, number>> {
  return WEIGHTS[use];
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
export function weigh(use: MatchUse, values: Readonly<Record<FactorName, FactorValue>>): WeighedScore {
  const weights = weightsOf(use);
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
export function lossOf(use: MatchUse, values: Readonly<Partial<Record<FactorName, FactorValue>>>): number {
  const weights = weightsOf(use);
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
