/** A file as an answer: whole or one byte range (RFC 9110, 14), with an entity tag that repeats cost nothing by. */

import { createReadStream } from 'node:fs';
import type { BytesReply } from './route.ts';

/** A file whose content never changes under its tag. */
export interface ServedContent {
  readonly path: string;
  readonly size: number;
  /** What the content is called; a digest. */
  readonly tag: string;
}

/** What the client asked for. */
export interface FileRequest {
  header(name: string): string | undefined;
  readonly signal: AbortSignal;
}

/** Bytes `from` to `to`, both included. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Answers with a file: 304 when the client has it, 206 for one satisfiable range, 416 for a range behind the end, 200 otherwise. Several
 * ranges in one request are answered with the whole file, as the standard allows.
 */
export function fileReply(
  content: ServedContent,
  request: FileRequest,
  headers: Readonly<Record<string, string>> = {},
): BytesReply {
  const etag = `"${content.tag}"`;
  const common = { etag, 'accept-ranges': 'bytes', ...headers };
  if (names(request.header('if-none-match'), etag))
    return { status: 304, headers: common, body: new Uint8Array() };
  const condition = request.header('if-range');
  const range =
    condition === undefined || condition === etag
      ? parseRange(request.header('range'), content.size)
      : undefined;
  if (range === 'unsatisfiable') {
    return {
      status: 416,
      headers: { ...common, 'content-range': `bytes */${content.size}` },
      body: new Uint8Array(),
    };
  }
  const { from, to } = range ?? { from: 0, to: content.size - 1 };
  const length = { 'content-length': String(to - from + 1) };
  const body: BytesReply['body'] =
    content.size === 0
      ? new Uint8Array()
      : createReadStream(content.path, { start: from, end: to, signal: request.signal });
  if (range === undefined) return { headers: { ...common, ...length }, body };
  return {
    status: 206,
    headers: { ...common, ...length, 'content-range': `bytes ${from}-${to}/${content.size}` },
    body,
  };
}

/** The one range of a `Range` header; undefined when there is none, several, or one that is not understood. */
export function parseRange(
  header: string | undefined,
  size: number,
): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { from: size - length, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return undefined;
  return from >= size ? 'unsatisfiable' : { from, to };
}

function names(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
