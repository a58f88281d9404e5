/** `kin convert`: makes another format of a dataset folder. Needs no node. */

import type { Command } from 'commander';
import type { TargetFormat } from '#contracts/dataset/conversions.ts';
import { runConversion } from '../dataset/convert/run-conversion.ts';
import type { Run, RunCommand } from './cli.ts';
import {
  addConversionFlags,
  asFormat,
  conversionOptions,
  showConversions,
  type ConversionFlags,
} from './conversion-options.ts';
import { formatBytes } from './output.ts';

const EXAMPLES = `
Examples:
  kin convert ./set --to lerobot-v3.0 -o ./set-v3
  kin convert ./bags --to lerobot-v3.0 -o ./set --grid /joint_states --fps 30 --resample linear
  kin convert ./set --to mcap -o ./mcap --episodes 0-3,7
  kin convert ./set --to lerobot-v2.1 -o ./old --without observation.images.wrist --unit action=deg:rad

What was done, and what it cost, stands in exchange/conversions.json of the result.`;

/** Adds the command. */
export function addConvertCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('convert')
    .description(
      'convert a dataset folder: every number of the frames is kept to the bit, videos are not encoded again',
    )
    .argument('<folder>', 'dataset folder in any format that kin inspect reads')
    .requiredOption('--to <format>', 'lerobot-v3.0, lerobot-v2.1, mcap, as-is', asFormat)
    .requiredOption('-o, --output <folder>', 'folder for the result; must not exist, or be empty');
  addConversionFlags(command)
    .addHelpText('after', EXAMPLES)
    .action((folder: string) =>
      run(command, (context) =>
        convert(context, folder, command.opts<ConversionFlags & { to: TargetFormat; output: string }>()),
      ),
    );
}

async function convert(
  run: Run,
  folder: string,
  flags: ConversionFlags & { to: TargetFormat; output: string },
): Promise<void> {
  const { output, signal } = run;
  const conversions = await runConversion(flags.output, {
    source: folder,
    options: conversionOptions(flags.to, flags),
    signal,
    onProgress: ({ episodes, total, file }) =>
      output.progress(
        'converting',
        total === null ? null : episodes / total,
        `${episodes} episodes, ${file}`,
      ),
  });
  output.endProgress();
  output.data(conversions);
  showConversions(output, conversions);
  const { episodes, frames, output: result } = conversions;
  const extent = flags.to === 'as-is' ? '' : `${episodes} episodes, ${frames} frames, `;
  output.line(
    `${output.tone('good', '✓')} ${extent}${result.files} files, ${formatBytes(result.bytes)} in ${output.tone('strong', flags.output)}`,
  );
  output.id(flags.output);
  output.next(`kin inspect ${flags.output}`);
}
