/** Assets are packed once, when they are built: a server picks the form that a browser asks for and packs nothing itself. */

import { readFile, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import express, { type Request, type RequestHandler, type Response } from 'express';

/** Endings of files that get smaller; pictures and fonts are packed already. */
const PACKED = new Set(['.js', '.css', '.svg', '.json']);
/** Below this many bytes a packed file saves less than its headers cost. */
const LEAST_BYTES = 1024;
/** Encodings, best first, and the ending of the file that has it. */
const ENCODINGS = { br: '.br', gzip: '.gz' } as const;

/** Writes the packed forms beside a file, where they are smaller. */
export async function packAsset(file: string): Promise<void> {
  if (!PACKED.has(extname(file))) return;
  const bytes = await readFile(file);
  if (bytes.length < LEAST_BYTES) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const forms = {
    br: await promisify(brotliCompress)(bytes, { params }),
    gzip: await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  };
  for (const encoding of ['br', 'gzip'] as const) {
    if (forms[encoding].length < bytes.length) await writeFile(file + ENCODINGS[encoding], forms[encoding]);
  }
}

/** Serves the files of a folder of built assets, whose names carry their content's hash, for `maxAge` milliseconds. */
export function serveAssets(folder: string, maxAge: number): RequestHandler {
  const options = { immutable: true, maxAge, index: false } as const;
  const plain = express.static(folder, options);
  const packed = (encoding: keyof typeof ENCODINGS): RequestHandler =>
    express.static(folder, {
      ...options,
      setHeaders(response: Response, path: string) {
        response.type(extname(path.slice(0, -ENCODINGS[encoding].length)));
        response.set({ 'content-encoding': encoding, vary: 'accept-encoding' });
      },
    });
  const forms = { br: packed('br'), gzip: packed('gzip') };
  return (request, response, next) => {
    const encoding = PACKED.has(extname(request.path)) ? bestEncoding(request) : undefined;
    if (encoding === undefined) return plain(request, response, next);
    const { url } = request;
    request.url = request.path + ENCODINGS[encoding];
    return forms[encoding](request, response, (error?: unknown) => {
      request.url = url;
      if (error !== undefined) return next(error);
      response.vary('accept-encoding');
      return plain(request, response, next);
    });
  };
}

/** Ours is the choice between encodings that are equally welcome: browsers name gzip first. */
function bestEncoding(request: Request): keyof typeof ENCODINGS | undefined {
  for (const encoding of ['br', 'gzip'] as const) {
    if (request.acceptsEncodings(encoding) === encoding) return encoding;
  }
  return undefined;
}
