/** The inclusion proof as a drawing: the leaf at the bottom, each step joins a sibling, the root at the top. A table tells the same. */

import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/data-table.tsx';
import type { EntryVerdict } from './check-entry.ts';
import styles from './proof-path.module.css';

const STEP = 44;
const HALF = 90;
const MIDDLE = 190;
const HEAD = 8;

/** The drawing and its table. */
export function ProofPath({ verdict }: { readonly verdict: EntryVerdict }) {
  const { steps } = verdict;
  const height = (steps.length + 1) * STEP + 20;
  const y = (level: number): number => height - 20 - level * STEP;
  return (
    <div className={styles.proof}>
      <svg viewBox={`0 0 ${MIDDLE * 2} ${height}`} className={styles.drawing} aria-hidden="true">
        {steps.map(({ side, sibling }, i) => {
          const x = side === 'left' ? MIDDLE - HALF : MIDDLE + HALF;
          return (
            <g key={sibling}>
              <path d={`M${MIDDLE} ${y(i)}V${y(i + 1)}M${x} ${y(i)}V${y(i) - STEP / 2}H${MIDDLE}`} />
              <circle cx={x} cy={y(i)} r="4" className={styles.sibling} />
              <text
                x={x + (side === 'left' ? -10 : 10)}
                y={y(i) + 4}
                textAnchor={side === 'left' ? 'end' : 'start'}
              >
                {sibling.slice(0, HEAD)}
              </text>
            </g>
          );
        })}
        <rect x={MIDDLE - 6} y={y(0) - 6} width="12" height="12" className={styles.leaf} />
        <circle
          cx={MIDDLE}
          cy={y(steps.length)}
          r="6"
          className={verdict.ok ? styles.rootGood : styles.rootBad}
        />
      </svg>
      <PathTable verdict={verdict} />
    </div>
  );
}

function PathTable({ verdict }: { readonly verdict: EntryVerdict }) {
  const { t } = useTranslation('audit');
  return (
    <DataTable label={t('proof.caption')}>
      <caption className="visually-hidden">{t('proof.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('proof.step')}</th>
          <th scope="col">{t('proof.hash')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('proof.leaf')}</th>
          <td>
            <code>{verdict.leaf}</code>
          </td>
        </tr>
        {verdict.steps.map(({ side, sibling }, i) => (
          <tr key={sibling}>
            <th scope="row">{t(`proof.${side}`, { step: i + 1 })}</th>
            <td>
              <code>{sibling}</code>
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t('proof.root')}</th>
          <td>
            <code>{verdict.root}</code>
          </td>
        </tr>
      </tbody>
    </DataTable>
  );
}
