/** Readers for the arguments of commands: a wrong one is a usage error that says what would be right. */

import { InvalidArgumentError } from 'commander';
import { isExchangeError } from '#contracts/errors.ts';
import { parseBody, type BodyRequest } from '../embodiment/read-body.ts';

/** A port number. */
export function asPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= 0 && port <= 65_535)) throw new InvalidArgumentError('expected a port from 0 to 65535');
  return port;
}

/** A finite number. */
export function asNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError('expected a number');
  return value;
}

/** A whole number from 1 on. */
export function asCount(text: string): number {
  const value = asNumber(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('expected a whole number from 1 on');
  return value;
}

/** A whole number from 0 on. */
export function asIndex(text: string): number {
  const value = asNumber(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('expected a whole number from 0 on');
  return value;
}

/** Whole numbers from 0 on, separated by commas. */
export function asIndices(text: string): number[] {
  return text.split(',').map((word) => asIndex(word.trim()));
}

/** One of a closed list. */
export function asChoice<T extends string>(choices: readonly T[]): (text: string) => T {
  return (text) => {
    const found = choices.find((choice) => choice === text);
    if (found === undefined) throw new InvalidArgumentError(`expected one of ${choices.join(', ')}`);
    return found;
  };
}

/** A comma-separated list of words from a closed list. */
export function asChoices<T extends string>(choices: readonly T[]): (text: string) => T[] {
  const read = asChoice(choices);
  return (text) => text.split(',').map((word) => read(word.trim()));
}

/** How bodies are written: for the help of commands that take some. */
export const BODY_NOTATION =
  'human, human:1.75 (stature in m), human:skeleton.xml, camera, camera:1.6 (height in m)';

/** A robot's description, a person or a worn camera, as {@link BODY_NOTATION} says. */
export function asBody(text: string): BodyRequest {
  try {
    return parseBody(text);
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    throw new InvalidArgumentError(`expected a URDF or MJCF file, ${BODY_NOTATION}`);
  }
}
