/** Flags that say how a dataset is converted; `convert`, `pull` and `publish` share them. */

import { InvalidArgumentError, type Command } from 'commander';
import {
  CONVERTED_UNITS,
  conversionOptionsSchema,
  RESAMPLE_METHODS,
  TARGET_FORMATS,
  type ConversionOptions,
  type ConversionStep,
  type ConvertedUnit,
  type Conversions,
  type ResampleMethod,
  type TargetFormat,
} from '#contracts/dataset/conversions.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { asChoice, asNumber } from './arguments.ts';
import { plain, type Output } from './output.ts';

/** Flags as they were given. */
export interface ConversionFlags {
  readonly episodes?: string;
  readonly fps?: number;
  readonly resample?: ResampleMethod;
  readonly grid?: string;
  readonly rename?: readonly (readonly [string, string])[];
  readonly without?: readonly string[];
  readonly encodeVideo?: boolean;
  readonly unit?: readonly (readonly [string, { from: ConvertedUnit; to: ConvertedUnit }])[];
}

const FLAG_NAMES = [
  'episodes',
  'fps',
  'resample',
  'grid',
  'rename',
  'without',
  'unit',
  'encodeVideo',
] as const;

/** The first flag of a conversion that was given; undefined when none was. */
export function givenFlag(flags: ConversionFlags): string | undefined {
  return FLAG_NAMES.find((name) => flags[name] !== undefined);
}

/** Reads a target format. */
export const asFormat = asChoice<TargetFormat>(TARGET_FORMATS);

/** Adds the flags to a command. */
export function addConversionFlags(command: Command): Command {
  return command
    .option('--episodes <list>', 'episodes by their number in the source, such as 0-3,7,12-', asEpisodes)
    .option('--fps <rate>', 'frames a second of the result', asRate)
    .option(
      '--resample <method>',
      `how channels of other rates come onto the frames: ${RESAMPLE_METHODS.join(', ')}`,
      asChoice(RESAMPLE_METHODS),
    )
    .option(
      '--grid <channel>',
      'recordings: the channel whose messages are the frames; the joint states otherwise',
    )
    .option(
      '--encode-video',
      'images become H.264 video: every frame stays, pixels are lost, and the conversion cannot be redone to the bit',
    )
    .option('--rename <old=new>', 'rename a feature (repeatable)', collect(asRename))
    .option('--without <feature>', 'leave a feature out (repeatable)', collect(String))
    .option(
      '--unit <feature=from:to>',
      'convert a unit, such as action=deg:rad (repeatable)',
      collect(asUnit),
    );
}

/** The options that flags ask for. Throws `usage` when they are not sensible. */
export function conversionOptions(format: TargetFormat, flags: ConversionFlags): ConversionOptions {
  const options = conversionOptionsSchema.safeParse({
    format,
    episodes: flags.episodes ?? null,
    fps: flags.fps ?? null,
    resample: flags.resample ?? 'hold',
    grid: flags.grid ?? null,
    rename: Object.fromEntries(flags.rename ?? []),
    without: flags.without ?? [],
    units: Object.fromEntries(flags.unit ?? []),
    ...(flags.encodeVideo === true ? { encodeVideo: true } : {}),
  });
  if (options.success) return options.data;
  const [issue] = options.error.issues;
  throw new ExchangeError(
    'usage',
    `${issue?.path.join('.') ?? 'options'}: ${issue?.message ?? 'not sensible'}`,
  );
}

/** Prints what a conversion did that a person should know of. */
export function showConversions(output: Output, { steps, leftOut }: Conversions): void {
  for (const step of steps) {
    const mark = step.lossy ? output.tone('warn', '!') : output.tone('dim', '·');
    output.line(`${mark} ${plain(stepInWords(step))}`);
  }
  for (const { episode, reason } of leftOut.slice(0, 20)) {
    output.line(`${output.tone('warn', '!')} episode ${episode} left out: ${plain(reason)}`);
  }
  if (leftOut.length > 20) output.line(`  … and ${leftOut.length - 20} more, see exchange/conversions.json`);
}

/** A step in words. */
export function stepInWords({ code, feature, params }: ConversionStep): string {
  const details = Object.entries(params).map(([key, value]) => `${key} ${String(value)}`);
  return [code.replaceAll('-', ' '), ...(feature === null ? [] : [feature]), ...details].join('  ');
}

function asEpisodes(text: string): string {
  const compact = text.replaceAll(' ', '');
  if (!/^\d+(-\d*)?(,\d+(-\d*)?)*$/.test(compact))
    throw new InvalidArgumentError('expected episodes such as 0-3,7,12-');
  return compact;
}

/** Reads frames a second. */
export function asRate(text: string): number {
  const rate = asNumber(text);
  if (!(rate > 0 && rate <= 100_000)) throw new InvalidArgumentError('expected frames a second');
  return rate;
}

/** Reads `old=new`. */
export function asRename(text: string): readonly [string, string] {
  const [from, to, more] = text.split('=');
  if (from === undefined || to === undefined || more !== undefined || from === '' || to === '')
    throw new InvalidArgumentError('expected old=new');
  return [from, to];
}

/** Reads `feature=from:to`. */
export function asUnit(text: string): readonly [string, { from: ConvertedUnit; to: ConvertedUnit }] {
  const match = /^(.+)=([^:=]+):([^:=]+)$/.exec(text);
  if (match === null) throw new InvalidArgumentError('expected feature=from:to, such as action=deg:rad');
  const unit = asChoice(CONVERTED_UNITS);
  return [match[1] ?? '', { from: unit(match[2] ?? ''), to: unit(match[3] ?? '') }];
}

/** Reads a flag that may be given several times. */
export function collect<T>(
  read: (text: string) => T,
): (text: string, previous: readonly T[] | undefined) => T[] {
  return (text, previous = []) => [...previous, read(text)];
}
