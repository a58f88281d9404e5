/** What the confined child of `readRobots` runs: many descriptions, each reported as soon as it is read or refused. */

import type { BodyKind } from '#contracts/embodiment/body/body-statement.ts';
import { requireMoving } from '#contracts/embodiment/body/moving-robot.ts';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { withVirtualTools } from '#contracts/embodiment/body/virtual-tool.ts';
import { ExchangeError, type ErrorCode, type ErrorParams } from '#contracts/errors.ts';
import type { ReadDescription } from './confined-read.ts';

/** Input of a confined reading. */
export interface ConfinedReadManyInput {
  /** Descriptions, and of what. */
  readonly texts: readonly { readonly text: string; readonly kind: BodyKind }[];
  /** Metres; puts plain tools of this length in the place of all end effectors. Null keeps what is described. */
  readonly tool: number | null;
}

/** One text by its place in the input: read, or refused. */
export type TextReport =
  | { readonly at: number; readonly ok: true; readonly read: ReadDescription }
  | {
      readonly at: number;
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      readonly params: ErrorParams;
    };

/** Reads every text, in order. */
export function run(input: ConfinedReadManyInput, report: (report: TextReport) => void): Promise<null> {
  input.texts.forEach((given, at) => report(reportOf(given, at, input.tool)));
  return Promise.resolve(null);
}

function reportOf(
  { text, kind }: ConfinedReadManyInput['texts'][number],
  at: number,
  tool: number | null,
): TextReport {
  try {
    const tree = readRobotDescription(text);
    const form = canonicalForm(tree, { kind });
    requireMoving(form.embodiment);
    const embodiment = tool === null ? form.embodiment : withVirtualTools(tree, form, tool);
    return { at, ok: true, read: { tree, form: { ...form, embodiment } } };
  } catch (error) {
    if (error instanceof ExchangeError) {
      return { at, ok: false, code: error.code, message: error.message, params: error.params };
    }
    return { at, ok: false, code: 'internal', message: String(error).slice(0, 500), params: {} };
  }
}
