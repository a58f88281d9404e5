/** Annotation files of lines: subtitles (SubRip, WebVTT) and tables (CSV, TSV). */

import {
  memberName,
  NO_NUMBERS,
  rowOf,
  secondsOf,
  sentenceOf,
  type AnnotationRow,
  type IsVideo,
} from './annotation-row.ts';

/** Columns of one table that are looked at. */
const MAX_COLUMNS = 1024;
const CUE = /^\s*([\d:.,]+)\s+-->\s+([\d:.,]+)/;

/** True for SubRip and WebVTT: a cue stands among the first lines. */
export function looksLikeSubtitles(text: string): boolean {
  return text.split('\n', 40).some((line) => CUE.test(line) && secondsOf(CUE.exec(line)?.[1] ?? '') !== null);
}

/** Cues of subtitles: a line of two times, and the lines below it up to an empty one. Markup in angle brackets goes. */
export function* subtitleRows(text: string): Generator<AnnotationRow> {
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const cue = CUE.exec(lines[i] ?? '');
    const from = secondsOf(cue?.[1] ?? '');
    const to = secondsOf(cue?.[2] ?? '');
    if (from === null || to === null || to < from) continue;
    const said: string[] = [];
    while (i + 1 < lines.length && lines[i + 1]?.trim() !== '') said.push(lines[++i] ?? '');
    const plain = said
      .join(' ')
      .replaceAll(/<[^<>]{0,100}>/g, '')
      .trim();
    if (!/\p{L}/u.test(plain)) continue;
    const span = { unit: 'seconds', from, to } as const;
    yield { video: null, text: sentenceOf(plain), isTask: false, span, numbers: NO_NUMBERS };
  }
}

/** Rows of a table with a header (RFC 4180, separated by commas, semicolons or tabs); none where no column is known. */
export function* tableRows(text: string, isVideo: IsVideo): Generator<AnnotationRow> {
  const separator = separatorOf(text.slice(0, text.search(/[\r\n]/)));
  if (separator === null) return;
  let names: readonly string[] | null = null;
  for (const cells of recordsOf(text, separator)) {
    if (names === null) {
      names = cells.map(memberName);
      continue;
    }
    const header = names;
    const row = rowOf(new Map(cells.map((cell, i) => [header[i] ?? '', cell])), null, isVideo);
    if (row !== null) yield row;
  }
}

function separatorOf(header: string): string | null {
  const counts = ['\t', ',', ';'].map((mark) => ({ mark, count: header.split(mark).length - 1 }));
  const [best] = counts.sort((a, b) => b.count - a.count);
  return best === undefined || best.count === 0 || best.count >= MAX_COLUMNS ? null : best.mark;
}

/** Records of delimited text: quoted cells may hold separators, line breaks and doubled quotes. */
function* recordsOf(text: string, separator: string): Generator<string[]> {
  let cells: string[] = [];
  for (let at = text.codePointAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    let cell: string;
    if (text[at] === '"') {
      let end = at + 1;
      while (end < text.length && !(text[end] === '"' && text[end + 1] !== '"'))
        end += text[end] === '"' ? 2 : 1;
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
      while (at < text.length && text[at] !== separator && text[at] !== '\n') at++;
    } else {
      let end = at;
      while (end < text.length && text[end] !== separator && text[end] !== '\n') end++;
      cell = text.slice(at, end).replace(/\r$/, '');
      at = end;
    }
    if (cells.length < MAX_COLUMNS) cells.push(cell);
    if (text[at] === separator && at + 1 < text.length) {
      at++;
      continue;
    }
    at++;
    if (cells.length > 1 || cells[0] !== '') yield cells;
    cells = [];
  }
}
