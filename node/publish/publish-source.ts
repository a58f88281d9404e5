/** The folder that a derivative is made of: the one that the lister named, or what a conversion makes of it. */

import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { plainConversion, type ConversionOptions } from '#contracts/dataset/conversions.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import { convertInto } from '../dataset/convert/run-conversion.ts';
import { recogniseFormat } from '../dataset/recognise-format.ts';
import type { MakeVersionOptions } from './make-version.ts';

/** Name of the converted copy among the derivatives. One publication runs at a time, so one name is enough. */
const CONVERTED_FOLDER = 'converted-source';

/** A folder to derive from. Dispose it: a converted one goes, since raw data is kept once. */
export interface PublishSource extends AsyncDisposable {
  readonly folder: string;
  /** What was converted into what, for the lister; null when the named folder is taken as it is. */
  readonly note: string | null;
}

/**
 * Opens the source of a publication. Derivatives are made in LeRobot formats: a raw folder of another format is converted to lerobot-v3.0, inside the
 * node's own folder for derivatives, and desensitized from there; the request may ask for a conversion of its own. Throws `refused` when the
 * conversion would leave an episode out (what is published is whole), `usage` when only the lister can say the frame rate, and as
 * `recogniseFormat` does.
 */
export async function openPublishSource(
  request: Pick<PublishRequest, 'folder' | 'conversion'>,
  derivatives: string,
  options: MakeVersionOptions,
): Promise<PublishSource> {
  const named = resolve(request.folder);
  const folder = join(derivatives, CONVERTED_FOLDER);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await remove(); // left by a run that was killed
  const { name } = await recogniseFormat(named);
  const asked = request.conversion ?? (name === 'lerobot' ? null : plainConversion('lerobot-v3.0'));
  if (asked === null) return { folder: named, note: null, [Symbol.asyncDispose]: () => Promise.resolve() };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const note = await convertWhole({ named, name, folder }, asked, options);
    options.onStep({ step: 'inspect', share: null, detail: note });
    return { folder, note, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Converts every selected episode, and says what came out. */
async function convertWhole(
  { named, name, folder }: { named: string; name: string; folder: string },
  asked: ConversionOptions,
  { signal, onStep }: MakeVersionOptions,
): Promise<string> {
  const { conversions } = await convertInto(folder, {
    source: named,
    options: asked,
    signal,
    onProgress: ({ episodes, total, file }) =>
      onStep({
        step: 'inspect',
        share: total === null ? null : Math.min(1, episodes / total),
        detail: `converting ${name} to ${asked.format}, to be desensitized: ${file}`,
      }),
  });
  const { source, episodes, frames, leftOut } = conversions;
  const [first] = leftOut;
  if (first !== undefined) {
    throw new ExchangeError('refused', `Episode ${first.episode} cannot be converted: ${first.reason}`, {
      params: { episodes: leftOut.length },
    });
  }
  const from = source.version === null ? source.format : `${source.format} ${source.version}`;
  return `converted from ${from} to ${asked.format} before it was desensitized: episodes ${episodes}, frames ${frames}`;
}
