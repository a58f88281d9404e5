/** `kin merge`: joins datasets of several companies into one training set. Needs no node. */

import { InvalidArgumentError, type Command } from 'commander';
import { RESAMPLE_METHODS, type ResampleMethod } from '#contracts/dataset/conversions.ts';
import {
  CONFLICT_POLICIES,
  mergeOptionsSchema,
  type Merge,
  type MergeOptions,
} from '#contracts/dataset/merge.ts';
import { ExchangeError, type Reason } from '#contracts/errors.ts';
import { runMerge } from '../dataset/merge/run-merge.ts';
import { asChoice } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { asRate, asRename, asUnit, collect, stepInWords } from './conversion-options.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { formatBytes, plain, type Output } from './output.ts';

const VERSIONS = ['lerobot-v3.0', 'lerobot-v2.1'] as const;

const EXAMPLES = `
Examples:
  kin merge ./from-larkspur ./from-marigold -o ./training
  kin merge a b -o ab --rename 2:observation.joints=observation.state --drop-unshared
  kin merge a b c -o abc --fps 10 --unit 3:action=deg:rad --on-conflict drop

Sources are numbered from 1; a flag without a number is about every source that has the feature. Features are joined by name; types are
widened, named dimensions brought into one order, known units converted. Where sources do not agree, nothing is written and each conflict is
named. exchange/merge.json says which episode came from which delivery, and their papers travel along.`;

interface MergeFlags {
  readonly output: string;
  readonly to?: (typeof VERSIONS)[number];
  readonly fps?: number;
  readonly resample?: ResampleMethod;
  readonly rename?: readonly MergeOptions['rename'][number][];
  readonly unit?: readonly MergeOptions['units'][number][];
  readonly without?: readonly string[];
  readonly dropUnshared?: boolean;
  readonly ignoreNames?: boolean;
  readonly onConflict?: (typeof CONFLICT_POLICIES)[number];
}

/** Adds the command. */
export function addMergeCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('merge')
    .description('join datasets, such as deliveries of several companies, into one LeRobot training set')
    .argument('<folders...>', 'two or more dataset folders')
    .requiredOption('-o, --output <folder>', 'folder for the result; must not exist, or be empty')
    .option('--to <format>', VERSIONS.join(', '), asChoice(VERSIONS))
    .option('--fps <rate>', 'frames a second of the result; the lowest of the sources otherwise', asRate)
    .option('--resample <method>', RESAMPLE_METHODS.join(', '), asChoice(RESAMPLE_METHODS))
    .option(
      '--rename <[n:]old=new>',
      'rename a feature of source n, or of all (repeatable)',
      collect(asSourceRename),
    )
    .option('--unit <[n:]feature=from:to>', 'convert a unit (repeatable)', collect(asSourceUnit))
    .option('--without <feature>', 'leave a feature out (repeatable)', collect(String))
    .option('--drop-unshared', 'leave out features that not every source has')
    .option('--ignore-names', 'take dimensions as they stand, whatever each source calls them')
    .option(
      '--on-conflict <policy>',
      'refuse (default), or drop the features that sources do not agree about',
      asChoice(CONFLICT_POLICIES),
    )
    .addHelpText('after', EXAMPLES)
    .action((folders: string[]) =>
      run(command, (context) => merge(context, folders, command.opts<MergeFlags>())),
    );
}

async function merge(run: Run, folders: readonly string[], flags: MergeFlags): Promise<ExitCode> {
  const { output, signal } = run;
  const outcome = await runMerge(flags.output, {
    sources: folders,
    options: optionsOf(flags),
    signal,
    onProgress: ({ source, episodes, file }) =>
      output.progress('merging', (source + 0.5) / folders.length, `${episodes} episodes, ${file}`),
  });
  output.endProgress();
  if (!outcome.ok) return refuse(output, outcome.reasons);
  const { value } = outcome;
  output.data(value);
  show(output, value);
  output.line(
    `${output.tone('good', '✓')} ${value.episodes} episodes, ${value.frames} frames at ${value.fps} Hz, ${formatBytes(value.output.bytes)} in ${output.tone('strong', flags.output)}`,
  );
  output.id(flags.output);
  output.next(`kin inspect ${flags.output}`);
  return EXIT.ok;
}

function show(output: Output, { sources, runs, dropped }: Merge): void {
  for (const [number, { name, delivery, steps, leftOut }] of sources.entries()) {
    const episodes = runs
      .filter(({ source }) => source === number)
      .reduce((sum, { count }) => sum + count, 0);
    const from =
      delivery === null ? 'no delivery' : `${delivery.provider}, agreement ${delivery.agreementId}`;
    output.line(`${number + 1}  ${plain(name)}: ${episodes} episodes (${from})`);
    for (const step of steps.filter(({ lossy }) => lossy))
      output.line(`   ${output.tone('warn', '!')} ${plain(stepInWords(step))}`);
    if (leftOut.length > 0)
      output.line(
        `   ${output.tone('warn', '!')} ${leftOut.length} episodes left out: ${plain(leftOut[0]?.reason ?? '')}`,
      );
  }
  for (const { code, feature, sources: said } of dropped)
    output.line(
      `${output.tone('warn', '!')} ${plain(feature ?? '')} left out: ${code} (${plain(said.join(' | '))})`,
    );
}

function refuse(output: Output, reasons: readonly Reason[]): ExitCode {
  output.data({ refused: reasons });
  for (const { code, params = {} } of reasons) {
    const said = Object.entries(params).filter(([key]) => key !== 'feature');
    output.line(`${output.tone('bad', '✗')} ${plain(String(params['feature'] ?? 'dataset'))}: ${code}`);
    for (const [source, value] of said)
      output.line(`    ${source.replace('source', '')}  ${plain(String(value))}`);
  }
  output.next(
    '--rename, --unit, --without, --fps',
    '--drop-unshared',
    '--ignore-names',
    '--on-conflict drop',
  );
  return EXIT.refused;
}

function optionsOf(flags: MergeFlags): MergeOptions {
  const options = mergeOptionsSchema.safeParse({
    format: flags.to ?? 'lerobot-v3.0',
    fps: flags.fps ?? null,
    resample: flags.resample ?? 'hold',
    rename: flags.rename ?? [],
    units: flags.unit ?? [],
    without: flags.without ?? [],
    dropUnshared: flags.dropUnshared ?? false,
    ignoreNames: flags.ignoreNames ?? false,
    onConflict: flags.onConflict ?? 'refuse',
  });
  if (options.success) return options.data;
  throw new ExchangeError('usage', options.error.issues[0]?.message ?? 'The options make no sense.');
}

/** The number of a source in front of a flag, counted from 0; null without one. */
function splitSource(text: string): { source: number | null; rest: string } {
  const match = /^(\d+):(.+=.*)$/.exec(text);
  if (match === null) return { source: null, rest: text };
  if (Number(match[1]) < 1) throw new InvalidArgumentError('sources are numbered from 1');
  return { source: Number(match[1]) - 1, rest: match[2] ?? '' };
}

function asSourceRename(text: string): MergeOptions['rename'][number] {
  const { source, rest } = splitSource(text);
  const [from, to] = asRename(rest);
  return { source, from, to };
}

function asSourceUnit(text: string): MergeOptions['units'][number] {
  const { source, rest } = splitSource(text);
  const [feature, unit] = asUnit(rest);
  return { source, feature, ...unit };
}
