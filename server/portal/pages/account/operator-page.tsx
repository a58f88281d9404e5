/** What an operator decides: which companies are admitted, and who has an account. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import layout from '../../components/layout.module.css';
import { AccountList } from './account-list.tsx';
import { CompanyList } from './company-list.tsx';
import { NewAccount } from './new-account.tsx';

/** The page. The API decides; who is no operator is told so. */
export function OperatorPage() {
  const { t } = useTranslation('account');
  const session = useSession();
  return (
    <>
      <PageHeader title={t('operator.title')} lead={t('operator.lead')} />
      <QueryView query={session}>
        {({ account }) =>
          account?.roles.includes('operator') === true ? (
            <div className={layout.stack}>
              <Panel title={t('operator.companies')} aside={t('operator.logged')}>
                <CompanyList />
              </Panel>
              <Panel title={t('operator.accounts')}>
                <AccountList />
              </Panel>
              <Panel title={t('operator.newAccount')}>
                <NewAccount />
              </Panel>
            </div>
          ) : (
            <EmptyState title={t('operator.not')}>
              <Link href="/login">{t('login.title')}</Link>
            </EmptyState>
          )
        }
      </QueryView>
    </>
  );
}
