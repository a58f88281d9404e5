/** What would be converted on the way from a dataset to a target body, and what stays lossy. */

import { hasMotion } from './factor-data.ts';
import { coversPoses } from './factor-reach.ts';
import type { BodyPair, ScoredDataset } from '../match-dataset.ts';
import type { MotionNotation } from '../motion-notation.ts';
import type { MatchReason } from '../schema.ts';

/** Conversions and what they cannot keep, as reasons. */
export interface Conversions {
  readonly conversions: MatchReason[];
  readonly lossy: MatchReason[];
}

/** Conversions between a dataset and a target; none when either body is unknown or both are the same. */
export function conversionsOf(data: ScoredDataset, pair: BodyPair | null): Conversions {
  const conversions: MatchReason[] = [];
  const lossy: MatchReason[] = [];
  if (pair === null || pair.recorded.id === pair.target.id || !hasMotion(data)) return { conversions, lossy };
  // Where nothing of the robot follows anything, there is nothing to convert to.
  if (pair.reach.limbs.every(({ target }) => target < 0)) {
    return { conversions, lossy: pair.reach.limbs.map(({ recorded }) => lostLimb(recorded)) };
  }
  if (data.controlMode === 'position' || data.controlMode === 'mixed') {
    conversions.push({ code: 'convert-joints-to-pose', params: {} });
  }
  if (data.controlMode === 'velocity') conversions.push({ code: 'convert-integrate-velocity', params: {} });
  conversions.push({ code: 'convert-pose-to-joints', params: {} }, ...fromNotation(data.notation));
  if (data.controlMode === 'torque' || data.modalities.includes('joint-torque')) {
    lossy.push({ code: 'lossy-torque', params: {} });
  }
  const reached = pair.reach.coverage;
  // Of hands and legs, and where nobody knows what is reached, coverage speaks of no tool poses.
  if (reached < 0.99 && coversPoses(pair))
    lossy.push({ code: 'lossy-out-of-reach', params: { share: 1 - reached } });
  for (const limb of pair.reach.limbs) {
    const from = pair.recorded.limbs[limb.recorded]?.hand;
    const to = pair.target.limbs[limb.target]?.hand;
    if (from === undefined) continue;
    if (to === undefined) lossy.push(lostLimb(limb.recorded));
    else if (from.kind !== 'none' && to.kind === 'none')
      lossy.push({ code: 'lossy-no-hand', params: { recorded: from.kind } });
    else if (from.kind !== to.kind && from.kind !== 'none') {
      lossy.push({ code: 'lossy-hand', params: { recorded: from.kind, target: to.kind } });
    } else if (from.aperture !== null && to.aperture !== null) {
      conversions.push({
        code: 'convert-gripper-range',
        params: { fromMm: Math.round(from.aperture[1] * 1000), toMm: Math.round(to.aperture[1] * 1000) },
      });
    }
  }
  return { conversions: conversions.slice(0, 16), lossy: lossy.slice(0, 16) };
}

function lostLimb(recorded: number): MatchReason {
  return { code: 'lossy-limb', params: { limb: recorded + 1 } };
}

/** What the way in which the motion is written asks for. */
function fromNotation(notation: MotionNotation | undefined): MatchReason[] {
  if (notation === undefined) return [];
  const { rateHz, units, turnedJoints, delta } = notation;
  const conversions: MatchReason[] = [];
  if (rateHz !== null) conversions.push({ code: 'convert-rate', params: { fromHz: rateHz } });
  if (units.length > 0) conversions.push({ code: 'convert-units', params: { units: units.join(', ') } });
  if (turnedJoints > 0) conversions.push({ code: 'convert-axes', params: { joints: turnedJoints } });
  if (delta) conversions.push({ code: 'convert-deltas', params: {} });
  return conversions;
}
