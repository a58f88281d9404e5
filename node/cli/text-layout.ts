/**
 * Text in columns of a terminal: widths, wrapping, tables. Nothing is cut: what does not fit in its column goes on below it, and what does
 * not fit beside the others stands under its row.
 */

import { stripVTControlCharacters } from 'node:util';

/** A column of a table. */
export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Widest extent; longer cells go on in the next line. Columns without one are as wide as their widest cell. */
  readonly max?: number;
}

/** A line of a table. */
export interface TableLine {
  readonly text: string;
  readonly heading: boolean;
}

const GAP = 2;
/** A column that wraps is at least this wide, unless its cells are shorter. */
const LEAST_WRAPPED = 24;
/** What stands under its row is set in by this. */
const UNDER_INDENT = 4;
/** Fewest columns that text is wrapped to, however narrow the terminal. */
const LEAST_WIDTH = 20;

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const ZERO_WIDTH = /\p{Mark}|\p{Format}/u;

/** Columns that text takes: East Asian wide characters take two, marks and escapes none. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (!ZERO_WIDTH.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** Text filled up with spaces. */
export function padded(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'right' ? space + text : text + space;
}

/**
 * Text in lines of at most `width` columns: broken at spaces, between Chinese words, after the parts of a path or name; what is longer
 * than a line is broken anywhere. Joined again, the lines are the text.
 */
export function wrapped(text: string, width: number): string[] {
  if (textWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (textWidth(line + piece.trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = piece.trimStart();
    while (textWidth(line.trimEnd()) > width) {
      const head = headOf(line, width);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** A label and its text, which goes on below where it began. */
export function hanging(label: string, text: string, width: number): string[] {
  const indent = textWidth(label);
  // An id is copied: the terminal may break it, we do not.
  if (!/\s/.test(text) && !WIDE.test(text)) return [label + text];
  return wrapped(text, Math.max(LEAST_WIDTH, width - indent)).map((line, i) =>
    i === 0 ? label + line : ' '.repeat(indent) + line,
  );
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });
/** What opens goes with what comes after it; every other sign with what stands before it. */
const OPENING = /^[([{<«‹“‘（「『【《〈]+$/u;
/** A number and its unit stay together, as do the two sides of a sign between numbers. */
const GLUED = /(\d) (%|°|[A-Za-zµ]{1,2}[²³]?(?![\p{Letter}]))/gu;
const GLUE = '\u00a0';

/** Parts of a text between which a line may end, each with the spaces and signs behind it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let open = false;
  for (const { segment, isWordLike } of words.segment(text.replaceAll(GLUED, `$1${GLUE}$2`))) {
    const joins =
      pieces.length > 0 && (open || (isWordLike !== true && !OPENING.test(segment)) || glued(pieces));
    if (joins) pieces[pieces.length - 1] += segment;
    else pieces.push(segment);
    open = OPENING.test(segment);
  }
  return pieces.map((piece) => piece.replaceAll(GLUE, ' '));
}

/** Whether what comes next belongs to the last piece: nothing ends a line in the middle of a number, or after a sign that is no break. */
function glued(pieces: readonly string[]): boolean {
  const last = pieces.at(-1) ?? '';
  return (
    last.endsWith(GLUE) ||
    /[^\s/\\\-_@.,;:!?)\]}>»›”’\p{Letter}\p{Number}\u3000-\u303f\uff00-\uffef]$/u.test(last)
  );
}

/** As much of a text as fits. */
function headOf(text: string, width: number): string {
  let [head, taken] = ['', 0];
  for (const character of text) {
    taken += textWidth(character);
    if (taken > width && head !== '') break;
    head += character;
  }
  return head;
}

/** Lines of a table within `width` columns, the heading first. */
export function tableLines(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): TableLine[] {
  const natural = columns.map((column, i) => {
    const widest = Math.max(textWidth(column.title), ...rows.map((row) => textWidth(row[i] ?? '')));
    return column.max === undefined
      ? widest
      : Math.min(widest, Math.max(column.max, textWidth(column.title)));
  });
  let beside = columns.length;
  while (beside > 1 && leastOf(columns, natural, beside) > width) beside--;
  const shown = columns.slice(0, beside);
  const widths = fitted(shown, natural.slice(0, beside), width);
  const under = columns.slice(beside);
  const titles = lineUp(
    shown,
    widths,
    columns.map(({ title }) => title),
  );
  const alone = under.length === 1 ? under[0] : undefined;
  const below = (row: readonly string[]): string[] => {
    const text = under
      .flatMap(({ title }, i) => {
        const cell = row[beside + i] ?? '';
        return cell === '' ? [] : [alone === undefined ? `${title} ${cell}` : cell];
      })
      .join('   ');
    return text === '' ? [] : hanging(' '.repeat(UNDER_INDENT), text, width);
  };
  return [
    ...titles.map((text) => ({ text, heading: true })),
    ...(alone === undefined ? [] : [{ text: ' '.repeat(UNDER_INDENT) + alone.title, heading: true }]),
    ...rows.flatMap((row) =>
      [...lineUp(shown, widths, row), ...below(row)].map((text) => ({ text, heading: false })),
    ),
  ];
}

function leastOf(columns: readonly TableColumn[], natural: readonly number[], count: number): number {
  return columns
    .slice(0, count)
    .reduce((sum, column, i) => sum + GAP + leastWidth(column, natural[i]!), -GAP);
}

function leastWidth({ max, title }: TableColumn, natural: number): number {
  return max === undefined ? natural : Math.min(natural, Math.max(LEAST_WRAPPED, textWidth(title)));
}

/** Widths of columns: those that wrap give way in proportion to what they have to give. */
function fitted(columns: readonly TableColumn[], natural: readonly number[], width: number): number[] {
  const whole = natural.reduce((sum, one) => sum + one + GAP, -GAP);
  const least = columns.map((column, i) => leastWidth(column, natural[i]!));
  const spare = natural.map((one, i) => one - least[i]!);
  const room = spare.reduce((sum, one) => sum + one, 0);
  const missing = Math.min(room, Math.max(0, whole - width));
  return natural.map((one, i) => (room === 0 ? one : one - Math.ceil((missing * spare[i]!) / room)));
}

/** One row in as many lines as its longest cell takes. */
function lineUp(
  columns: readonly TableColumn[],
  widths: readonly number[],
  row: readonly string[],
): string[] {
  const cells = columns.map((_, i) => wrapped(row[i] ?? '', widths[i]!));
  const height = Math.max(1, ...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell, i) => padded(cell[line] ?? '', widths[i]!, columns[i]!.align))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}
