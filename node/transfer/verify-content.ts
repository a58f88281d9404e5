/**
 * Judges the bytes of a delivery: they are what was agreed, or what a conversion makes of it. A conversion is believed only when it was done
 * again here (docs/delivery.md, "What can be checked of a conversion").
 */

import { lstat, mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '#contracts/bytes.ts';
import { canonicalJson } from '#contracts/canonical-json.ts';
import type { FileRecord } from '#contracts/content/content-root.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import { plainConversion, type Conversions, type TargetFormat } from '#contracts/dataset/conversions.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { DELIVERY_FILES, type ConversionEntry } from '#contracts/transfer/delivery.ts';
import { hashFolder, type FolderHash, type HashOptions } from '../content/hash-folder.ts';
import { CONVERTER, convertInto } from '../dataset/convert/run-conversion.ts';
import { requireSame } from '../negotiation/agreement-draft.ts';
import { readConversions } from './convert-delivery.ts';
import { requireFound, type DeliveryCase } from './delivery-case.ts';

/** File names that a row shows. */
const MAX_NAMES = 5;

/** How bytes are judged. */
export interface ContentOptions {
  /** Folder with the files as sent, where the delivery does not keep them. */
  readonly original?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: HashOptions['onProgress'] | undefined;
}

/** Thrown by a check that this program cannot make. */
export class NotJudged extends ExchangeError {
  constructor(why: string) {
    super('not-found', why);
  }
}

/**
 * Evidence that the bytes are the agreed ones. Throws `content-mismatch` when they are not, {@link NotJudged} when nobody can tell from what is
 * there.
 */
export async function judgeContent(delivery: DeliveryCase, options: ContentOptions): Promise<string> {
  const { agreement } = requireFound(delivery.agreement);
  const [conversion, ...more] = delivery.source.value?.conversions ?? [];
  const hashed = await hashFolder(delivery.folder, { skipExchange: true, ...hashOptions(options) });
  if (conversion !== undefined) {
    if (more.length > 0 || !('options' in conversion))
      throw new NotJudged('The files were converted more than once.');
    return judgeConverted(delivery, { root: hashed.root, stated: conversion }, options);
  }
  requireAgreed(delivery, hashed, 'The files are not the agreed ones.');
  return `pass as sent: ${agreement.files} files, ${agreement.bytes} bytes, ${hashed.root}`;
}

function hashOptions({ signal, onProgress }: ContentOptions): HashOptions {
  return { ...(signal === undefined ? {} : { signal }), ...(onProgress === undefined ? {} : { onProgress }) };
}

function requireAgreed(delivery: DeliveryCase, hashed: FolderHash, message: string): void {
  const { agreement } = requireFound(delivery.agreement);
  if (hashed.root !== agreement.plaintextRoot) {
    throw new ExchangeError('content-mismatch', message, {
      params: { ...differences(delivery, hashed.files), root: hashed.root },
    });
  }
  requireSame(
    { files: hashed.files.length, bytes: hashed.bytes },
    { files: agreement.files, bytes: agreement.bytes },
    'delivery',
  );
}

/** Which files differ from the source list: for the person who looks for the damage; the root alone decides. */
function differences(delivery: DeliveryCase, files: readonly FileRecord[]): Record<string, string> {
  const listed = new Map((delivery.source.value?.files ?? []).map((file) => [file.path, file.chunks.join()]));
  const present = new Map(
    files.map((file) => [file.path, file.chunkHashes.map((hash) => `sha256:${toHex(hash)}`).join()]),
  );
  const names = {
    changed: [...present.keys()].filter((path) => listed.has(path) && listed.get(path) !== present.get(path)),
    unlisted: [...present.keys()].filter((path) => !listed.has(path)),
    missing: [...listed.keys()].filter((path) => !present.has(path)),
  };
  return Object.fromEntries(
    Object.entries(names)
      .filter(([, paths]) => paths.length > 0)
      .map(([kind, paths]) => [kind, paths.slice(0, MAX_NAMES).join(' ')]),
  );
}

async function judgeConverted(
  delivery: DeliveryCase,
  files: { readonly root: string; readonly stated: ConversionEntry },
  options: ContentOptions,
): Promise<string> {
  const conversions = await readConversions(delivery.folder);
  if (conversions === null)
    throw new ExchangeError('content-mismatch', 'The record of the conversion is missing.');
  const { stated, root } = files;
  const { program, output, options: asked } = conversions;
  const entry = { ...program, options: canonicalJson(asked), root: output.root };
  requireSame(entry, { ...stated, options: canonicalJson(stated.options) }, 'record of the conversion');
  if (root !== output.root) {
    throw new ExchangeError('content-mismatch', 'The files are not those that the conversion gave.', {
      params: { root },
    });
  }
  if (stated.name !== CONVERTER.name || stated.version !== CONVERTER.version) {
    throw new NotJudged(
      `${stated.name} ${stated.version} converted the files; only the same version (here ${CONVERTER.version}) gives the same bytes.`,
    );
  }
  if (asked.encodeVideo === true)
    throw new NotJudged('Pictures were encoded as video: an encoder gives other bytes on other machines.');
  const original = await originalOf(delivery.folder, options);
  const work = await mkdtemp(join(tmpdir(), 'kin-verify-'));
  try {
    const redoing = { delivery, conversions, work, options };
    return original === null ? await undoAndRedo(redoing) : await redo(redoing, original);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The folder with the files as sent: the named one, else the delivery's own; null where neither is. */
async function originalOf(folder: string, { original }: ContentOptions): Promise<string | null> {
  if (original !== undefined) return original;
  const kept = join(folder, EXCHANGE_FOLDER, DELIVERY_FILES.original);
  const stat = await lstat(kept).catch(() => null);
  return stat?.isDirectory() === true ? kept : null;
}

interface Redoing {
  readonly delivery: DeliveryCase;
  readonly conversions: Conversions;
  /** Empty folder for what is made again. */
  readonly work: string;
  readonly options: ContentOptions;
}

async function redo({ delivery, conversions, work, options }: Redoing, original: string): Promise<string> {
  const sent = await hashFolder(original, { skipExchange: true, ...hashOptions(options) });
  requireAgreed(delivery, sent, 'The files as sent that were kept are not the agreed ones.');
  await requireSameAgain(conversions, { source: original, work, options });
  return `pass by redoing the conversion: ${conversions.output.root} from ${sent.root}, ${conversions.program.version}`;
}

/** Converts again. Throws `content-mismatch` when something else comes out. */
async function requireSameAgain(
  conversions: Conversions,
  { source, work, options }: { source: string; work: string; options: ContentOptions },
): Promise<void> {
  const again = join(work, 'again');
  await mkdir(again);
  const { hashed } = await convertInto(again, {
    source,
    options: conversions.options,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (hashed.root === conversions.output.root) return;
  throw new ExchangeError('content-mismatch', 'Converting the files as sent again gives other files.', {
    params: { root: hashed.root },
  });
}

/**
 * Without the files as sent there is one way left: converting back. When that gives the agreed root, the files as sent are there again, and the
 * conversion can be redone from them. When it does not, nothing is proved either way.
 */
async function undoAndRedo(redoing: Redoing): Promise<string> {
  const { delivery, conversions, work, options } = redoing;
  const { agreement } = requireFound(delivery.agreement);
  const format = formatAsSent(conversions);
  const isWhole =
    conversions.options.episodes === null &&
    conversions.leftOut.length === 0 &&
    !conversions.steps.some(({ lossy }) => lossy);
  if (format !== null && isWhole) {
    const back = join(work, 'back');
    await mkdir(back);
    const { hashed } = await convertInto(back, {
      source: delivery.folder,
      options: plainConversion(format),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (hashed.root === agreement.plaintextRoot) {
      await requireSameAgain(conversions, { source: back, work, options });
      return `pass by redoing the conversion: undone to ${hashed.root}, and redone to ${conversions.output.root}`;
    }
  }
  throw new NotJudged(
    'The files were converted, and those that were sent are not here: pull with --originals, or name their folder with --original.',
  );
}

function formatAsSent({ source }: Conversions): TargetFormat | null {
  if (source.format === 'mcap') return 'mcap';
  if (source.format !== 'lerobot') return null;
  return source.version === 'v2.1' ? 'lerobot-v2.1' : 'lerobot-v3.0';
}
