/** Who one is at a broker: a link to sign in, or to one's account. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useSession } from '../api/session.ts';
import styles from './masthead.module.css';

/** The link; a node's console has its own way of signing in. */
export function AccountLink() {
  const { t } = useTranslation();
  const { data } = useSession();
  if (data === undefined) return null;
  return (
    <Link className={styles.tool} href={data.account === null ? '/login' : '/settings'}>
      {data.account === null ? t('toSignIn') : data.account.name}
    </Link>
  );
}
