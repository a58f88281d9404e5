/** The folder that a derivative is made of: the one that the lister named, or what a conversion makes of it. */

import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { plainConversion, type ConversionOptions, type Conversions } from '#contracts/dataset/conversions.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import { convertInto } from '../dataset/convert/run-conversion.ts';
import { recogniseFormat, type RecognisedFormat } from '../dataset/recognise-format.ts';
import type { MakeVersionOptions } from './make-version.ts';

/** Name of the converted copy among the derivatives. One publication runs at a time, so one name is enough. */
const CONVERTED_FOLDER = 'converted-source';
/** Formats of which every file is one episode: what cannot be read has the number that it is judged by. */
const NUMBERED_BY_FILE: ReadonlySet<string> = new Set(['lerobot', 'mcap', 'rosbag1', 'rosbag2-sqlite']);

/** What a publication begins with: the named folder, and what is to be converted first. */
export interface SourcePlan {
  readonly named: string;
  readonly format: RecognisedFormat['name'];
  /** Null: the folder is taken as it is. */
  readonly conversion: ConversionOptions | null;
}

/** A folder to derive from. Dispose it: a converted one goes, since raw data is kept once. */
export interface PublishSource extends AsyncDisposable {
  readonly folder: string;
  /** What was converted into what, for the lister; null when the named folder is taken as it is. */
  readonly note: string | null;
  /** What the conversion did; null when there was none. */
  readonly conversions: Conversions | null;
  /** Numbers in `folder` of the episodes that do not qualify. */
  readonly leaveOut: readonly number[];
  /** Episodes that do not qualify and did not even come into `folder`. */
  readonly leftBehind: number;
}

/**
 * Plans it. Derivatives are made in LeRobot formats: a raw folder of another format is converted to lerobot-v3.0; the request may ask for a
 * conversion of its own. Throws as `recogniseFormat` does.
 */
export async function planSource(
  request: Pick<PublishRequest, 'folder' | 'conversion'>,
): Promise<SourcePlan> {
  const named = resolve(request.folder);
  const { name: format } = await recogniseFormat(named);
  const conversion = request.conversion ?? (format === 'lerobot' ? null : plainConversion('lerobot-v3.0'));
  return { named, format, conversion };
}

/**
 * Opens the planned source, converted inside the node's own folder for derivatives. `failed` are the episodes of the named folder that do not
 * qualify: they stay out, and may be beyond converting. Throws `refused` when the conversion would leave another one out (what is published is whole),
 * and `usage` when only the lister can say the frame rate.
 */
export async function openPublishSource(
  plan: SourcePlan,
  to: { readonly derivatives: string; readonly failed: readonly number[] },
  options: MakeVersionOptions,
): Promise<PublishSource> {
  const { named, conversion } = plan;
  const folder = join(to.derivatives, CONVERTED_FOLDER);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await remove(); // left by a run that was killed
  if (conversion === null) {
    const dispose = (): Promise<void> => Promise.resolve();
    const asItIs = { folder: named, note: null, conversions: null };
    return { ...asItIs, leaveOut: to.failed, leftBehind: 0, [Symbol.asyncDispose]: dispose };
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const conversions = await convert(plan, conversion, { folder, options });
    const note = noteOf(conversions);
    const which = judged(plan, conversions, to.failed);
    options.onStep({ step: 'inspect', share: null, detail: note });
    return { folder, note, conversions, ...which, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function convert(
  { named, format }: SourcePlan,
  asked: ConversionOptions,
  { folder, options: { signal, onStep } }: { folder: string; options: MakeVersionOptions },
): Promise<Conversions> {
  const { conversions } = await convertInto(folder, {
    source: named,
    options: asked,
    signal,
    onProgress: ({ episodes, total, file }) =>
      onStep({
        step: 'inspect',
        share: total === null ? null : Math.min(1, episodes / total),
        detail: `converting ${format} to ${asked.format}, to be desensitized: ${file}`,
      }),
  });
  return conversions;
}

/** The numbers that failed episodes have after the conversion. Throws `refused` for an episode that qualifies and was not converted. */
function judged(
  { format }: SourcePlan,
  { runs, leftOut }: Conversions,
  failed: readonly number[],
): Pick<PublishSource, 'leaveOut' | 'leftBehind'> {
  const expected = new Set(NUMBERED_BY_FILE.has(format) ? failed : []);
  const unexpected = leftOut.find(({ episode }) => !expected.has(episode));
  if (unexpected !== undefined) {
    throw new ExchangeError(
      'refused',
      `Episode ${unexpected.episode} cannot be converted: ${unexpected.reason}`,
      { params: { episodes: leftOut.length } },
    );
  }
  const leaveOut = failed.flatMap((episode) => {
    const run = runs.find(({ from, count }) => episode >= from && episode < from + count);
    return run === undefined ? [] : [run.to + episode - run.from];
  });
  return { leaveOut, leftBehind: failed.length - leaveOut.length };
}

function noteOf({ source, options, episodes, frames }: Conversions): string {
  const from = source.version === null ? source.format : `${source.format} ${source.version}`;
  return `converted from ${from} to ${options.format} before it was desensitized: episodes ${episodes}, frames ${frames}`;
}
