/** Words and columns for terminals: aligned, coloured only when asked, safe with strings that came from a file. */

import { stripVTControlCharacters } from 'node:util';

/** How text is marked. Every function returns the text as it is when colour is off. */
export interface Style {
  bold(this: void, text: string): string;
  dim(this: void, text: string): string;
  good(this: void, text: string): string;
  warn(this: void, text: string): string;
  bad(this: void, text: string): string;
}

/** Style with or without ANSI colours. */
export function styleOf(color: boolean): Style {
  const mark = (code: number) => (text: string) =>
    color && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { bold: mark(1), dim: mark(2), good: mark(32), warn: mark(33), bad: mark(31) };
}

// Control characters, and the marks that turn the direction of writing: a task sentence must not rewrite the terminal.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A string from a dataset, made safe for a terminal and cut to `length` columns. */
export function safeText(text: string, length = 80): string {
  const clean = text.replace(UNPRINTABLE, '\u00b7');
  if (widthOf(clean) <= length) return clean;
  let out = '';
  let width = 0;
  for (const char of clean) {
    width += charWidth(char);
    if (width > length - 1) break;
    out += char;
  }
  return `${out}…`;
}

/** Columns that a string takes; East Asian characters take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of stripVTControlCharacters(text)) width += charWidth(char);
  return width;
}

function charWidth(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}

/** Rows with columns as wide as their widest cell. Columns named in `right` are set flush right; trailing space is cut. */
export function alignRows(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))));
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const space = ' '.repeat((widths[i] ?? 0) - widthOf(cell));
        return right.includes(i) ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** `4.5 MB` and its likes, decimal units. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let at = 0;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at++;
  }
  return `${at === 0 ? value : value.toPrecision(3)} ${units[at] ?? 'B'}`;
}

/** `25.4 s`, `12.3 min` or `4.20 h`. */
export function formatDuration(seconds: number): string {
  if (seconds < 120) return `${Number(seconds.toPrecision(3))} s`;
  return seconds < 7200 ? `${(seconds / 60).toPrecision(3)} min` : `${(seconds / 3600).toPrecision(3)} h`;
}

/** A whole number with thin groups of three; other numbers with up to four significant digits. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return String(Number(value.toPrecision(4)));
}

/** A noun after a count. */
export function plural(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}
