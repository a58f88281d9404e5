/** H: what becomes of the recorded hand's work on the target's hand. Directed. */

import type { HandClass, HandProfile } from './body-profile.ts';
import { known, unknown, type FactorValue } from './factor-value.ts';
import type { TaskDemands } from '../task/demands.ts';

/**
 * Share of the work that carries over between classes, row = recorded, column = target, in the order of {@link ORDER}: from CrossDex,
 * DexGrasp-Zero and OHRA, where pinch tasks carry over to fewer fingers and in-hand tasks do not. A hand with more fingers pinches as
 * one with fewer does: a row never falls from two fingers on, so that losing a finger never gains. Bare flanges are unknown.
 */
const ORDER: readonly HandClass[] = [
  'none',
  'suction',
  'two-finger',
  'three-finger',
  'multi-finger',
  'anthropomorphic',
];
const CARRY: readonly (readonly number[])[] = [
  [1, 0, 0, 0, 0, 0],
  [0, 1, 0.4, 0.4, 0.4, 0.4],
  [0, 0.25, 1, 1, 1, 1],
  [0, 0.2, 0.6, 1, 1, 1],
  [0, 0.15, 0.5, 0.7, 1, 1],
  [0, 0.15, 0.47, 0.65, 0.9, 1],
];
const TWO_FINGERS = ORDER.indexOf('two-finger');
/** What is left between jaws and fingers with knuckles, however many: another gripper costs a tenth, one with such fingers a third (Mirage, RSS 2024). */
const OTHER_FINGERS = 0.85;
/** Least part of the work that a bare flange, or one that nobody describes, may turn out to carry over, and what it counts as, for two fingers. */
const BARE_LEAST = 0.3;

/** Reason of a hand that cannot do what the task asks for, whatever else fits. */
export const CANNOT_MOVE_IN_HAND = 'hand-cannot-move-in-hand';
/** In-hand motion needs at least three fingers. */
const MIN_IN_HAND_FINGERS = 3;
const IN_HAND_LEFT = 0.02;
/** Part of the factor that no aperture can take away: small objects fit any hand. */
const APERTURE_FLOOR = 0.35;

/**
 * How the recorded hand's work carries over to the target's. Where nobody knows how far fingers open they are taken to open far
 * enough, and the interval goes down to what is left when they do not.
 */
export function handFactor(recorded: HandProfile, target: HandProfile, demands: TaskDemands): FactorValue {
  if (recorded.kind === 'unknown' || target.kind === 'unknown') {
    const side = recorded.kind === 'unknown' ? 'recorded' : 'target';
    return unknown([0.15, 1], { code: 'hand-unknown', params: { side } });
  }
  if ((recorded.kind === 'none') !== (target.kind === 'none')) {
    // A bare flange says what was delivered, not what is mounted on it.
    // Most likely two fingers will be mounted: data that needs more is worth less, by as much as on two fingers.
    const needs = recorded.kind === 'none' ? 1 : CARRY[ORDER.indexOf(recorded.kind)]![TWO_FINGERS]!;
    return unknown([BARE_LEAST * needs * needs, 1], {
      code: 'hand-not-fitted',
      params: { recorded: recorded.kind, target: target.kind },
    });
  }
  const params = {
    recorded: recorded.kind,
    target: target.kind,
    recordedFingers: recorded.fingers,
    targetFingers: target.fingers,
  };
  if (demands.inHand && target.fingers < MIN_IN_HAND_FINGERS) {
    return known(IN_HAND_LEFT, { code: CANNOT_MOVE_IN_HAND, params });
  }
  const carry = CARRY[ORDER.indexOf(recorded.kind)]![ORDER.indexOf(target.kind)]!;
  const fingers = fingerShare(recorded, target) * (haveLikeFingers(recorded, target) ? 1 : OTHER_FINGERS);
  const aperture = apertureShare(recorded, target);
  const value = carry * fingers * (APERTURE_FLOOR + (1 - APERTURE_FLOOR) * aperture);
  const code = handReason({ recorded, target, aperture });
  const side = unknownOpening(recorded, target);
  if (side === null) return known(value, { code, params: { ...params, aperture } });
  const opens = code === 'hand-same-class' ? 'hand-opening-unknown' : code;
  const told = known(value, { code: opens, params: { ...params, aperture, side } });
  return { ...told, low: told.low * APERTURE_FLOOR };
}

/** Whose fingers open nobody knows how far; null where both are known, or there are none. */
function unknownOpening(recorded: HandProfile, target: HandProfile): 'recorded' | 'target' | null {
  if (recorded.fingers === 0 || target.fingers === 0) return null;
  if (target.aperture === null) return 'target';
  return recorded.aperture === null ? 'recorded' : null;
}

/** True when fingers have knuckles of their own on both hands, or on none; hands without fingers are like any. */
function haveLikeFingers(recorded: HandProfile, target: HandProfile): boolean {
  return recorded.fingers === 0 || target.fingers === 0 || recorded.articulated === target.articulated;
}

/** Missing fingers cost only within a class: the table has counted them between classes. Fewer drives cost a little. */
function fingerShare(recorded: HandProfile, target: HandProfile): number {
  const missing = recorded.kind === target.kind ? Math.max(0, recorded.fingers - target.fingers) : 0;
  const fingers = recorded.fingers === 0 ? 1 : 1 - (0.5 * missing) / recorded.fingers;
  const drives = recorded.drives === 0 ? 1 : Math.min(1, target.drives / recorded.drives);
  return fingers * (0.85 + 0.15 * drives);
}

/** Share of the recorded opening range that the target's hand covers; 1 when either is unknown. */
export function apertureShare(recorded: HandProfile, target: HandProfile): number {
  if (recorded.aperture === null || target.aperture === null) return 1;
  const [low, high] = recorded.aperture;
  if (high - low < 1e-6) return target.aperture[1] >= high ? 1 : 0;
  const covered = Math.min(high, target.aperture[1]) - Math.max(low, target.aperture[0]);
  return Math.max(0, Math.min(1, covered / (high - low)));
}

function handReason(compared: {
  readonly recorded: HandProfile;
  readonly target: HandProfile;
  readonly aperture: number;
}): string {
  if (compared.recorded.kind !== compared.target.kind) {
    return 'hand-other-class';
  }
  if (!haveLikeFingers(compared.recorded, compared.target)) return 'hand-other-fingers';
  if (compared.aperture < 0.95) return 'hand-narrower';
  return compared.target.fingers < compared.recorded.fingers ? 'hand-fewer-fingers' : 'hand-same-class';
}
