/** Where declaration and bytes disagree, and what was found while reading. */

import type { DatasetFacts, Finding } from '#contracts/dataset/facts.ts';
import { formatNumber, plural } from '../text-layout.ts';
import { chip, escapeHtml, note, table, type Cell, type TableColumn } from './elements.ts';

/** What is declared beside what the bytes show. */
export function declaredPart({ discrepancies }: DatasetFacts): string {
  if (discrepancies.length === 0) return note('Everything declared agrees with the bytes.');
  const plain = (value: string | number | boolean | null): Cell =>
    value === null ? null : typeof value === 'number' ? formatNumber(value) : String(value);
  const rows = discrepancies.map(({ subject, declared, observed }): Cell[] => [
    { html: `<code>${escapeHtml(subject)}</code>` },
    plain(declared),
    plain(observed),
  ]);
  return table([{ head: 'What', kind: 'code' }, { head: 'Declared' }, { head: 'Observed' }], rows);
}

const TONES = { error: 'bad', warn: 'warn', info: 'plain' } as const;
const ORDER = { error: 0, warn: 1, info: 2 } as const;

/** Findings, the gravest first. */
export function findingsPart({ findings, findingsOmitted }: DatasetFacts): string {
  if (findings.length === 0) return note('Nothing was found wrong.');
  const sorted = findings.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  const columns: TableColumn[] = [
    { head: 'Severity' },
    { head: 'Finding', kind: 'code' },
    { head: 'File', kind: 'code' },
    { head: 'Byte', isNumber: true },
    { head: 'Row', isNumber: true },
    { head: 'More' },
  ];
  const more = findingsOmitted === 0 ? '' : `and ${plural(findingsOmitted, 'further finding')}`;
  return table(columns, sorted.map(findingRow)) + note(more);
}

function findingRow({ severity, code, file, offset, row, params }: Finding): Cell[] {
  const said = Object.entries(params).map(([key, value]) => `${key}: ${String(value)}`);
  return [
    { html: chip(severity, TONES[severity]) },
    code.replaceAll('-', ' '),
    file,
    offset,
    row,
    said.join(' · '),
  ];
}

/** How many findings there are of each severity, for the head of the page. */
export function findingCounts({ findings }: DatasetFacts): string {
  const count = (severity: Finding['severity']): number =>
    findings.filter((one) => one.severity === severity).length;
  const parts = [
    [count('error'), 'error', 'bad'],
    [count('warn'), 'warning', 'warn'],
    [count('info'), 'note', 'plain'],
  ] as const;
  const chips = parts
    .filter(([number]) => number > 0)
    .map(([number, word, tone]) => chip(plural(number, word), tone));
  return chips.length === 0 ? chip('no findings', 'good') : chips.join(' ');
}
