/** Converts what was delivered, after its bytes were verified and before the folder gets its name (docs/delivery.md, "Conversions"). */

import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '#contracts/canonical-json.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import {
  conversionsSchema,
  type Conversions,
  type DeliveryConversion,
  type TargetFormat,
} from '#contracts/dataset/conversions.ts';
import { isExchangeError } from '#contracts/errors.ts';
import type { DatasetLayout } from '#contracts/metadata/loader-snippets.ts';
import { DELIVERY_FILES, type DeliverySource } from '#contracts/transfer/delivery.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded } from '#platform/files.ts';
import { convertInto, type Converted } from '../dataset/convert/run-conversion.ts';

/** Largest `conversions.json`, bytes. */
const MAX_CONVERSIONS_BYTES = 64 * 1024 * 1024;

/** Where a delivery goes, and what is made of it. */
export interface DeliveryTarget {
  readonly outDir: string;
  readonly conversion: DeliveryConversion | null;
}

/** What a conversion came to, for the person who waits. */
export interface ConvertedExtent {
  readonly format: TargetFormat;
  readonly episodes: number;
  readonly frames: number;
  readonly leftOut: number;
  readonly lossySteps: number;
}

/** A copy of everything is what a delivery is anyway. */
export function wantedConversion(
  conversion: DeliveryConversion | null | undefined,
): DeliveryConversion | null {
  if (conversion === null || conversion === undefined) return null;
  const { options, retarget = null } = conversion;
  return options.format !== 'as-is' || retarget !== null ? conversion : null;
}

/** True when the files themselves become others, before any columns are added. */
export function converts(conversion: DeliveryConversion | null): conversion is DeliveryConversion {
  return conversion !== null && conversion.options.format !== 'as-is';
}

/**
 * Converts the verified files in `sent` into `target`, which is made. The files as sent move into the papers of `target`, or go. Throws as
 * `convertInto` does.
 */
export async function convertDelivery(
  folders: { readonly sent: string; readonly target: string },
  { options, keepOriginals }: DeliveryConversion,
  run: {
    readonly signal: AbortSignal;
    report(progress: { converting: { episodes: number; total: number | null } }): void;
  },
): Promise<Converted> {
  const { sent, target } = folders;
  await mkdir(target, { recursive: true });
  const converted = await convertInto(target, {
    source: sent,
    options,
    signal: run.signal,
    onProgress: ({ episodes, total }) => run.report({ converting: { episodes, total } }),
  });
  if (keepOriginals) {
    await mkdir(join(target, EXCHANGE_FOLDER), { recursive: true });
    await rename(sent, join(target, EXCHANGE_FOLDER, DELIVERY_FILES.original));
  } else await rm(sent, { recursive: true, force: true });
  return converted;
}

/** The entry of a conversion in `source.json`. */
export function sourceConversion({ conversions }: Converted): DeliverySource['conversions'][number] {
  const { program, options, output } = conversions;
  return { ...program, options, root: output.root };
}

/** How the files of a target format lie. */
export function layoutOfTarget(format: TargetFormat): DatasetLayout {
  return format === 'mcap'
    ? { format: 'mcap', version: null }
    : { format: 'lerobot', version: format === 'lerobot-v2.1' ? 'v2.1' : 'v3.0' };
}

/** What was done, a sentence a step, for metadata that people read. */
export function conversionsInWords({ program, source, options, steps, leftOut }: Conversions): string[] {
  const from = `${source.format}${source.version === null ? '' : ` ${source.version}`}`;
  const words = steps
    .filter(({ lossy }) => lossy)
    .map(({ code, feature, params }) => {
      const details = Object.entries(params).map(([key, value]) => `${key} ${String(value)}`);
      return `Lossy: ${code}${feature === null ? '' : ` of ${feature}`} (${details.join(', ')}).`;
    });
  const omitted = leftOut.length === 0 ? [] : [`${leftOut.length} episodes were left out.`];
  return [
    `Converted from ${from} to ${options.format} by ${program.name} ${program.version}.`,
    ...words,
    ...omitted,
  ];
}

/** Reads `conversions.json` of a delivery; null where it has none. Throws `schema-mismatch` or `bad-json` for one that makes no sense. */
export async function readConversions(folder: string): Promise<Conversions | null> {
  const path = join(folder, EXCHANGE_FOLDER, DELIVERY_FILES.conversions);
  try {
    const bytes = await readFileBounded(path, MAX_CONVERSIONS_BYTES);
    return parseWire(conversionsSchema, parseJson(bytes, MAX_CONVERSIONS_BYTES), 'conversions');
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return null;
    throw error;
  }
}

/** What a delivery's conversion came to; null where nothing was converted. */
export async function convertedExtent(folder: string): Promise<ConvertedExtent | null> {
  const conversions = await readConversions(folder);
  if (conversions === null) return null;
  const { options, episodes, frames, leftOut, steps } = conversions;
  const lossySteps = steps.filter(({ lossy }) => lossy).length;
  return { format: options.format, episodes, frames, leftOut: leftOut.length, lossySteps };
}
