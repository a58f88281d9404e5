/** Reads a robot description file: URDF or MJCF, in a confined child process. */

import type { EmbodimentOptions } from '#contracts/embodiment/body/canonical.ts';
import { withUp, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import { parseEmbodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { runConfined, type DeathReason } from '#platform/confined/run-confined.ts';
import { xmlText } from '#contracts/embodiment/description/xml-text.ts';
import { readFileBounded } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { ReadDescription } from './confined-read.ts';

/** Largest description file, bytes. */
export const MAX_DESCRIPTION_BYTES = 16 * 1024 * 1024;

/** A robot, or another body, as read from a file or made from a statement. */
export interface Robot extends ReadDescription {
  readonly id: Digest;
  /** The file's text as it was read, with what was stated of its vertical; null for a body that no file describes. */
  readonly text: string | null;
}

/** A robot whose description is at hand. */
export interface DescribedRobot extends Robot {
  readonly text: string;
}

/** How a description is read. */
export interface ReadRobotOptions extends EmbodimentOptions {
  /** Axis that points up, where the file does not say it: the text says it from here on. */
  readonly up?: UpAxis;
  readonly signal?: AbortSignal;
}

/**
 * Reads a description file. Throws `not-found`, `limit-exceeded`, `bad-xml` or `bad-robot-description` with the line, and
 * `bad-robot-description` when the file ends the parser.
 */
export async function readRobot(path: string, options: ReadRobotOptions = {}): Promise<DescribedRobot> {
  return readRobotText(await readDescriptionText(path), options);
}

/** Reads a description that is at hand as text. Throws like {@link readRobot}. */
export async function readRobotText(given: string, options: ReadRobotOptions = {}): Promise<DescribedRobot> {
  const { signal, up, ...embodimentOptions } = options;
  const text = up === undefined ? given : withUp(given, up);
  const outcome = await runConfined<ReadDescription>({
    module: new URL('./confined-read.ts', import.meta.url),
    input: { text, options: embodimentOptions },
    readable: [],
    ...(signal === undefined ? {} : { signal }),
  });
  if (!outcome.ok) throw parserDied(outcome.death);
  return robotOf(outcome.value, text);
}

/** Text of a description file. Throws `not-found` or `limit-exceeded`. */
export async function readDescriptionText(path: string): Promise<string> {
  return xmlText(await readFileBounded(path, MAX_DESCRIPTION_BYTES));
}

/** What a child has read, as a robot. The child read hostile bytes: its canonical form is checked like anything from outside. */
export function robotOf({ tree, form }: ReadDescription, text: string): DescribedRobot {
  const embodiment = parseEmbodiment(form.embodiment);
  return { tree, form: { ...form, embodiment }, id: embodimentId(nodeCrypto, embodiment), text };
}

/** The error of a description that ended its parser. */
export function parserDied(death: DeathReason): ExchangeError {
  return new ExchangeError(
    'bad-robot-description',
    `Reading the robot description ended the parser (${death}).`,
  );
}
