/** Something is on its way. It shows itself only when the wait is long enough to notice (styles). */

import { useTranslation } from 'react-i18next';
import styles from './state.module.css';

/** A quiet wait; `what` names what is waited for. */
export function LoadingState({ what }: { readonly what?: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status">
      <span className={styles.sweep} aria-hidden="true" />
      {what ?? t('app:loading')}
    </div>
  );
}
