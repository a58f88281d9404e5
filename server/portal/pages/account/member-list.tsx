/** Members with their roles. Who is the last administrator stays one; what the broker's operator gave is shown and stays. */

import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, Role } from '#contracts/http/accounts.ts';
import { COMPANY_ROLES, type CompanyRole } from '#contracts/http/members.ts';
import { errorWords } from '../../api/error-words.ts';
import { useMemberRoles, useRemoveMember } from '../../api/members.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import layout from '../../components/layout.module.css';
import { RoleBoxes } from './role-boxes.tsx';
import styles from './account.module.css';

/** The list; `own` is the account that looks. */
export function MemberList(props: { readonly members: readonly Account[]; readonly own: string }) {
  const { t } = useTranslation('account');
  const change = useMemberRoles();
  // Kept here, and not read from the mutation, whose news comes a moment later: a ticked box must not flicker back meanwhile.
  const [asked, setAsked] = useState<{ id: string; roles: readonly CompanyRole[] } | null>(null);
  const remove = useRemoveMember();
  const trouble = change.error ?? remove.error;
  const admins = props.members.filter(({ roles }) => roles.includes('admin')).length;
  return (
    <>
      <ul className={styles.people}>
        {props.members.map((member) => (
          <Member
            key={member.id}
            member={member}
            isOwn={member.id === props.own}
            isLastAdmin={admins === 1 && member.roles.includes('admin')}
            asked={asked?.id === member.id ? asked.roles : null}
            busy={change.isPending || remove.isPending}
            onRoles={(roles) => {
              setAsked({ id: member.id, roles });
              change.mutate({ id: member.id, roles }, { onSettled: () => setAsked(null) });
            }}
            onRemove={() => remove.mutate(member.id)}
          />
        ))}
      </ul>
      {trouble === null ? null : (
        <p role="alert" className={styles.error}>
          {errorWords(trouble, t)}
        </p>
      )}
    </>
  );
}

function Member(props: {
  readonly member: Account;
  readonly isOwn: boolean;
  readonly isLastAdmin: boolean;
  /** Roles that were asked for and are on their way. */
  readonly asked: readonly CompanyRole[] | null;
  readonly busy: boolean;
  readonly onRoles: (roles: readonly CompanyRole[]) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('account');
  const { member, isOwn, isLastAdmin, asked, busy } = props;
  const given = COMPANY_ROLES.filter((role) => member.roles.includes(role));
  const beyond = member.roles.filter((role) => !isCompanyRole(role));
  // A member without any role would be somebody who can do nothing: that is what removing is for.
  const set = (roles: readonly CompanyRole[]): void => {
    if (roles.length > 0 && !(isLastAdmin && !roles.includes('admin'))) props.onRoles(roles);
  };
  return (
    <li>
      <div>
        <strong>{member.name}</strong>
        <p className={layout.soft}>
          {member.email}
          {isOwn ? ` · ${t('members.you')}` : ''}
          {isLastAdmin ? ` · ${t('members.lastAdmin')}` : ''}
        </p>
      </div>
      {beyond.map((role) => (
        <StatusBadge key={role} tone="idle">
          {t(`role.${role}`)}
        </StatusBadge>
      ))}
      <RoleBoxes
        legend={t('members.rolesOf', { name: member.name })}
        quiet
        offered={COMPANY_ROLES}
        roles={asked ?? given}
        disabled={busy}
        onChange={set}
      />
      <Button
        variant="default"
        size="xs"
        disabled={busy || isLastAdmin || beyond.length > 0}
        aria-label={`${t('operator.remove')}: ${member.name}`}
        onClick={props.onRemove}
      >
        {t('operator.remove')}
      </Button>
    </li>
  );
}

function isCompanyRole(role: Role): role is CompanyRole {
  return COMPANY_ROLES.some((own) => own === role);
}
