/** Entries as rows: number, what happened, who did it, when. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ListedEntry } from '#contracts/http/log.ts';
import { useCompanyNames } from '../../api/companies.ts';
import { useFormat } from '../../app/format.ts';
import layout from '../../components/layout.module.css';
import styles from './entries-page.module.css';

/** Characters of an identifier that are shown. */
const SHOWN = 28;

/** The rows. */
export function EntryRows({ items }: { readonly items: readonly ListedEntry[] }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const names = useCompanyNames();
  return (
    <ul aria-label={t('entries.list')}>
      {items.map((item) => (
        <li key={item.index} className={styles.row}>
          <Link href={`/audit/entries/${item.index}`} className={styles.index}>
            #{item.index}
          </Link>
          <span className={styles.type}>
            {t(`type.${item.type}`, { defaultValue: item.type })}
            <span className={layout.soft}> {item.type}</span>
          </span>
          <span className={layout.soft}>
            <span title={item.actor}>{names.get(item.actor) ?? short(item.actor)}</span>
            {item.dataset === null ? null : (
              <>
                {', '}
                <Link href={`/audit/provenance/${encodeURIComponent(item.dataset)}`}>
                  {short(item.dataset)}
                </Link>
              </>
            )}
          </span>
          <time className={styles.when} dateTime={item.time}>
            {format.dateTime(item.time)}
          </time>
        </li>
      ))}
    </ul>
  );
}

function short(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
