/** A verdict: the headline is the worst row, and what was not checked never looks passed. */

import { useTranslation } from 'react-i18next';
import layout from '../../components/layout.module.css';
import { StatusBadge, type Tone } from '../../components/status-badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import type { CheckRow } from './check-delivery.ts';

const TONES: Readonly<Record<CheckRow['status'], Tone>> = {
  pass: 'good',
  fail: 'bad',
  'not-checked': 'idle',
};

/** The table. */
export function VerdictTable({ rows }: { readonly rows: readonly CheckRow[] }) {
  const { t } = useTranslation('audit');
  const failed = rows.filter(({ status }) => status === 'fail').length;
  const open = rows.filter(({ status }) => status === 'not-checked').length;
  return (
    <div role="status" className={layout.close}>
      <p>
        <StatusBadge tone={failed > 0 ? 'bad' : rows.length > open ? 'good' : 'idle'}>
          {failed > 0
            ? t('verdict.failed', { count: failed })
            : t('verdict.held', { count: rows.length - open })}
        </StatusBadge>{' '}
        {t('verdict.open', { count: open })}
      </p>
      <DataTable label={t('verdict.caption')}>
        <caption className="visually-hidden">{t('verdict.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('verdict.check')}</th>
            <th scope="col">{t('verdict.result')}</th>
            <th scope="col">{t('verdict.evidence')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.check}>
              <th scope="row">{nameOf(row.check, t)}</th>
              <td>
                <StatusBadge tone={TONES[row.status]}>{t(`verdict.${row.status}`)}</StatusBadge>
              </td>
              <td>
                {row.evidence === ''
                  ? t(`verdict.why.${row.check.split(':')[0]}`, { defaultValue: '' })
                  : row.evidence}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function nameOf(check: string, t: (key: string, options: { defaultValue: string }) => string): string {
  const [area, type] = check.split(':');
  if (area === 'log' && type !== undefined) return t(`type.${type}`, { defaultValue: type });
  // Several files at once: each row names its own.
  if (type !== undefined) return `${t(`check.${area}`, { defaultValue: '' })}: ${type}`;
  return t(`check.${check}`, { defaultValue: check });
}
