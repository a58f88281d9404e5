/** `--up`: which axis of a robot description points up, for files that do not say it, and what is remarked where that is in doubt. */

import { warningWords } from '#contracts/embodiment/description/warning-words.ts';
import type { DescriptionWarning } from '#contracts/embodiment/kinematic-tree.ts';
import { plain, type Output } from './output.ts';
import type { Language } from './table-words.ts';

/** Help of the option. */
export const UP_WORDS = 'x, y or z: the axis that points up, in a description that does not say it';

/** Remarks that the vertical of a description was found from the machine, or is in doubt. */
export function noteUp(
  output: Output,
  of: {
    readonly file: string;
    readonly warnings: readonly DescriptionWarning[];
    /** The option by which this command is told; `--up` unless another. */
    readonly option?: string;
  },
  lang: Language,
): void {
  for (const warning of of.warnings) {
    if (!warning.code.startsWith('up-axis-')) continue;
    output.note(`${plain(of.file)}: ${plain(warningWords(warning, lang))} (${of.option ?? '--up'})`);
  }
}
