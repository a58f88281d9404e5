/** Parts of the HTML report: every string of the dataset goes through here, escaped and cut. */

import { formatNumber, safeText } from '../text-layout.ts';

/** Longest string of a dataset that is shown. */
const MAX_TEXT = 200;
/** Longest sentence of the report's own. */
const MAX_NOTE = 1000;

/** What stands in a cell: text, a number, nothing known, or markup that was made here. */
export type Cell = string | number | null | { readonly html: string };

/** A column: its head, and whether it holds numbers. */
export interface TableColumn {
  readonly head: string;
  readonly isNumber?: boolean;
  /** Class of its cells. */
  readonly kind?: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for HTML, control and direction characters replaced. */
export function escapeHtml(text: string, longest = MAX_TEXT): string {
  return safeText(text, longest).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** A section with an anchor; nothing where it has no body. */
export function section(id: string, title: string, body: string): string {
  if (body === '') return '';
  return `<section id="${id}"><h2>${escapeHtml(title)}</h2>${body}</section>`;
}

/** A part of a section; nothing where it has no body. */
export function part(title: string, body: string): string {
  return body === '' ? '' : `<div class="part"><h3>${escapeHtml(title)}</h3>${body}</div>`;
}

/**
 * A table whose heads stand over their columns: numbers flush right, heads too. `compact` ones are as wide as what they hold, columns of `fixed` ones line up from
 * table to table. Nothing without rows.
 */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  layout: 'wide' | 'compact' | 'fixed' = 'wide',
): string {
  if (rows.length === 0) return '';
  const classOf = ({ isNumber, kind }: TableColumn): string => {
    const names = [isNumber === true ? 'number' : '', kind ?? ''].filter((name) => name !== '');
    return names.length === 0 ? '' : ` class="${names.join(' ')}"`;
  };
  const head = columns.map((column) => `<th scope="col"${classOf(column)}>${escapeHtml(column.head)}</th>`);
  const body = rows.map((row) => {
    const cells = columns.map((column, i) => `<td${classOf(column)}>${cellHtml(row[i] ?? null)}</td>`);
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="scroll"><table class="${layout}"><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function cellHtml(cell: Cell): string {
  if (cell === null || cell === '') return '<span class="none">–</span>';
  if (typeof cell === 'number') return formatNumber(cell);
  return typeof cell === 'string' ? escapeHtml(cell) : cell.html;
}

/** Names and what they say, as a list. Rows without a word are left out. */
export function facts(rows: readonly (readonly [string, Cell])[]): string {
  const shown = rows.filter(([, cell]) => cell !== null && cell !== '');
  if (shown.length === 0) return '';
  const items = shown.map(
    ([name, cell]) => `<div><dt>${escapeHtml(name)}</dt><dd>${cellHtml(cell)}</dd></div>`,
  );
  return `<dl class="facts">${items.join('')}</dl>`;
}

/** A word on a coloured ground. */
export function chip(word: string, tone: 'good' | 'warn' | 'bad' | 'plain'): string {
  return `<span class="chip ${tone}">${escapeHtml(word)}</span>`;
}

/** A name with a word on it below. */
export function explained(name: string, words: string): { readonly html: string } {
  return { html: `${escapeHtml(name)}<small>${escapeHtml(words)}</small>` };
}

/** A paragraph in a softer tone. */
export function note(text: string): string {
  return text === '' ? '' : `<p class="note">${escapeHtml(text, MAX_NOTE)}</p>`;
}
