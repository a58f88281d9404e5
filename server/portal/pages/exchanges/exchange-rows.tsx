/** Negotiations as rows: which dataset, with whom, under which terms, where it stands, until when. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ExchangeView } from '#contracts/http/console.ts';
import { useFormat } from '../../app/format.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { endOfTerm, standingOf } from './standing.ts';
import styles from './exchange-rows.module.css';

/** The rows; `label` names the list. */
export function ExchangeRows(props: { readonly items: readonly ExchangeView[]; readonly label: string }) {
  return (
    <ul className={styles.rows} aria-label={props.label}>
      {props.items.map((item) => (
        <Row key={item.exchange} item={item} />
      ))}
    </ul>
  );
}

function Row({ item }: { readonly item: ExchangeView }) {
  const { t } = useTranslation('exchanges');
  const format = useFormat();
  const standing = standingOf(item, Date.now());
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <Link href={`/exchanges/${encodeURIComponent(item.exchange)}`} className={styles.title}>
          {item.title}
        </Link>
        <span className={styles.soft}>
          {t(item.role === 'provider' ? 'row.askedBy' : 'row.askedOf', { name: item.counterpartyName })}
        </span>
      </div>
      <div className={styles.use}>
        <code>{item.terms.id}</code>
        <span className={styles.soft}>{item.use.purpose}</span>
      </div>
      <div className={styles.state}>
        <StatusBadge tone={standing.tone}>{t(`standing.${standing.code}`)}</StatusBadge>
        <Until item={item} />
      </div>
      <span className={styles.when}>{format.relative(item.updatedAt)}</span>
    </li>
  );
}

function Until({ item }: { readonly item: ExchangeView }) {
  const { t } = useTranslation('exchanges');
  const format = useFormat();
  const { code } = standingOf(item, Date.now());
  if (code === 'in-force') {
    const end = endOfTerm(item);
    const text =
      end === null ? t('row.noEnd') : t('row.until', { date: format.date(new Date(end).toISOString()) });
    return <span className={styles.soft}>{text}</span>;
  }
  if (code === 'decide' || code === 'waiting' || code === 'asked') {
    return <span className={styles.soft}>{t('row.deadline', { when: format.relative(item.deadline) })}</span>;
  }
  if (item.ended?.note != null) return <span className={styles.soft}>“{item.ended.note}”</span>;
  return null;
}
