/** Reads a robot description file: URDF or MJCF, in a confined child process. */

import type { EmbodimentOptions } from '#contracts/embodiment/body/canonical.ts';
import { withUp, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import { parseEmbodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { requireMoving } from '#contracts/embodiment/body/moving-robot.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import type { Digest } from '#contracts/digest.ts';
import type { ExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { runConfined, type DeathReason } from '#platform/confined/run-confined.ts';
import { xmlText } from '#contracts/embodiment/description/xml-text.ts';
import { readFileBounded } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { ConfinedReadInput, ReadDescription, ReadHead } from './confined-read.ts';

/** Largest description file, bytes. */
export const MAX_DESCRIPTION_BYTES = 16 * 1024 * 1024;

/** What is shown of a robot, or another body, as read from a file or made from a statement. */
export interface RobotHead extends ReadHead {
  readonly id: Digest;
  /** The file's text as it was read, with what was stated of its vertical; null for a body that no file describes. */
  readonly text: string | null;
}

/** A robot, or another body, with its links and joints as written. */
export interface Robot extends RobotHead, ReadDescription {
  readonly tree: ReadDescription['tree'];
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
 * `bad-robot-description` when the file ends the parser or describes nothing that moves.
 */
export async function readRobot(path: string, options: ReadRobotOptions = {}): Promise<DescribedRobot> {
  return readRobotText(await readDescriptionText(path), options);
}

/** Reads a description that is at hand as text. Throws like {@link readRobot}. */
export async function readRobotText(given: string, options: ReadRobotOptions = {}): Promise<DescribedRobot> {
  const text = textWithUp(given, options);
  return robotOf(await readConfined<ReadDescription>({ text, options: statedOf(options) }, options), text);
}

/** Reads what is shown of a description. Throws like {@link readRobot}. */
export async function readRobotHead(given: string, options: ReadRobotOptions = {}): Promise<RobotHead> {
  const text = textWithUp(given, options);
  const input = { text, options: statedOf(options), headOnly: true };
  return { ...checked(await readConfined<ReadHead>(input, options)), text };
}

function textWithUp(given: string, { up }: ReadRobotOptions): string {
  return up === undefined ? given : withUp(given, up);
}

function statedOf({ signal: _signal, up: _up, ...stated }: ReadRobotOptions): EmbodimentOptions {
  return stated;
}

async function readConfined<Read>(input: ConfinedReadInput, { signal }: ReadRobotOptions): Promise<Read> {
  const outcome = await runConfined<Read>({
    module: new URL('./confined-read.ts', import.meta.url),
    input,
    readable: [],
    ...(signal === undefined ? {} : { signal }),
  });
  if (!outcome.ok) throw parserDied(outcome.death);
  return outcome.value;
}

/** Text of a description file. Throws `not-found` or `limit-exceeded`. */
export async function readDescriptionText(path: string): Promise<string> {
  return xmlText(await readFileBounded(path, MAX_DESCRIPTION_BYTES));
}

/** What a child has read, as a robot. */
export function robotOf({ tree, form }: ReadDescription, text: string): DescribedRobot {
  return { ...checked({ tree, form }), tree, text };
}

/** The child read hostile bytes: its canonical form is checked like anything from outside, and a robot moves. */
function checked({ tree, form }: ReadHead): ReadHead & { readonly id: Digest } {
  const embodiment = requireMoving(parseEmbodiment(form.embodiment));
  return { tree, form: { ...form, embodiment }, id: embodimentId(nodeCrypto, embodiment) };
}

/** The error of a description that ended its parser. */
export function parserDied(death: DeathReason): ExchangeError {
  return faultError('bad-robot-description', 'parser-ended', { death });
}
