/** Asked of us, or asked by us: two addresses of one page. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ExchangeView } from '#contracts/http/console.ts';
import tabs from '../../components/tabs.module.css';
import styles from './side-tabs.module.css';

/** The two sides with how many there are of each. */
export function SideTabs(props: {
  readonly side: ExchangeView['role'];
  readonly items: readonly ExchangeView[];
}) {
  const { t } = useTranslation('exchanges');
  const count = (side: ExchangeView['role']): number =>
    props.items.filter(({ role }) => role === side).length;
  return (
    <nav className={tabs.tabs} aria-label={t('inbox.sides')}>
      {(['provider', 'consumer'] as const).map((side) => (
        <Link
          key={side}
          href={side === 'provider' ? '/inbox' : '/inbox?side=mine'}
          {...(side === props.side ? { 'aria-current': 'page' as const } : {})}
        >
          {t(`inbox.side.${side}`)} <span className={styles.count}>{count(side)}</span>
        </Link>
      ))}
    </nav>
  );
}
