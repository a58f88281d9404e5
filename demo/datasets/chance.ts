/** Chance for the demo world: seeded by words, the same on every machine. */

import { hash } from 'node:crypto';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';

/** A generator for a purpose, such as `shelf-cups episode 3`. */
export function chanceFor(purpose: string): SeededRandom {
  return seededRandom(hash('sha256', `kinship demo ${purpose}`, 'buffer').readUInt32BE(0));
}

/** Uniform between two bounds. */
export function between(random: SeededRandom, low: number, high: number): number {
  return low + (high - low) * random.unit();
}

/** Roughly normal, mean 0 and deviation 1: four uniform draws. */
export function noise(random: SeededRandom): number {
  return (random.unit() + random.unit() + random.unit() + random.unit() - 2) * 1.7320508075688772;
}
