/** A company's own people at this broker: invited, given roles and let go by the company's administrators. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMembers } from '../../api/members.ts';
import { useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import layout from '../../components/layout.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteForm } from './invite-form.tsx';
import { MemberList } from './member-list.tsx';

/** The page. The API decides; who is no administrator is told so. */
export function MembersPage() {
  const { t } = useTranslation('account');
  const session = useSession();
  return (
    <>
      <PageHeader title={t('members.title')} lead={t('members.lead')} />
      <QueryView query={session}>
        {({ account }) =>
          account?.roles.includes('admin') === true ? (
            <Members own={account.id} />
          ) : (
            <EmptyState title={t('members.not')}>
              <p>{t('members.notHint')}</p>
              <Link href="/login">{t('login.title')}</Link>
            </EmptyState>
          )
        }
      </QueryView>
    </>
  );
}

function Members({ own }: { readonly own: string }) {
  const { t } = useTranslation('account');
  const members = useMembers();
  return (
    <div className={layout.columns}>
      <div className={layout.stack}>
        <Panel title={t('members.people')} aside={t('members.logged')}>
          <QueryView query={members}>{({ items }) => <MemberList members={items} own={own} />}</QueryView>
        </Panel>
        <Panel title={t('members.invited')}>
          <QueryView query={members}>
            {({ invitations }) => <InvitationList invitations={invitations} />}
          </QueryView>
        </Panel>
      </div>
      <Panel title={t('members.invite')}>
        <InviteForm />
      </Panel>
    </div>
  );
}
