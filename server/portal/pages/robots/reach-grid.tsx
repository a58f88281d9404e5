/** Where both reach: distance from the shoulder's axis across, height up, shoulders aligned. Patterns say the same as colours, a table the same as both. */

import { useTranslation } from 'react-i18next';
import type { OverlapCell, ReachOverlap } from '#contracts/matching/factors/reach-overlap.ts';
import type { NamedBody } from '../../api/robots.ts';
import { useFormat } from '../../app/format.ts';
import layout from '../../components/layout.module.css';
import { Panel } from '../../components/panel.tsx';
import table from '../../components/table.module.css';
import { DataTable } from '../../components/data-table.tsx';
import styles from './reach-grid.module.css';

/** Edge of a cell and width of the margin for marks, in units of the drawing. */
const CELL = 12;
const MARGIN = 34;
/** Cells between two marks. */
const CELLS_A_MARK = 5;
const REACHED = [1, 2, 3] as const;

/** The panel. */
export function ReachGrid(props: {
  readonly pair: readonly [NamedBody, NamedBody];
  readonly overlap: ReachOverlap | null;
}) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const { pair, overlap } = props;
  if (overlap === null) return <Panel title={t('overlap.title')}>{t('overlap.none')}</Panel>;
  const shares = { 1: overlap.onlyFirst, 2: overlap.onlySecond, 3: overlap.both };
  const words = {
    1: t('overlap.only', { name: pair[0].label }),
    2: t('overlap.only', { name: pair[1].label }),
    3: t('overlap.both'),
  };
  return (
    <Panel title={t('overlap.title')} aside={t('overlap.aligned')}>
      <div className={layout.close}>
        <Drawing overlap={overlap} label={t('overlap.drawing')} />
        <DataTable label={t('overlap.title')}>
          <caption className="visually-hidden">{t('overlap.shares')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('overlap.reached')}</th>
              <th scope="col" className={table.number}>
                {t('overlap.share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {REACHED.map((cell) => (
              <tr key={cell}>
                <th scope="row">
                  <Swatch cell={cell} /> {words[cell]}
                </th>
                <td className={table.number}>{format.percent(shares[cell])}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
        <Heights overlap={overlap} pair={pair} />
      </div>
    </Panel>
  );
}

function Drawing({ overlap, label }: { readonly overlap: ReachOverlap; readonly label: string }) {
  const { rows, top, cellSize } = overlap;
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const perMark = CELLS_A_MARK;
  const first = Math.round(top / cellSize);
  const [width, height] = [columns * CELL, rows.length * CELL];
  const marked = rows.flatMap((_, i) => ((first - i) % perMark === 0 ? [i] : []));
  const across = Array.from({ length: Math.floor(columns / perMark) + 1 }, (_, i) => i * perMark);
  return (
    <svg
      viewBox={`${-MARGIN} -8 ${width + MARGIN + 16} ${height + 28}`}
      className={styles.drawing}
      role="img"
      aria-label={label}
    >
      <Patterns />
      {REACHED.map((cell) => (
        <path key={cell} d={cellsOf(rows, cell)} className={styles.cells} data-cell={cell} />
      ))}
      <path d={`M0 -4V${height}H${width + 8}`} className={styles.axis} />
      {marked.map((i) => (
        <g key={i}>
          <path d={`M-4 ${i * CELL}H${width}`} className={first === i ? styles.shoulder : styles.rule} />
          <text x={-8} y={i * CELL + 3.5} textAnchor="end" className={styles.text}>
            {((first - i) * cellSize).toFixed(1)}
          </text>
        </g>
      ))}
      {across.map((i) => (
        <text key={i} x={i * CELL} y={height + 14} textAnchor="middle" className={styles.text}>
          {(i * cellSize).toFixed(1)}
        </text>
      ))}
    </svg>
  );
}

/** Hatching of each side's cells; cells of both are filled. */
function Patterns() {
  return (
    <defs>
      <pattern id="reach-1" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V4" className={styles.hatch} data-cell={1} />
      </pattern>
      <pattern id="reach-2" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <path d="M0 0V4" className={styles.hatch} data-cell={2} />
      </pattern>
    </defs>
  );
}

function Swatch({ cell }: { readonly cell: OverlapCell }) {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" className={styles.swatch}>
      <rect x="0.5" y="0.5" width="13" height="13" className={styles.cells} data-cell={cell} />
    </svg>
  );
}

function cellsOf(rows: ReachOverlap['rows'], wanted: OverlapCell): string {
  return rows
    .flatMap((row, y) =>
      row.map((cell, x) => (cell === wanted ? `M${x * CELL} ${y * CELL}h${CELL}v${CELL}h-${CELL}z` : '')),
    )
    .join('');
}

/** The drawing as a table: how far each reaches at each height. */
function Heights({ overlap, pair }: { readonly overlap: ReachOverlap; readonly pair: readonly NamedBody[] }) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const { rows, top, cellSize } = overlap;
  const farthest = (row: readonly OverlapCell[], side: 1 | 2): string => {
    const last = row.findLastIndex((cell) => (cell & side) !== 0);
    return last < 0 ? '–' : `${format.number((last + 1) * cellSize, 1)} m`;
  };
  return (
    <details>
      <summary>{t('overlap.heights')}</summary>
      <DataTable label={t('overlap.title')}>
        <thead>
          <tr>
            <th scope="col">{t('overlap.height')}</th>
            {pair.map(({ id, label }, i) => (
              <th key={`${i} ${id}`} scope="col" className={table.number}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => {
            const height = top - i * cellSize;
            return (
              <tr key={height}>
                <th scope="row">
                  {format.number(height - cellSize, 1)} – {format.number(height, 1)} m
                </th>
                <td className={table.number}>{farthest(row, 1)}</td>
                <td className={table.number}>{farthest(row, 2)}</td>
              </tr>
            );
          })}
        </tbody>
      </DataTable>
    </details>
  );
}
