/** How a dataset writes its motion down, as far as somebody who uses it has to convert that: rate, units, senses and zeros of joints. */

import type { JointMap } from '../dataset/joint-map.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** How the motion of a dataset is written. */
export interface MotionNotation {
  /** Steps a second; null when unknown. */
  readonly rateHz: number | null;
  /** Units of joint positions that are neither radians nor metres. */
  readonly units: readonly string[];
  /** Joints whose positions are counted the other way round, or from another zero, than the canonical body's. */
  readonly turnedJoints: number;
  /** Commands count from the position before. */
  readonly delta: boolean;
}

/** Units that nothing has to be converted from. */
const PLAIN_UNITS: readonly string[] = ['rad', 'm'];

/** Notation of a manifest's dataset. */
export function notationOf({ facts, jointMap }: Manifest): MotionNotation {
  const elements = positionElements(jointMap);
  const units = new Set(elements.map(({ unit }) => unit).filter((unit) => !PLAIN_UNITS.includes(unit)));
  const turned = elements.filter(({ sign, offset }) => sign < 0 || offset !== 0);
  return {
    rateHz: facts.fps,
    units: [...units].sort(),
    turnedJoints: new Set(turned.map(({ joint }) => joint)).size,
    delta: facts.control.reference === 'delta',
  };
}

function positionElements(map: JointMap | null): JointMap['columns'][number]['elements'] {
  const columns = map?.columns.filter(({ quantity }) => quantity === 'position') ?? [];
  return columns.flatMap(({ elements }) => elements);
}
