/** What stands at an address without a page. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { EmptyState } from '../components/empty-state.tsx';

/** The page for addresses that lead nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('notFound.title')} level={1}>
      <p>{t('notFound.lead')}</p>
      <Link href="/">{t('notFound.home')}</Link>
    </EmptyState>
  );
}
