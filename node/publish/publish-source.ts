/** The folder that a derivative is made of: the one that the lister named, or what a conversion makes of it. */

import { hash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import { convertInto } from '../dataset/convert/run-conversion.ts';
import type { MakeVersionOptions } from './make-version.ts';

/** A folder to derive from. Dispose it: a converted one goes, since raw data is kept once. */
export interface PublishSource extends AsyncDisposable {
  readonly folder: string;
}

/**
 * Opens the source of a publication. With a conversion the raw folder is converted first, inside the node's own folder for derivatives, and
 * desensitized from there; recordings, HDF5 and RLDS become publishable that way. Throws `refused` when the conversion would leave an episode out: what
 * is published is whole.
 */
export async function openPublishSource(
  request: Pick<PublishRequest, 'folder' | 'conversion'>,
  derivatives: string,
  { signal, onStep }: MakeVersionOptions,
): Promise<PublishSource> {
  const named = resolve(request.folder);
  const { conversion } = request;
  if (conversion === undefined) return { folder: named, [Symbol.asyncDispose]: () => Promise.resolve() };
  const folder = join(derivatives, `raw-${hash('sha256', named).slice(0, 16)}`);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await remove(); // left by a run that was killed
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const { conversions } = await convertInto(folder, {
      source: named,
      options: conversion,
      signal,
      onProgress: ({ episodes, total, file }) =>
        onStep({
          step: 'inspect',
          share: total === null ? null : episodes / total,
          detail: `converting ${file}`.slice(0, 200),
        }),
    });
    const [first] = conversions.leftOut;
    if (first !== undefined) {
      throw new ExchangeError('refused', `Episode ${first.episode} cannot be converted: ${first.reason}`, {
        params: { episodes: conversions.leftOut.length },
      });
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, [Symbol.asyncDispose]: remove };
}
