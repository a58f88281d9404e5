/** Units that are converted into one another, and by how much. */

import { ExchangeError } from '../errors.ts';
import type { ConvertedUnit } from './conversions.ts';

interface Scale {
  readonly quantity: string;
  /** Base units in one of this unit. */
  readonly factor: number;
}

const SCALES: Readonly<Record<ConvertedUnit, Scale>> = {
  rad: { quantity: 'angle', factor: 1 },
  deg: { quantity: 'angle', factor: Math.PI / 180 },
  m: { quantity: 'length', factor: 1 },
  cm: { quantity: 'length', factor: 1e-2 },
  mm: { quantity: 'length', factor: 1e-3 },
  'rad/s': { quantity: 'angular velocity', factor: 1 },
  'deg/s': { quantity: 'angular velocity', factor: Math.PI / 180 },
  'm/s': { quantity: 'velocity', factor: 1 },
  'mm/s': { quantity: 'velocity', factor: 1e-3 },
  share: { quantity: 'share', factor: 1 },
  percent: { quantity: 'share', factor: 1e-2 },
};

/** Values in one of `from` times this are values in one of `to`. Throws `usage` for units of different quantities. */
export function unitFactor(from: ConvertedUnit, to: ConvertedUnit): number {
  if (SCALES[from].quantity !== SCALES[to].quantity) {
    throw new ExchangeError('usage', `${from} is no ${SCALES[to].quantity}: it cannot become ${to}.`);
  }
  return SCALES[from].factor / SCALES[to].factor;
}
