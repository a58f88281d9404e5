/**
 * Keeps what retargeting changes of a dataset's files, and brings the files back: data files keep their bytes up to the footer, so
 * little has to be kept. What was sent can so be hashed, and retargeted once more.
 */

import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { canonicalJson, parseJson } from '#contracts/canonical-json.ts';
import { EXCHANGE_FOLDER, FolderPaths } from '#contracts/content/paths.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { asSentSchema, DELIVERY_FILES } from '#contracts/transfer/delivery.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded } from '#platform/files.ts';
import { listFolder } from '../content/hash-folder.ts';

/** What stands in `as-sent.json`. */
type AsSent = z.infer<typeof asSentSchema>;

/** Largest `as-sent.json`, bytes. */
const MAX_INDEX_BYTES = 64 * 1024 * 1024;
/** Files are compared and copied in pieces of this size, bytes. */
const PIECE_BYTES = 1 << 20;

/** Keeps what `changed` files of `root` were, among the papers of `out`. */
export async function keepAsSent(root: string, out: string, changed: readonly string[]): Promise<void> {
  const exchange = join(out, EXCHANGE_FOLDER);
  const files: AsSent['files'] = [];
  for (const path of changed) {
    const kept = await commonLength(join(root, path), join(out, path));
    const to = join(exchange, DELIVERY_FILES.asSentFolder, path);
    await mkdir(dirname(to), { recursive: true });
    await copyFrom(join(root, path), kept, to);
    files.push({ path, kept });
  }
  await mkdir(exchange, { recursive: true });
  const index: AsSent = { schema: 'as-sent/1', files };
  await writeFile(join(exchange, DELIVERY_FILES.asSent), `${canonicalJson(index)}\n`);
}

/**
 * Brings the files of a retargeted folder back to what they were, in `into`, without the papers; unchanged ones are linked where that is
 * possible. Throws `content-mismatch` when a part is missing or too short, `path-not-allowed`, `schema-mismatch`.
 */
export async function restoreAsSent(folder: string, into: string): Promise<void> {
  const kept = new Map((await readIndex(folder)).files.map((file) => [file.path, file.kept]));
  for await (const path of listFolder(folder, { skipExchange: true })) {
    const to = join(into, path);
    await mkdir(dirname(to), { recursive: true });
    const length = kept.get(path);
    if (length === undefined) await place(join(folder, path), to);
    else {
      const rest = join(folder, EXCHANGE_FOLDER, DELIVERY_FILES.asSentFolder, path);
      await copyPart(join(folder, path), { from: 0, length, to });
      await copyPart(rest, { from: 0, length: null, to });
    }
  }
}

async function readIndex(folder: string): Promise<AsSent> {
  const path = join(folder, EXCHANGE_FOLDER, DELIVERY_FILES.asSent);
  try {
    const bytes = await readFileBounded(path, MAX_INDEX_BYTES);
    const index = parseWire(asSentSchema, parseJson(bytes, MAX_INDEX_BYTES), 'as-sent index');
    const checked = new FolderPaths();
    for (const file of index.files) checked.add(file.path);
    return index;
  } catch (error) {
    if (!isExchangeError(error, 'not-found')) throw error;
    throw new ExchangeError('content-mismatch', 'The record of what was added is missing.');
  }
}

async function place(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to, constants.COPYFILE_FICLONE); // another file system, or one without links
  }
}

/** Bytes from the beginning in which two files agree. */
async function commonLength(a: string, b: string): Promise<number> {
  const [left, right] = [await open(a, 'r'), await open(b, 'r')];
  const pieces = [Buffer.allocUnsafe(PIECE_BYTES), Buffer.allocUnsafe(PIECE_BYTES)] as const;
  try {
    for (let at = 0; ; at += PIECE_BYTES) {
      const [one, two] = [
        await left.read(pieces[0], 0, PIECE_BYTES, at),
        await right.read(pieces[1], 0, PIECE_BYTES, at),
      ];
      const shared = Math.min(one.bytesRead, two.bytesRead);
      if (pieces[0].compare(pieces[1], 0, shared, 0, shared) === 0) {
        if (shared < PIECE_BYTES) return at + shared;
        continue;
      }
      let same = 0;
      while (pieces[0][same] === pieces[1][same]) same++;
      return at + same;
    }
  } finally {
    await left.close();
    await right.close();
  }
}

async function copyFrom(path: string, from: number, to: string): Promise<void> {
  await writeFile(to, '');
  await copyPart(path, { from, length: null, to });
}

/** Appends a part of a file to another: `length` bytes, or all that follow. Throws `content-mismatch` when there are fewer. */
async function copyPart(
  path: string,
  part: { readonly from: number; readonly length: number | null; readonly to: string },
): Promise<void> {
  const source = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
  if (source === null) throw new ExchangeError('content-mismatch', 'A part of a file as sent is missing.');
  const target = await open(part.to, 'a');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  try {
    for (let done = 0; part.length === null || done < part.length; ) {
      const wanted = Math.min(PIECE_BYTES, (part.length ?? Number.POSITIVE_INFINITY) - done);
      const { bytesRead } = await source.read(piece, 0, wanted, part.from + done);
      if (bytesRead === 0 && part.length === null) return;
      if (bytesRead === 0) throw new ExchangeError('content-mismatch', 'A file is shorter than it was.');
      await target.appendFile(piece.subarray(0, bytesRead));
      done += bytesRead;
    }
  } finally {
    await source.close();
    await target.close();
  }
}
