/** A reach overlap as text: rows from the top down, two characters a cell, the shoulder's axis on the left. */

import type { OverlapCell, ReachOverlap } from '#contracts/matching/factors/reach-overlap.ts';
import type { Tone } from './output.ts';
import type { Language } from './table-words.ts';

/** What a cell looks like: never a meaning by colour alone. */
const LOOKS: readonly { readonly text: string; readonly tone: Tone }[] = [
  { text: '  ', tone: 'dim' },
  { text: '░░', tone: 'warn' },
  { text: '╱╱', tone: 'accent' },
  { text: '██', tone: 'good' },
];
/** Cells between two marks on either axis. */
const CELLS_A_MARK = 5;

/** Lines of a picture; `tone` styles a piece of text. */
export function reachPicture(
  { rows, top, cellSize }: ReachOverlap,
  tone: (tone: Tone, text: string) => string,
): string[] {
  const perMark = CELLS_A_MARK;
  const lines = rows.map((row, i) => {
    // The label of a height stands beside the cell whose upper edge it is.
    const height = Math.round(top / cellSize) - i;
    const label = height % perMark === 0 ? `${signed(height * cellSize)} ┤` : '│';
    return `${label.padStart(9)}${runsOf(row)
      .map(({ cell, length }) => tone(LOOKS[cell]!.tone, LOOKS[cell]!.text.repeat(length)))
      .join('')}`.trimEnd();
  });
  const width = Math.max(...rows.map((row) => row.length), perMark);
  const marks = Array.from({ length: Math.floor(width / perMark) + 1 }, (_, k) =>
    (k * perMark * cellSize).toFixed(1),
  );
  return [
    ...lines,
    `${'└'.padStart(9)}${'─'.repeat(2 * width)}`,
    `${' '.repeat(8)}${marks
      .map((mark) => mark.padEnd(2 * perMark))
      .join('')
      .trimEnd()} m`,
  ];
}

/** What the looks mean, in one line. */
export function reachLegend(
  names: readonly [string, string],
  lang: Language,
  tone: (tone: Tone, text: string) => string,
): string {
  const only = lang === 'zh' ? '仅' : 'only';
  const meanings = [...names.map((name) => `${only} ${name}`), lang === 'zh' ? '两者' : 'both'];
  return meanings
    .map((meaning, i) => `${tone(LOOKS[i + 1]!.tone, LOOKS[i + 1]!.text)} ${meaning}`)
    .join('   ');
}

function signed(metres: number): string {
  return `${metres > 0 ? '+' : metres < 0 ? '−' : ' '}${Math.abs(metres).toFixed(1)} m`;
}

/** Equal neighbours together, so that colours are switched seldom. */
function runsOf(row: readonly OverlapCell[]): { cell: OverlapCell; length: number }[] {
  const runs: { cell: OverlapCell; length: number }[] = [];
  for (const cell of row) {
    const last = runs.at(-1);
    if (last?.cell === cell) last.length++;
    else runs.push({ cell, length: 1 });
  }
  return runs;
}
